# Generated from gguf.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.
# ruff: noqa: F403  # every name of the headers is offered here

from pyllama.ctypes_api.gguf_constants import *
from pyllama.ctypes_api.gguf_handles import *
from pyllama.ctypes_api.gguf_read import *
from pyllama.ctypes_api.gguf_structs import *
from pyllama.ctypes_api.gguf_write import *
