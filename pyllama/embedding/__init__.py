"""Embeddings of many callers' inputs from one model, in shared batches."""

from pyllama.embedding.embedder import Embedder, Pooling
from pyllama.embedding.pairs import QueryTokens
from pyllama.embedding.queue import EmbedderStatistics
from pyllama.embedding.runner import Embedding

__all__ = ["Embedder", "EmbedderStatistics", "Embedding", "Pooling", "QueryTokens"]
