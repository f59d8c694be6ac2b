"""The words for what changed between waves: categories and reasons as codes, and each in an English sentence."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from collabnet import languages

if TYPE_CHECKING:
    from collections.abc import Mapping

KEPT: Final = "kept"
GAINED: Final = "gained"
LOST: Final = "lost"
CHANGED: Final = "changed"

REAL: Final = "real"
PROBABLE: Final = "probable"
ORGANISATION: Final = "organisation"
CODING: Final = "coding"
RESPONDENT: Final = "respondent"
SILENCE: Final = "silence"
UNKNOWN: Final = "unknown"
LISTED: Final = "listed"

CHANGES: Final[Mapping[str, str]] = MappingProxyType({
    KEPT: languages.text("Reported in both waves."),
    GAINED: languages.text("Reported in the later wave only."),
    LOST: languages.text("Reported in the earlier wave only."),
})  # fmt: skip
"""What became of a tie, as it appears."""

EXPLANATIONS: Final[Mapping[str, str]] = MappingProxyType({
    REAL: languages.text(
        "The tie itself changed: those involved say when it began or ended, or say yes in one wave and no in the other."
    ),
    PROBABLE: languages.text(
        "The tie itself probably changed: nobody says so, but it was asked about in both waves and named in one only, "
        "and given how often existing ties go unnamed here, a change is the likeliest reason by far."
    ),
    ORGANISATION: languages.text("One of the two organisations did not yet, or no longer, exist in the other wave."),
    CODING: languages.text(
        "In the other wave it was coded by somebody else, judged on another scale or not asked about."
    ),
    RESPONDENT: languages.text(
        "Who reported the tie was not interviewed in the other wave, so nobody can tell whether it changed."
    ),
    SILENCE: languages.text(
        "It may only be reported differently: who named the tie in one wave was asked about it in the other and did "
        "not name it. People often leave out ties that exist, so this alone does not show that the tie changed."
    ),
    UNKNOWN: languages.text(
        "Who reported the tie was interviewed in the other wave too and said nothing of it; silence is no sign that "
        "it was not there."
    ),
    LISTED: languages.text(
        "The file has it in one wave only; a file of ties does not tell who was asked about it in the other."
    ),
})  # fmt: skip
"""Why a tie appears in one wave only, from what is said to have changed to what nobody can tell."""

OF_A_FILE: Final = (REAL, ORGANISATION, LISTED)
"""What can explain it where a file does not tell who reports a tie."""

REASONS: Final[Mapping[str, str]] = MappingProxyType({
    "new": languages.text("{organisation} did not exist yet in “{wave}”."),
    "closed": languages.text("{organisation} no longer existed in “{wave}”."),
    "started": languages.text("It is said to have begun after “{wave}”: since {since}."),
    "denied": languages.text("The file says yes in one wave and no in the other."),
    "ended": languages.text("It is said in “{wave}” to have ended."),
    "same_reporter": languages.text("{organisation} says yes in one wave and no in the other."),
    "both_interviewed": languages.text("Both sides were interviewed in both waves, and one of them says no."),
    "asked_silent": languages.text("{organisation} was asked about it in “{wave}” and did not name it."),
    "coder": languages.text("Coded by {before} in the earlier wave and by {after} in the later one."),
    "precision": languages.text("Judged {before} in the earlier wave and {after} in the later one."),
    "asked_once": languages.text("{organisation} was asked about it in “{wave}” only."),
    "not_interviewed": languages.text("{organisation} reported it and was not interviewed in “{wave}”."),
    "other_reporter": languages.text("{organisation}, who says no, was not interviewed in the other wave."),
    "silent": languages.text("{organisation} reported it and said nothing of it in “{wave}”."),
    "unclear": languages.text("In “{wave}” somebody spoke of it without saying yes or no."),
    "there_before": languages.text("It is said to have been there already in “{wave}”: since {since}."),
})  # fmt: skip
"""What speaks for an explanation."""

TOTALS: Final[Mapping[str, str]] = MappingProxyType({
    KEPT: languages.text("Ties reported in both waves: {count}."),
    GAINED: languages.text("Ties reported in “{after}” and not in “{before}”: {count}."),
    LOST: languages.text("Ties reported in “{before}” and not in “{after}”: {count}."),
    CHANGED: languages.text(
        "Ties reported in one wave only: {count}. Said to have changed: {real}; probably changed: {probable}."
    ),
})  # fmt: skip
"""What the counts of one way of working together say."""

TOTALS_OF_A_FILE: Final[Mapping[str, str]] = MappingProxyType({
    KEPT: languages.text("Ties that the file has in both waves: {count}."),
    GAINED: languages.text("Ties that the file has in “{after}” and not in “{before}”: {count}."),
    LOST: languages.text("Ties that the file has in “{before}” and not in “{after}”: {count}."),
    CHANGED: languages.text("Ties that the file has in one wave only: {count}; with a no in the other: {real}."),
})  # fmt: skip
"""The same where a file does not tell who reports a tie."""
