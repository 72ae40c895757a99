"""Load language models with llama.cpp, generate text from them and embed texts.

``Engine`` generates for many readers at once, and ``Embedder`` embeds for many callers; under them lies a
typed layer over llama.cpp's own objects (``Model``, ``Context``, ``Batch``, ``SamplerChain``, …). Importing
does no work: the native library is loaded on first use.
"""

from pyllama.backend import Backend, Device, DeviceKind
from pyllama.batch import Batch
from pyllama.builtin import builtin_draft_model, builtin_model
from pyllama.chat import ChatTemplate, Conversation, Message, TextPart, ToolCall
from pyllama.constraint import CompiledConstraint, Constraint
from pyllama.context import Context
from pyllama.context_params import ContextParams
from pyllama.control_vector import ControlVector
from pyllama.detokenizer import Detokenizer
from pyllama.embedding import Embedder, EmbedderStatistics, Embedding, Pooling
from pyllama.engine import (
    AdapterParams,
    Adapters,
    AdmissionLimits,
    Completion,
    ContextSharing,
    Delta,
    Engine,
    EngineParams,
    EngineStatistics,
    Finished,
    Generation,
    GenerationRequest,
    PromptProgress,
    Reasoning,
    SlotStatistics,
    StopType,
    TextDelta,
)
from pyllama.errors import (
    AbiMismatchError,
    ChatTemplateError,
    ClosedError,
    ContextCreateError,
    ContextSizeExceededError,
    DeadlineExceededError,
    DecodeError,
    EngineClosedError,
    EngineCrashedError,
    GrammarError,
    InvalidRequestError,
    LibraryLoadError,
    ModelDownloadError,
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
    StateFileError,
    UnavailableError,
    UnsupportedFeatureError,
)
from pyllama.hub import DownloadProgress, RemoteModel, fetch_model
from pyllama.lora_adapter import LoraAdapter
from pyllama.memory import Memory
from pyllama.model import Model
from pyllama.model_params import ModelParams
from pyllama.normalization import normalize
from pyllama.sampler_chain import SamplerChain
from pyllama.sampling_params import SamplingParams
from pyllama.stop import StopMatcher
from pyllama.thread_params import ThreadParams
from pyllama.token_probs import TokenProbs
from pyllama.vocab import SpecialTokens, Vocab

__version__ = "0.1.0"

__all__ = [
    "AbiMismatchError",
    "AdapterParams",
    "Adapters",
    "AdmissionLimits",
    "Backend",
    "Batch",
    "ChatTemplate",
    "ChatTemplateError",
    "ClosedError",
    "CompiledConstraint",
    "Completion",
    "Constraint",
    "Context",
    "ContextCreateError",
    "ContextParams",
    "ContextSharing",
    "ContextSizeExceededError",
    "ControlVector",
    "Conversation",
    "DeadlineExceededError",
    "DecodeError",
    "Delta",
    "Detokenizer",
    "Device",
    "DeviceKind",
    "DownloadProgress",
    "Embedder",
    "EmbedderStatistics",
    "Embedding",
    "Engine",
    "EngineClosedError",
    "EngineCrashedError",
    "EngineParams",
    "EngineStatistics",
    "Finished",
    "Generation",
    "GenerationRequest",
    "GrammarError",
    "InvalidRequestError",
    "LibraryLoadError",
    "LoraAdapter",
    "Memory",
    "Message",
    "Model",
    "ModelDownloadError",
    "ModelLoadCancelledError",
    "ModelLoadError",
    "ModelLoadingError",
    "ModelParams",
    "NativeError",
    "Pooling",
    "PromptProgress",
    "PyllamaError",
    "QueueFullError",
    "Reasoning",
    "RemoteModel",
    "RequestError",
    "SamplerChain",
    "SamplerError",
    "SamplingParams",
    "SlotStatistics",
    "SlowConsumerError",
    "SpecialTokens",
    "StateError",
    "StateFileError",
    "StopMatcher",
    "StopType",
    "TextDelta",
    "TextPart",
    "ThreadParams",
    "TokenProbs",
    "ToolCall",
    "UnavailableError",
    "UnsupportedFeatureError",
    "Vocab",
    "__version__",
    "builtin_draft_model",
    "builtin_model",
    "fetch_model",
    "normalize",
]
