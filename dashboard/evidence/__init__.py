"""The room of evidence: what the drawer shows, one file per kind of thing that can be chosen.

Each file holds one :class:`Kind`: the word before the colon of its pick code, and the function that finds what lies
behind it in what may be seen. To add one: a file with a ``Kind``, and its shape in :mod:`dashboard.picks`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from collabnet.registry import inhabitants
from dashboard import picks

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State


@dataclass(frozen=True)
class Evidence:
    """What lies behind one thing.

    Attributes
    ----------
    kind, title
        What it is, and its name.
    parts
        Its number, how that was made, and whatever else belongs to it.
    statements
        Groups of statement ids, each under a heading.
    after
        What belongs below the statements.
    withheld
        How many statements are behind it that this view does not list.
    correctable
        Whether a reader may say that it is not right.
    """

    kind: str
    title: str
    parts: tuple[Component, ...] = ()
    statements: tuple[tuple[str, tuple[str, ...]], ...] = ()
    after: tuple[Component, ...] = ()
    withheld: int = 0
    correctable: bool = False


@dataclass(frozen=True)
class Kind:
    """One kind of thing that can be chosen: ``find`` returns nothing where this study, in this view, has none."""

    key: str
    find: Callable[[Seen, State, tuple[str, ...]], Evidence | None]


def kinds() -> Mapping[str, Kind]:
    """Return every kind by the word its pick codes begin with."""
    return inhabitants(__name__, Kind)


def evidence(seen: Seen, state: State) -> Evidence | None:
    """Find what lies behind the pick of an address; nothing where there is no such thing to be seen."""
    pick = picks.parse(state.pick)
    kind = kinds().get(pick.kind)
    return kind.find(seen, state, pick.parts) if kind else None
