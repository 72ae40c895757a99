# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.llama_handles import llama_context_p, llama_sampler_p
from pyllama.ctypes_api.llama_structs import llama_perf_context_data, llama_perf_sampler_data


# struct llama_perf_context_data llama_perf_context(const struct llama_context *ctx)
@native("llama", llama_perf_context_data, llama_context_p)
def llama_perf_context(ctx: llama_context_p, /) -> llama_perf_context_data: ...


# void llama_perf_context_print(const struct llama_context *ctx)
@native("llama", None, llama_context_p)
def llama_perf_context_print(ctx: llama_context_p, /) -> None: ...


# void llama_perf_context_reset(struct llama_context *ctx)
@native("llama", None, llama_context_p)
def llama_perf_context_reset(ctx: llama_context_p, /) -> None: ...


# struct llama_perf_sampler_data llama_perf_sampler(const struct llama_sampler *chain)
@native("llama", llama_perf_sampler_data, llama_sampler_p)
def llama_perf_sampler(chain: llama_sampler_p, /) -> llama_perf_sampler_data: ...


# void llama_perf_sampler_print(const struct llama_sampler *chain)
@native("llama", None, llama_sampler_p)
def llama_perf_sampler_print(chain: llama_sampler_p, /) -> None: ...


# void llama_perf_sampler_reset(struct llama_sampler *chain)
@native("llama", None, llama_sampler_p)
def llama_perf_sampler_reset(chain: llama_sampler_p, /) -> None: ...
