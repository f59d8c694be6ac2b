"""Collaboration between organisations: who works with whom, how well, how sure we are, and where the gaps lie.

>>> import collabnet
>>> analysis = collabnet.analyse("tests/data/tiny", scores="transparent")
>>> sorted(analysis.tables)[:3]
['agreement', 'attribution', 'blocks']

The public words below are loaded when they are first used, so that ``collabnet --help`` loads none of them.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collabnet import errors, inference
    from collabnet.analysis import Analysis, analyse
    from collabnet.exports import export
    from collabnet.network import Network
    from collabnet.reading import read
    from collabnet.study import Study

__all__ = ["Analysis", "Network", "Study", "analyse", "errors", "export", "inference", "read"]

_ROOMS = ("errors", "inference")
_HOMES = {
    "Analysis": "collabnet.analysis",
    "Network": "collabnet.network",
    "Study": "collabnet.study",
    "analyse": "collabnet.analysis",
    "export": "collabnet.exports",
    "read": "collabnet.reading",
}


def __getattr__(name: str) -> object:
    """Load a public word when it is first used."""
    if name in _ROOMS:
        return import_module(f"collabnet.{name}")
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"collabnet has no {name!r}. Its public words are {', '.join(__all__)}.")


def __dir__() -> list[str]:
    """List the public words."""
    return sorted(__all__)
