"""The ids of components that the generic callbacks listen to; pages use these and need no callbacks of their own."""

from __future__ import annotations

from typing import Final

Id = dict[str, str]

URL: Final = "url"
VIEW: Final = "view"
PICK: Final = "pick"
TOP: Final = "top"
MENU: Final = "menu"
MIDDLE: Final = "middle"
DRAWER: Final = "drawer"
NOTICE: Final = "notice"
PROVIDER: Final = "provider"
UPLOAD: Final = "upload"
UPLOADED: Final = "uploaded"
CORRECTION: Final = "correction"
CORRECT: Final = "correct"
CORRECTED: Final = "corrected"


def control(name: str) -> Id:
    """Name a control whose ``value`` is written into the address as the option ``name``."""
    return {"type": "control", "name": name}


def switch(name: str) -> Id:
    """Name a checkbox or switch whose ``checked`` is written into the address as ``yes`` or ``no``."""
    return {"type": "switch", "name": name}


def default(name: str) -> Id:
    """Name the store that holds a control's default, so that the address leaves it out."""
    return {"type": "default", "name": name}


def pick(code: str, *, place: str) -> Id:
    """Name a button or link that puts ``code`` into the drawer; ``place`` keeps it unique on the page."""
    return {"type": "pick", "code": code, "place": place}


def figure(name: str) -> Id:
    """Name a plotly graph whose points carry a pick code as ``customdata``."""
    return {"type": "figure", "name": name}


def grid(name: str) -> Id:
    """Name a table whose rows hold a pick code as ``_pick``."""
    return {"type": "grid", "name": name}


def network(name: str) -> Id:
    """Name a network picture whose nodes and edges hold a pick code as ``pick``."""
    return {"type": "network", "name": name}


def opener(how: str) -> Id:
    """Name a button that opens a study: the dropped one (``whole``, ``lenient``), or ``sample:NAME``."""
    return {"type": "open", "how": how}
