from __future__ import annotations

from ctypes import POINTER, c_float, c_int32, c_size_t, c_void_p, cast

import pytest

from pyllama.ctypes_api import ggml, gguf
from pyllama.ctypes_api import llama as C


def test_a_null_handle_is_false() -> None:
    assert not C.llama_model_p()
    assert C.llama_model_p(1)


def test_handles_in_structs_keep_their_class() -> None:
    params = C.llama_context_default_params()
    assert not params.ctx_other
    params.ctx_other = C.llama_context_p(8)
    assert isinstance(params.ctx_other, C.llama_context_p)
    params.ctx_other = None
    assert not params.ctx_other
    with pytest.raises(TypeError):
        params.ctx_other = C.llama_model_p(8)  # type: ignore[assignment]


def test_a_struct_of_pointers_takes_arrays() -> None:
    tokens = (C.llama_token * 3)(5, 6, 7)
    batch = C.llama_batch(n_tokens=3)
    batch.token = tokens
    assert batch.token[:3] == [5, 6, 7]
    assert not batch.embd


def test_the_members_of_an_anonymous_union_are_the_structs_own() -> None:
    override = C.llama_model_kv_override(tag=C.llama_model_kv_override_type.LLAMA_KV_OVERRIDE_TYPE_INT)
    override.key = b"general.alignment"
    override.val_i64 = 64
    assert (override.key, override.val_i64, override.val_bool) == (b"general.alignment", 64, True)


def test_a_field_named_like_a_keyword_ends_in_an_underscore() -> None:
    properties = ggml.ggml_backend_dev_props()
    ggml.ggml_backend_dev_get_props(ggml.ggml_backend_dev_get(0), properties)
    assert properties.name
    assert properties.caps.async_ in {False, True}


def test_a_callback_receives_python_values() -> None:
    received: list[tuple[int, bytes | None, int | None]] = []
    callback = ggml.ggml_log_callback(lambda level, text, data: received.append((level, text, data)))
    address = cast(callback, c_void_p).value
    assert address is not None
    again = ggml.ggml_log_callback(address)
    again(ggml.ggml_log_level.GGML_LOG_LEVEL_WARN, b"text", None)
    assert received == [(3, b"text", None)]


def test_a_null_callback_is_false() -> None:
    assert not ggml.ggml_abort_callback()
    assert not C.llama_model_default_params().progress_callback


def test_pointer_arguments_take_objects_arrays_and_pointers() -> None:
    sizes = (c_size_t * 2)()
    free, total = c_size_t(), c_size_t()
    device = ggml.ggml_backend_dev_get(0)
    ggml.ggml_backend_dev_memory(device, free, total)
    ggml.ggml_backend_dev_memory(device, sizes, cast(sizes, POINTER(c_size_t)))
    assert sizes[0] == total.value > 0


def test_values_go_through_native_memory_unchanged() -> None:
    context = gguf.gguf_init_empty()
    try:
        gguf.gguf_set_val_u32(context, b"a.number", 0xFFFFFFFF)
        gguf.gguf_set_val_str(context, b"a.text", "é".encode())
        values = (c_float * 2)(0.5, -2.0)
        gguf.gguf_set_arr_data(context, b"an.array", gguf.gguf_type.GGUF_TYPE_FLOAT32, values, 2)
        key = gguf.gguf_find_key(context, b"an.array")
        data = cast(c_void_p(gguf.gguf_get_arr_data(context, key)), POINTER(c_float))
        assert gguf.gguf_get_val_u32(context, gguf.gguf_find_key(context, b"a.number")) == 0xFFFFFFFF
        assert gguf.gguf_get_val_str(context, gguf.gguf_find_key(context, b"a.text")) == "é".encode()
        assert data[:2] == [0.5, -2.0]
        assert gguf.gguf_find_key(context, b"missing") == -1
    finally:
        gguf.gguf_free(context)


def test_flags_are_bits_and_enums_are_ints() -> None:
    flags = ggml.ggml_tensor_flag.GGML_TENSOR_FLAG_INPUT | ggml.ggml_tensor_flag.GGML_TENSOR_FLAG_PARAM
    assert flags == 5
    assert ggml.ggml_prec["GGML_PREC_DEFAULT"] is ggml.ggml_prec["GGML_PREC_UNDEFINED"]
    assert C.LLAMA_DEFAULT_SEED == 0xFFFFFFFF
    assert c_int32(C.LLAMA_TOKEN_NULL).value == -1
