# Generated from ggml.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.

from __future__ import annotations

from ctypes import POINTER, c_bool, c_char_p, c_int, c_size_t
from typing import TYPE_CHECKING

from pyllama.ctypes_api._binding import native
from pyllama.ctypes_api.ggml_handles import ggml_cgraph_p, ggml_context_p
from pyllama.ctypes_api.ggml_structs import ggml_tensor

if TYPE_CHECKING:
    from pyllama.ctypes_api._types import MaybeNull, Pointer, Ref


@native("ggml", POINTER(ggml_tensor), ggml_cgraph_p, POINTER(POINTER(ggml_tensor)), c_int, c_int)
def ggml_build_forward_select(
    cgraph: ggml_cgraph_p, tensors: Ref[Pointer[ggml_tensor]], n_tensors: int, idx: int, /
) -> MaybeNull[ggml_tensor]: ...


# void ggml_build_forward_expand(struct ggml_cgraph *cgraph, struct ggml_tensor *tensor)
@native("ggml", None, ggml_cgraph_p, POINTER(ggml_tensor))
def ggml_build_forward_expand(cgraph: ggml_cgraph_p, tensor: Ref[ggml_tensor], /) -> None: ...


# void ggml_build_forward_order(struct ggml_cgraph *cgraph, struct ggml_tensor *tensor)
@native("ggml", None, ggml_cgraph_p, POINTER(ggml_tensor))
def ggml_build_forward_order(cgraph: ggml_cgraph_p, tensor: Ref[ggml_tensor], /) -> None: ...


@native("ggml", None, ggml_context_p, ggml_cgraph_p, POINTER(POINTER(ggml_tensor)))
def ggml_build_backward_expand(
    ctx: ggml_context_p, cgraph: ggml_cgraph_p, grad_accs: Ref[Pointer[ggml_tensor]], /
) -> None: ...


# struct ggml_cgraph *ggml_new_graph(struct ggml_context *ctx)
@native("ggml", ggml_cgraph_p, ggml_context_p)
def ggml_new_graph(ctx: ggml_context_p, /) -> ggml_cgraph_p: ...


# struct ggml_cgraph *ggml_new_graph_custom(struct ggml_context *ctx, size_t size, bool grads)
@native("ggml", ggml_cgraph_p, ggml_context_p, c_size_t, c_bool)
def ggml_new_graph_custom(ctx: ggml_context_p, size: int, grads: bool, /) -> ggml_cgraph_p: ...


# struct ggml_cgraph *ggml_graph_dup(struct ggml_context *ctx, struct ggml_cgraph *cgraph, bool force_grads)
@native("ggml", ggml_cgraph_p, ggml_context_p, ggml_cgraph_p, c_bool)
def ggml_graph_dup(ctx: ggml_context_p, cgraph: ggml_cgraph_p, force_grads: bool, /) -> ggml_cgraph_p: ...


# void ggml_graph_cpy(struct ggml_cgraph *src, struct ggml_cgraph *dst)
@native("ggml", None, ggml_cgraph_p, ggml_cgraph_p)
def ggml_graph_cpy(src: ggml_cgraph_p, dst: ggml_cgraph_p, /) -> None: ...


# void ggml_graph_reset(struct ggml_cgraph *cgraph)
@native("ggml", None, ggml_cgraph_p)
def ggml_graph_reset(cgraph: ggml_cgraph_p, /) -> None: ...


# void ggml_graph_clear(struct ggml_cgraph *cgraph)
@native("ggml", None, ggml_cgraph_p)
def ggml_graph_clear(cgraph: ggml_cgraph_p, /) -> None: ...


# int ggml_graph_size(struct ggml_cgraph *cgraph)
@native("ggml", c_int, ggml_cgraph_p)
def ggml_graph_size(cgraph: ggml_cgraph_p, /) -> int: ...


# struct ggml_tensor *ggml_graph_node(struct ggml_cgraph *cgraph, int i)
@native("ggml", POINTER(ggml_tensor), ggml_cgraph_p, c_int)
def ggml_graph_node(cgraph: ggml_cgraph_p, i: int, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor **ggml_graph_nodes(struct ggml_cgraph *cgraph)
@native("ggml", POINTER(POINTER(ggml_tensor)), ggml_cgraph_p)
def ggml_graph_nodes(cgraph: ggml_cgraph_p, /) -> MaybeNull[Pointer[ggml_tensor]]: ...


# int ggml_graph_n_nodes(struct ggml_cgraph *cgraph)
@native("ggml", c_int, ggml_cgraph_p)
def ggml_graph_n_nodes(cgraph: ggml_cgraph_p, /) -> int: ...


# void ggml_graph_add_node(struct ggml_cgraph *cgraph, struct ggml_tensor *tensor)
@native("ggml", None, ggml_cgraph_p, POINTER(ggml_tensor))
def ggml_graph_add_node(cgraph: ggml_cgraph_p, tensor: Ref[ggml_tensor], /) -> None: ...


# size_t ggml_graph_overhead(void)
@native("ggml", c_size_t)
def ggml_graph_overhead() -> int: ...


# size_t ggml_graph_overhead_custom(size_t size, bool grads)
@native("ggml", c_size_t, c_size_t, c_bool)
def ggml_graph_overhead_custom(size: int, grads: bool, /) -> int: ...


# struct ggml_tensor *ggml_graph_get_tensor(const struct ggml_cgraph *cgraph, const char *name)
@native("ggml", POINTER(ggml_tensor), ggml_cgraph_p, c_char_p)
def ggml_graph_get_tensor(cgraph: ggml_cgraph_p, name: bytes | None, /) -> MaybeNull[ggml_tensor]: ...


# struct ggml_tensor *ggml_graph_get_grad(const struct ggml_cgraph *cgraph, const struct ggml_tensor *node)
@native("ggml", POINTER(ggml_tensor), ggml_cgraph_p, POINTER(ggml_tensor))
def ggml_graph_get_grad(cgraph: ggml_cgraph_p, node: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


@native("ggml", POINTER(ggml_tensor), ggml_cgraph_p, POINTER(ggml_tensor))
def ggml_graph_get_grad_acc(cgraph: ggml_cgraph_p, node: Ref[ggml_tensor], /) -> MaybeNull[ggml_tensor]: ...


# void ggml_graph_print(const struct ggml_cgraph *cgraph)
@native("ggml", None, ggml_cgraph_p)
def ggml_graph_print(cgraph: ggml_cgraph_p, /) -> None: ...


@native("ggml", None, ggml_cgraph_p, ggml_cgraph_p, c_char_p)
def ggml_graph_dump_dot(gb: ggml_cgraph_p, cgraph: ggml_cgraph_p, filename: bytes | None, /) -> None: ...
