"""llama.cpp's public C interface, declared for ctypes and for mypy.

``llama``, ``ggml``, ``gguf`` and ``mtmd`` offer the names of the headers; the modules beside them hold the
declarations. Importing loads nothing: the library is looked for when the first function is called (see
``loader``). A call then costs what a ctypes call costs, as the declaration is replaced by the function.

What differs from C:

* ``struct x *`` of a struct without public fields is the class ``x_p``; a pointer with a ``typedef`` keeps
  its name. Handles are instances, false when NULL, and each function refuses those of another class.
* A function with the name of an enum or a struct ends in ``_``.
* Text is bytes. An enum is an int; the ``IntEnum`` classes are there to name and compare values.
* NULL is ``None`` for pointers, ``x_p()`` for handles and ``callback_type()`` for callbacks.
* A pointer argument takes an array, a pointer, the object to point to, or ``byref()``.
"""

from pyllama.ctypes_api._upstream import UPSTREAM_COMMIT

__all__ = ["UPSTREAM_COMMIT"]
