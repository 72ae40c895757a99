# Generated from ggml-cpu.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import c_int

from pyllama.ctypes_api._binding import native


# int ggml_cpu_has_sse3(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_sse3() -> int: ...


# int ggml_cpu_has_ssse3(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_ssse3() -> int: ...


# int ggml_cpu_has_avx(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_avx() -> int: ...


# int ggml_cpu_has_avx_vnni(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_avx_vnni() -> int: ...


# int ggml_cpu_has_avx2(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_avx2() -> int: ...


# int ggml_cpu_has_bmi2(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_bmi2() -> int: ...


# int ggml_cpu_has_f16c(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_f16c() -> int: ...


# int ggml_cpu_has_fma(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_fma() -> int: ...


# int ggml_cpu_has_avx512(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_avx512() -> int: ...


# int ggml_cpu_has_avx512_vbmi(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_avx512_vbmi() -> int: ...


# int ggml_cpu_has_avx512_vnni(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_avx512_vnni() -> int: ...


# int ggml_cpu_has_avx512_bf16(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_avx512_bf16() -> int: ...


# int ggml_cpu_has_amx_int8(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_amx_int8() -> int: ...


# int ggml_cpu_has_neon(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_neon() -> int: ...


# int ggml_cpu_has_arm_fma(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_arm_fma() -> int: ...


# int ggml_cpu_has_fp16_va(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_fp16_va() -> int: ...


# int ggml_cpu_has_dotprod(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_dotprod() -> int: ...


# int ggml_cpu_has_matmul_int8(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_matmul_int8() -> int: ...


# int ggml_cpu_has_sve(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_sve() -> int: ...


# int ggml_cpu_get_sve_cnt(void)
@native("ggml-cpu", c_int)
def ggml_cpu_get_sve_cnt() -> int: ...


# int ggml_cpu_has_sme(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_sme() -> int: ...


# int ggml_cpu_has_sme2(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_sme2() -> int: ...


# int ggml_cpu_has_riscv_v(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_riscv_v() -> int: ...


# int ggml_cpu_get_rvv_vlen(void)
@native("ggml-cpu", c_int)
def ggml_cpu_get_rvv_vlen() -> int: ...


# int ggml_cpu_has_vsx(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_vsx() -> int: ...


# int ggml_cpu_has_vxe(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_vxe() -> int: ...


# int ggml_cpu_has_wasm_simd(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_wasm_simd() -> int: ...


# int ggml_cpu_has_llamafile(void)
@native("ggml-cpu", c_int)
def ggml_cpu_has_llamafile() -> int: ...
