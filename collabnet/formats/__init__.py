"""The room of formats: one kind of input per file, read into a :class:`~collabnet.study.RawStudy`.

A format is one file here with one :class:`Format`. It says whether it recognises a path (from names and headers
alone) and reads it: text in, text out, every value with its file and row, nothing dropped, guessed or repaired
without a finding. To add one: one file. Modules that start with an underscore are the room's own tools: letters,
sheets and headers, which every format needs.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabnet.registry import inhabitants

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from collabnet.study import RawStudy


@dataclass(frozen=True)
class Format:
    """One kind of input.

    Attributes
    ----------
    key, title, sentence
        Its name in tables, on screen (English) and in one sentence for someone who wants to hand in a study.
    recognises
        Whether a path looks like it; reads as little as it can and never raises.
    read
        Path to :class:`~collabnet.study.RawStudy`; what cannot be read is in its findings.
    order
        Who is asked first.
    """

    key: str
    title: str
    sentence: str
    recognises: Callable[[Path], bool]
    read: Callable[[Path], RawStudy]
    order: int = 100


def formats() -> Mapping[str, Format]:
    """Return every format by key, in the order in which they are asked."""
    return inhabitants(__name__, Format)


def format_of(path: Path) -> Format | None:
    """Return the first format that recognises a path, or nothing where none does."""
    return next((format_ for format_ in formats().values() if format_.recognises(path)), None)
