# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import c_bool, c_int

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.llama_handles import llama_memory_t, llama_pos, llama_seq_id


# void llama_memory_clear(llama_memory_t mem, bool data)
@native("llama", None, llama_memory_t, c_bool)
def llama_memory_clear(mem: llama_memory_t, data: bool, /) -> None: ...


# bool llama_memory_seq_rm(llama_memory_t mem, llama_seq_id seq_id, llama_pos p0, llama_pos p1)
@native("llama", c_bool, llama_memory_t, llama_seq_id, llama_pos, llama_pos, keeps_gil=True)
def llama_memory_seq_rm(mem: llama_memory_t, seq_id: int, p0: int, p1: int, /) -> bool: ...


@native("llama", None, llama_memory_t, llama_seq_id, llama_seq_id, llama_pos, llama_pos, keeps_gil=True)
def llama_memory_seq_cp(
    mem: llama_memory_t, seq_id_src: int, seq_id_dst: int, p0: int, p1: int, /
) -> None: ...


# void llama_memory_seq_keep(llama_memory_t mem, llama_seq_id seq_id)
@native("llama", None, llama_memory_t, llama_seq_id, keeps_gil=True)
def llama_memory_seq_keep(mem: llama_memory_t, seq_id: int, /) -> None: ...


@native("llama", None, llama_memory_t, llama_seq_id, llama_pos, llama_pos, llama_pos, keeps_gil=True)
def llama_memory_seq_add(mem: llama_memory_t, seq_id: int, p0: int, p1: int, delta: int, /) -> None: ...


# void llama_memory_seq_div(llama_memory_t mem, llama_seq_id seq_id, llama_pos p0, llama_pos p1, int d)
@native("llama", None, llama_memory_t, llama_seq_id, llama_pos, llama_pos, c_int, keeps_gil=True)
def llama_memory_seq_div(mem: llama_memory_t, seq_id: int, p0: int, p1: int, d: int, /) -> None: ...


# llama_pos llama_memory_seq_pos_min(llama_memory_t mem, llama_seq_id seq_id)
@native("llama", llama_pos, llama_memory_t, llama_seq_id, keeps_gil=True)
def llama_memory_seq_pos_min(mem: llama_memory_t, seq_id: int, /) -> int: ...


# llama_pos llama_memory_seq_pos_max(llama_memory_t mem, llama_seq_id seq_id)
@native("llama", llama_pos, llama_memory_t, llama_seq_id, keeps_gil=True)
def llama_memory_seq_pos_max(mem: llama_memory_t, seq_id: int, /) -> int: ...


# bool llama_memory_can_shift(llama_memory_t mem)
@native("llama", c_bool, llama_memory_t, keeps_gil=True)
def llama_memory_can_shift(mem: llama_memory_t, /) -> bool: ...
