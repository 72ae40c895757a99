"""The network: a decoder of the ``llama`` architecture, with tied embeddings."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import torch
from torch import Tensor, nn
from torch.nn import functional

N_CTX: Final = 2048
ROPE_BASE: Final = 10_000.0
NORM_EPSILON: Final = 1e-5
QUERY_BLOCK: Final = 256


@dataclass(frozen=True)
class Shape:
    """The sizes of a network. Rows of matrices are multiples of 32, the block length of Q8_0."""

    n_vocab: int
    n_embd: int
    n_layer: int
    n_head: int
    n_head_kv: int
    n_ff: int

    @property
    def n_embd_head(self) -> int:
        """Elements of one attention head."""
        return self.n_embd // self.n_head


class Attention(nn.Module):
    """Causal attention with rotary positions; several query heads share one key and value head."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        n_embd_kv = shape.n_head_kv * shape.n_embd_head
        self.q = nn.Linear(shape.n_embd, shape.n_embd, bias=False)
        self.k = nn.Linear(shape.n_embd, n_embd_kv, bias=False)
        self.v = nn.Linear(shape.n_embd, n_embd_kv, bias=False)
        self.output = nn.Linear(shape.n_embd, shape.n_embd, bias=False)

    def forward(self, x: Tensor, rotation: Tensor) -> Tensor:
        """Map float ``(n_rows, n_tokens, n_embd)`` to the same shape."""
        rows, length, _ = x.shape
        heads = (rows, length, -1, self.shape.n_embd_head)
        q = _rotate(self.q(x).view(heads), rotation).transpose(1, 2)
        k = _rotate(self.k(x).view(heads), rotation).transpose(1, 2)
        v = self.v(x).view(heads).transpose(1, 2)
        group = self.shape.n_head // self.shape.n_head_kv
        k, v = k.repeat_interleave(group, 1), v.repeat_interleave(group, 1)
        mixed = _attend(q, k, v)
        return self.output(mixed.transpose(1, 2).reshape(x.shape))


class FeedForward(nn.Module):
    """SwiGLU."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.gate = nn.Linear(shape.n_embd, shape.n_ff, bias=False)
        self.up = nn.Linear(shape.n_embd, shape.n_ff, bias=False)
        self.down = nn.Linear(shape.n_ff, shape.n_embd, bias=False)

    def forward(self, x: Tensor) -> Tensor:
        """Map float ``(n_rows, n_tokens, n_embd)`` to the same shape."""
        return self.down(functional.silu(self.gate(x)) * self.up(x))


class Layer(nn.Module):
    """Attention, then the feed-forward part, each normalised before and added to its input."""

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.attention_norm = nn.RMSNorm(shape.n_embd, eps=NORM_EPSILON)
        self.attention = Attention(shape)
        self.feed_forward_norm = nn.RMSNorm(shape.n_embd, eps=NORM_EPSILON)
        self.feed_forward = FeedForward(shape)

    def forward(self, x: Tensor, rotation: Tensor) -> Tensor:
        """Map float ``(n_rows, n_tokens, n_embd)`` to the same shape."""
        x = x + self.attention(self.attention_norm(x), rotation)
        return x + self.feed_forward(self.feed_forward_norm(x))


class Network(nn.Module):
    """Token ids to the logits of the next token."""

    rotation: Tensor

    def __init__(self, shape: Shape) -> None:
        super().__init__()
        self.shape = shape
        self.embedding = nn.Embedding(shape.n_vocab, shape.n_embd)
        self.layers = nn.ModuleList(Layer(shape) for _ in range(shape.n_layer))
        self.norm = nn.RMSNorm(shape.n_embd, eps=NORM_EPSILON)
        self.register_buffer("rotation", _rotation(shape.n_embd_head), persistent=False)
        self._initialize()

    def _initialize(self) -> None:
        # What a layer adds starts small, so that the sum over the layers does not grow with their number.
        for name, parameter in self.named_parameters():
            if parameter.dim() == 2:
                adds = name.endswith(("output.weight", "down.weight"))
                std = 0.02 if "embedding" in name else parameter.shape[1] ** -0.5
                nn.init.normal_(parameter, std=std * (2 * self.shape.n_layer) ** -0.5 if adds else std)

    def hidden(self, tokens: Tensor) -> Tensor:
        """Map int64 ``(n_rows, n_tokens)`` to the last hidden state, float ``(n_rows, n_tokens, n_embd)``."""
        x = self.embedding(tokens)
        rotation = self.rotation[: tokens.shape[1]]
        for layer in self.layers:
            x = layer(x, rotation)
        return self.norm(x)

    def loss(self, tokens: Tensor, weights: Tensor) -> Tensor:
        """Return the summed cross entropy of each next token, times its weight.

        Args:
            tokens: int64 ``(n_rows, n_tokens)``.
            weights: float32 ``(n_rows, n_tokens)``; how much it counts to predict this token. What weighs
                nothing is not computed.
        """
        learned = weights[:, 1:] > 0
        logits = self.hidden(tokens[:, :-1])[learned] @ self.embedding.weight.T
        losses = functional.cross_entropy(logits.float(), tokens[:, 1:][learned], reduction="none")
        return (losses * weights[:, 1:][learned]).sum()


def _attend(q: Tensor, k: Tensor, v: Tensor) -> Tensor:
    """Return causal attention, float ``(n_rows, n_head, n_tokens, n_embd_head)`` like each argument."""
    n_tokens, n_embd_head = q.shape[-2:]
    if n_tokens > 2 * QUERY_BLOCK:
        return functional.scaled_dot_product_attention(q, k, v, is_causal=True)
    # On a CPU plain products are 1.2 to 1.5 times as fast as the fused function for short rows.
    blocks = []
    for start in range(0, n_tokens, QUERY_BLOCK):
        end = min(start + QUERY_BLOCK, n_tokens)
        scores = (q[:, :, start:end] * n_embd_head**-0.5) @ k[:, :, :end].transpose(-1, -2)
        future = torch.full((end - start, end), float("-inf"), dtype=scores.dtype).triu(start + 1)
        blocks.append(torch.softmax(scores + future, dim=-1).to(v.dtype) @ v[:, :, :end])
    return torch.cat(blocks, dim=-2)


def _rotation(n_embd_head: int) -> Tensor:
    """Return the cosine and sine of each position and pair, float32 ``(N_CTX, 1, n_embd_head / 2, 2)``."""
    frequencies = ROPE_BASE ** (-torch.arange(0, n_embd_head, 2) / n_embd_head)
    angles = torch.outer(torch.arange(N_CTX), frequencies)
    return torch.stack((angles.cos(), angles.sin()), dim=-1)[:, None]


def _rotate(x: Tensor, rotation: Tensor) -> Tensor:
    """Rotate neighbouring pairs of the last dimension, as ggml does for ``llama``.

    Args:
        x: float ``(n_rows, n_tokens, n_head, n_embd_head)``.
        rotation: float32 ``(n_tokens, 1, n_embd_head / 2, 2)``.
    """
    even, odd = x[..., 0::2], x[..., 1::2]
    cos, sin = rotation[..., 0], rotation[..., 1]
    return torch.stack((even * cos - odd * sin, even * sin + odd * cos), dim=-1).flatten(-2).to(x.dtype)
