# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_char_p, c_float, c_int32, c_size_t, c_uint32
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.llama_handles import llama_sampler_p, llama_token, llama_vocab_p
from pyllama.ctypes_api.llama_structs import llama_logit_bias

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import Ref


# struct llama_sampler *llama_sampler_init_greedy(void)
@native("llama", llama_sampler_p)
def llama_sampler_init_greedy() -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_dist(uint32_t seed)
@native("llama", llama_sampler_p, c_uint32)
def llama_sampler_init_dist(seed: int, /) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_top_k(int32_t k)
@native("llama", llama_sampler_p, c_int32)
def llama_sampler_init_top_k(k: int, /) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_top_p(float p, size_t min_keep)
@native("llama", llama_sampler_p, c_float, c_size_t)
def llama_sampler_init_top_p(p: float, min_keep: int, /) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_min_p(float p, size_t min_keep)
@native("llama", llama_sampler_p, c_float, c_size_t)
def llama_sampler_init_min_p(p: float, min_keep: int, /) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_typical(float p, size_t min_keep)
@native("llama", llama_sampler_p, c_float, c_size_t)
def llama_sampler_init_typical(p: float, min_keep: int, /) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_temp(float t)
@native("llama", llama_sampler_p, c_float)
def llama_sampler_init_temp(t: float, /) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_temp_ext(float t, float delta, float exponent)
@native("llama", llama_sampler_p, c_float, c_float, c_float)
def llama_sampler_init_temp_ext(t: float, delta: float, exponent: float, /) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_xtc(float p, float t, size_t min_keep, uint32_t seed)
@native("llama", llama_sampler_p, c_float, c_float, c_size_t, c_uint32)
def llama_sampler_init_xtc(p: float, t: float, min_keep: int, seed: int, /) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_top_n_sigma(float n)
@native("llama", llama_sampler_p, c_float)
def llama_sampler_init_top_n_sigma(n: float, /) -> llama_sampler_p: ...


@native("llama", llama_sampler_p, c_int32, c_uint32, c_float, c_float, c_int32)
def llama_sampler_init_mirostat(
    n_vocab: int, seed: int, tau: float, eta: float, m: int, /
) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_mirostat_v2(uint32_t seed, float tau, float eta)
@native("llama", llama_sampler_p, c_uint32, c_float, c_float)
def llama_sampler_init_mirostat_v2(seed: int, tau: float, eta: float, /) -> llama_sampler_p: ...


@native("llama", llama_sampler_p, llama_vocab_p, c_char_p, c_char_p)
def llama_sampler_init_grammar(
    vocab: llama_vocab_p, grammar_str: bytes | None, grammar_root: bytes | None, /
) -> llama_sampler_p: ...


@native(
    "llama",
    llama_sampler_p,
    llama_vocab_p,
    c_char_p,
    c_char_p,
    POINTER(c_char_p),
    c_size_t,
    POINTER(llama_token),
    c_size_t,
)
def llama_sampler_init_grammar_lazy_patterns(
    vocab: llama_vocab_p,
    grammar_str: bytes | None,
    grammar_root: bytes | None,
    trigger_patterns: Ref[c_char_p],
    num_trigger_patterns: int,
    trigger_tokens: Ref[llama_token],
    num_trigger_tokens: int,
    /,
) -> llama_sampler_p: ...


@native("llama", llama_sampler_p, c_int32, c_int32, c_float, c_float, c_float)
def llama_sampler_init_penalties(
    n_vocab: int, penalty_last_n: int, penalty_repeat: float, penalty_freq: float, penalty_present: float, /
) -> llama_sampler_p: ...


@native(
    "llama", llama_sampler_p, llama_vocab_p, c_float, c_float, c_int32, c_int32, POINTER(c_char_p), c_size_t
)
def llama_sampler_init_dry(
    vocab: llama_vocab_p,
    dry_multiplier: float,
    dry_base: float,
    dry_allowed_length: int,
    dry_penalty_last_n: int,
    seq_breakers: Ref[c_char_p],
    num_breakers: int,
    /,
) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_adaptive_p(float target, float decay, uint32_t seed)
@native("llama", llama_sampler_p, c_float, c_float, c_uint32)
def llama_sampler_init_adaptive_p(target: float, decay: float, seed: int, /) -> llama_sampler_p: ...


@native("llama", llama_sampler_p, c_int32, c_int32, POINTER(llama_logit_bias))
def llama_sampler_init_logit_bias(
    n_vocab: int, n_logit_bias: int, logit_bias: Ref[llama_logit_bias], /
) -> llama_sampler_p: ...


# struct llama_sampler *llama_sampler_init_infill(const struct llama_vocab *vocab)
@native("llama", llama_sampler_p, llama_vocab_p)
def llama_sampler_init_infill(vocab: llama_vocab_p, /) -> llama_sampler_p: ...
