"""Vocabularies of about 500 tokens, learned from a short text, for the tiny test models.

All three kinds are real ones: the native tokenizers read them as they read those of published models.
"""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from itertools import pairwise

import gguf

SPACE = "\u2581"  # how SentencePiece and WordPiece write the space before a word

TEXT = """
The keeper of the lighthouse counted the ships that passed in the night, and there were nine of them.
She wrote their names in a small green book: the Swallow, the Northern Star, the Patience, and six others.
When the storm came from the west she lit the lamp, rang the bell and waited at the window for the morning.
"Is anybody there?" she asked; nobody answered, but the wind kept singing in the wires above the water.
One day a boy brought her a letter. It said: the harbour will be closed, and everything that was here will go.
What is the weather like today? It is sunny with a little rain, 21 degrees, and it costs 3.50 or 48 percent.
def add(left, right): return left + right  # {"name": "value", "list": [1, 2, 3], "empty": null, "done": true}
for (int i = 0; i < 10; i++) { print(i * 7); } while (x != y && a >= b || !z) x -= y / 2 % 5; a@b.c $6~^`_'\\|
Über die Brücke gehen täglich große und schöne Züge. L'été, la forêt rêve déjà de l'hiver où naît la neige.
Привет, мир и море! Καλημέρα κόσμε. 日本語の海と山。 中文山水。 12 € → 5 °C … “so” fine 🚢🌊
"""

CHARACTERS = sorted(
    {*TEXT, *string.ascii_letters, *string.digits, *string.punctuation} - set(string.whitespace)
)
# As real tokenizers do before they merge: a word takes the space before it, digits and signs stand alone.
WORDS = re.findall(r" ?[^\W\d_]+|\d|[^\w\s]|_", TEXT)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokenizer part of a model file.

    Attributes:
        model: the kind of tokenizer, as ``tokenizer.ggml.model`` names it.
        tokens: the text of every token, by id.
        types: the type of every token, by id.
        readable: whether a model may produce the token in greedy text: no control tokens, no loose bytes.
        scores: the score of every token, by id; empty where the kind has none.
        merges: pairs of pieces joined by a space, best first; empty where the kind has none.
        numbers: further metadata: ids of special tokens and counts, by key.
        flags: further metadata: what is added around a text, by key.
    """

    model: str
    tokens: Sequence[str]
    types: Sequence[gguf.TokenType]
    readable: Sequence[bool]
    scores: Sequence[float] = ()
    merges: Sequence[str] = ()
    numbers: dict[str, int] = field(default_factory=dict)
    flags: dict[str, bool] = field(default_factory=dict)

    def write(self, writer: gguf.GGUFWriter) -> None:
        """Add the vocabulary to the metadata of ``writer``."""
        writer.add_tokenizer_model(self.model)
        writer.add_token_list(list(self.tokens))
        writer.add_token_types([int(kind) for kind in self.types])
        if self.scores:
            writer.add_token_scores(list(self.scores))
        if self.merges:
            writer.add_tokenizer_pre("qwen2")
            writer.add_token_merges(list(self.merges))
        for key, number in self.numbers.items():
            writer.add_uint32(f"tokenizer.ggml.{key}", number)
        for key, flag in self.flags.items():
            writer.add_bool(f"tokenizer.ggml.{key}", flag)


@cache
def sentencepiece_vocabulary() -> Vocabulary:
    """Return 512 tokens: three special ones, every byte, every character of the text, and merged pieces."""
    special = ["<unk>", "<s>", "</s>"]
    byte_tokens = [f"<0x{byte:02X}>" for byte in range(256)]
    words = [word.replace(" ", SPACE) for word in WORDS]
    characters = [SPACE, *CHARACTERS]
    n_merges = 512 - len(special) - len(byte_tokens) - len(characters)
    pieces = ["".join(pair) for pair in _learn_merges(words, n_merges)]
    texts = characters + pieces
    return Vocabulary(
        model="llama",
        tokens=[*special, *byte_tokens, *texts],
        types=[
            gguf.TokenType.UNKNOWN,
            *[gguf.TokenType.CONTROL] * 2,
            *[gguf.TokenType.BYTE] * 256,
            *[gguf.TokenType.NORMAL] * len(texts),
        ],
        readable=[False] * 259 + [True] * len(texts),
        # A merge that was learned earlier wins; a single character is never the result of one.
        scores=[0.0] * 259 + [-1000.0] * len(characters) + [-float(rank) for rank in range(len(pieces))],
        numbers={"unknown_token_id": 0, "bos_token_id": 1, "eos_token_id": 2},
        flags={"add_bos_token": True, "add_eos_token": False},
    )


@cache
def numbered_vocabulary(n_tokens: int) -> Vocabulary:
    """Return tokens without meaning; a model may choose each of them, also 0, which ends a text."""
    return Vocabulary(
        model="llama",
        tokens=["</s>", *(f"({i})" for i in range(1, n_tokens - 1)), "<0x0A>"],
        types=[gguf.TokenType.CONTROL, *[gguf.TokenType.NORMAL] * (n_tokens - 2), gguf.TokenType.BYTE],
        readable=[True] * n_tokens,
        scores=[0.0] * n_tokens,
        numbers={"unknown_token_id": 0, "bos_token_id": 0, "eos_token_id": 0},
        flags={"add_bos_token": False, "add_eos_token": False},
    )


@cache
def byte_level_vocabulary(*, repositories: bool = True) -> Vocabulary:
    """Return 512 tokens: every byte, merged pieces, and the special tokens of ChatML and of infilling.

    Args:
        repositories: whether there are tokens for the parts of a repository.
    """
    special: dict[str, str | None] = {
        "<|endoftext|>": "padding_token_id",
        "<|im_start|>": None,
        "<|im_end|>": "eos_token_id",
        "<|fim_prefix|>": "fim_pre_token_id",
        "<|fim_suffix|>": "fim_suf_token_id",
        "<|fim_middle|>": "fim_mid_token_id",
        "<|fim_pad|>": "fim_pad_token_id",
    }
    if repositories:
        special |= {"<|repo_name|>": "fim_rep_token_id", "<|file_sep|>": "fim_sep_token_id"}
    symbols = _byte_symbols()
    words = ["".join(symbols[byte] for byte in word.encode()) for word in WORDS]
    merges = _learn_merges(words, 512 - 256 - len(special))
    pieces = [*symbols, *("".join(pair) for pair in merges)]
    return Vocabulary(
        model="gpt2",
        tokens=[*pieces, *special],
        types=[gguf.TokenType.NORMAL] * len(pieces) + [gguf.TokenType.CONTROL] * len(special),
        readable=[_is_readable(piece, symbols) for piece in pieces] + [False] * len(special),
        merges=[" ".join(pair) for pair in merges],
        numbers={key: token_id for token_id, key in enumerate(special.values(), len(pieces)) if key},
        flags={"add_bos_token": False},
    )


@cache
def wordpiece_vocabulary() -> Vocabulary:
    """Return the special tokens of BERT, whole words of the text, and single characters to spell others."""
    special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    words = [word.strip().lower() for word in WORDS]
    characters = [character for character in CHARACTERS if character == character.lower()]
    starts = dict.fromkeys(SPACE + piece for piece in [*words, *characters])
    pieces = [*starts, *characters]
    return Vocabulary(
        model="bert",
        tokens=[*special, *pieces],
        types=[gguf.TokenType.CONTROL] * len(special) + [gguf.TokenType.NORMAL] * len(pieces),
        readable=[False] * len(special) + [True] * len(pieces),
        numbers={
            "padding_token_id": 0,
            "unknown_token_id": 1,
            "bos_token_id": 2,
            "seperator_token_id": 3,  # spelled so in the file format
            "mask_token_id": 4,
            "token_type_count": 2,
        },
    )


def _learn_merges(words: Sequence[str], n_merges: int) -> list[tuple[str, str]]:
    """Learn byte-pair merges: join the most frequent pair of neighbours, ``n_merges`` times."""
    counted = Counter(tuple(word) for word in words)
    merges = []
    for _ in range(n_merges):
        pairs: Counter[tuple[str, str]] = Counter()
        for symbols, count in counted.items():
            for pair in pairwise(symbols):
                pairs[pair] += count
        best = min(pairs, key=lambda pair: (-pairs[pair], pair))
        merges.append(best)
        joined: Counter[tuple[str, ...]] = Counter()
        for symbols, count in counted.items():
            joined[tuple(_join(symbols, best))] += count
        counted = joined
    return merges


def _join(symbols: Sequence[str], pair: tuple[str, str]) -> Iterator[str]:
    """Yield ``symbols`` with every occurrence of ``pair`` made one."""
    position = 0
    while position < len(symbols):
        width = 2 if tuple(symbols[position : position + 2]) == pair else 1
        yield "".join(symbols[position : position + width])
        position += width


def _byte_symbols() -> list[str]:
    """Return the printable character by which byte-level BPE writes each byte."""
    printable = {*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0xAE, 0x100)}
    replacements = iter(range(0x100, 0x200))
    return [chr(byte if byte in printable else next(replacements)) for byte in range(256)]


def _is_readable(piece: str, symbols: Sequence[str]) -> bool:
    """Tell whether the bytes of ``piece`` are valid UTF-8 without control characters."""
    data = bytes(symbols.index(symbol) for symbol in piece)
    try:
        return data.decode().isprintable()
    except UnicodeDecodeError:
        return False
