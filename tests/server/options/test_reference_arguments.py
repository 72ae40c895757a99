"""Every argument and every variable of llama.cpp's server, as its documentation of December 2024 has them."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from pyllama import ThreadParams
from server.options import OptionError, parse

# Flags, then a valid value if they take one, then the variable. Braces name what the test makes.
REFERENCE = """
-h --help --usage
--version
--verbose-prompt
-t --threads | 4 | LLAMA_ARG_THREADS
-tb --threads-batch | 4
-C --cpu-mask | 0
-Cr --cpu-range | {cpu}-{cpu}
--cpu-strict | 1
--prio | 0
--poll | 50
-Cb --cpu-mask-batch | 0
-Crb --cpu-range-batch | {cpu}-{cpu}
--cpu-strict-batch | 0
--prio-batch | 0
--poll-batch | 1
-c --ctx-size | 4096 | LLAMA_ARG_CTX_SIZE
-n --predict --n-predict | -2 | LLAMA_ARG_N_PREDICT
-b --batch-size | 2048 | LLAMA_ARG_BATCH
-ub --ubatch-size | 512 | LLAMA_ARG_UBATCH
--keep | -1
-fa --flash-attn | | LLAMA_ARG_FLASH_ATTN
-p --prompt | Hello
--no-perf | | LLAMA_ARG_NO_PERF
-f --file | prompt.txt
-bf --binary-file | prompt.bin
-e --escape
--no-escape
--rope-scaling | yarn | LLAMA_ARG_ROPE_SCALING_TYPE
--rope-scale | 4 | LLAMA_ARG_ROPE_SCALE
--rope-freq-base | 10000.0 | LLAMA_ARG_ROPE_FREQ_BASE
--rope-freq-scale | 0.25 | LLAMA_ARG_ROPE_FREQ_SCALE
--yarn-orig-ctx | 0 | LLAMA_ARG_YARN_ORIG_CTX
--yarn-ext-factor | -1.0 | LLAMA_ARG_YARN_EXT_FACTOR
--yarn-attn-factor | 1.0 | LLAMA_ARG_YARN_ATTN_FACTOR
--yarn-beta-slow | 1.0 | LLAMA_ARG_YARN_BETA_SLOW
--yarn-beta-fast | 32.0 | LLAMA_ARG_YARN_BETA_FAST
-dkvc --dump-kv-cache
-nkvo --no-kv-offload | | LLAMA_ARG_NO_KV_OFFLOAD
-ctk --cache-type-k | q8_0 | LLAMA_ARG_CACHE_TYPE_K
-ctv --cache-type-v | iq4_nl | LLAMA_ARG_CACHE_TYPE_V
-dt --defrag-thold | 0.1 | LLAMA_ARG_DEFRAG_THOLD
-np --parallel | 2 | LLAMA_ARG_N_PARALLEL
--mlock | | LLAMA_ARG_MLOCK
--no-mmap | | LLAMA_ARG_NO_MMAP
--numa | distribute | LLAMA_ARG_NUMA
-dev --device | CUDA0,CUDA1 | LLAMA_ARG_DEVICE
--list-devices
-ngl --gpu-layers --n-gpu-layers | 99 | LLAMA_ARG_N_GPU_LAYERS
-sm --split-mode | row | LLAMA_ARG_SPLIT_MODE
-ts --tensor-split | 3,1 | LLAMA_ARG_TENSOR_SPLIT
-mg --main-gpu | 0 | LLAMA_ARG_MAIN_GPU
--check-tensors
--override-kv | tokenizer.ggml.add_bos_token=bool:false
--lora | {file}
--lora-scaled | {file} 0.5
--control-vector | {file}
--control-vector-scaled | {file} 0.5
--control-vector-layer-range | 1 2
-m --model | model.gguf | LLAMA_ARG_MODEL
-mu --model-url | https://example.org/model.gguf | LLAMA_ARG_MODEL_URL
-hfr --hf-repo | someone/model | LLAMA_ARG_HF_REPO
-hff --hf-file | model.gguf | LLAMA_ARG_HF_FILE
-hft --hf-token | hf_token | HF_TOKEN
--log-disable
--log-file | server.log
--log-colors | | LLAMA_LOG_COLORS
-v --verbose --log-verbose
-lv --verbosity --log-verbosity | 1 | LLAMA_LOG_VERBOSITY
--log-prefix | | LLAMA_LOG_PREFIX
--log-timestamps | | LLAMA_LOG_TIMESTAMPS
--samplers | dry;top_k;typ_p;top_p;min_p;xtc;temperature
-s --seed | -1
--sampling-seq | dkypmxt
--ignore-eos
--temp | 0.8
--top-k | 40
--top-p | 0.9
--min-p | 0.1
--xtc-probability | 0.0
--xtc-threshold | 0.1
--typical | 1.0
--repeat-last-n | 64
--repeat-penalty | 1.0
--presence-penalty | 0.0
--frequency-penalty | 0.0
--dry-multiplier | 0.0
--dry-base | 1.75
--dry-allowed-length | 2
--dry-penalty-last-n | -1
--dry-sequence-breaker | none
--dynatemp-range | 0.0
--dynatemp-exp | 1.0
--mirostat | 2
--mirostat-lr | 0.1
--mirostat-ent | 5.0
-l --logit-bias | 15043+1
--grammar | root::="a"
--grammar-file | {grammar}
-j --json-schema | {{}}
--no-context-shift | | LLAMA_ARG_NO_CONTEXT_SHIFT
-sp --special
--no-warmup
--spm-infill
--pooling | mean | LLAMA_ARG_POOLING
-cb --cont-batching | | LLAMA_ARG_CONT_BATCHING
-nocb --no-cont-batching | | LLAMA_ARG_NO_CONT_BATCHING
-a --alias | model | LLAMA_ARG_ALIAS
--host | 127.0.0.1 | LLAMA_ARG_HOST
--port | 8080 | LLAMA_ARG_PORT
--path | {folder} | LLAMA_ARG_STATIC_PATH
--no-webui | | LLAMA_ARG_NO_WEBUI
--embedding --embeddings | | LLAMA_ARG_EMBEDDINGS
--reranking --rerank | | LLAMA_ARG_RERANKING
--api-key | secret | LLAMA_API_KEY
--api-key-file | {keys}
--ssl-key-file | {file} | LLAMA_ARG_SSL_KEY_FILE
--ssl-cert-file | {file} | LLAMA_ARG_SSL_CERT_FILE
-to --timeout | 600 | LLAMA_ARG_TIMEOUT
--threads-http | -1 | LLAMA_ARG_THREADS_HTTP
--cache-reuse | 0 | LLAMA_ARG_CACHE_REUSE
--metrics | | LLAMA_ARG_ENDPOINT_METRICS
--slots | | LLAMA_ARG_ENDPOINT_SLOTS
--props | | LLAMA_ARG_ENDPOINT_PROPS
--no-slots | | LLAMA_ARG_NO_ENDPOINT_SLOTS
--slot-save-path | {folder}
--chat-template | chatml | LLAMA_ARG_CHAT_TEMPLATE
-sps --slot-prompt-similarity | 0.5
--lora-init-without-apply
--draft-max --draft --draft-n | 16 | LLAMA_ARG_DRAFT_MAX
--draft-min --draft-n-min | 5 | LLAMA_ARG_DRAFT_MIN
--draft-p-min | 0.9 | LLAMA_ARG_DRAFT_P_MIN
-cd --ctx-size-draft | 512 | LLAMA_ARG_CTX_SIZE_DRAFT
-devd --device-draft | none
-ngld --gpu-layers-draft --n-gpu-layers-draft | 99 | LLAMA_ARG_N_GPU_LAYERS_DRAFT
-md --model-draft | draft.gguf | LLAMA_ARG_MODEL_DRAFT
"""

# The only ones that are refused, and why.
REASONS = {
    "always batches continuously": "-nocb --no-cont-batching LLAMA_ARG_NO_CONT_BATCHING",
    "prompts come with requests": "-p --prompt -f --file -bf --binary-file",
    "GET /slots shows what the context holds": "-dkvc --dump-kv-cache",
    "does not draft tokens yet": "--draft-max --draft --draft-n LLAMA_ARG_DRAFT_MAX --draft-min --draft-n-min"
    " LLAMA_ARG_DRAFT_MIN --draft-p-min LLAMA_ARG_DRAFT_P_MIN -cd --ctx-size-draft LLAMA_ARG_CTX_SIZE_DRAFT"
    " -devd --device-draft -ngld --gpu-layers-draft --n-gpu-layers-draft LLAMA_ARG_N_GPU_LAYERS_DRAFT"
    " -md --model-draft LLAMA_ARG_MODEL_DRAFT",
}
REASON_OF = {name: reason for reason, names in REASONS.items() for name in names.split()}


class Argument(NamedTuple):
    name: str
    value: str


def _read() -> tuple[list[Argument], list[Argument]]:
    flags, variables = [], []
    for line in REFERENCE.strip().splitlines():
        names, value, variable = (*(part.strip() for part in line.split(" | ", 2)), "", "")[:3]
        if value.startswith("| "):
            value, variable = "", value.removeprefix("| ")
        flags += [Argument(flag, value) for flag in names.split()]
        if variable:
            variables.append(Argument(variable, value or "1"))
    return flags, variables


FLAGS, VARIABLES = _read()


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """What braces stand for."""
    folder = tmp_path_factory.mktemp("arguments")
    for name, content in {"file": "x", "keys": "secret\n", "grammar": 'root ::= "a"'}.items():
        (folder / name).write_text(content)
    paths = {name: str(folder / name) for name in ("file", "keys", "grammar")}
    return paths | {"folder": str(folder), "cpu": str(min(ThreadParams().with_cpus().cpus))}


def check(name: str, arguments: list[str], environment: dict[str, str]) -> None:
    reason = REASON_OF.get(name)
    if reason is None:
        parsed = parse(arguments, environment)
        assert list(parsed.sources.values()) == [name]
        return
    with pytest.raises(OptionError, match=reason) as caught:
        parse(arguments, environment)
    assert str(caught.value).startswith(f"{name} ")


@pytest.mark.parametrize("flag", FLAGS, ids=lambda flag: flag.name)
def test_an_argument_is_accepted_or_refused_with_a_reason(flag: Argument, made: dict[str, str]) -> None:
    values = flag.value.format(**made).split(" ") if flag.value else []
    check(flag.name, [flag.name, *values], {})


@pytest.mark.parametrize("variable", VARIABLES, ids=lambda variable: variable.name)
def test_a_variable_is_accepted_or_refused_with_a_reason(variable: Argument, made: dict[str, str]) -> None:
    check(variable.name, [], {variable.name: variable.value.format(**made)})
