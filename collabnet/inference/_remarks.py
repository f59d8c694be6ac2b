"""What a reader should know about a test: codes with facts, and the English sentence of each."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

from collabnet import languages

if TYPE_CHECKING:
    from collections.abc import Mapping

REMARKS: Mapping[str, str] = MappingProxyType({
    "silence": languages.text(
        "{count} of {pairs} pairs without a word about this way of working together count as no tie: one side at "
        "least was interviewed. Pairs of which neither side was are left out."
    ),
    "same_interviews": languages.text(
        "Ratings and ties come from the same interviews, and go together in part for that reason alone. Ask for "
        "crossed reports: ratings by one side, ties by the other."
    ),
    "crossed": languages.text(
        "Ratings by one side explain ties that the other side reports, so that no interview explains itself."
    ),
    "crossed_ties": languages.text(
        "Ties are those that the organisation at the receiving end reports; no rating is in the model."
    ),
    "plain_ratings": languages.text(
        "Ratings are plain means of what was said; pairs that nobody rated are left out."
    ),
    "model_ratings": languages.text(
        "Ratings are the model's, also of expected pairs that nobody rated; those are inferred from both sides."
    ),
    "few_rated": languages.text(
        "{predictor} is left out: it would leave {tied} pairs with a tie and {untied} without, too few for "
        "{predictors} predictors."
    ),
    "one_sided": languages.text(
        "{predictor} is left out: it would leave {tied} pairs with a tie and {untied} without, where at least "
        "{least_tied} and {least_untied} are needed to compare the two."
    ),
    "rarely_known": languages.text("{predictor} is left out: it is known for {count} of {pairs} pairs only."),
    "constant": languages.text("{predictor} is left out: it is the same in all pairs that remain."),
    "follows": languages.text("{predictor} is left out: it follows from the others."),
    "apart": languages.text("{predictor} is left out: among the pairs that have it, or that do not, all are alike."),
    "endless": languages.text(
        "{predictor} is left out: beside the others it tells some of the {tied} pairs with a tie and {untied} without "
        "apart without fail, so that log-odds have no end."
    ),
    "repeats": languages.text(
        "{predictor} is left out: beside the others it tells the {tied} pairs with a tie from the {untied} without, "
        "without fail, so that nothing is left to explain."
    ),
    "unstable": languages.text(
        "{predictor} is left out: with it, {count} of {permutations} relabellings could not be fitted."
    ),
    "domains_untested": languages.text(
        "The domains could not be tested together: most relabellings could not be fitted."
    ),
    "few_pairs": languages.text(
        "{pairs} pairs are few for {predictors} predictors: take nothing but the tests of several together."
    ),
    "alike": languages.text(
        "{predictor} resembles the others (variance inflation {vif}): what it says of its own can hardly be told."
    ),
    "chance": languages.text(
        "All predictors together explain no more than chance would (p = {p}): read no single one of them."
    ),
    "domains_chance": languages.text(
        "The domains together explain no more than chance would beside the other predictors (p = {p}): read no single "
        "domain."
    ),
    "outcome_relabelled": languages.text(
        "The outcome is relabelled, not what is left of each predictor: predictors are known for {share} of pairs "
        "only, so that relabelled ones would leave too few."
    ),
    "undetermined": languages.text(
        "{count} of {permutations} relabellings could not be fitted; they count as at least as extreme."
    ),
    "undefined": languages.text(
        "{count} of {draws} networks drawn or relabelled have no such number; they count as at least as extreme."
    ),
    "blank": languages.text("{count} of {draws} networks drawn have no such number; the others alone are used."),
    "block_unknown": languages.text("{block}: no pair of this kind is known, so that nothing can be said of it."),
    "biased": languages.text(
        "{statistic} is {mean} on average in networks drawn and {estimate} in this one: drawing organisations anew "
        "shifts it, and its standard error and interval are not to be relied on."
    ),
    "no_cause": languages.text(
        "What goes together need not be cause and effect; ties may build trust as much as trust builds ties."
    ),
})  # fmt: skip
"""Every remark there is, in English."""


@dataclass(frozen=True)
class Remark:
    """One thing to know: its code, and its facts as words."""

    code: str
    facts: Mapping[str, str]

    def text(self, language: str = languages.ENGLISH) -> str:
        """Return the sentence in a language."""
        return languages.text(REMARKS[self.code], language, **self.facts)


def remark(code: str, **facts: object) -> Remark:
    """Return a remark with its facts as words."""
    return Remark(code, MappingProxyType({name: str(fact) for name, fact in facts.items()}))
