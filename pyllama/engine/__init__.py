"""Many generations, or embeddings, at once from one model: scheduling, decoding and delivery."""

from pyllama.engine.admission import AdmissionLimits
from pyllama.engine.embedder import Embedder, Pooling
from pyllama.engine.embedding_queue import EmbedderStatistics
from pyllama.engine.embedding_runner import Embedding
from pyllama.engine.engine import Engine
from pyllama.engine.engine_params import ContextSharing, EngineParams
from pyllama.engine.generation import Completion, Generation
from pyllama.engine.request import Delta, Finished, GenerationRequest, StopType, TextDelta
from pyllama.engine.statistics import EngineStatistics, SlotStatistics

__all__ = [
    "AdmissionLimits",
    "Completion",
    "ContextSharing",
    "Delta",
    "Embedder",
    "EmbedderStatistics",
    "Embedding",
    "Engine",
    "EngineParams",
    "EngineStatistics",
    "Finished",
    "Generation",
    "GenerationRequest",
    "Pooling",
    "SlotStatistics",
    "StopType",
    "TextDelta",
]
