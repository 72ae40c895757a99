# Generated from mtmd.h, mtmd-helper.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.
# ruff: noqa: F403  # every name of the headers is offered here

from pyllama.ctypes_api.mtmd_constants import *
from pyllama.ctypes_api.mtmd_context import *
from pyllama.ctypes_api.mtmd_encoding import *
from pyllama.ctypes_api.mtmd_handles import *
from pyllama.ctypes_api.mtmd_helper import *
from pyllama.ctypes_api.mtmd_input import *
from pyllama.ctypes_api.mtmd_structs import *
