"""Threads of the linear algebra library, kept out of the way of our own."""

from __future__ import annotations

import threading
from types import TracebackType

from threadpoolctl import ThreadpoolController, threadpool_limits


class OneBlasThread:
    """While anybody is inside, each matrix product runs in the thread that asks for it.

    Batches are worked on beside each other already. Threads that the library adds wait busily for work, on the
    processors that the batches need: parsing takes a third longer with them. The setting is the whole process's, so
    the last one to leave puts it back.
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._inside = 0
        self._controller: ThreadpoolController | None = None
        self._limit: threadpool_limits | None = None

    def __enter__(self) -> None:
        with self._lock:
            if not self._inside:
                self._controller = self._controller or ThreadpoolController()
                self._limit = self._controller.limit(limits=1, user_api="blas")
            self._inside += 1

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        with self._lock:
            self._inside -= 1
            if not self._inside and self._limit is not None:
                self._limit.restore_original_limits()
