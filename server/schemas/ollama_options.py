"""The ``options`` of a body, as Ollama's clients send them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, Final

import msgspec

from pyllama.errors import InvalidRequestError, UnsupportedFeatureError
from server.schemas.sampling import CountOrAll

_Limit = Annotated[int, msgspec.Meta(ge=-2, le=2**31 - 1)]
_Size = Annotated[int, msgspec.Meta(ge=1, le=2**31 - 1)]
_Refused = bool | float | None


class OllamaOptions(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How text is made. What is said of the model's loading is refused: the server's start decides that.

    Attributes:
        num_predict: most tokens to generate; -1 and -2 are no limit but the context.
        num_keep: tokens of the prompt that a context shift keeps, -1 all of it.
        num_ctx: the context that is needed; one larger than a slot's is refused.
        stop: strings that end the text.
        num_batch: must be null, as what follows.
    """

    num_predict: _Limit | None = None
    num_keep: CountOrAll | None = None
    num_ctx: _Size | None = None
    stop: list[str] | None = None
    seed: int | None = None
    temperature: float | None = None
    top_k: int | None = None
    top_p: float | None = None
    min_p: float | None = None
    typical_p: float | None = None
    repeat_last_n: int | None = None
    repeat_penalty: float | None = None
    presence_penalty: float | None = None
    frequency_penalty: float | None = None
    mirostat: int | None = None
    mirostat_tau: float | None = None
    mirostat_eta: float | None = None
    num_batch: _Refused = None
    num_gpu: _Refused = None
    num_thread: _Refused = None
    main_gpu: _Refused = None
    numa: _Refused = None
    low_vram: _Refused = None
    f16_kv: _Refused = None
    logits_all: _Refused = None
    vocab_only: _Refused = None
    embedding_only: _Refused = None
    use_mmap: _Refused = None
    use_mlock: _Refused = None
    tfs_z: _Refused = None
    penalize_newline: _Refused = None

    @property
    def given(self) -> Iterator[str]:
        """The names of those that say something."""
        return (name for name in self.__struct_fields__ if getattr(self, name) is not None)


_REFUSED: Final = OllamaOptions.__struct_fields__[OllamaOptions.__struct_fields__.index("num_batch") :]
_GONE: Final = frozenset({"tfs_z", "penalize_newline"})


def check_options(options: OllamaOptions) -> None:
    """Refuse what a request cannot choose.

    Raises:
        UnsupportedFeatureError: an option of the model's loading, or one that llama.cpp no longer has.
    """
    for name in options.given:
        if name in _REFUSED:
            why = "no longer exists" if name in _GONE else "is set when the server starts"
            raise UnsupportedFeatureError(f"options.{name} {why}", param=f"options.{name}")


def check_embedding_options(options: OllamaOptions) -> None:
    """Refuse what makes no difference to a vector: all but ``num_ctx``.

    Raises:
        InvalidRequestError: there is another one.
        UnsupportedFeatureError: as ``check_options``.
    """
    check_options(options)
    for name in options.given:
        if name != "num_ctx":
            message = f"options.{name} makes no difference to embeddings"
            raise InvalidRequestError(message, param=f"options.{name}")


def check_n_ctx(options: OllamaOptions | None, n_ctx: int) -> None:
    """Refuse a context that is larger than there is.

    Args:
        options: may ask for one.
        n_ctx: tokens that a request can have.

    Raises:
        InvalidRequestError: it is larger.
    """
    if options is not None and options.num_ctx is not None and options.num_ctx > n_ctx:
        message = f"options.num_ctx must be at most {n_ctx}; the context is set when the server starts (-c)"
        raise InvalidRequestError(message, param="options.num_ctx")
