"""Where this server answers otherwise than upstream's, and why. Any other difference fails a test."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from typing import Any, Final

from tests.compat.compare import Difference, matches

_ANY: Final = object()

BY_TYPE: Final = {
    "**.timings.*_ms": "times depend on the machine",
    "**.timings.*_second": "times depend on the machine",
    "metrics.*": "times depend on the machine",
    "events.*.prompt_progress.time_ms": "times depend on the machine",
    "**.created": "is now",
    "body.id": "is random",
    "events.*.id": "is random",
    "body.media_marker": "is random",
    "body.*.path": "is where the adapter of this run lies",
    "**.model_path": "is where the model of this run lies",
    "**.build_info": "names the build",
    "**.system_fingerprint": "names the build",
    "**.id_slot": "each server chooses slots by rules of its own, and upstream's streams name none",
    "body.n_written": "each server has a format of its own for saved slots",
    "body.n_read": "each server has a format of its own for saved slots",
    "body.data.*.embedding": "the last bits of a number, in base64",
    "body.error.message": "sentences for people; each server has its own",
}
"""Paths whose values are compared by type only, with the reason."""


@dataclass(frozen=True, slots=True)
class Known:
    """A difference that there may be, and must be.

    Attributes:
        asks: a pattern of the names of requests.
        path: a pattern of paths.
        reason: why it is as it is.
        theirs, ours: the values there, if they matter.
    """

    asks: str
    path: str
    reason: str
    theirs: Any = _ANY
    ours: Any = _ANY

    def explains(self, name: str, difference: Difference) -> bool:
        """Whether this is the difference between the answers to a request."""
        return (
            fnmatchcase(name, self.asks)
            and matches(self.path, difference.path)
            and (self.theirs is _ANY or self.theirs == difference.theirs)
            and (self.ours is _ANY or self.ours == difference.ours)
        )


def _known(asks: Iterable[str], paths: Iterable[str], reason: str, **values: Any) -> Iterable[Known]:
    return [Known(name, path, reason, **values) for name in asks for path in paths]


def _status(asks: Iterable[str], reason: str, theirs: int, ours: int) -> Iterable[Known]:
    return _known(asks, ("status",), reason, theirs=theirs, ours=ours)


_STATUS: Final = (
    *_status(("*",), "what a client does wrong is no fault of the server", 500, 400),
    *_status(("http/*",), "the route exists, for another method", 404, 405),
    *_status(
        (
            "tokenize/missing",
            "tokenize/pieces-text",
            "detokenize/missing",
            "slots/bad-slot",
            "completion/bad-n-predict-fraction",
            "completion/bad-stop-number",
            "completion/bad-samplers-unknown",
            "completion/bad-samplers-number",
            "completion/bad-mirostat-3",
            "completion/bad-unknown-field",
            "completion/bad-n-probs-negative",
            "completion/bad-grammar-number",
            "completion/grammar-and-schema",
            "chat/bad-empty",
            "chat/bad-role",
            "infill/bad-prompt",
            "lora/bad-id",
            "lora/bad-scale",
            "rerank/bad-top-n",
            "messages/bad-no-messages",
        ),
        "nothing is accepted and ignored",
        200,
        400,
    ),
    *_status(("completion/empty",), "there is nothing that a token could follow", 200, 400),
    *_status(("completion/repeat-everywhere",), "-1 is the whole context, as documented", 400, 200),
    *_status(("completion/bad-breakers-empty",), "no breakers is a choice, too", 400, 200),
    *_status(("key/props-without",), "properties are public, as documented", 401, 200),
    *_status(("embedding/no-*", "rerank/no-completion"), "the endpoint is not served here", 500, 501),
    *_status(("embedding/slots",), "embeddings have no slots", 200, 501),
)

_SETTINGS: Final = (
    *_known(
        ("*",),
        ("**.dry_penalty_last_n",),
        "the documented default is the whole context",
        theirs=64,
        ours=-1,
    ),
    *_known(
        ("*",),
        ("**.generation_settings.reasoning_format",),
        "nothing looks for thoughts in a plain completion",
        theirs="deepseek",
        ours="none",
    ),
    *_known(
        ("completion/json-schema*",),
        ("body.generation_settings.grammar", "body.generation_settings.json_schema"),
        "a schema is not turned into a grammar",
    ),
    *_known(
        ("completion/ignore-eos",),
        ("body.generation_settings.logit_bias",),
        "only the biases that were sent are shown",
    ),
    *_known(
        ("completion/negative-temperature",),
        ("body.generation_settings.temperature",),
        "shown as it was sent",
        theirs=0.0,
        ours=-1.0,
    ),
)

_ABOUT: Final = (
    *_known(
        ("*/props",),
        (
            "body.default_generation_settings.id",
            "body.default_generation_settings.id_task",
            "body.default_generation_settings.speculative",
            "body.default_generation_settings.is_processing",
            "body.default_generation_settings.prompt",
            "body.default_generation_settings.next_token",
            "body.default_generation_settings.params.dry_sequence_breakers",
            "body.default_generation_settings.params.logit_bias",
            "body.default_generation_settings.params.stop",
            "body.default_generation_settings.params.grammar",
            "body.default_generation_settings.params.grammar_lazy",
            "body.default_generation_settings.params.grammar_triggers",
            "body.default_generation_settings.params.preserved_tokens",
        ),
        "a whole idle slot, as documented",
        theirs=None,
    ),
    *_known(("*/props",), ("body.media_marker",), "no media are read"),
    *_known(("*/props",), ("body.cors_proxy_enabled",), "there is no proxy"),
    *_known(("*/props",), ("body.chat_template_caps",), "what a template can do is not guessed"),
    *_known(
        ("*/props",),
        ("body.chat_template",),
        "the template as it stands in the model, with its last line end",
    ),
    *_known(
        ("server/slots", "server/free-slot", "slots/filled"),
        (
            "body.*.id_task",
            "body.*.n_prompt_tokens",
            "body.*.n_prompt_tokens_processed",
            "body.*.n_prompt_tokens_cache",
            "body.*.next_token",
            "body.*.params",
        ),
        "a slot that was never used has all fields, too, as documented",
        theirs=None,
    ),
    *_known(
        ("slots/filled",),
        ("body.1.id_task", "body.1.params.*"),
        "an idle slot shows no task, and what a request gets that says nothing",
    ),
    *_known(("slots/filled",), ("body.1.next_token",), "an object, as documented"),
    *_known(("server/metrics",), ("metrics.pyllama:**",), "metrics of its own", theirs=None),
    *_known(("server/metrics",), ("metrics.llamacpp:kv_cache_*",), "documented", theirs=None),
    *_known(("http/options",), ("type",), "of an empty body", theirs="text/html", ours="text/plain"),
    *_known(("*",), ("body.error.param",), "errors name the field", theirs=None),
)

_COMPLETION: Final = (
    *_known(
        ("completion/no-tokens",),
        ("body.content", "body.tokens_predicted", "body.timings.predicted_n"),
        "no tokens are asked for, and none are given",
    ),
    *_known(
        ("completion/stream-none",),
        ("events", "events.0.*", "text"),
        "no tokens are asked for, and none are given: the first event is the last",
    ),
    *_known(
        ("completion/stream-stop",),
        ("events.2.timings",),
        "only the last event tells times if that is all that is asked for",
        ours=None,
    ),
    *_known(
        ("completion/stream-progress",),
        ("events.0.tokens", "events.1.tokens"),
        "an event that reports progress has no token",
        theirs=[0],
        ours=[],
    ),
    *_known(
        ("completion/grammar", "completion/json-schema*", "chat/grammar", "chat/json-*schema", "chat/tools"),
        ("body.timings.forced_n",),
        "tokens that a constraint leaves no choice of are told apart",
        theirs=None,
    ),
    *_known(
        ("completion/grammar", "completion/json-schema"),
        ("body.tokens_cached",),
        "the last tokens need not be computed where a constraint leaves no choice",
    ),
    *_known(
        ("completion/json-schema-const",),
        ("body.tokens_predicted", "body.tokens_cached", "body.timings.predicted_n"),
        "text that can only be one is written in its usual tokens",
    ),
)

_CONTEXT: Final = (
    *_known(
        ("decoder/hot-stream",),
        ("events.*.tokens", "events.*.tokens.*"),
        "a token whose bytes are no text yet comes with the one that completes them",
    ),
    *_known(
        ("shift/keep-all",),
        ("body.content", "body.tokens.*"),
        "the whole prompt is kept, not one token more",
    ),
)

_OPENAI: Final = (
    *_known(
        ("text/several", "text/choices", "chat/choices"),
        ("body.usage.*", "body.timings"),
        "usage is that of all texts; times of one would mislead",
    ),
    *_known(("text/best-of",), ("body.usage.*",), "more texts are made, of which the best is given"),
    *_known(
        ("text/logprobs", "text/stream-logprobs"),
        ("**.choices.0.logprobs.*",),
        "the form of OpenAI's text completions, not that of chats",
    ),
    *_known(("text/echo",), ("body.choices.0.text",), "the prompt comes before the text, as asked for"),
    *_known(
        ("text/suffix",),
        ("body.choices.0.text", "body.usage.*", "body.timings.prompt_n"),
        "the text before a suffix, as asked for",
    ),
    *_known(
        ("text/stream", "text/stream-*"),
        ("events.*.usage",),
        "usage where it is asked for, in an event of its own",
        ours=None,
    ),
    *_known(
        ("text/stream-usage",), ("events", "events.9"), "usage in an event of its own, as OpenAI sends it"
    ),
    *_known(
        ("text/stream-stop",),
        ("events", "events.2.**", "events.3"),
        "a token without text has no event of its own",
    ),
    *_known(
        ("chat/stream*",),
        ("events.*.choices.0.delta.content",),
        "an answer begins empty, as OpenAI sends it",
        theirs=None,
        ours="",
    ),
    *_known(
        ("chat/stream-usage",),
        ("events.9.timings", "events.10.timings"),
        "times are in the event that ends the text",
    ),
    *_known(
        ("chat/logprobs",),
        ("body.choices.0.logprobs.content.*.top_logprobs",),
        "no other tokens are asked for",
        ours=[],
    ),
)

_CHAT: Final = (
    *_known(
        ("chat/prefill",),
        ("body.choices.0.message.content", "body.usage.*", "body.timings.prompt_n"),
        "an answer that is continued does not begin with empty thoughts",
    ),
    *_known(
        ("template/assistant-last",),
        ("body.prompt",),
        "an answer that is continued does not begin with empty thoughts",
    ),
    *_known(("template/parts",), ("body.prompt",), "the model's template joins the parts of a message"),
    *_known(
        ("chat/json-*",),
        (
            "body.choices.0.message.*",
            "body.choices.0.finish_reason",
            "body.usage.*",
            "body.timings.predicted_n",
        ),
        "JSON is asked for, so no thoughts come before it",
    ),
    *_known(
        ("chat/reasoning-effort",),
        ("body.choices.0.message.*", "body.usage.*", "body.timings.prompt_n"),
        "who asks for effort asks for thoughts",
    ),
    *_known(
        ("chat/tools-none",),
        ("body.choices.0.message.content", "body.usage.*", "body.timings.prompt_n"),
        "tools that may not be called are not told of",
    ),
    *_known(
        ("chat/thoughts",),
        ("body.choices.0.message.reasoning_content",),
        "the line end after the thoughts is none of them",
    ),
    *_known(
        ("chat/stream-thoughts",),
        ("events", "events.**"),
        "white space at the end of thoughts is held back until more of them follow",
    ),
)

_ANTHROPIC: Final = (
    *_known(
        ("messages/*",),
        ("body.usage.cache_read_input_tokens", "body.usage.input_tokens"),
        "cache_prompt works here, too",
    ),
    *_known(
        ("messages/*",),
        ("body.usage.cache_creation_input_tokens",),
        "Anthropic's usage has this field",
        theirs=None,
    ),
    *_known(
        ("messages/stop",),
        ("body.stop_reason",),
        "a text that a stop string ends says so",
        theirs="end_turn",
        ours="stop_sequence",
    ),
)

_EMBEDDINGS: Final = (
    *_known(
        ("embeddings/dimensions",),
        ("body.data.0.embedding", "body.data.0.embedding.*"),
        "as many numbers as were asked for, of length 1 again",
    ),
    *_known(("embedding/models",), ("body.models.0.capabilities.0",), "this server makes embeddings only"),
    *_known(("rerank/texts",), ("body.results.*.text",), "the texts, as asked for", theirs=None),
)

KNOWN: Final = (
    *_STATUS,
    *_SETTINGS,
    *_ABOUT,
    *_COMPLETION,
    *_CONTEXT,
    *_OPENAI,
    *_CHAT,
    *_ANTHROPIC,
    *_EMBEDDINGS,
)
"""Every difference. Each must occur: what is no longer different must leave the list."""
