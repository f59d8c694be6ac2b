"""The state of the screen, which is the URL and nothing else: same address, same screen.

``/{study}/{page}?wave=1&lang=nl&scheme=dark&pick=…&<the page's own controls>``
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, TypeVar, overload
from urllib.parse import parse_qsl, quote, unquote, urlencode

from collabnet import languages

if TYPE_CHECKING:
    from collections.abc import Iterator

Option = str | tuple[str, ...]
Default = TypeVar("Default", str, "tuple[str, ...]")

_KEYS = {"wave": "wave", "lang": "language", "pick": "pick"}
"""Names in the address to names here; ``scheme`` is read apart, every other name is a control of the page."""


@dataclass(frozen=True)
class State:
    """What one person looks at.

    Attributes
    ----------
    study, page
        Keys of the study and the page; empty on the first visit.
    wave
        The wave shown.
    language
        Code of the language on screen.
    dark
        Whether the dark scheme is on.
    pick
        Code of what was chosen and lies in the evidence drawer, such as ``org:ID``.
    options
        What the page's own controls say: a word, or several.
    no_language
        What the address names as a language and is none that there is; ``language`` is then the usual one.
    """

    study: str = ""
    page: str = ""
    wave: str = ""
    language: str = "en"
    dark: bool = False
    pick: str = ""
    options: Mapping[str, Option] = field(default_factory=dict, hash=False)
    no_language: str = field(default="", compare=False)

    def __post_init__(self) -> None:
        """Make the options read-only."""
        object.__setattr__(self, "options", MappingProxyType(dict(self.options)))

    @classmethod
    def from_url(cls, pathname: str | None, search: str | None, *, language: str = "en") -> State:
        """Read an address; what it does not say keeps its default.

        >>> State.from_url("/tiny/gaps", "?wave=2&lang=nl&kind=one_sided").option("kind", "")
        'one_sided'
        """
        parts = [unquote(part) for part in (pathname or "").split("/") if part]
        study, page = [*parts, "", ""][:2]
        values: dict[str, list[str]] = {}
        for name, value in parse_qsl((search or "").lstrip("?"), keep_blank_values=True):
            values.setdefault(name, []).append(value)
        known = {ours: values.pop(theirs)[-1] for theirs, ours in _KEYS.items() if theirs in values}
        dark = values.pop("scheme", ["light"])[-1] == "dark"
        options: dict[str, Option] = {
            name: several[0] if len(several) == 1 else tuple(several) for name, several in values.items()
        }
        asked = known.pop("language", language)
        there = asked in languages.available()
        return cls(
            study=study, page=page, dark=dark, options=options, language=asked if there else language,
            no_language="" if there else asked, **known,
        )  # fmt: skip

    @overload
    def option(self, name: str, default: str = "") -> str: ...
    @overload
    def option(self, name: str, default: tuple[str, ...]) -> tuple[str, ...]: ...
    def option(self, name: str, default: Option = "") -> Option:
        """Return what a control says, in the shape of ``default``: one word, or a tuple of words."""
        value = self.options.get(name)
        if value is None:
            return default
        if isinstance(default, tuple):
            several = (value,) if isinstance(value, str) else value
            return tuple(word for word in several if word)
        return value if isinstance(value, str) else value[-1]

    def with_(self, **changes: str | bool | tuple[str, ...] | None) -> State:
        """Return the state after changes: fields by their name, controls by theirs; ``None`` takes a control away.

        Going to another page or study leaves the controls and the drawer behind.
        """
        own = {item.name for item in fields(self)} - {"options"}
        moved = any(changes.get(name, getattr(self, name)) != getattr(self, name) for name in ("study", "page"))
        options = {} if moved else dict(self.options)
        base = replace(self, pick="", options={}) if moved else self
        for name, value in changes.items():
            if name in own:
                continue
            options.pop(name, None)
            if value is not None:
                options[name] = value if isinstance(value, str | tuple) else ("yes" if value else "no")
        mine = {name: value for name, value in changes.items() if name in own}
        return replace(base, options=options, **mine)  # type: ignore[arg-type]  # each name carries its own type

    def href(self, **changes: str | bool | tuple[str, ...] | None) -> str:
        """Return the address of this state after changes."""
        state = self.with_(**changes) if changes else self
        path = "/" + "/".join(quote(part, safe="") for part in (state.study, state.page) if part)
        query = urlencode(list(state._query()), quote_via=quote, safe=":,")
        return f"{path}?{query}" if query else path

    def _query(self) -> Iterator[tuple[str, str]]:
        if self.wave:
            yield "wave", self.wave
        yield "lang", self.language
        if self.dark:
            yield "scheme", "dark"
        for name in sorted(self.options):
            value = self.options[name]
            for word in (value,) if isinstance(value, str) else value or ("",):
                yield name, word
        if self.pick:
            yield "pick", self.pick
