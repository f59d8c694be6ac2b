"""The room of pages: one page per file, each a record of plain functions.

To add one: a file here with one :class:`Page`. It then stands in the menu of every study that has data for it, in
every language (English until translated), with drawer, coverage strip and link. A page has no callbacks: give
controls the ids of :mod:`dashboard.ids` and read them back with ``state.option(name, default)``.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from collabnet.registry import inhabitants

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from dash.development.base_component import Component

    from collabnet.views import Seen
    from dashboard.state import State


@dataclass(frozen=True)
class Page:
    """One page.

    Attributes
    ----------
    key
        Its place in the address.
    title, sentence
        Its name in the menu and what it is for, in English (message ids).
    icon
        Name of a file in ``assets/icons``.
    order
        Its place in the menu.
    available
        Whether this study, in this view, has something for it.
    answer
        The page's answer in one sentence with numbers, in ``state.language``; empty where it has none.
    layout
        What stands under the answer: a function of what may be seen and of the address, and of nothing else.
    needs
        Tables of a study that bring this page, named on screen when it is missing.
    fills
        Whether it takes the whole height of the window, as the network does.
    of_ties_alone
        What it is for in a study of ties without conditions or causes; empty where ``sentence`` holds there too.
    files
        Files to take along that the page makes from the address: name to what writes it (see ``components.take``).
    """

    key: str
    title: str
    sentence: str
    icon: str
    order: int
    available: Callable[[Seen], bool]
    answer: Callable[[Seen, State], str]
    layout: Callable[[Seen, State], Component]
    needs: tuple[str, ...] = ()
    fills: bool = False
    of_ties_alone: str = ""
    files: Mapping[str, Callable[[Seen, State], bytes]] = field(default_factory=dict, hash=False)


def pages() -> Mapping[str, Page]:
    """Return every page by key, in the reader's order."""
    return inhabitants(__name__, Page)
