"""How a context is made, and whether it can be."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from pyllama.backend import has_gpu
from pyllama.checks import check_choices, check_ranges
from pyllama.ctypes_api import ggml
from pyllama.ctypes_api import llama as C
from pyllama.errors import ContextCreateError, InvalidRequestError, UnsupportedFeatureError
from pyllama.host import available_memory_bytes, n_cores
from pyllama.model import Model
from pyllama.thread_params import ThreadParams

FlashAttention = Literal["auto", "off", "on"]
RopeScaling = Literal["default", "none", "linear", "yarn", "longrope"]
CacheType = Literal["f32", "f16", "bf16", "q8_0", "q4_0", "q4_1", "iq4_nl", "q5_0", "q5_1"]
_CACHE_TYPES = {
    "f32": ggml.ggml_type.GGML_TYPE_F32,
    "f16": ggml.ggml_type.GGML_TYPE_F16,
    "bf16": ggml.ggml_type.GGML_TYPE_BF16,
    "q8_0": ggml.ggml_type.GGML_TYPE_Q8_0,
    "q4_0": ggml.ggml_type.GGML_TYPE_Q4_0,
    "q4_1": ggml.ggml_type.GGML_TYPE_Q4_1,
    "iq4_nl": ggml.ggml_type.GGML_TYPE_IQ4_NL,
    "q5_0": ggml.ggml_type.GGML_TYPE_Q5_0,
    "q5_1": ggml.ggml_type.GGML_TYPE_Q5_1,
}
_ROPE_SCALING = {"default": -1, "none": 0, "linear": 1, "yarn": 2, "longrope": 3}
_FLASH_ATTENTION = {"auto": -1, "off": 0, "on": 1}
_RANGES = {
    "n_ctx": (0, 2**31 - 1),
    "n_batch": (1, 2**20),
    "n_ubatch": (1, 2**20),
    "n_seq_max": (1, 256),
    "n_threads": (0, 512),
    "n_threads_batch": (0, 512),
    # What 32 bits can hold, and far beyond what a model could use.
    "rope_freq_base": (0, 1e30),
    "rope_freq_scale": (0, 1e30),
    "yarn_orig_ctx": (0, 2**31 - 1),
    "yarn_ext_factor": (-1, 1e30),
    "yarn_attn_factor": (-1, 1e30),
    "yarn_beta_fast": (-1, 1e30),
    "yarn_beta_slow": (-1, 1e30),
}
_AS_THEY_ARE = (
    "kv_unified",
    "embeddings",
    "offload_kqv",
    "op_offload",
    "swa_full",
    "rope_freq_base",
    "rope_freq_scale",
    "yarn_orig_ctx",
    "yarn_ext_factor",
    "yarn_attn_factor",
    "yarn_beta_fast",
    "yarn_beta_slow",
)
_POOLING = {"default": -1, "none": 0, "mean": 1, "cls": 2, "last": 3, "rank": 4}


@dataclass(frozen=True, slots=True, kw_only=True)
class ContextParams:
    """How a context is made.

    Attributes:
        n_ctx: tokens that the memory holds, for all sequences together; 0 takes the model's training length.
        n_batch: most rows of one ``decode`` call (the logical batch).
        n_ubatch: most rows that are computed at once (the physical batch).
        n_seq_max: how many sequences there can be; their ids are below it.
        n_threads: threads while generating; 0 takes one for each core, but no more than ``threads`` has CPUs.
        n_threads_batch: threads for prompts; 0 takes ``n_threads``, but no more than there are CPUs for them.
        threads: how threads compute while generating.
        threads_batch: how threads compute prompts; ``None`` is as ``threads``.
        kv_unified: all sequences share one buffer, so any of them can use all of ``n_ctx``.
        flash_attention: whether to use Flash Attention.
        embeddings: give embeddings as well as logits.
        pooling: how the embedding of a sequence is made from those of its tokens.
        type_k: data type of the K cache.
        type_v: data type of the V cache.
        rope_scaling: how positions beyond the model's training length are scaled; ``default`` is the model's.
        rope_freq_base: base of the rotary frequencies; 0 is the model's.
        rope_freq_scale: factor of positions: 0.5 doubles the usable length; 0 is the model's.
        yarn_orig_ctx: training length in tokens that YaRN starts from; 0 is the model's.
        yarn_ext_factor: share of extrapolation in YaRN, 0 is interpolation only; -1 is the model's.
        yarn_attn_factor: factor of the attention's magnitude, which YaRN sets itself where it extrapolates;
            -1 is the model's.
        yarn_beta_fast: rotations above which YaRN extrapolates; -1 is the model's.
        yarn_beta_slow: rotations below which YaRN interpolates; -1 is the model's.
        offload_kqv: keep the memory on the GPU.
        op_offload: let the GPU compute large operations on weights that lie in host memory.
        swa_full: keep all cells of sliding-window layers.

    Raises:
        InvalidRequestError: a number is out of its range; ``param`` names the field.
    """

    n_ctx: int = 0
    n_batch: int = 2048
    n_ubatch: int = 512
    n_seq_max: int = 1
    n_threads: int = 0
    n_threads_batch: int = 0
    threads: ThreadParams = field(default_factory=ThreadParams)
    threads_batch: ThreadParams | None = None
    kv_unified: bool = True
    flash_attention: FlashAttention = "auto"
    embeddings: bool = False
    pooling: Literal["default", "none", "mean", "cls", "last", "rank"] = "default"
    type_k: CacheType = "f16"
    type_v: CacheType = "f16"
    rope_scaling: RopeScaling = "default"
    rope_freq_base: float = 0.0
    rope_freq_scale: float = 0.0
    yarn_orig_ctx: int = 0
    yarn_ext_factor: float = -1.0
    yarn_attn_factor: float = -1.0
    yarn_beta_fast: float = -1.0
    yarn_beta_slow: float = -1.0
    offload_kqv: bool = True
    op_offload: bool = True
    swa_full: bool = True

    def __post_init__(self) -> None:
        check_ranges(self, _RANGES)
        check_choices(self, {"flash_attention": _FLASH_ATTENTION, "pooling": _POOLING})
        check_choices(self, {"rope_scaling": _ROPE_SCALING})
        check_choices(self, {"type_k": _CACHE_TYPES, "type_v": _CACHE_TYPES})

    def how_threads_compute(self) -> tuple[ThreadParams, ThreadParams]:
        """Return how threads compute while generating, and how they compute prompts.

        Either both name CPUs or none does: the thread that decodes works for both, and would keep the CPUs
        of one while it works for the other.
        """
        threads, batch = self.threads, self.threads_batch or self.threads
        if threads.is_bound or batch.is_bound:
            return threads.with_cpus(), batch.with_cpus()
        return threads, batch

    def native(self) -> C.llama_context_params:
        """Return the native struct. Native: llama_context_default_params."""
        threads, batch = self.how_threads_compute()
        native = C.llama_context_default_params()
        native.n_ctx = self.n_ctx
        native.n_batch = self.n_batch
        native.n_ubatch = min(self.n_ubatch, self.n_batch)
        native.n_seq_max = self.n_seq_max
        native.n_threads = self.n_threads or threads.limit(n_cores())
        native.n_threads_batch = self.n_threads_batch or batch.limit(native.n_threads)
        native.flash_attn_type = _FLASH_ATTENTION[self.flash_attention]
        native.pooling_type = _POOLING[self.pooling]
        native.type_k = _CACHE_TYPES[self.type_k]
        native.type_v = _CACHE_TYPES[self.type_v]
        native.rope_scaling_type = _ROPE_SCALING[self.rope_scaling]
        for name in _AS_THEY_ARE:
            setattr(native, name, getattr(self, name))
        native.no_perf = True
        return native

    def can_remove_part(self, model: Model) -> bool:
        """Whether the memory of a model can forget the end of a sequence and keep the rest.

        Recurrent and hybrid models keep a state instead of cells, and a sliding window that drops cells
        cannot go back.
        """
        keeps_cells = self.swa_full or model.n_swa == 0
        return keeps_cells and not (model.is_recurrent or model.is_hybrid)

    def check_fits(self, model: Model) -> None:
        """Refuse what native code would answer by ending the process.

        Linux grants memory that it does not have, and kills who then writes to it; a GPU refuses by itself,
        so this looks only at machines without one.

        Raises:
            UnsupportedFeatureError: only the model's vocabulary was loaded, or threads cannot compute in this
                way on this system.
            InvalidRequestError: a batch could not hold one row of each sequence, or threads cannot compute in
                this way on this machine.
            ContextCreateError: the KV buffer is larger than the memory that is available.
        """
        if model.vocab_only:
            raise UnsupportedFeatureError("only the vocabulary of this model was loaded")
        n_rows = min(self.n_batch, self.n_ctx or model.n_ctx_train)
        if n_rows < self.n_seq_max:
            message = f"batches of {n_rows} rows are too small for {self.n_seq_max} sequences"
            raise InvalidRequestError(message, param="n_batch")
        self._check_threads()
        available = available_memory_bytes()
        if (
            available is None
            or model.is_recurrent
            or not model.has_decoder
            or (has_gpu() and self.offload_kqv)
        ):
            return
        n_ctx = self.n_ctx or model.n_ctx_train
        row = model.n_embd // max(model.n_head, 1) * max(model.n_head_kv, 1) * model.n_layer
        size = n_ctx * sum(ggml.ggml_row_size(_CACHE_TYPES[t], row) for t in (self.type_k, self.type_v))
        if size > available:
            message = (
                f"a context of {n_ctx} tokens needs about {size / 2**30:.1f} GiB, "
                f"but only {available / 2**30:.1f} GiB of memory are available"
            )
            raise ContextCreateError(message, function="llama_init_from_model")

    def _check_threads(self) -> None:
        native = self.native()
        counts = (native.n_threads, native.n_threads_batch)
        for n_threads, params in dict.fromkeys(zip(counts, self.how_threads_compute(), strict=True)):
            params.check_fits(n_threads)
