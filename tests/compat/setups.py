"""The servers that are asked: which model, which options, and what each is asked."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from pyllama.builtin import builtin_model
from tests.compat.ask import Answer, Ask, ask
from tests.compat.asks.anthropic import ANTHROPIC
from tests.compat.asks.chat import CHAT, THINKING
from tests.compat.asks.completion import COMPLETION
from tests.compat.asks.context import DECODER, SHIFTED
from tests.compat.asks.embeddings import POOLED, RERANKED, UNPOOLED
from tests.compat.asks.infill import INFILL
from tests.compat.asks.server import ABOUT, ADAPTERS, HTTP, KEYED, SLOT_FILES
from tests.compat.asks.text_completion import TEXT_COMPLETION
from tests.compat.asks.tokens import SENTENCEPIECE, TOKENS
from tests.server.serving import ServerProcess
from tests.support import tiny_adapters, tiny_models

N_AT_ONCE: Final = 3

Start = Callable[..., AbstractContextManager[ServerProcess]]
"""Starts a server with some arguments, on a free port of this machine."""

# Numbers as exact as they get, so that small differences are not those of kernels.
EXACT: Final = ("-t", "1", "-fa", "off", "-ctk", "f32", "-ctv", "f32", "-c", "1024", "-np", "2", "-cram", "0")


@dataclass(frozen=True, slots=True)
class Setup:
    """A server.

    Attributes:
        name: of its golden file.
        model: the name of a model in the folder of ``make_models``.
        options: besides ``EXACT``; ``{folder}`` is the folder, where files may be written, too.
        asks: what it is asked, in this order.
    """

    name: str
    model: str
    options: tuple[str, ...]
    asks: tuple[Ask, ...]

    def arguments(self, folder: Path) -> list[str]:
        """Return the arguments that it is started with, for models in a folder."""
        options = [option.format(folder=folder) for option in self.options]
        return ["-m", str(folder / f"{self.model}.gguf"), *EXACT, *options]


SETUPS: Final = (
    Setup(
        "server",
        "builtin",
        ("-a", "builtin", "--metrics", "--props", "--slot-save-path", "{folder}"),
        (*ABOUT, *HTTP, *TOKENS, *SLOT_FILES),
    ),
    Setup("completion", "builtin", ("-a", "builtin"), COMPLETION),
    Setup("openai", "builtin", ("-a", "builtin", "-rea", "off"), (*TEXT_COMPLETION, *CHAT, *ANTHROPIC)),
    Setup("thinking", "builtin", ("-a", "builtin", "-rea", "on"), THINKING),
    Setup("key", "builtin", ("-a", "builtin", "--api-key", "secret", "--no-slots"), KEYED),
    Setup("infill", "bpe-decoder", ("-a", "tiny", "-c", "4096", "-b", "512"), INFILL),
    Setup(
        "decoder",
        "decoder",
        ("-a", "tiny", "-c", "512", "--no-context-shift"),
        (*SENTENCEPIECE, *DECODER),
    ),
    Setup("shift", "decoder", ("-a", "tiny", "-c", "512", "--context-shift"), SHIFTED),
    Setup("lora", "decoder", ("-a", "tiny", "--lora", "{folder}/adapter.gguf"), ADAPTERS),
    Setup("pooled", "encoder", ("-a", "tiny", "--embedding"), POOLED),
    Setup("unpooled", "encoder", ("-a", "tiny", "--embedding", "--pooling", "none"), UNPOOLED),
    Setup("rerank", "reranker", ("-a", "tiny", "--rerank"), RERANKED),
)


def make_models(folder: Path) -> None:
    """Write all models and the adapter into a folder."""
    (folder / "builtin.gguf").symlink_to(builtin_model())
    tiny_models.write_decoder(folder / "decoder.gguf")
    tiny_models.write_bpe_decoder(folder / "bpe-decoder.gguf")
    tiny_models.write_encoder(folder / "encoder.gguf")
    tiny_models.write_reranker(folder / "reranker.gguf")
    tiny_adapters.write_lora(folder / "adapter.gguf")


def all_answers(start: Start, folder: Path) -> dict[str, Answer]:
    """Return the answers of all set-ups, by the names of what they are asked."""
    with ThreadPoolExecutor(N_AT_ONCE) as threads:
        parts = threads.map(lambda setup: _answers(setup, start, folder), SETUPS)
        return {name: answer for part in parts for name, answer in part.items()}


def _answers(setup: Setup, start: Start, folder: Path) -> dict[str, Answer]:
    with start(*setup.arguments(folder)) as server:
        return {question.name: ask(server.port, question) for question in setup.asks}
