# Generated from llama.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.
# ruff: noqa: F403  # every name of the headers is offered here

from pyllama.ctypes_api.llama_adapter import *
from pyllama.ctypes_api.llama_backend import *
from pyllama.ctypes_api.llama_batch import *
from pyllama.ctypes_api.llama_constants import *
from pyllama.ctypes_api.llama_context import *
from pyllama.ctypes_api.llama_decoding import *
from pyllama.ctypes_api.llama_handles import *
from pyllama.ctypes_api.llama_memory import *
from pyllama.ctypes_api.llama_model import *
from pyllama.ctypes_api.llama_opt import *
from pyllama.ctypes_api.llama_params import *
from pyllama.ctypes_api.llama_perf import *
from pyllama.ctypes_api.llama_sampler import *
from pyllama.ctypes_api.llama_sampler_init import *
from pyllama.ctypes_api.llama_sampler_structs import *
from pyllama.ctypes_api.llama_state import *
from pyllama.ctypes_api.llama_structs import *
from pyllama.ctypes_api.llama_tokenization import *
from pyllama.ctypes_api.llama_vocab import *
