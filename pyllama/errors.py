"""Every error that pyllama raises on purpose.

The tree::

    PyllamaError
    ├── ClosedError                    the object was closed before it was used
    ├── NativeError                    the native library failed or is not usable
    │   ├── LibraryLoadError           no usable shared library was found
    │   ├── AbiMismatchError           a library was found, but its structs are laid out differently
    │   ├── ModelLoadError             the file is missing, not a GGUF, cut short or not supported
    │   ├── ModelLoadCancelledError    the progress callback asked to stop
    │   ├── ContextCreateError         a context could not be made (usually: too large for memory)
    │   ├── DecodeError                llama_decode or llama_encode failed
    │   ├── StateError                 saved state could not be read or written
    │   └── SamplerError               a sampler could not be made
    ├── ModelDownloadError             a model cannot be fetched
    ├── RequestError                   the caller's input is wrong; the message is safe to show to a client
    │   ├── InvalidRequestError        a value is of the wrong type or out of its range
    │   │   └── GrammarError           a grammar, schema or expression cannot be used to constrain a text
    │   ├── ContextSizeExceededError   the prompt does not fit
    │   ├── ChatTemplateError          the chat template cannot make a prompt of the conversation
    │   ├── StateFileError             a file of saved state has a bad name, or is not what this model can use
    │   └── UnsupportedFeatureError    the input is understood, but this model or version cannot do it
    └── UnavailableError               the request is fine, but cannot be served now
        ├── ModelLoadingError          the model is still being loaded
        ├── QueueFullError             too many requests are waiting
        ├── DeadlineExceededError      the time that the request allowed for itself is over
        ├── SlowConsumerError          a stream was not read for so long that it was dropped
        └── EngineClosedError          the engine was shut down
            └── EngineCrashedError     the engine's decode loop failed; ``__cause__`` says how

Callers catch by class and read fields; no code reads the text of a message.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path


class PyllamaError(Exception):
    """Base class of all errors raised on purpose by this package."""


class ClosedError(PyllamaError):
    """An object was used after its ``close()``.

    Attributes:
        what: the class of the closed object, for example ``"Model"``.
    """

    def __init__(self, what: str) -> None:
        super().__init__(f"{what} is closed")
        self.what = what


# --------------------------------------------------------------------------- native


class NativeError(PyllamaError):
    """The native library reported a failure, or cannot be used.

    Attributes:
        function: the C function that failed, or ``None`` where none was called.
        code: the value it returned, or ``None`` where that tells nothing.
    """

    def __init__(self, message: str, *, function: str | None = None, code: int | None = None) -> None:
        super().__init__(message)
        self.function = function
        self.code = code


class LibraryLoadError(NativeError):
    """No usable shared library was found.

    Attributes:
        library: the library's name without prefix and suffix, for example ``"llama"``.
        searched: every folder that was looked into, in order.
    """

    def __init__(self, message: str, *, library: str, searched: Sequence[Path] = ()) -> None:
        super().__init__(message)
        self.library = library
        self.searched = tuple(searched)


class AbiMismatchError(NativeError):
    """A library was found, but it is not the one that the declarations describe.

    Attributes:
        struct: the C struct (or function) that differs.
        expected: what the declarations say.
        actual: what the library says.
        path: the folder of the refused library.
    """

    def __init__(self, *, struct: str, expected: object, actual: object, path: Path | None = None) -> None:
        where = f" in {path}" if path is not None else ""
        super().__init__(
            f"the native library{where} does not match this version of pyllama: "
            f"{struct} is {actual}, expected {expected}; run `python build_native.py`",
        )
        self.struct = struct
        self.expected = expected
        self.actual = actual
        self.path = path


class ModelLoadError(NativeError):
    """A model file cannot be loaded.

    Attributes:
        path: the file.
        reason: why, in a few words; taken from the native log where it says more than the return value.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"cannot load {path}: {reason}", function="llama_model_load_from_file")
        self.path = path
        self.reason = reason


class ModelLoadCancelledError(NativeError):
    """The progress callback returned ``False``, so loading stopped.

    Attributes:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        super().__init__(f"loading {path} was cancelled", function="llama_model_load_from_file")
        self.path = path


class ContextCreateError(NativeError):
    """``llama_init_from_model`` failed, usually because the context does not fit into memory."""


class DecodeError(NativeError):
    """``llama_decode`` or ``llama_encode`` failed; ``code`` holds its return value.

    1: no free cells in the KV buffer; 2: aborted; -1: invalid batch; below -1: fatal.
    """


class StateError(NativeError):
    """Saved state is truncated, belongs to another model, or could not be written."""


class SamplerError(NativeError):
    """A sampler could not be made from its parameters."""


# --------------------------------------------------------------------------- downloads


class ModelDownloadError(PyllamaError):
    """A model cannot be fetched.

    Attributes:
        source: where from: a URL or a repository.
        reason: why, in a few words.
        status: what an HTTP server answered, or ``None`` where none did.
        may_pass: whether trying again may help.
    """

    def __init__(
        self, source: str, reason: str, *, status: int | None = None, may_pass: bool = False
    ) -> None:
        super().__init__(f"cannot fetch {source}: {reason}")
        self.source = source
        self.reason = reason
        self.status = status
        self.may_pass = may_pass


# --------------------------------------------------------------------------- requests


class RequestError(PyllamaError):
    """The caller's input is wrong. The message is safe to show to a client.

    Attributes:
        param: the path of the field at fault, for example ``"prompt[2]"``, or ``None``.
    """

    def __init__(self, message: str, *, param: str | None = None) -> None:
        super().__init__(message)
        self.param = param


class InvalidRequestError(RequestError):
    """A value has the wrong type, or lies outside its range."""


class ContextSizeExceededError(RequestError):
    """The prompt does not fit into a slot's context.

    Attributes:
        n_prompt_tokens: length of the prompt in tokens.
        n_ctx: size of the slot's context in tokens.
    """

    def __init__(self, *, n_prompt_tokens: int, n_ctx: int) -> None:
        super().__init__(
            f"the prompt has {n_prompt_tokens} tokens, but the context of a slot holds {n_ctx}",
            param="prompt",
        )
        self.n_prompt_tokens = n_prompt_tokens
        self.n_ctx = n_ctx


class GrammarError(InvalidRequestError):
    """A grammar, a JSON schema or a regular expression is wrong, not supported, or too complex.

    Attributes:
        reason: what is wrong with it.
        line: the line at fault, counted from 1, or ``None`` where that is not known.
    """

    def __init__(self, reason: str, *, param: str, line: int | None = None) -> None:
        where = "" if line is None else f", line {line}"
        super().__init__(f"{param}{where}: {reason}", param=param)
        self.reason = reason
        self.line = line


class StateFileError(RequestError):
    """A file of saved state has a name that is not allowed, does not exist, or cannot be used by this model.

    What the machine does wrong, for example a full disk, is a ``StateError``.

    Attributes:
        name: the file's name, as the caller gave it.
        reason: what is wrong with it, as the end of a sentence.
    """

    def __init__(self, name: str, reason: str) -> None:
        super().__init__(f"state file {name[:255]!r} {reason}", param="filename")
        self.name = name
        self.reason = reason


class ChatTemplateError(RequestError):
    """The chat template cannot make a prompt of the conversation.

    Attributes:
        reason: what is wrong; where the template itself refuses, its own words.
        kind: ``"refused"`` by the template itself; ``"syntax"``, it is not a template; ``"error"``, it fails;
            ``"time"`` or ``"memory"``, it needs too much.
        line: the line of the template, or ``None`` where that is not known.
    """

    def __init__(self, reason: str, *, kind: str, line: int | None = None) -> None:
        verb = "refuses the conversation" if kind == "refused" else "failed"
        where = "" if line is None else f" (line {line})"
        super().__init__(f"the chat template {verb}: {reason}{where}", param="messages")
        self.reason = reason
        self.kind = kind
        self.line = line


class UnsupportedFeatureError(RequestError):
    """The input is understood, but this model or this version cannot do it."""


# --------------------------------------------------------------------------- availability


class UnavailableError(PyllamaError):
    """The request is fine, but cannot be served now."""


class ModelLoadingError(UnavailableError):
    """The model is still being loaded."""

    def __init__(self) -> None:
        super().__init__("Loading model")


class QueueFullError(UnavailableError):
    """Too many requests are waiting.

    Attributes:
        n_waiting: how many.
        n_prompt_tokens: tokens in their prompts, 0 where they were not counted.
        retry_after_s: whole seconds after which there may be room, 1 or more.
    """

    def __init__(self, n_waiting: int, *, n_prompt_tokens: int = 0, retry_after_s: int = 1) -> None:
        tokens = f" with {n_prompt_tokens} prompt tokens" if n_prompt_tokens else ""
        super().__init__(f"the queue is full: {n_waiting} requests are waiting{tokens}")
        self.n_waiting = n_waiting
        self.n_prompt_tokens = n_prompt_tokens
        self.retry_after_s = retry_after_s


class DeadlineExceededError(UnavailableError):
    """The time that a request allowed for itself is over.

    Attributes:
        timeout_ms: how long it was, in milliseconds.
        n_decoded: how many tokens had been generated.
    """

    def __init__(self, timeout_ms: int, *, n_decoded: int) -> None:
        super().__init__(f"the request was not finished within {timeout_ms} ms")
        self.timeout_ms = timeout_ms
        self.n_decoded = n_decoded


class SlowConsumerError(UnavailableError):
    """A stream was not read for so long that its buffer filled and its sequence was cancelled.

    Attributes:
        n_buffered: how many deltas were waiting to be read.
    """

    def __init__(self, n_buffered: int) -> None:
        super().__init__(f"the stream was dropped: {n_buffered} deltas were waiting to be read")
        self.n_buffered = n_buffered


class EngineClosedError(UnavailableError):
    """The engine was shut down before the request was finished."""

    def __init__(self, message: str = "the engine is closed") -> None:
        super().__init__(message)


class EngineCrashedError(EngineClosedError):
    """The engine's decode loop failed, which is a bug; ``__cause__`` is the error."""

    def __init__(self) -> None:
        super().__init__("the engine's decode loop failed")
