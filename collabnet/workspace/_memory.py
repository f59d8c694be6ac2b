"""A bounded memory that several threads may ask at once: the longest unused goes first, nothing is made twice."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Hashable

Value = TypeVar("Value")


class Memory(Generic[Value]):
    """Keep the values that were asked for last.

    Parameters
    ----------
    size
        How many are kept.
    """

    def __init__(self, size: int) -> None:
        self._size = size
        self._kept: OrderedDict[Hashable, Value] = OrderedDict()
        self._making: dict[Hashable, Lock] = {}
        self._lock = Lock()

    def get(self, key: Hashable, make: Callable[[], Value]) -> Value:
        """Return the value of a key, made once however many threads ask; a failure is not kept."""
        with self._lock:
            if key in self._kept:
                return self._used(key)
            turn = self._making.setdefault(key, Lock())
        with turn:
            with self._lock:
                if key in self._kept:
                    return self._used(key)
            try:
                value = make()
            except BaseException:
                self._forget_turn(key)
                raise
            return self._keep(key, value)

    def __len__(self) -> int:
        """Count what is kept."""
        return len(self._kept)

    def _used(self, key: Hashable) -> Value:
        self._kept.move_to_end(key)
        return self._kept[key]

    def _keep(self, key: Hashable, value: Value) -> Value:
        with self._lock:
            self._kept[key] = value
            self._making.pop(key, None)
            while len(self._kept) > self._size:
                self._kept.popitem(last=False)
        return value

    def _forget_turn(self, key: Hashable) -> None:
        with self._lock:
            self._making.pop(key, None)
