"""The shared view: tables with everything taken out that :mod:`collabnet.views._rules` does not name."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.codebook import codebook
from collabnet.gaps import gap_kinds
from collabnet.network.states import CONFIRMED, LISTED
from collabnet.tables import tables as made_tables
from collabnet.views._listing import apart, named
from collabnet.views._pseudonyms import emptied, secret, shuffled
from collabnet.views._rules import (
    DENIALS,
    EVIDENCE,
    NOT_SHOWN,
    PRIVATE_REASONS,
    REASON_KEYS,
    RELATIONS,
    REPORTED,
    RULES,
    STATES,
    WITH_EVIDENCE,
    WITHHELD,
    Rule,
)
from collabnet.views._subtraction import guarded, split

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from collabnet.analysis import Analysis


ORGANISATIONS: Final = "organisations"

GROUP: Final = "group"
"""What stands for a group in the subject of a score about it as a whole, as if it were a column."""

NOT_OF_THE_STUDY: Final = frozenset({"file", "row"})
"""What a reader adds to every table."""


@dataclass(frozen=True)
class Look:
    """What the conditions need to know of the analysis before anything is taken out of it."""

    k: int
    reporters: Mapping[str, str]
    cleared: Mapping[str, str]
    spoke: Mapping[str, frozenset[str]]
    interviewed: frozenset[str]
    persons: frozenset[str]
    kinds: frozenset[str]
    opaque: Mapping[str, str] = field(repr=False)
    apart: Mapping[str, frozenset[str]] = field(repr=False)
    public: frozenset[str]
    grouping: frozenset[str]
    sides: bool

    @property
    def waves(self) -> frozenset[str]:
        """Return the waves in which at least k organisations were interviewed."""
        return frozenset(wave for wave, ids in self.spoke.items() if len(ids) >= self.k)

    def told(self, state: object, words: Mapping[str, str], otherwise: object) -> object:
        """Return how a state is told; where no tie has sides, what is told as reported is told as listed."""
        word = words.get(str(state), otherwise)
        return word if self.sides or word != REPORTED else LISTED

    def behind(self, evidence: object) -> int:
        """Count the organisations behind a row: the distinct reporters of its statements."""
        return len({self.reporters[statement] for statement in split(evidence) if statement in self.reporters})


def rule_of(name: str, look: Look) -> Rule | None:
    """Return the rule of a table, with the columns of the study's own that it declares public."""
    rule = RULES.get(name)
    return rule if rule is None or name != ORGANISATIONS else replace(rule, shown=(*rule.shown, *sorted(look.public)))


def own_columns(name: str, columns: Iterable[str]) -> list[str]:
    """Return the columns that a study adds to a table of its own; their very names may say what is private."""
    if name not in codebook():
        return []
    known = {column.name for column in made_tables()[name].columns} | set(codebook()[name]) | NOT_OF_THE_STUDY
    return [column for column in columns if column not in known]


def redacted(tables: Mapping[str, pd.DataFrame], look: Look) -> Mapping[str, pd.DataFrame]:
    """Return every table as others may see it: each is there, without the columns of the study's own.

    All other columns that a researcher has are there too, emptied where they are not shown.
    """
    known = {name: _without_own(name, frame, look) for name, frame in tables.items()}
    return MappingProxyType({name: _redacted(frame, rule_of(name, look), look) for name, frame in known.items()})


def _without_own(name: str, frame: pd.DataFrame, look: Look) -> pd.DataFrame:
    shown = look.public if name == ORGANISATIONS else frozenset()
    return frame.drop(columns=[column for column in own_columns(name, frame.columns) if column not in shown])


def look_at(analysis: Analysis) -> Look:
    """Find out what the conditions need to know, before anything is taken out."""
    statements, network = analysis.study.statements, analysis.network
    k = max(2, analysis.study.settings.privacy_k)
    speaker = statements["reporter"].where(statements["reporter"] != "", statements["interview_id"])
    kinds = analysis.study.organisations.set_index("organisation_id")["kind"]
    public = frozenset(analysis.study.settings.public_columns)
    own = set(analysis.study.organisations.columns) - public
    spoke = {wave: network.interviewed(wave) for wave in network.waves}  # in a file, those with ties of their own
    heard = frozenset().union(*spoke.values())
    return Look(
        k=k,
        reporters=dict(zip(statements["statement_id"], speaker, strict=True)),
        cleared=_cleared(statements),
        spoke=spoke,
        interviewed=heard,
        persons=frozenset(kinds.index[kinds == "person"]),
        kinds=frozenset(key for key, kind in gap_kinds().items() if kind.shareable),
        opaque=shuffled([*statements["statement_id"], *statements["quote_id"]], secret(analysis), "e{:05d}"),
        apart=apart(analysis, heard),
        public=public,
        grouping=public.union(RULES[ORGANISATIONS].shown, {GROUP} - own),
        sides=network.two_sided,
    )


def _cleared(statements: pd.DataFrame) -> Mapping[str, str]:
    """Return what may be read of each statement: its words (``yes``), its ``paraphrase``, or nothing.

    Where codings of one quote, or the same words elsewhere, were cleared differently, the strictest holds.
    """
    rank = statements["cleared"].map({"yes": 2, "paraphrase": 1}).fillna(0)
    strictest = rank.groupby(statements["quote_id"]).transform("min")
    worded = statements["quote"] != ""
    strictest = strictest.where(~worded, strictest.groupby(statements["quote"]).transform("min"))
    answer = strictest.map({2: "yes", 1: "paraphrase", 0: ""})
    answer = answer.where((answer != "paraphrase") | (statements["paraphrase"] != ""), "")
    return dict(zip(statements["statement_id"], answer, strict=True))


def _redacted(frame: pd.DataFrame, rule: Rule | None, look: Look) -> pd.DataFrame:
    if rule is None:
        return frame.iloc[:0].copy()
    kept = pd.Series(True, index=frame.index)
    for condition in rule.rows:
        kept &= CONDITIONS[condition](frame, look)
    if rule.parts and kept.any():
        kept = guarded(frame, kept, lambda statements: look.behind(tuple(statements)), look.k)
    rows = frame.loc[kept].reset_index(drop=True)
    numbers = {column for column in rows.columns if rule.more and pd.api.types.is_numeric_dtype(rows[column])}
    shown = set(rule.shown) | set(rule.with_words) | numbers
    hidden = {column: _hidden(rows[column]) for column in rows.columns if column not in shown}
    return _finished(rows.assign(**hidden), rule, look)


STEPS: Final = 5
"""Steps in which others see how sure a gap is: the exact value would tell who spoke of it, how, and on which day."""


def _finished(rows: pd.DataFrame, rule: Rule, look: Look) -> pd.DataFrame:
    """Do what needs more than leaving out: words, states, reasons and evidence."""
    if "cleared" in rows:
        return _words(rows, rule, look)
    if "works" in rule.shown:
        rows = rows.assign(works=_works(rows, look))
    if "state" in rows:
        rows = rows.assign(state=rows["state"].map(lambda state: look.told(state, STATES, state)))
    if "relation" in rows:
        rows = rows.assign(relation=rows["relation"].map(lambda relation: look.told(relation, RELATIONS, WITHHELD)))
    if "confidence" in rows:
        rows = rows.assign(confidence=np.floor(rows["confidence"].astype("float64") * STEPS) / STEPS)
    if "reasons" in rows:
        rows = _with_public_reasons(rows)
    if EVIDENCE in rule.shown:
        cells = zip(rows[EVIDENCE], named(rows, rule.shown), strict=True)
        listed = pd.Series([_listed(cell, names, look) for cell, names in cells], index=rows.index, dtype="str")
        if "level" in rows:
            listed = listed.where(rows["level"].isin(WITH_EVIDENCE), "")
        behind, told = ([len(split(cell)) for cell in column] for column in (rows[EVIDENCE], listed))
        withheld = pd.Series(behind, index=rows.index, dtype=int) - pd.Series(told, index=rows.index, dtype=int)
        rows = rows.assign(**{EVIDENCE: listed, NOT_SHOWN: withheld})
    return rows


def _hidden(column: pd.Series[Any]) -> pd.Series[Any]:
    """Empty a column that is not shown; a list of statements becomes an empty list."""
    if EVIDENCE in str(column.name):
        return pd.Series("", index=column.index, dtype="str")
    return emptied(column)


def _works(ties: pd.DataFrame, look: Look) -> pd.Series[Any]:
    """Return whether a tie works where both sides confirm it and k organisations speak of it; else it is not told.

    Were only failures left out, what is left out would be known to fail; of ties that are told as reported, a gap
    would tell which of them are contested. That a tie is denied or has ended is told by its state.
    """
    spoken = ties["state"].eq(CONFIRMED) & ties[EVIDENCE].map(look.behind).ge(look.k)
    told = spoken | ties["state"].isin(DENIALS)
    return ties["works"].astype("boolean").where(told)


def _with_public_reasons(rows: pd.DataFrame) -> pd.DataFrame:
    public = rows["reasons"].map(_public_reasons)
    whole = public == rows["reasons"]
    said = {"reasons_text": rows["reasons_text"].where(whole, WITHHELD)} if "reasons_text" in rows else {}
    return rows.assign(reasons=public, **said)


def _words(statements: pd.DataFrame, rule: Rule, look: Look) -> pd.DataFrame:
    """Show words only where cleared, say in no row who spoke, and let no order tell which interview it was."""
    clearing = statements["statement_id"].map(look.cleared)
    readable, paraphrased = clearing.ne(""), clearing.eq("paraphrase")
    hidden = {column: statements[column].where(readable, emptied(statements[column]))
              for column in rule.with_words if column in statements}  # fmt: skip
    shown = statements.assign(
        **hidden,
        quote=statements["quote"].where(readable & ~paraphrased, WITHHELD),
        paraphrase=statements["paraphrase"].where(paraphrased, ""),
        statement_id=statements["statement_id"].map(look.opaque),
    )
    if "quote_id" in shown:
        shown = shown.assign(quote_id=statements["quote_id"].map(look.opaque).where(readable, WITHHELD))
    return shown.sort_values("statement_id", ignore_index=True)


def _listed(evidence: object, names: frozenset[str], look: Look) -> str:
    """List the statements that may stand beside what a row names, by opaque id, when enough are behind the row."""
    if look.behind(evidence) < look.k:
        return ""
    beside = [statement for statement in split(evidence) if not names & look.apart.get(statement, frozenset())]
    return "|".join(sorted(look.opaque[statement] for statement in beside if look.cleared.get(statement)))


def _public_reasons(reasons: object) -> str:
    """Keep the reasons that rest on services, rules and counts, and of those the facts that others may read."""
    return "|".join(code for reason in split(reasons) if (code := _public_reason(reason)))


def _public_reason(reason: str) -> str:
    code, _, facts = reason.partition(":")
    if PRIVATE_REASONS.search(code):
        return ""
    kept = [fact for fact in re.split(r"[,;]", facts) if fact.partition("=")[0].strip() in REASON_KEYS]
    return f"{code}:{','.join(kept)}" if kept else code


def _no_person(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    return ~frame["organisation_id"].isin(look.persons)


def _has_reason(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    return frame["reasons"].map(lambda reasons: bool(_public_reasons(reasons))).astype(bool)


def _enough_interviewed(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    """With fewer than k interviewed in a wave, any report would tell who made it; of several waves in each of them.

    What does not depend on when is shown where there is one wave in which enough were interviewed.
    """
    waves = frame["waves" if "waves" in frame else "wave"].map(split)
    return waves.map(lambda named: look.waves.issuperset(named) and bool(look.waves)).astype(bool)


def _not_how_likely_few_ties_are(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    """Where few organisations speak of somebody's ties, measures of drawn networks tell who confirms and who denies."""
    return frame["ties"].ne("posterior") | frame[EVIDENCE].map(look.behind).ge(look.k)


def _not_negative(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    return ~frame["negative"].astype(bool) if "negative" in frame else pd.Series(True, index=frame.index)


def _state_may_show(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    agreed = (frame["no"].fillna(0) + frame["silent"].fillna(0)).ge(2) | frame[EVIDENCE].map(look.behind).ge(look.k)
    return frame["state"].isin(STATES) | (frame["state"].isin(DENIALS) & agreed)


def _relation_may_show(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    return frame["relation"].isin(RELATIONS)


def _enough_behind(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    counted = [frame[column].fillna(0).ge(look.k) for column in ("organisations", "reporters")
               if column in frame and pd.api.types.is_numeric_dtype(frame[column])]  # fmt: skip
    if EVIDENCE in frame:
        counted.append(frame[EVIDENCE].map(look.behind).ge(look.k))
    if not counted:
        return pd.Series(False, index=frame.index)
    return pd.concat(counted, axis=1).all(axis=1)


def _enough_interviewed_twice(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    nobody: frozenset[str] = frozenset()
    waves = zip(frame["wave_before"], frame["wave"], strict=True)
    both = [look.spoke.get(before, nobody) & look.spoke.get(after, nobody) for before, after in waves]
    return pd.Series([len(ids) >= look.k for ids in both], index=frame.index, dtype=bool)


def _enough_in_each_wave(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    """Require k in each wave; among those who spoke twice, also that nobody or k others spoke only once."""
    both = frame["reporters_both"]
    waves = [frame[column] for column in ("reporters_before", "reporters")]
    enough = [wave.ge(look.k) for wave in waves]
    apart = [both.ge(look.k) & ((wave - both).eq(0) | (wave - both).ge(look.k)) for wave in waves]
    paired = frame["method"].eq("paired")
    return pd.concat([*enough, *(one | ~paired for one in apart)], axis=1).all(axis=1)


def _no_trust_of_a_pair(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    pair = frame["level"].eq("dyad") if "level" in frame else frame["target"].ne("")
    domains = frame["domains" if "domains" in frame else "domain"].map(split)
    return ~(pair & domains.map(lambda named: "trust" in named).astype(bool))


def _public_group(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    """Keep groups that a public column makes, and what is said of a group as a whole.

    The latter looks like a column ``group``: where a study has such a column of its own, neither is shown.
    """
    subject = frame["subject"].astype("str")
    made = frame["level"].eq("group") & subject.str.contains("=", regex=False)
    return ~made | subject.str.split("=").str[0].isin(look.grouping)


def _about_the_interviewed(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    about_one = frame["level"].isin(("organisation_in", "organisation_out"))
    return ~about_one | frame["subject"].isin(look.interviewed)


def _not_shared(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    return pd.Series(False, index=frame.index)


def _no_interview(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    return frame["kind"].ne("interview")


def _shareable_kind(frame: pd.DataFrame, look: Look) -> pd.Series[bool]:
    kinds = frame["kinds" if "kinds" in frame else "kind"].map(split)
    return kinds.map(look.kinds.issuperset).astype(bool)


CONDITIONS: Final[Mapping[str, Callable[[pd.DataFrame, Look], pd.Series[bool]]]] = MappingProxyType({
    "no_person": _no_person,
    "has_reason": _has_reason,
    "enough_interviewed": _enough_interviewed,
    "not_negative": _not_negative,
    "not_how_likely_few_ties_are": _not_how_likely_few_ties_are,
    "state_may_show": _state_may_show,
    "relation_may_show": _relation_may_show,
    "enough_behind": _enough_behind,
    "enough_interviewed_twice": _enough_interviewed_twice,
    "enough_in_each_wave": _enough_in_each_wave,
    "no_trust_of_a_pair": _no_trust_of_a_pair,
    "about_the_interviewed": _about_the_interviewed,
    "public_group": _public_group,
    "no_interview": _no_interview,
    "not_shared": _not_shared,
    "shareable_kind": _shareable_kind,
})  # fmt: skip
"""The conditions on rows that :data:`RULES` names."""
