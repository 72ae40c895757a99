"""``POST /completion``, of the built-in model."""

from __future__ import annotations

from typing import Any, Final

from tests.compat.ask import Ask, post

PROMPT: Final = "Once upon a time"
# What a slot remembers would show in some numbers, and the two servers choose slots by rules of their own.
GREEDY: Final[dict[str, Any]] = {"prompt": PROMPT, "temperature": 0, "n_predict": 12, "cache_prompt": False}
QUESTION: Final = "<|im_start|>user\nWhat is 2 + 2?<|im_end|>\n<|im_start|>assistant\n"
LIST_GRAMMAR: Final = 'root ::= "yes" | "no"'
PERSON: Final = {
    "type": "object",
    "properties": {"name": {"type": "string", "maxLength": 8}, "age": {"type": "integer"}},
    "required": ["name", "age"],
    "additionalProperties": False,
}


def _completion(name: str, **body: Any) -> Ask:
    return post(f"completion/{name}", "/completion", GREEDY | body)


PROMPTS: Final = (
    _completion("greedy"),
    post("completion/old-name", "/completions", GREEDY),
    _completion("tokens", prompt=[5, 6, 7]),
    _completion("mixed", prompt=[5, "Once upon", 6]),
    _completion("several", prompt=["Once upon a time", "The dog"]),
    _completion("several-kinds", prompt=["Once", [5, 6, 7], [5, "upon", 6]]),
    _completion("one-in-a-list", prompt=["Once upon a time"]),
    _completion("empty", prompt=""),
    _completion("prompt-as-object", prompt={"prompt_string": "Once upon a time"}),
)

LENGTHS: Final = (
    _completion("one-token", n_predict=1),
    _completion("no-tokens", n_predict=0),
    _completion("max-tokens", n_predict=None, max_tokens=3),
    _completion("stop", stop=[" a"]),
    _completion("stop-text", stop=" a"),
    _completion("stop-never", stop=["nowhere"]),
    _completion("several-stops", stop=["nowhere", " a", "re"], n_predict=40),
    _completion("until-it-ends", prompt=QUESTION, n_predict=60),
    _completion("ignore-eos", ignore_eos=True, n_predict=40),
    _completion("indent", prompt="def add(a, b):\n", n_indent=4, n_predict=20),
    _completion("time-limit", t_max_predict_ms=100000),
    _completion("keep", n_keep=2, n_discard=3),
    _completion("keep-all", n_keep=-1),
)

SAMPLING: Final = (
    _completion("seed", temperature=0.8, seed=42),
    _completion("hot", temperature=2.0, seed=1, top_k=0, top_p=1.0, min_p=0),
    _completion("top-k", temperature=1.5, seed=3, top_k=3),
    _completion("top-p", temperature=1.5, seed=4, top_p=0.5),
    _completion("min-p", temperature=1.5, seed=5, min_p=0.3),
    _completion("typical-p", temperature=1.5, seed=6, typical_p=0.4),
    _completion("top-n-sigma", temperature=1.5, seed=7, top_n_sigma=1.0),
    _completion("xtc", temperature=1.0, seed=8, xtc_probability=0.5, xtc_threshold=0.2),
    _completion("dynatemp", temperature=1.0, seed=9, dynatemp_range=0.5, dynatemp_exponent=1.5),
    _completion("mirostat", temperature=0.8, seed=10, mirostat=1, mirostat_tau=4.0, mirostat_eta=0.2),
    _completion("mirostat-2", temperature=0.8, seed=11, mirostat=2),
    _completion("repeat-penalty", repeat_penalty=1.5, repeat_last_n=16),
    _completion("repeat-everywhere", repeat_penalty=1.5, repeat_last_n=-1),
    _completion("presence", presence_penalty=1.0),
    _completion("frequency", frequency_penalty=1.0),
    _completion("dry", dry_multiplier=1.0, dry_base=2.0, dry_allowed_length=1, dry_penalty_last_n=32),
    _completion("dry-breakers", dry_multiplier=1.0, dry_sequence_breakers=["a", "b"]),
    _completion("adaptive-p", temperature=0.8, seed=12, adaptive_target=0.5, adaptive_decay=0.9),
    _completion("min-keep", temperature=1.5, seed=13, top_p=0.1, min_keep=3),
    _completion("samplers", temperature=0.8, seed=14, samplers=["top_k", "temperature"]),
    _completion("samplers-letters", temperature=0.8, seed=15, samplers="kt"),
    _completion("bias-token", logit_bias=[[300, 3.0]]),
    _completion("bias-forbids", logit_bias=[[511, False]]),
    _completion("bias-text", logit_bias=[["there", -100]]),
    _completion("bias-object", logit_bias={"511": -100}),
    _completion("negative-temperature", temperature=-1, n_probs=2),
)

OUTPUTS: Final = (
    _completion("return-tokens", return_tokens=True),
    _completion("probs", n_probs=3, n_predict=4),
    _completion("probs-of-one", n_probs=1, n_predict=2),
    _completion("probs-after-sampling", n_probs=3, n_predict=4, post_sampling_probs=True),
    _completion(
        "probs-after-hot-sampling",
        n_probs=5,
        n_predict=4,
        temperature=1.5,
        seed=2,
        post_sampling_probs=True,
    ),
    _completion("fields", response_fields=["content", "tokens_predicted"]),
    _completion("inner-fields", response_fields=["content", "generation_settings/n_predict"]),
    _completion("unknown-fields", response_fields=["nothing"]),
    _completion("slot", id_slot=1),
    _completion("choices", n=2, n_predict=4),
    _completion("timings", timings_per_token=True, n_predict=3),
)

STREAMS: Final = (
    _completion("stream", stream=True),
    _completion("stream-one", stream=True, n_predict=1),
    _completion("stream-none", stream=True, n_predict=0),
    _completion("stream-stop", stream=True, stop=[" a"]),
    _completion("stream-end", stream=True, prompt=QUESTION, n_predict=60),
    _completion("stream-tokens", stream=True, return_tokens=True, n_predict=4),
    _completion("stream-timings", stream=True, timings_per_token=True, n_predict=4),
    _completion("stream-probs", stream=True, n_probs=2, n_predict=4),
    _completion("stream-progress", stream=True, return_progress=True, n_predict=2),
    _completion("stream-fields", stream=True, response_fields=["content"], n_predict=3),
)

CONSTRAINTS: Final = (
    _completion("grammar", grammar=LIST_GRAMMAR),
    _completion("empty-grammar", grammar=""),
    _completion("json-schema", json_schema=PERSON, n_predict=60),
    _completion("json-schema-const", json_schema={"const": "here"}, n_predict=20),
    _completion("bad-grammar", grammar="root ::= ("),
    _completion("bad-schema", json_schema={"type": "nothing"}),
    _completion("grammar-and-schema", grammar=LIST_GRAMMAR, json_schema=PERSON),
)

_MALFORMED: Final[tuple[tuple[str, dict[str, Any]], ...]] = (
    ("prompt-missing", {}),
    ("prompt-null", {"prompt": None}),
    ("prompt-number", {"prompt": 5}),
    ("prompt-object", {"prompt": {"a": "b"}}),
    ("prompt-empty-list", {"prompt": []}),
    ("prompt-list-of-nulls", {"prompt": [None]}),
    ("prompt-token-too-large", {"prompt": [1000000]}),
    ("prompt-token-negative", {"prompt": [-1]}),
    ("prompt-too-long", {"prompt": "word " * 600}),
    ("temperature-text", {"prompt": "x", "temperature": "hot"}),
    ("n-predict-text", {"prompt": "x", "n_predict": "many"}),
    ("n-predict-fraction", {"prompt": "x", "n_predict": 1.5}),
    ("top-k-text", {"prompt": "x", "top_k": "3", "n_predict": 1}),
    ("seed-text", {"prompt": "x", "seed": "abc", "n_predict": 1}),
    ("stream-text", {"prompt": "x", "stream": "yes", "n_predict": 1}),
    ("stop-number", {"prompt": "x", "stop": 5, "n_predict": 1}),
    ("stop-list-of-numbers", {"prompt": "x", "stop": [5], "n_predict": 1}),
    ("samplers-unknown", {"prompt": "x", "samplers": ["nothing"], "n_predict": 1}),
    ("samplers-number", {"prompt": "x", "samplers": 5, "n_predict": 1}),
    ("breakers-empty", {"prompt": "x", "dry_sequence_breakers": [], "n_predict": 1}),
    ("breakers-text", {"prompt": "x", "dry_sequence_breakers": "abc", "n_predict": 1}),
    ("mirostat-3", {"prompt": "x", "mirostat": 3, "n_predict": 1}),
    ("unknown-field", {"prompt": "x", "nothing": 1, "n_predict": 1}),
    ("n-probs-negative", {"prompt": "x", "n_probs": -1, "n_predict": 1}),
    ("n-too-large", {"prompt": "x", "n": 1000, "n_predict": 1}),
    ("lora-text", {"prompt": "x", "lora": "abc", "n_predict": 1}),
    ("grammar-number", {"prompt": "x", "grammar": 5, "n_predict": 1}),
    ("image-without-eyes", {"prompt": {"prompt_string": "x", "multimodal_data": ["AA=="]}, "n_predict": 1}),
)

BODIES: Final = (
    post("completion/no-body", "/completion"),
    post("completion/not-json", "/completion", "{nothing"),
    post("completion/list", "/completion", [1, 2]),
    post("completion/text", "/completion", '"abc"'),
    post("completion/content-type-text", "/completion", GREEDY, **{"Content-Type": "text/plain"}),
)

ERRORS: Final = (
    *(post(f"completion/bad-{name}", "/completion", {"seed": 1} | body) for name, body in _MALFORMED),
    *BODIES,
)

COMPLETION: Final = (*PROMPTS, *LENGTHS, *SAMPLING, *OUTPUTS, *STREAMS, *CONSTRAINTS, *ERRORS)
