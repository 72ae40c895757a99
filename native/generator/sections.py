"""Which declaration goes into which module, and the few facts that headers do not tell."""

from __future__ import annotations

import re
from dataclasses import dataclass

from native.generator.model import (
    Alias,
    AnyDeclaration,
    Callback,
    Constant,
    Enumeration,
    Function,
    Handle,
    Record,
)

# Public headers, and those that only lend them types.
PUBLIC_HEADERS = (
    "ggml.h",
    "ggml-backend.h",
    "ggml-cpu.h",
    "gguf.h",
    "llama.h",
    "mtmd.h",
    "mtmd-helper.h",
)
TYPE_HEADERS = ("ggml-alloc.h", "ggml-opt.h")
HEADERS = PUBLIC_HEADERS + TYPE_HEADERS

# The library that a header's functions are looked up in; "ggml" stands for ggml and ggml-base.
LIBRARIES = {
    "ggml.h": "ggml",
    "ggml-backend.h": "ggml",
    "ggml-cpu.h": "ggml-cpu",
    "gguf.h": "ggml",
    "llama.h": "llama",
    "mtmd.h": "mtmd",
    "mtmd-helper.h": "mtmd",
}

# Enums whose values are bits.
FLAGS = {"llama_token_attr", "ggml_tensor_flag", "ggml_scale_flag"}

# Structs with public fields that programs nevertheless handle as a whole.
OPAQUE = {"llama_sampler"}

# Declared in a header, but defined nowhere.
UNDEFINED = {"ggml_threadpool_get_n_threads"}

# Their value depends on the platform, so no one value can be written down.
PLATFORM_CONSTANTS = {"GGML_MEM_ALIGN"}

# Calls of about a microsecond that never wait, for anything, and are made once a token or a sequence:
# for them giving up the interpreter lock costs more than the call.
KEEPS_GIL = re.compile(
    r"llama_vocab_(is|get)_\w+|llama_vocab_(n_tokens|bos|eos|eot|sep|nl|pad|mask|fim_\w+)"
    r"|llama_token_to_piece"
    r"|llama_memory_(seq_(rm|cp|keep|add|div|pos_min|pos_max)|can_shift)",
)

# Enums, handles and structs of a header go to modules with this prefix and the suffix of their kind.
PREFIXES = {
    "ggml.h": "ggml",
    "ggml-backend.h": "ggml_backend",
    "ggml-cpu.h": "ggml_cpu",
    "ggml-alloc.h": "ggml_backend",
    "ggml-opt.h": "ggml_opt",
    "gguf.h": "gguf",
    "llama.h": "llama",
    "mtmd.h": "mtmd",
    "mtmd-helper.h": "mtmd",
}

_SUFFIXES: dict[type[AnyDeclaration], str] = {
    Constant: "constants",
    Enumeration: "constants",
    Handle: "handles",
    Alias: "handles",
    Callback: "structs",
    Record: "structs",
}


@dataclass(frozen=True, slots=True)
class Section:
    """The functions of a header from ``start`` to the next section's."""

    start: str
    module: str


SECTIONS: dict[str, tuple[Section, ...]] = {
    "llama.h": (
        Section("llama_ftype_name", "llama_backend"),
        Section("llama_model_init_from_user", "llama_model"),
        Section("llama_init_from_model", "llama_context"),
        Section("llama_time_us", "llama_backend"),
        Section("llama_n_ctx", "llama_context"),
        Section("llama_model_get_vocab", "llama_model"),
        Section("llama_vocab_type", "llama_vocab"),
        Section("llama_model_meta_val_str", "llama_model"),
        Section("llama_adapter_lora_init", "llama_adapter"),
        Section("llama_memory_clear", "llama_memory"),
        Section("llama_state_get_size", "llama_state"),
        Section("llama_batch_get_one", "llama_batch"),
        Section("llama_encode", "llama_decoding"),
        Section("llama_batch_ext_init", "llama_batch"),
        Section("llama_process", "llama_decoding"),
        Section("llama_vocab_get_text", "llama_vocab"),
        Section("llama_tokenize", "llama_tokenization"),
        Section("llama_set_sampler", "llama_sampler"),
        Section("llama_sampler_init_greedy", "llama_sampler_init"),
        Section("llama_sampler_get_seed", "llama_sampler"),
        Section("llama_split_path", "llama_model"),
        Section("llama_print_system_info", "llama_backend"),
        Section("llama_perf_context", "llama_perf"),
        Section("llama_opt_param_filter_all", "llama_opt"),
    ),
    "ggml.h": (
        Section("ggml_set_abort_callback", "ggml_base"),
        Section("ggml_print_object", "ggml_tensor"),
        Section("ggml_blck_size", "ggml_base"),
        Section("ggml_op_desc", "ggml_tensor"),
        Section("ggml_init", "ggml_context"),
        Section("ggml_unravel_index", "ggml_tensor"),
        Section("ggml_dup", "ggml_ops_arithmetic"),
        Section("ggml_abs", "ggml_ops_unary"),
        Section("ggml_glu", "ggml_ops_glu"),
        Section("ggml_norm", "ggml_ops_norm"),
        Section("ggml_prec_set_acc", "ggml_ops_matrix"),
        Section("ggml_set", "ggml_ops_copy"),
        Section("ggml_reshape", "ggml_ops_view"),
        Section("ggml_get_rows", "ggml_ops_rows"),
        Section("ggml_soft_max", "ggml_ops_attention"),
        Section("ggml_rope", "ggml_ops_rope"),
        Section("ggml_im2col", "ggml_ops_convolution"),
        Section("ggml_pool_1d", "ggml_ops_image"),
        Section("ggml_timestep_embedding", "ggml_ops_rows"),
        Section("ggml_flash_attn_ext", "ggml_ops_attention"),
        Section("ggml_ssm_conv", "ggml_ops_recurrent"),
        Section("ggml_win_part", "ggml_ops_image"),
        Section("ggml_unary", "ggml_ops_unary"),
        Section("ggml_get_rel_pos", "ggml_ops_image"),
        Section("ggml_rwkv_wkv6", "ggml_ops_recurrent"),
        Section("ggml_map_custom1", "ggml_ops_custom"),
        Section("ggml_build_forward_select", "ggml_graph"),
        Section("ggml_log_get", "ggml_base"),
        Section("ggml_set_zero", "ggml_tensor"),
        Section("ggml_quantize_init", "ggml_base"),
    ),
    "ggml-backend.h": (
        Section("ggml_backend_buft_name", "ggml_backend_buffer"),
        Section("ggml_backend_tensor_copy", "ggml_backend_tensor"),
        Section("ggml_backend_guid", "ggml_backend"),
        Section("ggml_backend_tensor_set_async", "ggml_backend_tensor"),
        Section("ggml_backend_synchronize", "ggml_backend"),
        Section("ggml_backend_dev_name", "ggml_backend_device"),
        Section("ggml_backend_sched_new", "ggml_backend_sched"),
        Section("ggml_backend_meta_split_axis_name", "ggml_backend_device"),
        Section("ggml_backend_graph_copy", "ggml_backend"),
        Section("ggml_backend_tensor_alloc", "ggml_backend_tensor"),
        Section("ggml_backend_cpu_buffer_from_ptr", "ggml_backend_buffer"),
    ),
    "ggml-cpu.h": (
        Section("ggml_numa_init", "ggml_cpu"),
        Section("ggml_cpu_has_sse3", "ggml_cpu_features"),
        Section("ggml_get_type_traits_cpu", "ggml_cpu"),
    ),
    "gguf.h": (
        Section("gguf_init_empty", "gguf_read"),
        Section("gguf_remove_key", "gguf_write"),
    ),
    "mtmd.h": (
        Section("mtmd_default_marker", "mtmd_context"),
        Section("mtmd_bitmap_init", "mtmd_input"),
        Section("mtmd_tokenize", "mtmd_encoding"),
        Section("mtmd_log_set", "mtmd_context"),
        Section("mtmd_gen_audio_get_info", "mtmd_encoding"),
        Section("mtmd_test_create_input_chunks", "mtmd_input"),
    ),
    "mtmd-helper.h": (Section("mtmd_helper_video_init_params_default", "mtmd_helper"),),
}

FACADES = ("llama", "ggml", "gguf", "mtmd")


def assign_modules(declarations: list[AnyDeclaration]) -> dict[str, list[AnyDeclaration]]:
    """Return the declarations of each module, in the headers' order.

    Raises:
        LookupError: a section starts at a function that the headers no longer have.
    """
    starts = {(header, s.start): s.module for header, sections in SECTIONS.items() for s in sections}
    current: dict[str, str] = {}
    modules: dict[str, list[AnyDeclaration]] = {}
    for declaration in declarations:
        header = declaration.header
        if isinstance(declaration, Function):
            current[header] = starts.pop((header, declaration.symbol), current.get(header, ""))
            module = current[header]
        else:
            module = _types_module(declaration)
        modules.setdefault(module, []).append(declaration)
    if starts or "" in modules:
        missing = sorted(start for _, start in starts)
        raise LookupError(f"native/generator/sections.py is out of date: no function {missing}")
    return modules


def _types_module(declaration: AnyDeclaration) -> str:
    prefix, suffix = PREFIXES[declaration.header], _SUFFIXES[type(declaration)]
    if suffix != "structs":
        # All of ggml's enums and handles make two short modules.
        prefix = prefix.partition("_")[0]
    elif re.match(r"llama_sampler_(data|i)(_|$)|llama_sampler$", declaration.name):
        prefix = "llama_sampler"
    elif re.match(
        r"llama_\w+_params$|llama_sampler_seq_config|llama_model_(tensor_override|imatrix)", declaration.name
    ):
        prefix, suffix = "llama", "params"
    return f"{prefix}_{suffix}"
