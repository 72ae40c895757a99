"""Load language models with llama.cpp and generate text from them.

``Engine`` generates for many readers at once; under it lies a typed layer over llama.cpp's own objects
(``Model``, ``Context``, ``Batch``, ``SamplerChain``, …). Importing does no work: the native library is
loaded on first use.
"""

from pyllama.backend import Backend, Device, DeviceKind
from pyllama.batch import Batch
from pyllama.builtin import builtin_draft_model, builtin_model
from pyllama.context import Context
from pyllama.context_params import ContextParams
from pyllama.detokenizer import Detokenizer
from pyllama.engine import (
    Completion,
    Delta,
    Engine,
    EngineStatistics,
    Finished,
    Generation,
    GenerationRequest,
    SlotStatistics,
    StopType,
    TextDelta,
)
from pyllama.errors import (
    AbiMismatchError,
    ClosedError,
    ContextCreateError,
    ContextSizeExceededError,
    DecodeError,
    EngineClosedError,
    EngineCrashedError,
    InvalidRequestError,
    LibraryLoadError,
    ModelLoadCancelledError,
    ModelLoadError,
    ModelLoadingError,
    NativeError,
    PyllamaError,
    QueueFullError,
    RequestError,
    SamplerError,
    SlowConsumerError,
    StateError,
    UnavailableError,
    UnsupportedFeatureError,
)
from pyllama.memory import Memory
from pyllama.model import Model
from pyllama.model_params import ModelParams
from pyllama.sampler_chain import SamplerChain
from pyllama.sampling_params import SamplingParams
from pyllama.stop import StopMatcher
from pyllama.vocab import SpecialTokens, Vocab

__version__ = "0.1.0"

__all__ = [
    "AbiMismatchError",
    "Backend",
    "Batch",
    "ClosedError",
    "Completion",
    "Context",
    "ContextCreateError",
    "ContextParams",
    "ContextSizeExceededError",
    "DecodeError",
    "Delta",
    "Detokenizer",
    "Device",
    "DeviceKind",
    "Engine",
    "EngineClosedError",
    "EngineCrashedError",
    "EngineStatistics",
    "Finished",
    "Generation",
    "GenerationRequest",
    "InvalidRequestError",
    "LibraryLoadError",
    "Memory",
    "Model",
    "ModelLoadCancelledError",
    "ModelLoadError",
    "ModelLoadingError",
    "ModelParams",
    "NativeError",
    "PyllamaError",
    "QueueFullError",
    "RequestError",
    "SamplerChain",
    "SamplerError",
    "SamplingParams",
    "SlotStatistics",
    "SlowConsumerError",
    "SpecialTokens",
    "StateError",
    "StopMatcher",
    "StopType",
    "TextDelta",
    "UnavailableError",
    "UnsupportedFeatureError",
    "Vocab",
    "__version__",
    "builtin_draft_model",
    "builtin_model",
]
