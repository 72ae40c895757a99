"""Train the built-in model or its draft: corpus, vocabulary, network.

Run again, it goes on where it was stopped.
"""

from __future__ import annotations

import argparse
import pickle
import time
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import torch
from torch.optim import AdamW, Muon, Optimizer
from tqdm import tqdm

from tools.builtin_model.corpus import COURSES, Course, documents
from tools.builtin_model.dataset import Dataset, encode
from tools.builtin_model.network import Network, Shape
from tools.builtin_model.tokenizer import N_VOCAB, load_tokenizer, train_tokenizer

SHAPES: Final = {
    "builtin": Shape(n_vocab=N_VOCAB, n_embd=256, n_layer=5, n_head=4, n_head_kv=2, n_ff=512),
    "builtin-draft": Shape(n_vocab=N_VOCAB, n_embd=96, n_layer=3, n_head=3, n_head_kv=1, n_ff=192),
}
# The draft has to agree, not to know: a part of each course is enough.
DOCUMENTS_PERCENT: Final = {"builtin": 100, "builtin-draft": 30}
FOLDER: Final = Path("build/builtin_model")
SEED: Final = 1
N_DOCUMENTS_OF_TOKENIZER: Final = 30_000
BATCHES_PER_STEP: Final = 4
WARM_UP_STEPS: Final = 100
WEIGHT_DECAY: Final = 0.05
SECONDS_BETWEEN_CHECKPOINTS: Final = 120


@dataclass(frozen=True)
class Pace:
    """How fast a course is learned.

    Attributes:
        learning_rate: the highest.
        cool_down: the share of the steps, at the end, in which it falls to zero.
    """

    learning_rate: float
    cool_down: float


PACES: Final = (Pace(4e-3, cool_down=0.35), Pace(3e-3, cool_down=0.8), Pace(3e-3, cool_down=0.8))
"""One for each of ``COURSES``."""


class CheckpointError(Exception):
    """A checkpoint cannot be gone on with.

    Attributes:
        path: the checkpoint.
        reason: what is wrong with it.
    """

    def __init__(self, path: Path, reason: str) -> None:
        super().__init__(f"{path} {reason}")
        self.path = path
        self.reason = reason


@dataclass
class Training:
    """All state of a training that a checkpoint keeps.

    Attributes:
        network: what is trained.
        optimizers: of its matrices, and of the rest.
        step: how many steps of the course are done.
        corpus: fingerprint of the data set, whose order the steps follow; ``None`` if it learns nothing.
    """

    network: Network
    optimizers: tuple[Optimizer, ...]
    step: int
    corpus: int | None

    def save(self, path: Path) -> None:
        """Write a checkpoint that appears when it is complete."""
        partial = path.with_suffix(".partial")
        state = {
            "network": self.network.state_dict(),
            "optimizers": [optimizer.state_dict() for optimizer in self.optimizers],
            "step": self.step,
            "corpus": self.corpus,
        }
        torch.save(state, partial)
        partial.replace(path)

    def load(self, path: Path) -> None:
        """Take over what ``save`` wrote.

        Raises:
            CheckpointError: the file is missing or damaged, or of a network of other sizes or another corpus.
        """
        try:
            state = torch.load(path, weights_only=True)
            sizes = _sizes(state["network"])
        except FileNotFoundError:
            raise CheckpointError(path, "is missing: train first") from None
        except (EOFError, KeyError, RuntimeError, pickle.UnpicklingError) as error:
            raise CheckpointError(path, "is no checkpoint, or damaged") from error
        if sizes != _sizes(self.network.state_dict()):
            raise CheckpointError(path, "is of a network of other sizes: remove it, or take another folder")
        if self.corpus is not None and state["corpus"] != self.corpus:
            reason = "is of another corpus: take the same --documents, remove it, or take another folder"
            raise CheckpointError(path, reason)
        self.network.load_state_dict(state["network"])
        for optimizer, saved in zip(self.optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(saved)
        self.step = state["step"]


def _sizes(state: dict[str, torch.Tensor]) -> dict[str, tuple[int, ...]]:
    return {name: tuple(tensor.shape) for name, tensor in state.items()}


def prepare(folder: Path, course: Course, n_documents: int) -> Dataset:
    """Return a course as a data set; corpus and vocabulary are made where the folder does not have them."""
    folder.mkdir(parents=True, exist_ok=True)
    vocabulary, arrays = folder / "tokenizer.json", folder / f"corpus-{course.name}-{n_documents}.npz"
    if not vocabulary.exists():
        texts = (document.text for document in documents(COURSES[0], N_DOCUMENTS_OF_TOKENIZER))
        partial = vocabulary.with_suffix(".partial")
        train_tokenizer(tqdm(texts, "vocabulary", N_DOCUMENTS_OF_TOKENIZER)).save(str(partial))
        partial.replace(vocabulary)
    if not arrays.exists():
        made = tqdm(documents(course, n_documents), f"{course.name} corpus", n_documents)
        tokenizer = load_tokenizer(vocabulary)
        encode(made, tokenizer, seed=course.seed, learn_all_percent=course.learn_all_percent).save(arrays)
    return Dataset.load(arrays)


def start(shape: Shape, corpus: int | None = None) -> Training:
    """Return an untrained network with its optimizers; ``corpus`` is the fingerprint of what it learns."""
    torch.manual_seed(SEED)
    network = Network(shape)
    matrices = [p for name, p in network.named_parameters() if p.dim() == 2 and "embedding" not in name]
    others = [p for name, p in network.named_parameters() if p.dim() != 2 or "embedding" in name]
    # Muon gets further than AdamW in as many steps. It is for matrices that map vectors to vectors. The
    # learning rates are set before each step.
    muon = Muon(matrices, weight_decay=WEIGHT_DECAY, adjust_lr_fn="match_rms_adamw")
    adam = AdamW(others, betas=(0.9, 0.95), weight_decay=0.0, fused=True)
    return Training(network, (muon, adam), step=0, corpus=corpus)


def learning_rate(pace: Pace, step: int, n_steps: int) -> float:
    """Return the learning rate: up, level, and down to zero."""
    warm_up = (step + 1) / WARM_UP_STEPS
    cool_down = (n_steps - step) / (pace.cool_down * n_steps)
    return pace.learning_rate * min(1.0, warm_up, cool_down)


def run(training: Training, data: Dataset, pace: Pace, checkpoint: Path) -> None:
    """Go through the data set once, from the step that ``training`` has reached."""
    batches = data.batches(SEED)
    n_steps = len(batches) // BATCHES_PER_STEP
    saved_at = time.monotonic()
    progress = tqdm(total=n_steps, initial=training.step, unit="step", smoothing=0.05)
    recent = None
    while training.step < n_steps:
        first = training.step * BATCHES_PER_STEP
        for optimizer in training.optimizers:
            for group in optimizer.param_groups:
                group["lr"] = learning_rate(pace, training.step, n_steps)
        loss = _step(training, data, batches[first : first + BATCHES_PER_STEP])
        training.step += 1
        recent = loss if recent is None else 0.98 * recent + 0.02 * loss
        progress.set_postfix(loss=f"{recent:.4f}", refresh=False)
        progress.update()
        if time.monotonic() - saved_at > SECONDS_BETWEEN_CHECKPOINTS:
            training.save(checkpoint)
            saved_at = time.monotonic()
    progress.close()
    training.save(checkpoint)


def _step(training: Training, data: Dataset, batches: list[tuple[int, list[int]]]) -> float:
    """Learn from some batches, and return the mean loss of a token in nats."""
    rows = [data.rows(indices, length) for length, indices in batches]
    total = float(sum(weights[:, 1:].sum() for _, weights in rows))
    loss = 0.0
    for tokens, weights in rows:
        with torch.autocast("cpu", torch.bfloat16):
            part = training.network.loss(torch.from_numpy(tokens), torch.from_numpy(weights)) / total
        part.backward()
        loss += part.item()
    torch.nn.utils.clip_grad_norm_(training.network.parameters(), 1.0)
    for optimizer in training.optimizers:
        optimizer.step()
        optimizer.zero_grad()
    return loss


def positive(text: str) -> int:
    """Read a number of at least one from the command line."""
    number = int(text)
    if number < 1:
        raise ValueError(text)
    return number


def checkpoint_of(folder: Path, model: str, course: Course) -> Path:
    """Return where the checkpoint of a model in a course is."""
    return folder / f"{model}-{course.name}.pt"


def train(model: str, folder: Path, n_documents_max: int | None) -> None:
    """Take a model through all courses, from where it was stopped.

    Raises:
        CheckpointError: there is a checkpoint that does not fit.
    """
    network = None
    for course, pace in zip(COURSES, PACES, strict=True):
        n_documents = course.n_documents * DOCUMENTS_PERCENT[model] // 100
        data = prepare(folder, course, min(n_documents, n_documents_max or n_documents))
        training = start(SHAPES[model], data.fingerprint)
        if network is not None:
            training.network.load_state_dict(network)
        checkpoint = checkpoint_of(folder, model, course)
        if checkpoint.exists():
            training.load(checkpoint)
        n_parameters = sum(parameter.numel() for parameter in training.network.parameters())
        n_tokens = len(data.tokens)
        print(f"{course.name} course of {n_tokens:,} tokens, {n_parameters:,} parameters")
        run(training, data, pace, checkpoint)
        network = training.network.state_dict()


def main() -> None:
    """Train, or go on training, one of the two models."""
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("model", choices=SHAPES, help="which of the two")
    arguments.add_argument(
        "--folder", type=Path, default=FOLDER, help=f"for everything made (default: {FOLDER})"
    )
    arguments.add_argument("--documents", type=positive, help="most of each course, to try it out")
    arguments.add_argument(
        "--threads", type=positive, default=torch.get_num_threads(), help="default: all cores"
    )
    options = arguments.parse_args()
    torch.set_num_threads(options.threads)
    try:
        train(options.model, options.folder, options.documents)
    except CheckpointError as error:
        arguments.error(str(error))


if __name__ == "__main__":
    main()
