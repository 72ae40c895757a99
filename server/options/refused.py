"""Options of llama.cpp's server that this one knows of, and refuses by name."""

from __future__ import annotations

from typing import Final

from server.options.option import Refused

_DRAFTS: Final = "is not possible: this server does not draft tokens yet"
_MEDIA: Final = "is not possible: this server does not read images, audio or video yet"
_PROMPTS: Final = "is not possible: prompts come with requests"
_FITTING: Final = "is not possible: options that are not given are not fitted to the devices"
_ROUTER: Final = "is not possible: this server serves one model"
_AGENTS: Final = "is not possible: this server runs no tools and no agents"


def _refused(reason: str, flags: str, env: str | None = None) -> Refused:
    return Refused(tuple(flags.split()), reason, env)


REFUSED: Final = (
    _refused(
        "is not possible: this server always batches continuously",
        "-nocb --no-cont-batching",
        "LLAMA_ARG_NO_CONT_BATCHING",
    ),
    _refused(_PROMPTS, "-p --prompt"),
    _refused(_PROMPTS, "-f --file"),
    _refused(_PROMPTS, "-bf --binary-file"),
    _refused(_PROMPTS, "-r --reverse-prompt"),
    _refused("is not possible: GET /slots shows what the context holds", "-dkvc --dump-kv-cache"),
    _refused("is not possible: times within the native library are not measured", "--perf", "LLAMA_ARG_PERF"),
    _refused("is not possible: all layers run on devices of this machine", "--rpc", "LLAMA_ARG_RPC"),
    _refused(_FITTING, "-fit --fit", "LLAMA_ARG_FIT"),
    _refused(_FITTING, "-fitt --fit-target", "LLAMA_ARG_FIT_TARGET"),
    _refused(_FITTING, "-fitc --fit-ctx", "LLAMA_ARG_FIT_CTX"),
    _refused(_DRAFTS, "-md --model-draft --spec-draft-model", "LLAMA_ARG_MODEL_DRAFT"),
    _refused(_DRAFTS, "-hfd -hfrd --hf-repo-draft --spec-draft-hf", "LLAMA_ARG_SPEC_DRAFT_HF_REPO"),
    _refused(_DRAFTS, "--draft-max --draft --draft-n --spec-draft-n-max", "LLAMA_ARG_DRAFT_MAX"),
    _refused(_DRAFTS, "--draft-min --draft-n-min --spec-draft-n-min", "LLAMA_ARG_DRAFT_MIN"),
    _refused(_DRAFTS, "--draft-p-min --spec-draft-p-min", "LLAMA_ARG_DRAFT_P_MIN"),
    _refused(_DRAFTS, "--draft-p-split --spec-draft-p-split", "LLAMA_ARG_DRAFT_P_SPLIT"),
    _refused(_DRAFTS, "-cd --ctx-size-draft", "LLAMA_ARG_CTX_SIZE_DRAFT"),
    _refused(_DRAFTS, "-devd --device-draft --spec-draft-device"),
    _refused(
        _DRAFTS,
        "-ngld --gpu-layers-draft --n-gpu-layers-draft --spec-draft-ngl",
        "LLAMA_ARG_N_GPU_LAYERS_DRAFT",
    ),
    _refused(_DRAFTS, "-td --threads-draft --spec-draft-threads"),
    _refused(_DRAFTS, "-tbd --threads-batch-draft --spec-draft-threads-batch"),
    _refused(_DRAFTS, "-ctkd --cache-type-k-draft --spec-draft-type-k"),
    _refused(_DRAFTS, "-ctvd --cache-type-v-draft --spec-draft-type-v"),
    _refused(_DRAFTS, "--spec-type", "LLAMA_ARG_SPEC_TYPE"),
    _refused(_DRAFTS, "--spec-default"),
    _refused(_DRAFTS, "-lcs --lookup-cache-static"),
    _refused(_DRAFTS, "-lcd --lookup-cache-dynamic"),
    _refused(
        "is not possible: models come from URLs and from Hugging Face",
        "-dr --docker-repo",
        "LLAMA_ARG_DOCKER_REPO",
    ),
    _refused("is not possible: this server makes no speech", "-hfv -hfrv --hf-repo-v"),
    _refused("is not possible: this server makes no speech", "-hffv --hf-file-v"),
    _refused(_MEDIA, "-mm --mmproj", "LLAMA_ARG_MMPROJ"),
    _refused(_MEDIA, "-mmu --mmproj-url", "LLAMA_ARG_MMPROJ_URL"),
    _refused(_MEDIA, "--mmproj-auto --no-mmproj --no-mmproj-auto", "LLAMA_ARG_MMPROJ_AUTO"),
    _refused(_MEDIA, "--mmproj-offload --no-mmproj-offload", "LLAMA_ARG_MMPROJ_OFFLOAD"),
    _refused(_MEDIA, "-mmdev --mmproj-device"),
    _refused(_MEDIA, "--image-min-tokens", "LLAMA_ARG_IMAGE_MIN_TOKENS"),
    _refused(_MEDIA, "--image-max-tokens", "LLAMA_ARG_IMAGE_MAX_TOKENS"),
    _refused(_MEDIA, "--media-path"),
    _refused(_ROUTER, "--models-dir", "LLAMA_ARG_MODELS_DIR"),
    _refused(_ROUTER, "--models-preset", "LLAMA_ARG_MODELS_PRESET"),
    _refused(_ROUTER, "--models-max", "LLAMA_ARG_MODELS_MAX"),
    _refused(_ROUTER, "--models-autoload --no-models-autoload", "LLAMA_ARG_MODELS_AUTOLOAD"),
    _refused(_AGENTS, "--tools", "LLAMA_ARG_TOOLS"),
    _refused(_AGENTS, "-ag --agent -no-ag --no-agent", "LLAMA_ARG_AGENT"),
    _refused(_AGENTS, "--mcp-servers-config", "LLAMA_ARG_MCP_SERVERS_CONFIG"),
    _refused(_AGENTS, "--mcp-servers-json", "LLAMA_ARG_MCP_SERVERS_JSON"),
    _refused(_AGENTS, "--ui-mcp-proxy --webui-mcp-proxy --no-ui-mcp-proxy --no-webui-mcp-proxy"),
)
"""Every option of the reference that is refused."""
