"""A model's vocabulary: text to tokens and back, and the tokens with a meaning of their own."""

from __future__ import annotations

from collections.abc import Sequence
from ctypes import c_int32, c_void_p, cast, create_string_buffer
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from pyllama.ctypes_api import llama as C
from pyllama.ctypes_api import loader
from pyllama.errors import InvalidRequestError

if TYPE_CHECKING:
    from pyllama.model import Model

_MAX_TEXT_BYTES = 2**31 - 16
_PIECE_BYTES = 64


@dataclass(frozen=True, slots=True)
class SpecialTokens:
    """Token ids with a meaning of their own; ``None`` where the vocabulary has none.

    Attributes:
        bos: begins a text.
        eos: ends a text.
        eot: ends a turn of a conversation.
        sep: separates sentences.
        nl: a line break.
        pad: padding.
        mask: a masked place.
        fim_pre: begins the text before the gap, for fill-in-the-middle.
        fim_suf: begins the text after the gap.
        fim_mid: begins the text of the gap.
        fim_pad: padding.
        fim_rep: begins a repository's name.
        fim_sep: begins a file.
    """

    bos: int | None
    eos: int | None
    eot: int | None
    sep: int | None
    nl: int | None
    pad: int | None
    mask: int | None
    fim_pre: int | None
    fim_suf: int | None
    fim_mid: int | None
    fim_pad: int | None
    fim_rep: int | None
    fim_sep: int | None


class Vocab:
    """The vocabulary of a loaded model; get it from ``Model.vocab``. Closed with its model.

    Attributes:
        model: whose vocabulary it is.

    Methods raise ``ClosedError`` once the model is closed. Tokenizing is thread-safe.
    """

    def __init__(self, model: Model) -> None:
        self.model = model
        self._pieces: dict[bool, list[bytes | None]] = {}

    @property
    def handle(self) -> C.llama_vocab_p:
        """The native handle. Native: llama_model_get_vocab."""
        return C.llama_model_get_vocab(self.model.handle)

    @cached_property
    def n_tokens(self) -> int:
        """How many tokens there are: ids run from 0 to one less. Native: llama_vocab_n_tokens."""
        return C.llama_vocab_n_tokens(self.handle)

    @cached_property
    def kind(self) -> C.llama_vocab_type:
        """The tokenizer's algorithm. Native: llama_vocab_type."""
        return C.llama_vocab_type(C.llama_vocab_type_(self.handle))

    @cached_property
    def special(self) -> SpecialTokens:
        """The special tokens. Native: llama_vocab_bos and its siblings."""
        handle = self.handle

        def known(token: int) -> int | None:
            return token if token >= 0 else None

        return SpecialTokens(
            bos=known(C.llama_vocab_bos(handle)),
            eos=known(C.llama_vocab_eos(handle)),
            eot=known(C.llama_vocab_eot(handle)),
            sep=known(C.llama_vocab_sep(handle)),
            nl=known(C.llama_vocab_nl(handle)),
            pad=known(C.llama_vocab_pad(handle)),
            mask=known(C.llama_vocab_mask(handle)),
            fim_pre=known(C.llama_vocab_fim_pre(handle)),
            fim_suf=known(C.llama_vocab_fim_suf(handle)),
            fim_mid=known(C.llama_vocab_fim_mid(handle)),
            fim_pad=known(C.llama_vocab_fim_pad(handle)),
            fim_rep=known(C.llama_vocab_fim_rep(handle)),
            fim_sep=known(C.llama_vocab_fim_sep(handle)),
        )

    @cached_property
    def end_of_generation(self) -> frozenset[int]:
        """All tokens that end a generation (end of text, end of turn, …). Native: llama_vocab_is_eog."""
        handle = self.handle
        return frozenset(token for token in range(self.n_tokens) if C.llama_vocab_is_eog(handle, token))

    @cached_property
    def adds_bos(self) -> bool:
        """Whether a text begins with the BOS token. Native: llama_vocab_get_add_bos."""
        return C.llama_vocab_get_add_bos(self.handle)

    @cached_property
    def adds_eos(self) -> bool:
        """Whether a text ends with the EOS token. Native: llama_vocab_get_add_eos."""
        return C.llama_vocab_get_add_eos(self.handle)

    @cached_property
    def adds_sep(self) -> bool:
        """Whether two texts are parted by the separator token. Native: llama_vocab_get_add_sep."""
        return C.llama_vocab_get_add_sep(self.handle)

    def tokenize(
        self,
        text: str,
        *,
        add_special: bool = True,
        parse_special: bool = True,
        param: str = "text",
    ) -> list[int]:
        """Turn text into token ids.

        Args:
            text: any text; NUL characters are text like others.
            add_special: add BOS and EOS where the model wants them.
            parse_special: read ``<|im_end|>`` and the like as the special tokens that they name, not as
                characters. Turn it off for text that must not be able to make them.
            param: what errors call the text.

        Raises:
            InvalidRequestError: the text holds a lone surrogate, or is longer than 2 GiB.
            ClosedError: the model is closed.

        Native: llama_tokenize.
        """
        data = _encode(text, param)
        # One token a byte is the usual most; special tokens and a leading space come on top.
        n_max = len(data) + 8
        handle = self.handle
        while True:
            tokens = (c_int32 * n_max)()
            n = C.llama_tokenize(handle, data, len(data), tokens, n_max, add_special, parse_special)
            if n >= 0:
                return tokens[:n]
            if n == -(2**31):
                raise InvalidRequestError("the text has too many tokens", param=param)
            n_max = -n

    def detokenize(
        self,
        tokens: Sequence[int],
        *,
        remove_special: bool = False,
        unparse_special: bool = True,
    ) -> str:
        """Turn token ids into text; bytes that are not UTF-8 become U+FFFD.

        Args:
            tokens: token ids.
            remove_special: leave out BOS and EOS that ``tokenize`` would add.
            unparse_special: write special tokens as text; otherwise they vanish.

        Raises:
            InvalidRequestError: a token is out of range; ``param`` is ``tokens[i]``.
            ClosedError: the model is closed.

        Native: llama_detokenize.
        """
        self.check_tokens(tokens)
        data = (c_int32 * len(tokens))(*tokens)
        n_max = 8 * len(tokens) + 8
        handle = self.handle
        while True:
            text = create_string_buffer(n_max)
            n = C.llama_detokenize(handle, data, len(tokens), text, n_max, remove_special, unparse_special)
            if n >= 0:
                return text.raw[:n].decode("utf-8", "replace")
            n_max = -n

    def piece(self, token: int, *, special: bool = False) -> bytes:
        """Return the bytes that a token stands for; they need not be whole characters.

        Args:
            token: a token id.
            special: write special tokens as text; otherwise theirs are empty.

        Raises:
            InvalidRequestError: the token is out of range.
            ClosedError: the model is closed.

        Native: llama_token_to_piece.
        """
        table = self._pieces.get(special)
        if table is None:
            table = self._pieces[special] = [None] * self.n_tokens
        if not 0 <= token < len(table):
            self.check_token(token)
        piece = table[token]
        if piece is None:
            piece = table[token] = self._read_piece(token, special=special)
        return piece

    def addresses(self) -> tuple[int, int]:
        """Return the address of the vocabulary, and of the function that tokenizes with it.

        For libraries that call native code themselves. The first one is good while the model is open.

        Raises:
            ClosedError: the model is closed.

        Native: llama_tokenize.
        """
        function = loader.function("llama", "llama_tokenize", keeps_gil=False)
        return cast(self.handle, c_void_p).value or 0, cast(function, c_void_p).value or 0

    def check_tokens(self, tokens: Sequence[int], *, param: str = "tokens") -> None:
        """Check that every token is in the vocabulary.

        Raises:
            InvalidRequestError: the first token that is not; the error's ``param`` is ``param[i]``.
        """
        n_tokens = self.n_tokens
        for i, token in enumerate(tokens):
            if not 0 <= token < n_tokens:
                self.check_token(token, param=f"{param}[{i}]")

    def check_token(self, token: int, *, param: str = "token") -> None:
        """Check that a token is in the vocabulary.

        Raises:
            InvalidRequestError: it is not; the error's ``param`` is ``param``.
        """
        if not 0 <= token < self.n_tokens:
            message = f"{param}: token {token} is not in the vocabulary of {self.n_tokens} tokens"
            raise InvalidRequestError(message, param=param)

    def _read_piece(self, token: int, *, special: bool) -> bytes:
        n_max = _PIECE_BYTES
        while True:
            buffer = create_string_buffer(n_max)
            n = C.llama_token_to_piece(self.handle, token, buffer, n_max, 0, special)
            if n >= 0:
                return buffer.raw[:n]
            n_max = -n


def _encode(text: str, param: str) -> bytes:
    try:
        data = text.encode("utf-8")
    except UnicodeEncodeError as error:
        message = f"the text holds a lone surrogate at index {error.start}, which is not a character"
        raise InvalidRequestError(message, param=param) from None
    if len(data) > _MAX_TEXT_BYTES:
        raise InvalidRequestError("the text is longer than 2 GiB", param=param)
    return data
