"""The life of an object that owns something native: closed once, in the right order, never used after."""

from __future__ import annotations

import sys
import warnings
import weakref
from collections.abc import Callable
from ctypes import c_void_p
from typing import Generic, TypeVar

from pyllama.closing import Closing
from pyllama.errors import ClosedError

Handle = TypeVar("Handle", bound=c_void_p)


class NativeObject(Closing, Generic[Handle]):
    """Owns one native handle.

    Closing is deterministic and idempotent. An object that depends on another one (a context on its
    model) is closed first when its parent closes, so no order of ``close()`` calls frees memory that is
    in use. Objects are context managers.

    Args:
        handle: a handle that is not NULL.
        free: releases the handle; called once.
        parent: the object that must outlive this one.

    Raises:
        ClosedError: the parent is closed; the handle is freed then.
    """

    def __init__(
        self,
        handle: Handle,
        free: Callable[[Handle], None],
        parent: NativeObject[c_void_p] | None = None,
    ) -> None:
        self._handle: Handle | None = None
        if parent is not None and parent.closed:
            free(handle)
            raise ClosedError(type(parent).__name__)
        self._handle = handle
        self._free = free
        self._parent = parent
        self._children: weakref.WeakSet[NativeObject[c_void_p]] = weakref.WeakSet()
        if parent is not None:
            parent._children.add(self)  # type: ignore[arg-type]  # noqa: SLF001  # the same class

    @property
    def handle(self) -> Handle:
        """The native handle.

        Raises:
            ClosedError: the object is closed.
        """
        if self._handle is None:
            raise ClosedError(type(self).__name__)
        return self._handle

    @property
    def closed(self) -> bool:
        """Whether ``close()`` was called, here or on the parent."""
        return self._handle is None

    def close(self) -> None:
        """Close what depends on this object, then free it. Does nothing the second time."""
        handle, self._handle = self._handle, None
        if handle is None:
            return
        for child in list(self._children):
            child.close()
        self._free(handle)
        if self._parent is not None:
            self._parent._children.discard(self)  # type: ignore[arg-type]  # noqa: SLF001

    def _release(self) -> Handle:
        """Give the handle away to a native owner, and count as closed from now on."""
        handle = self.handle
        self._handle = None
        return handle

    def __del__(self) -> None:
        # While the interpreter ends, modules may be gone already; the process frees everything anyway.
        if getattr(self, "_handle", None) is None or sys.is_finalizing():
            return
        self.close()
        warnings.warn(f"unclosed {type(self).__name__}", ResourceWarning, stacklevel=2, source=self)
