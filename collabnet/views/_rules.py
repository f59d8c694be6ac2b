"""What others may see, as data: one rule per table, each with its reason.

A table or column that is not named here is withheld, so a table that somebody adds next year is safe before anyone
thinks of it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WITHHELD: Final = "withheld"
"""What stands in a text cell that others may not read; numbers and yes/no cells are empty instead."""

EVIDENCE: Final = "evidence"
NOT_SHOWN: Final = "evidence_withheld"
"""The column that the shared view adds beside ``evidence``: how many statements are behind a row but not listed."""


@dataclass(frozen=True)
class Rule:
    """What others may see of one table.

    Attributes
    ----------
    shown
        Columns shown as they are; every other column is withheld (the column stays, its cells are emptied).
    with_words
        Columns shown only on rows whose words may be read.
    identifying
        Columns withheld besides when organisations carry pseudonyms.
    rows
        Which rows are shown at all: names of the conditions in :mod:`collabnet.views._shared`.
    more
        Whether columns of numbers that are not named are shown too (the wide table has one per measure).
    parts
        Whether rows are wholes and parts of each other, so that a hidden one could be worked out from the others.
    reason
        Why, in one sentence.
    """

    shown: tuple[str, ...]
    reason: str
    with_words: tuple[str, ...] = ()
    identifying: tuple[str, ...] = ()
    rows: tuple[str, ...] = ()
    more: bool = False
    parts: bool = False


RULES: Final[Mapping[str, Rule]] = MappingProxyType({
    "organisations": Rule(
        shown=("organisation_id", "name", "name_nl", "name_fr", "name_en", "kind", "sector", "policy_level",
               "languages", "languages_required", "municipality", "postcode", "latitude", "longitude",
               "target_group", "specialised", "affiliation", "volunteer_run", "can_limit", "enterprise_number",
               "parent_id", "aliases", "from_wave", "to_wave", "interviewed", "in_boundary"),
        identifying=("name_nl", "name_fr", "name_en", "municipality", "postcode", "latitude", "longitude",
                     "target_group", "enterprise_number", "aliases", "policy_level", "languages", "languages_required",
                     "specialised", "affiliation", "volunteer_run", "can_limit", "from_wave", "to_wave"),
        rows=("no_person",),
        reason="Organisations are public; persons are not. How much each one said is its own affair; columns that the "
        "study adds are shown where ``public_columns`` names them.",
    ),
    "members": Rule(
        shown=("group_id", "organisation_id", "role", "from", "to"),
        identifying=("role", "from", "to"),
        rows=("no_person",),
        reason="Membership of a group or forum is public.",
    ),
    "services": Rule(
        shown=("organisation_id", "name", "service", "service_text", "role", "capacity", "wait_weeks", "minimum_age",
               "maximum_age", "statuses", "minimum_residence_months", "household_min", "household_max", "languages",
               "municipality", "phase", "funded_until", "confirmed_on"),
        identifying=("municipality", "capacity", "funded_until", "confirmed_on"),
        rows=("no_person",),
        reason="What is offered and needed is what partners want to know; demand and refusals were told in confidence.",
    ),
    "service_states": Rule(
        shown=("service", "service_text", "outcomes", "needing", "needing_itself", "offering", "unmet", "full",
               "out_of_date", "places", "places_unsaid", "wait_shortest", "wait_longest", "deadline"),
        identifying=("places",),
        reason="What is offered and needed is public; how many ask, are refused and are left was told in confidence.",
    ),
    "need_offers": Rule(
        shown=("organisation_id", "name", "service", "service_text", "role", "offered_by", "offered_by_name", "open",
               "limits", "fit", "full", "late", "out_of_date", "wait_weeks", "deadline", "capacity", "unmet"),
        identifying=("limits", "capacity"),
        reason="Rules, languages, places and waits are public; how many clients need it was told in confidence.",
    ),
    "statements": Rule(
        shown=("statement_id", "wave", "voice", "domain", "cleared", "quote", "paraphrase"),
        with_words=("quote_id", "level", "about", "facet", "process", "rating", "valence", "modality", "sign", "cause",
                    "locus", "phase", "channel", "precision", "quote_language"),
        reason="Words that were not cleared stay with the researcher, and so does who said them of whom.",
    ),
    "required": Rule(
        shown=("source", "target", "source_name", "target_name", "process", "wave", "weight", "reasons"),
        rows=("has_reason",),
        reason="What is expected follows from services and rules; a wish from an interview would tell who wished.",
    ),
    "expected_links": Rule(
        shown=(),
        rows=("not_shared",),
        reason="Beside the ties that are shown, how many fall short would give the others away.",
    ),
    "ties": Rule(
        shown=("source", "target", "source_name", "target_name", "process", "wave", "state", "strength", "works",
               "important", "required_weight", EVIDENCE, "relation"),
        rows=("enough_interviewed", "not_negative", "state_may_show"),
        reason="That two organisations work together is shown; which side said so, how likely that makes it, and what "
        "fewer than k organisations think of it, is not.",
    ),
    "pairs": Rule(
        shown=("source", "target", "source_name", "target_name", "wave", "relation", "processes", "required_weight",
               EVIDENCE),
        rows=("enough_interviewed", "relation_may_show"),
        reason="That each names the other tells no more than that both confirm a tie, which is shown too; one side "
        "alone is not told from the other, and a pair without a yes is left out.",
    ),
    "centrality": Rule(
        shown=("organisation_id", "name", "sector", "interviewed", "process", "wave", "ties", "measure", "value", "low",
               "high", "rank", "rank_low", "rank_high", "normalisation", "missing"),
        rows=("enough_interviewed", "not_how_likely_few_ties_are"),
        reason="A place in the network rests on all ties together; on posterior, also on who confirms each of them.",
    ),
    "centrality_wide": Rule(
        shown=("organisation_id", "name", "sector", "interviewed", "process", "wave", "ties", "missing"),
        rows=("enough_interviewed",),
        more=True,
        reason="A place in the network rests on all ties together.",
    ),
    "network_measures": Rule(
        shown=("measure", "process", "wave", "ties", "value", "low", "high", "missing", "definition", "formula",
               "bounds"),
        rows=("enough_interviewed",),
        reason="The whole network names nobody.",
    ),
    "tie_sensitivity": Rule(
        shown=("process", "wave", "prior", "ties", "ties_low", "ties_high", "density", "density_low", "density_high",
               "recall", "recall_low", "recall_high", "false_positive", "false_positive_low", "false_positive_high",
               "reported", "pairs_asked", "remark", "remark_text", "density_most_likely", "recall_most_likely",
               "false_positive_most_likely"),
        rows=("enough_interviewed",),
        reason="The whole network names nobody.",
    ),
    "rank_stability": Rule(
        shown=("measure", "process", "wave", "agreement", "told", "draws"),
        rows=("enough_interviewed",),
        reason="The whole network names nobody.",
    ),
    "cliques": Rule(
        shown=("clique", "organisations", "size", "process", "wave", "ties", "services", "service_diversity", "names"),
        identifying=("names",),
        rows=("enough_interviewed",),
        reason="Who works with whom is shown, pair by pair or as a group; the statements behind a group are not.",
    ),
    "key_players": Rule(
        shown=("kind", "size", "choice", "organisations", "value", "baseline", "exact", "measure", "process", "wave",
               "ties", "names"),
        identifying=("names",),
        rows=("enough_interviewed",),
        reason="It follows from the ties, which are shown; the statements behind them are not.",
    ),
    "lambda_sets": Rule(
        shown=("lambda", "organisations", "size", "process", "wave", "ties", "names"),
        identifying=("names",),
        rows=("enough_interviewed",),
        reason="It follows from the ties, which are shown; the statements behind them are not.",
    ),
    "ladder": Rule(
        shown=("source", "target", "process", "wave", "ties", "source_name", "target_name"),
        rows=("enough_interviewed",),
        reason="Both ties can be looked up; whether somebody denies the exchange, or nobody spoke of it, is not shown.",
    ),
    "process_overlap": Rule(
        shown=("process", "other", "wave", "ties", "first", "second", "both", "jaccard", "share", "clique_jaccard",
               "clique_share"),
        rows=("enough_interviewed",),
        reason="The whole network names nobody.",
    ),
    "blocks": Rule(
        shown=("source_sector", "target_sector", "process", "wave", "ties", "tied", "possible", "density", "expected",
               "p", "p_holm", "missing"),
        rows=("enough_interviewed",),
        reason="Counts of ties between fields of work; ties themselves are shown.",
    ),
    "held_in_common": Rule(
        shown=("kind", "thing", "count", "share", "others_mean", "centralisation", "organisations", "thing_text",
               "names"),
        identifying=("thing", "thing_text", "names"),
        reason="What organisations offer, and where they are members, is public.",
    ),
    "scores": Rule(
        shown=("level", "subject", "subject_name", "source", "target", "domain", "wave", "voice", "score", "estimate",
               "low", "high", "raw_mean", "aim", "aim_is", "shortfall", "p_below_aim", "grade", "reliability",
               "statements", "reporters", "basis", "method", EVIDENCE, "reporters_effective", "on_required",
               "standing", "standing_aim", "remark", "remark_text", "domain_text", "pairs", "interviewed_share",
               "pairs_covered", "pairs_two_sided", "transparent", "difference_because", "difference_text",
               "ordinal_estimate", "part_shared", "part_source", "part_target", "part_relation", "coder_flags"),
        parts=True,
        rows=("enough_behind", "no_trust_of_a_pair", "about_the_interviewed", "public_group"),
        reason="A score needs k organisations behind it; trust in a pair is never shown; nor demand and refusals.",
    ),
    "scores_transparent": Rule(
        shown=("level", "subject", "subject_name", "source", "target", "domain", "wave", "voice", "score", "estimate",
               "low", "high", "raw_mean", "aim", "aim_is", "shortfall", "p_below_aim", "grade", "reliability",
               "statements", "reporters", "basis", "method", EVIDENCE, "reporters_effective", "on_required",
               "standing", "standing_aim", "remark", "remark_text", "domain_text", "pairs", "interviewed_share",
               "pairs_covered", "pairs_two_sided", "coder_flags"),
        parts=True,
        rows=("enough_behind", "no_trust_of_a_pair", "about_the_interviewed", "public_group"),
        reason="As for scores.",
    ),
    "score_votes": Rule(
        shown=(),
        rows=("not_shared",),
        reason="How one organisation rates tells who said what.",
    ),
    "score_changes": Rule(
        shown=("level", "subject", "subject_name", "source", "target", "domain", "wave_before", "wave", "voice",
               "method", "value_before", "value", "difference", "low", "high", "p_higher", "reporters_before",
               "reporters", "reporters_both", "interviewed_before", "interviewed", "interviewed_both", "remark",
               EVIDENCE, "domain_text"),
        parts=True,
        rows=("enough_behind", "enough_in_each_wave", "no_trust_of_a_pair", "about_the_interviewed", "public_group"),
        reason="As for scores; a mean of all less one organisation would give that one's own away.",
    ),
    "mentions": Rule(
        shown=("domain", "facet", "cause", "valence", "wave", "interviews", "organisations", "of", EVIDENCE,
               "organisations_of", "domain_text"),
        rows=("enough_behind",),
        reason="What fewer than k organisations name would point at them.",
    ),
    "causes": Rule(
        shown=("cause", "cause_text", "competent_level", "domain", "locus", "wave", "interviews", "organisations", "of",
               "low", "high", EVIDENCE, "share", "organisations_of"),
        rows=("enough_behind",),
        reason="What fewer than k organisations name would point at them.",
    ),
    "domain_links": Rule(
        shown=("domain", "reason_domain", "kind", "wave", "interviews", "organisations", "of", "organisations_of",
               "share", "low", "high", EVIDENCE, "domain_text", "reason_domain_text"),
        rows=("enough_behind",),
        reason="What fewer than k organisations connect would point at them.",
    ),
    "attribution": Rule(
        shown=("domain", "wave", "basis", "part", "share", "low", "high", "organisations", EVIDENCE),
        rows=("enough_behind",),
        reason="Where it sits is told by all together, or not at all.",
    ),
    "attribution_curve": Rule(
        shown=("domain", "wave", "aim", "part", "share", "low", "high", "organisations", EVIDENCE),
        rows=("enough_behind",),
        reason="Where the shortfall sits is told of the whole network.",
    ),
    "sensitivity": Rule(
        shown=("domain", "wave", "kind", "setting", "score", "low", "high", "shift", "flagged", "of", "organisations"),
        rows=("enough_behind", "no_interview"),
        reason="How far a score moves without one interview would tell what was said in it.",
    ),
    "predicted_pairs": Rule(
        shown=(),
        rows=("not_shared",),
        reason="A guess about a pair that nobody spoke of is for the researcher, and leans on what was said of others.",
    ),
    "next_interviews": Rule(
        shown=(),
        rows=("not_shared",),
        reason="Whom to interview next follows from who spoke of whom.",
    ),
    "model": Rule(
        shown=("model", "parameter", "domain", "wave", "value", "low", "high", "rhat", "ess", "levels", "draws"),
        rows=("enough_behind",),
        reason="Sizes and levels are of all together.",
    ),
    "model_remarks": Rule(
        shown=("code", "facts", "remark_text"),
        reason="How well the model fits names nobody.",
    ),
    "coverage": Rule(
        shown=("kind", "key", "wave", "interviewed", "required", "required_with_statement", "two_sided", "one_sided",
               "neither", "reporters_effective", "organisations", "basis", "pairs", "others"),
        reason="How much is known is counted, and names nobody.",
    ),
    "agreement": Rule(
        shown=("unit", "coefficient", "value", "low", "high", "units", "advice", "advice_text"),
        reason="How far coders agree is shown; who coded is not.",
    ),
    "gaps": Rule(
        shown=("gap_id", "kind", "kind_text", "organisations", "source", "target", "source_name", "target_name",
               "domains", "processes", "waves", "size", "confidence", "reasons", "suggestion", "suggestion_text",
               "competent_level", "concerns", EVIDENCE, "service", "importance", "letter", "rank", "reasons_text",
               "shareable", "kinds"),
        rows=("shareable_kind", "enough_interviewed", "no_trust_of_a_pair"),
        reason="Only kinds of gap that do not tell who said what are shared.",
    ),
    "gap_findings": Rule(
        shown=("gap_id", "kind", "kind_text", "organisations", "source", "target", "source_name", "target_name",
               "domain", "process", "wave", "size", "confidence", "reasons", "suggestion", "suggestion_text",
               "competent_level", "concerns", EVIDENCE, "service", "importance", "letter", "reasons_text",
               "shareable"),
        rows=("shareable_kind", "enough_interviewed", "no_trust_of_a_pair"),
        reason="As for gaps: a case is shared where every finding it is made of may be.",
    ),
    "questions": Rule(
        shown=(),
        rows=("not_shared",),
        reason="Who is still to be asked about whom follows from who spoke of whom.",
    ),
    "robustness": Rule(
        shown=("kind", "measure", "process", "wave", "ties", "correlation", "share", "dropped", "interviews", "low",
               "median", "high", "reading", "text"),
        rows=("enough_interviewed",),
        reason="How far all places together would move names nobody.",
    ),
    "fill_in": Rule(
        shown=(),
        rows=("not_shared",),
        reason="What one side reported beside what both did tells who said what.",
    ),
    "tie_changes": Rule(
        shown=(),
        rows=("not_shared",),
        reason="Why a tie is in one wave only tells who was asked, who kept silent and who said no.",
    ),
    "wave_changes": Rule(
        shown=("process", "wave_before", "wave", "kind", "item", "explanation", "count", "of", "share", "value_before",
               "value", "difference", "organisations", "text", "expected", "likely_difference", "low", "high",
               "interval"),
        rows=("enough_behind", "enough_interviewed_twice"),
        reason="How much changed is counted, and names nobody.",
    ),
    "findings": Rule(
        shown=("code", "severity"),
        reason="A finding quotes the file; others see only which kinds there were.",
    ),
})  # fmt: skip
"""The whole of the shared view: what is not named here, others do not see."""

REPORTED: Final = "reported"
"""The one word for every state that would tell which side spoke."""

STATES: Final[Mapping[str, str]] = MappingProxyType({
    "confirmed": "confirmed",
    "one_sided": REPORTED,
    "unverifiable": REPORTED,
    "reported_by_others": REPORTED,
    "contested": REPORTED,
    "listed": "listed",
})  # fmt: skip
"""How the states of a tie are told; one of a file has no sides and is told as listed, a contested one there too."""

RELATIONS: Final[Mapping[str, str]] = MappingProxyType({**STATES, "mutual": "mutual"})
"""How the relation of a pair is told: as states are, and mutual, which tells of both sides alike; others are not."""

WITH_EVIDENCE: Final = frozenset({"network", "context", "organisation_in"})
"""Levels of score that list their statements: two lists of smaller levels side by side would tell who spoke of whom."""

DENIALS: Final = frozenset({"absent", "ended"})
"""States shown only where both sides, or k organisations, say so; unknown pairs are left out with the rest, so that
a pair that is not listed does not betray a denial."""

MANIFEST: Final = (
    "model",
    "collabnet",
    "python",
    "version",
    "versions",
    "seed",
    "scores",
    "formulas",
    "title",
    "languages",
)
"""What others may see of the manifest: not the names of files, nor what was found in them."""

REASON_KEYS: Final = frozenset({
    "need", "service", "weight", "phase", "language", "sector", "group", "process", "domain", "aim", "score", "low",
    "high", "wave", "kind", "share", "measure", "value", "organisation", "organisations", "source", "target", "cause",
    "wait_weeks", "places", "name", "names", "term", "match", "count", "number", "of", "from", "to", "place", "status",
    "needed", "day", "deadline", "weeks", "years", "own_need",
})  # fmt: skip
"""Facts of a reason that others may read."""

PRIVATE_REASONS: Final = re.compile(r"wish|said|asked|state|side|denied|report|person|conflict|demand|refusals")
"""Reasons that come from what somebody said, or from demand and refusals, rather than from services and rules."""
