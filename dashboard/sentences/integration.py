"""How well the network holds together: expected relations that work, who stands central, how much is confirmed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from dashboard.sentences import YES, Sentence, at_wave, expected, organisations_in, study_has, table

if TYPE_CHECKING:
    from collabnet.views import Seen
    from dashboard.words import Say

MUTUAL = "mutual"

FEW = 3
"""So many organisations are named where several are first; more are counted."""


def states(seen: Seen, wave: str) -> dict[str, int]:
    """Count the relations in each state, over the declared ways of working together."""
    ties = at_wave(seen, "ties", wave)
    if ties.empty:
        return {}
    counted = ties.loc[ties["process"] != "all", "state"].value_counts()
    return {str(state): int(count) for state, count in counted.items()}


def relations(seen: Seen, wave: str) -> dict[str, int]:
    """Count the pairs of organisations in each relation, whichever way their ties run."""
    pairs = at_wave(seen, "pairs", wave)
    if pairs.empty:
        return {}
    return {str(relation): int(count) for relation, count in pairs["relation"].value_counts().items()}


def sentences(seen: Seen, wave: str, say: Say) -> tuple[Sentence, ...]:
    """Say three things on integration: what works, who is central, what is confirmed."""
    found = (_works(seen, wave, say), _central(seen, wave, say), _confirmed(seen, wave, say))
    return tuple(sentence for sentence in found if sentence.text)


def _works(seen: Seen, wave: str, say: Say) -> Sentence:
    known = expected.sentence(seen, wave, say)
    if known:
        return Sentence(known)
    present = sum(n for state, n in states(seen, wave).items() if state in YES)
    if not present:
        return Sentence("")
    if not study_has.interviews(seen):
        return Sentence(
            say("The file has {ties} ties among {organisations} organisations.", ties=say.number(present),
                organisations=say.number(len(organisations_in(seen, wave))))
        )  # fmt: skip
    return Sentence(
        say(
            "{ties} working relations are reported among {organisations} organisations; which ones "
            "to expect is not declared.",
            ties=present,
            organisations=len(organisations_in(seen, wave)),
        )
    )


def _central(seen: Seen, wave: str, say: Say) -> Sentence:
    """Say who has most partners and who stands between others, among the organisations that have a value."""
    partners, between = top(seen, wave, "degree"), top(seen, wave, "betweenness")
    if partners is None or partners.value <= 0:
        return Sentence("")
    parts = [_most_partners(seen, wave, partners, say)]
    if between is not None and between.value > 0 and len(between.first) <= FEW:
        names = [say.name(seen, key) for key in between.first]
        parts.append(
            say("{name} stands between others most often.", name=names[0])
            if len(names) == 1
            else say("{names} stand between others most often, equally.", names=say.listing(names))
        )
    if partners.silent:
        parts.append(
            say("1 organisation that was not interviewed is not compared.")
            if partners.silent == 1
            else say("{n} organisations that were not interviewed are not compared.", n=partners.silent)
        )
    return Sentence(" ".join(parts), f"measure:degree:{partners.first[0]}:all:{wave}:reported")


def _most_partners(seen: Seen, wave: str, partners: Top, say: Say) -> str:
    """Say who has most partners: all who share the highest number, and that nobody stands out where everyone does."""
    numbers = {"n": say.number(partners.value), "others": max(len(organisations_in(seen, wave)) - 1, 1)}
    names = [say.name(seen, key) for key in partners.first]
    if len(names) == 1:
        return say("{name} has most partners: {n} of {others}.", name=names[0], **numbers)
    if len(names) == partners.compared:
        return say("All {count} organisations have as many partners: {n} of {others}.", count=len(names), **numbers)
    if len(names) > FEW:
        return say("{count} organisations share the most partners: {n} of {others} each.", count=len(names), **numbers)
    return say("{names} have most partners: {n} of {others} each.", names=say.listing(names), **numbers)


def _confirmed(seen: Seen, wave: str, say: Say) -> Sentence:
    if not study_has.interviews(seen):
        return Sentence("")
    count = relations(seen, wave)
    both, contested = count.get("confirmed", 0) + count.get(MUTUAL, 0), count.get("contested", 0)
    total = sum(n for state, n in count.items() if state in YES)
    if not total:
        return Sentence("")
    if count.get("reported_by_others", 0) == total:
        return Sentence(say("All {total} pairs said to work together are named by others only.", total=total))
    if "reported" in count:
        return Sentence(
            say("Of {total} pairs said to work together, both sides say so of {both}.", total=total, both=both)
        )
    told = (
        _of_one(count, say)
        if total == 1
        else say(
            "Of {total} pairs said to work together, both sides say so of {both}; the other side did not name {one} "
            "and was not asked about {unasked}; accounts of {contested} differ.",
            total=total,
            both=both,
            contested=contested,
            one=count.get("one_sided", 0),
            unasked=count.get("unverifiable", 0),
        )
    )
    others = count.get("reported_by_others", 0)
    if others and total > 1:
        told = say("{sentence} {addition}", sentence=told, addition=_only_others(others, say))
    return Sentence(told)


def _of_one(count: dict[str, int], say: Say) -> str:
    """Say of the only pair that works together who says so."""
    if count.get("confirmed") or count.get(MUTUAL):
        return say("1 pair is said to work together, by both sides.")
    if count.get("contested"):
        return say("1 pair is said to work together; accounts differ.")
    return say("1 pair is said to work together, not by both sides.")


def _only_others(pairs: int, say: Say) -> str:
    if pairs == 1:
        return say("Of 1 pair only others say so.")
    return say("Of {n} pairs only others say so.", n=pairs)


@dataclass(frozen=True)
class Top:
    """The organisations that share the highest value of a measure.

    Attributes
    ----------
    first, value
        They, and the value.
    compared, silent
        How many organisations have a value, and how many have none because they were not interviewed.
    """

    first: tuple[str, ...]
    value: float
    compared: int
    silent: int


def top(seen: Seen, wave: str, measure: str) -> Top | None:
    """Return who is first by a measure on what is reported; nothing where no organisation has a value."""
    rows = table(seen, "centrality")
    if rows.empty:
        return None
    wanted = rows["measure"].eq(measure) & rows["wave"].eq(wave) & rows["process"].eq("all")
    rows = rows[wanted & rows["ties"].eq("reported")]
    known = rows[rows["value"].notna()]
    if known.empty:
        return None
    most = known["value"].max()
    first = known.loc[known["value"].eq(most), "organisation_id"]
    silent = int(rows.loc[rows["value"].isna(), "missing"].eq("not_interviewed").sum())
    return Top(tuple(sorted(map(str, first))), float(most), len(known), silent)
