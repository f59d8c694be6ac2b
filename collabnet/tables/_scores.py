"""What both tables of scores share: columns, names, and the words for why two numbers differ."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

import pandas as pd

from collabnet import languages
from collabnet.scoring import facts
from collabnet.scoring.agreement import failing_for
from collabnet.scoring.certainty import EXCLUDES_PLAIN, MOSTLY_SELF_REPORT, NOT_INTERVIEWED
from collabnet.tables._record import Parts, TableColumn

if TYPE_CHECKING:
    from collections.abc import Mapping

_PLACES = ("organisation_in", "organisation_out", "dyad")

DIFFERENCES: Mapping[str, str] = MappingProxyType({
    "severity": languages.text("those who speak of it judge more severely or mildly than others ({points} points)"),
    "coders": languages.text("those who coded it rate higher or lower than other coders ({points} points)"),
    "manner": languages.text("organisations speak of themselves in it, or of one organisation alone ({points} points)"),
    "process": languages.text("it rests on ways of working together that are judged differently ({points} points)"),
    "few_statements": languages.text("it rests on few statements, each of which is partly chance ({points} points)"),
    "pairs": languages.text("it stands for all expected pairs, not only for those spoken of ({points} points)"),
})  # fmt: skip
"""Why the model's number differs from the plain mean: code to English."""


REMARKS: Mapping[str, str] = MappingProxyType({
    NOT_INTERVIEWED: languages.text("The organisation was not interviewed."),
    MOSTLY_SELF_REPORT: languages.text(
        "Nearly all that is rated here is what organisations say of themselves; how they judge themselves is not "
        "corrected for, and makes the interval wider."
    ),
    EXCLUDES_PLAIN: languages.text("The plain mean of the organisations ({plain}) lies outside the interval."),
})  # fmt: skip
"""What a reader should know of a score: code to English."""


def rows_of(parts: Parts, frame: pd.DataFrame) -> pd.DataFrame:
    """Return score rows with names, words, flags of coder agreement and facts beside them."""
    flags = {domain: "|".join(failing_for(parts.agreement, domain)) for domain in set(frame["domain"])}
    return _with_facts(frame, parts).assign(
        subject_name=named_subjects(parts, frame),
        domain_text=frame["domain"].map(parts.domain_titles),
        coder_flags=frame["domain"].map(flags),
        remark_text=_remarks(frame),
        difference_text=[_told(codes) for codes in frame.get("difference_because", pd.Series("", index=frame.index))],
    )


def named_subjects(parts: Parts, frame: pd.DataFrame) -> list[str]:
    """Return what each row scores, organisations by their English names."""
    named = frame["level"].isin(_PLACES)
    return [
        " > ".join(map(parts.name, subject.split(">"))) if is_named else subject
        for subject, is_named in zip(frame["subject"], named, strict=True)
    ]


def _with_facts(frame: pd.DataFrame, parts: Parts) -> pd.DataFrame:
    known = parts.remember("facts", lambda parts: facts(parts.network))
    beside = frame["domain"].eq("capacity") & frame["level"].isin(["organisation_in", "organisation_out"])
    return frame.assign(facts=frame["subject"].map(known).where(beside, "").fillna(""))


def _told(codes: str) -> str:
    """Say the reasons of a difference in English."""
    found = []
    for code in filter(None, codes.split("|")):
        reason, _, fact = code.partition(":points=")
        found.append(languages.text(DIFFERENCES[reason], points=fact))
    return "; ".join(found)


def _remarks(frame: pd.DataFrame) -> list[str]:
    """Say the remarks in English; a number that grade D hides is not said."""
    plain = frame.get("transparent", frame["estimate"])
    return [
        " ".join(_remark(code, mean, hidden=grade == "D") for code in remark.split("|") if code)
        for remark, mean, grade in zip(frame["remark"], plain, frame["grade"], strict=True)
    ]


def _remark(code: str, plain: float, *, hidden: bool) -> str:
    return languages.text(REMARKS[code], plain="–" if hidden else languages.number(plain, languages.ENGLISH))


COLUMNS = (
    TableColumn("level", "network, sector, group, organisation_in, organisation_out, dyad or context."),
    TableColumn("subject", "What is scored: an organisation, a pair (a>b), an attribute and value (a=b)."),
    TableColumn("source", "Sector or organisation that acts; empty where there is none."),
    TableColumn("target", "Sector, group or organisation acted towards."),
    TableColumn("domain", "Condition."),
    TableColumn("wave", "Wave."),
    TableColumn("voice", "Who speaks: organisations, young people or documents; never merged."),
    TableColumn("score", "How well it works; empty in grade D.", "0–100"),
    TableColumn("estimate", "The same number, always; not to be read in grade D.", "0–100"),
    TableColumn("low", "Lower end of the 95 % interval.", "0–100"),
    TableColumn("high", "Upper end of the 95 % interval.", "0–100"),
    TableColumn("raw_mean", "Plain mean over quotes, without votes.", "0–100"),
    TableColumn("aim", "Level the network agreed on, or the convention.", "0–100"),
    TableColumn("aim_is", "set (by the network) or convention."),
    TableColumn("shortfall", "Aim minus score; empty in grade D.", "points"),
    TableColumn("p_below_aim", "Probability that the score lies below the aim.", "0–1"),
    TableColumn("grade", "How much evidence it rests on, A to D; D hides the number."),
    TableColumn("reliability", "Share of the uncertainty that statements removed; empty when transparent.", "0–1"),
    TableColumn("statements", "Statements behind it.", "statements"),
    TableColumn("reporters", "Organisations (or persons) that have a vote in it.", "reporters"),
    TableColumn(
        "basis",
        "required (every pair behind it is an expected one), stated_pairs (no complete list) or no_pairs (words about "
        "one organisation, a group or the context).",
    ),
    TableColumn("method", "transparent or model."),
    TableColumn("evidence", "Statements it rests on."),
    TableColumn("reporters_effective", "Reporters that would weigh as much if all spoke equally.", "reporters"),
    TableColumn("on_required", "Share of the pair statements behind it that are about expected pairs.", "0–1"),
    TableColumn("standing", "clearly_below, cannot_tell or clearly_above the whole network."),
    TableColumn("standing_aim", "The same against the aim, where the network set one."),
    TableColumn(
        "remark",
        "Codes: not_interviewed (the organisation was not), mostly_self_report (nearly all that is rated is what "
        "organisations say of themselves; not corrected for), excludes_plain (the plain mean lies outside "
        "the interval).",
    ),
    TableColumn("remark_text", "The same in English."),
    TableColumn("own_statements", "What the organisation says of its own capacity or competence.", "statements"),
    TableColumn("own_estimate", "Mean of that; never part of the score.", "0–100"),
    TableColumn("own_evidence", "Statements behind that."),
    TableColumn("subject_name", "Subject with English names."),
    TableColumn("domain_text", "Condition in English."),
    TableColumn("pairs", "Pairs that the score stands for.", "pairs"),
    TableColumn("interviewed_share", "Share of the organisations in these pairs that were interviewed.", "0–1"),
    TableColumn("pairs_covered", "Share of these pairs that somebody spoke of in this condition.", "0–1"),
    TableColumn("pairs_two_sided", "Share of these pairs that both sides spoke of in this condition.", "0–1"),
    TableColumn("p_below_half", "Probability that the score lies below half of the scale.", "0–1"),
    TableColumn("transparent", "The plain mean of organisations beside the model's number.", "0–100"),
    TableColumn("difference_because", "Where the two differ by more than 10 points: why, in codes."),
    TableColumn("difference_text", "The same in English."),
    TableColumn("ordinal_estimate", "The number when ratings are steps, not points.", "0–100"),
    TableColumn("part_shared", "Level that all share; the four parts add up to the model's number.", "points"),
    TableColumn("part_source", "What the sources of these pairs add.", "points"),
    TableColumn("part_target", "What the targets of these pairs add.", "points"),
    TableColumn("part_relation", "What is particular to these pairs.", "points"),
    TableColumn("coder_flags", "Codes behind it on which coders do not agree well enough."),
    TableColumn("facts", "What is known of waiting, places and demand; never part of the number."),
)
"""Those of the design first, in its order."""
