"""Filters of what to act on and to ask: by kind, condition, way of working, organisation, sector, service and level."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from collabnet.gaps import Gap
from dashboard.sentences import capital, table
from dashboard.sentences import gaps as points
from dashboard.words import N_

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from collabnet.gaps import Question
    from collabnet.views import Seen
    from dashboard.state import State
    from dashboard.words import Say


One = TypeVar("One", bound="Gap | Question")


@dataclass(frozen=True)
class Filter:
    """One filter: what it is called, what a case or a question has of it, and how a key is said."""

    title: str
    keys: Callable[[Gap | Question, Seen], Iterable[str]]
    say: Callable[[str, Seen, Say], str]

    def words(self, every: Sequence[Gap | Question], seen: Seen, say: Say) -> Mapping[str, str]:
        """Return what can be chosen: key to word, in the order of the words."""
        keys = {key for gap in every for key in self.keys(gap, seen) if key}
        return dict(sorted(((key, self.say(key, seen, say)) for key in keys), key=lambda item: item[1].casefold()))


def sectors(seen: Seen) -> Mapping[str, str]:
    """Return the sector of every organisation."""
    rows = table(seen, "organisations")
    if rows.empty or "sector" not in rows:
        return {}
    return dict(zip(rows["organisation_id"], rows["sector"].fillna(""), strict=True))


def _kinds(one: Gap | Question) -> tuple[str, ...]:
    return one.kinds if isinstance(one, Gap) else (one.kind,)


def _service(one: Gap | Question) -> str:
    return one.main.service if isinstance(one, Gap) else ""


def _level(one: Gap | Question) -> str:
    return one.main.competent_level if isinstance(one, Gap) else ""


def _sectors_of(gap: Gap | Question, seen: Seen) -> set[str]:
    known = sectors(seen)
    return {known.get(key, "") for key in gap.organisations}


FILTERS: Mapping[str, Filter] = {
    "kind": Filter(N_("kind"), lambda one, _: _kinds(one), lambda key, _, say: points.kind_title(key, say)),
    "organisation": Filter(
        N_("organisation"), lambda gap, _: gap.organisations, lambda key, seen, say: say.name(seen, key)
    ),
    "sector": Filter(N_("sector"), _sectors_of, lambda key, seen, say: say.label(seen, key)),
    "process": Filter(
        N_("way of working together"),
        lambda gap, _: gap.processes,
        lambda key, seen, say: capital(say.process(seen, key)),
    ),
    "domain": Filter(N_("condition"), lambda gap, _: gap.domains, lambda key, _, say: capital(say.domain(key))),
    "service": Filter(
        N_("service"), lambda one, _: (_service(one),), lambda key, seen, say: capital(say.label(seen, key))
    ),
    "level": Filter(
        N_("who can change it"), lambda one, _: (_level(one),), lambda key, _, say: capital(say.competent(key))
    ),
}
"""Every filter by the name of its control."""


def chosen(state: State, name: str) -> tuple[str, ...]:
    """Return what a filter asks for; empty means all."""
    return state.option(name, ())


def fitting(every: Sequence[One], seen: Seen, state: State, *, without: str = "") -> tuple[One, ...]:
    """Return the gaps that fit all filters; one may be left out."""
    asked = {name: set(chosen(state, name)) for name in FILTERS if name != without and chosen(state, name)}
    return tuple(gap for gap in every if all(keys & set(FILTERS[name].keys(gap, seen)) for name, keys in asked.items()))


def loosen(every: Sequence[Gap | Question], seen: Seen, state: State) -> tuple[str, ...]:
    """Return the filters without which something would be left; all that are on where none alone would do."""
    on = [name for name in FILTERS if chosen(state, name)]
    helps = [name for name in on if fitting(every, seen, state, without=name)]
    return tuple(helps or on)
