# Generated from ggml.h, ggml-backend.h, ggml-cpu.h of llama.cpp 0c1e57098 by `python -m native.generate_ctypes`.
# ruff: noqa: F403  # every name of the headers is offered here

from pyllama.ctypes_api.ggml_backend import *
from pyllama.ctypes_api.ggml_backend_buffer import *
from pyllama.ctypes_api.ggml_backend_device import *
from pyllama.ctypes_api.ggml_backend_sched import *
from pyllama.ctypes_api.ggml_backend_structs import *
from pyllama.ctypes_api.ggml_backend_tensor import *
from pyllama.ctypes_api.ggml_base import *
from pyllama.ctypes_api.ggml_constants import *
from pyllama.ctypes_api.ggml_context import *
from pyllama.ctypes_api.ggml_cpu import *
from pyllama.ctypes_api.ggml_cpu_features import *
from pyllama.ctypes_api.ggml_cpu_structs import *
from pyllama.ctypes_api.ggml_graph import *
from pyllama.ctypes_api.ggml_handles import *
from pyllama.ctypes_api.ggml_ops_arithmetic import *
from pyllama.ctypes_api.ggml_ops_attention import *
from pyllama.ctypes_api.ggml_ops_convolution import *
from pyllama.ctypes_api.ggml_ops_copy import *
from pyllama.ctypes_api.ggml_ops_custom import *
from pyllama.ctypes_api.ggml_ops_glu import *
from pyllama.ctypes_api.ggml_ops_image import *
from pyllama.ctypes_api.ggml_ops_matrix import *
from pyllama.ctypes_api.ggml_ops_norm import *
from pyllama.ctypes_api.ggml_ops_recurrent import *
from pyllama.ctypes_api.ggml_ops_rope import *
from pyllama.ctypes_api.ggml_ops_rows import *
from pyllama.ctypes_api.ggml_ops_unary import *
from pyllama.ctypes_api.ggml_ops_view import *
from pyllama.ctypes_api.ggml_opt_structs import *
from pyllama.ctypes_api.ggml_structs import *
from pyllama.ctypes_api.ggml_tensor import *
