"""How a room finds what lives in it: drop a file in, and it is there; nothing else is edited.

A room is a package. Each of its modules (names that start with an underscore aside) holds, at module level, one
record of the room's type, or several from one computation. The record carries a ``key`` that is unique in the room.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from collabnet.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from types import ModuleType


class Keyed(Protocol):
    """Anything that can live in a room."""

    @property
    def key(self) -> str:
        """Return the name by which tables, exports and pages know it."""


Record = TypeVar("Record", bound=Keyed)


def inhabitants(package: str, record: type[Record]) -> Mapping[str, Record]:
    """Return every record of one type in a room, by key, ordered by ``order`` (where the record has one) and key.

    Parameters
    ----------
    package
        Dotted name of the room, such as ``collabnet.measures``.
    record
        The type that the room's door defines.

    Raises
    ------
    CallError
        When two files claim the same key.
    """
    found: Mapping[str, Record] = _inhabitants(package, record)
    return found


@cache
def _inhabitants(package: str, record: type[Any]) -> Mapping[str, Any]:
    found: dict[str, Any] = {}
    homes: dict[str, str] = {}
    for module in _modules(package):
        for item in _records(module, record):
            if item.key in found and found[item.key] is not item:
                raise CallError(
                    f"Expected one file per key in {package}, found {item.key!r} in {homes[item.key]} "
                    f"and {module.__name__}. Rename one of them."
                )
            found[item.key] = item
            homes[item.key] = module.__name__
    ordered = sorted(found.values(), key=lambda item: (getattr(item, "order", 0), item.key))
    return MappingProxyType({item.key: item for item in ordered})


def _modules(package: str) -> Iterator[ModuleType]:
    room = importlib.import_module(package)
    for info in sorted(pkgutil.iter_modules(room.__path__), key=lambda info: info.name):
        if not info.name.startswith("_"):
            yield importlib.import_module(f"{package}.{info.name}")


def _records(module: ModuleType, record: type[Any]) -> Iterator[Any]:
    for value in vars(module).values():
        if isinstance(value, record):
            yield value
        elif isinstance(value, tuple):
            yield from (item for item in value if isinstance(item, record))
