"""Options of llama.cpp's server that this one knows of, and refuses by name."""

from __future__ import annotations

from typing import Final

from server.options.option import Refused


def _not_yet(flags: str, env: str | None = None) -> Refused:
    return Refused(tuple(flags.split()), env)


REFUSED: Final = (
    Refused(
        ("-nocb", "--no-cont-batching"),
        "LLAMA_ARG_NO_CONT_BATCHING",
        "is not possible: this server always batches continuously",
    ),
    _not_yet("--verbose-prompt"),
    _not_yet("-p --prompt"),
    _not_yet("--no-perf", "LLAMA_ARG_NO_PERF"),
    _not_yet("-f --file"),
    _not_yet("-bf --binary-file"),
    _not_yet("-e --escape"),
    _not_yet("--no-escape"),
    _not_yet("--rope-scaling", "LLAMA_ARG_ROPE_SCALING_TYPE"),
    _not_yet("--rope-scale", "LLAMA_ARG_ROPE_SCALE"),
    _not_yet("--rope-freq-base", "LLAMA_ARG_ROPE_FREQ_BASE"),
    _not_yet("--rope-freq-scale", "LLAMA_ARG_ROPE_FREQ_SCALE"),
    _not_yet("--yarn-orig-ctx", "LLAMA_ARG_YARN_ORIG_CTX"),
    _not_yet("--yarn-ext-factor", "LLAMA_ARG_YARN_EXT_FACTOR"),
    _not_yet("--yarn-attn-factor", "LLAMA_ARG_YARN_ATTN_FACTOR"),
    _not_yet("--yarn-beta-slow", "LLAMA_ARG_YARN_BETA_SLOW"),
    _not_yet("--yarn-beta-fast", "LLAMA_ARG_YARN_BETA_FAST"),
    _not_yet("-dkvc --dump-kv-cache"),
    _not_yet("-nkvo --no-kv-offload", "LLAMA_ARG_NO_KV_OFFLOAD"),
    _not_yet("-dt --defrag-thold", "LLAMA_ARG_DEFRAG_THOLD"),
    _not_yet("--mlock", "LLAMA_ARG_MLOCK"),
    _not_yet("--no-mmap", "LLAMA_ARG_NO_MMAP"),
    _not_yet("--numa", "LLAMA_ARG_NUMA"),
    _not_yet("-dev --device", "LLAMA_ARG_DEVICE"),
    _not_yet("--list-devices"),
    _not_yet("-sm --split-mode", "LLAMA_ARG_SPLIT_MODE"),
    _not_yet("-ts --tensor-split", "LLAMA_ARG_TENSOR_SPLIT"),
    _not_yet("-mg --main-gpu", "LLAMA_ARG_MAIN_GPU"),
    _not_yet("--check-tensors"),
    _not_yet("--override-kv"),
    _not_yet("--lora"),
    _not_yet("--lora-scaled"),
    _not_yet("--control-vector"),
    _not_yet("--control-vector-scaled"),
    _not_yet("--control-vector-layer-range"),
    _not_yet("-mu --model-url", "LLAMA_ARG_MODEL_URL"),
    _not_yet("-hfr --hf-repo", "LLAMA_ARG_HF_REPO"),
    _not_yet("-hff --hf-file", "LLAMA_ARG_HF_FILE"),
    # Its variable, HF_TOKEN, is often set for other programs, so it is not refused.
    _not_yet("-hft --hf-token"),
    _not_yet("--log-disable"),
    _not_yet("--log-file"),
    _not_yet("--log-colors"),
    _not_yet("-lv --verbosity --log-verbosity"),
    _not_yet("--log-prefix"),
    _not_yet("--log-timestamps"),
    _not_yet("--grammar"),
    _not_yet("--grammar-file"),
    _not_yet("-j --json-schema"),
    _not_yet("-sp --special"),
    _not_yet("--no-warmup"),
    _not_yet("--spm-infill"),
    _not_yet("--threads-http", "LLAMA_ARG_THREADS_HTTP"),
    _not_yet("--metrics", "LLAMA_ARG_ENDPOINT_METRICS"),
    _not_yet("--props", "LLAMA_ARG_ENDPOINT_PROPS"),
    _not_yet("--chat-template", "LLAMA_ARG_CHAT_TEMPLATE"),
    _not_yet("--lora-init-without-apply"),
    _not_yet("--draft-max --draft --draft-n", "LLAMA_ARG_DRAFT_MAX"),
    _not_yet("--draft-min --draft-n-min", "LLAMA_ARG_DRAFT_MIN"),
    _not_yet("--draft-p-min", "LLAMA_ARG_DRAFT_P_MIN"),
    _not_yet("-cd --ctx-size-draft", "LLAMA_ARG_CTX_SIZE_DRAFT"),
    _not_yet("-devd --device-draft"),
    _not_yet("-ngld --gpu-layers-draft --n-gpu-layers-draft", "LLAMA_ARG_N_GPU_LAYERS_DRAFT"),
    _not_yet("-md --model-draft", "LLAMA_ARG_MODEL_DRAFT"),
)
"""Every option of the reference that is refused."""
