"""Many generations at once from one model: scheduling, decoding and delivery."""

from pyllama.engine.adapters import AdapterParams, Adapters
from pyllama.engine.admission import AdmissionLimits
from pyllama.engine.engine import Engine
from pyllama.engine.engine_params import ContextSharing, EngineParams
from pyllama.engine.generation import Completion, Generation
from pyllama.engine.outlet import Outlet
from pyllama.engine.reasoning import Reasoning
from pyllama.engine.request import (
    Delta,
    Finished,
    GenerationRequest,
    PromptProgress,
    StopType,
    TextDelta,
)
from pyllama.engine.statistics import EngineStatistics, SlotStatistics

__all__ = [
    "AdapterParams",
    "Adapters",
    "AdmissionLimits",
    "Completion",
    "ContextSharing",
    "Delta",
    "Engine",
    "EngineParams",
    "EngineStatistics",
    "Finished",
    "Generation",
    "GenerationRequest",
    "Outlet",
    "PromptProgress",
    "Reasoning",
    "SlotStatistics",
    "StopType",
    "TextDelta",
]
