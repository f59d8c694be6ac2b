"""A small invented study as pages see it: four organisations, two waves, a few rows in every table."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pandas as pd

from collabnet.study import Process, StudySettings, Wave

NAN = float("nan")
NAMES = {"north": "North Shelter", "river": "River Guardians", "tower": "Tower Welfare", "youth": "Youth House"}

SETTINGS = StudySettings(
    title="A small study",
    description="Four invented organisations.",
    languages=("nl", "fr", "en"),
    waves=(Wave("1", "Spring 2024"), Wave("2", "Autumn 2025")),
    processes={
        "information_exchange": Process(
            "information_exchange", True, {"en": "Information exchange", "nl": "Informatie-uitwisseling"}
        ),
        "case_transfer": Process("case_transfer", True, {"en": "Case transfer", "nl": "Casusoverdracht"}),
        "case_coordination": Process("case_coordination", False, {"en": "Case coordination"}),
    },
    labels={"reception": {"en": "Reception", "nl": "Opvang"}, "welfare": {"en": "Welfare"}, "youth": {"en": "Youth"}},
    aims={"trust": 75.0},
)


def organisations() -> pd.DataFrame:
    sectors = {"north": "reception", "river": "reception", "tower": "welfare", "youth": "youth"}
    rows = [
        {
            "organisation_id": key,
            "name": name,
            "kind": "organisation",
            "sector": sectors[key],
            "municipality": "Eastham",
            "policy_level": "municipal",
            "languages": ("nl",),
            "specialised": True,
            "affiliation": "public",
            "interviewed": "" if key == "youth" else "1|2",
            "in_boundary": True,
            "statements_by": 3,
            "statements_about": 2,
            "latitude": NAN,
            "longitude": NAN,
        }
        for key, name in NAMES.items()
    ]
    return pd.DataFrame(rows)


def statements() -> pd.DataFrame:
    def row(number: int, source: str, target: str, **more: Any) -> dict[str, Any]:
        base = {
            "statement_id": f"s{number}",
            "interview_id": f"i_{source}",
            "source": source,
            "target": target,
            "level": "dyad",
            "about": "collaboration",
            "basis": "first_hand",
            "domain": "",
            "facet": "",
            "process": "",
            "rating": NAN,
            "valence": "",
            "strength": NAN,
            "tie_state": "",
            "modality": "actual",
            "sign": "",
            "transfer_status": NAN,
            "phase": "",
            "channel": "",
            "depends_on_person": pd.NA,
            "cause": "",
            "locus": "",
            "respondent_id": "",
            "coder": "ada",
            "precision": "fine",
            "quote_id": f"q{number}",
            "quote": "",
            "paraphrase": "",
            "quote_language": "nl",
            "cleared": "yes",
            "reporter": source,
            "wave": "1",
            "voice": "organisations",
            "interview_kind": "organisation",
            "date": "2024-04-15",
            "file": "statements.csv",
            "row": number + 1,
        }
        return base | more

    return pd.DataFrame(
        [
            row(
                1,
                "north",
                "tower",
                process="case_transfer",
                tie_state="present",
                transfer_status=3.0,
                quote="We bellen, en dezelfde week is er een afspraak.",
            ),
            row(
                2,
                "north",
                "tower",
                domain="capacity",
                rating=1.0,
                cause="waiting_lists",
                locus="other",
                quote="Vier weken wachten voor een eerste gesprek.",
            ),
            row(
                3,
                "tower",
                "north",
                process="case_transfer",
                tie_state="present",
                quote="Ils nous envoient des jeunes.",
                quote_language="fr",
                transfer_status=3.0,
            ),
            row(
                4,
                "river",
                "tower",
                domain="capacity",
                rating=2.0,
                quote="It works about half of the time.",
                quote_language="en",
            ),
            row(
                5,
                "river",
                "youth",
                process="information_exchange",
                tie_state="present",
                quote="SECRET not cleared",
                cleared="no",
                quote_language="en",
            ),
            row(6, "tower", "river", domain="trust", rating=3.0, quote="On se fait confiance.", quote_language="fr"),
            row(
                7,
                "north",
                "tower",
                domain="capacity",
                rating=3.0,
                wave="2",
                quote="Nu gaat het beter.",
                date="2025-10-10",
            ),
        ]
    )


def ties() -> pd.DataFrame:
    def row(
        source: str, target: str, process: str, state: str, evidence: tuple[str, ...], **more: Any
    ) -> dict[str, Any]:
        return {
            "source": source,
            "target": target,
            "process": process,
            "wave": "1",
            "state": state,
            "strength": 1.0,
            "probability": NAN,
            "low": NAN,
            "high": NAN,
            "yes": len(evidence),
            "no": 0,
            "silent": 0,
            "possible_reporters": 2,
            "transfer_status": NAN,
            "works": state == "confirmed",
            "required_weight": 0.8,
            "negative": False,
            "depends_on_person": False,
            "evidence": evidence,
            "rating": NAN,
            "relation": relation.get(frozenset((source, target)), state),
        } | more

    relation = {frozenset(("north", "tower")): "confirmed"}
    return pd.DataFrame(
        [
            row("north", "tower", "case_transfer", "confirmed", ("s1",), transfer_status=3.0),
            row("north", "tower", "all", "confirmed", ("s1",)),
            row("tower", "north", "case_transfer", "one_sided", ("s3",)),
            row("tower", "north", "all", "one_sided", ("s3",)),
            row("river", "youth", "information_exchange", "unverifiable", ("s5",)),
            row("river", "youth", "all", "unverifiable", ("s5",)),
            row("youth", "tower", "case_transfer", "unknown", ()),
            row("youth", "tower", "all", "unknown", ()),
        ]
    )


def pairs() -> pd.DataFrame:
    """Return who works with whom, as the ties above add up to it."""
    each = {"wave": "1", "required_weight": 0.8, "works": pd.NA, "sides": 1}
    return pd.DataFrame(
        [
            each | {"source": "north", "target": "tower", "relation": "confirmed", "processes": "case_transfer",
                    "sides": 2, "works": True, "evidence": ("s1", "s3")},
            each | {"source": "river", "target": "youth", "relation": "unverifiable",
                    "processes": "information_exchange", "evidence": ("s5",)},
            each | {"source": "tower", "target": "youth", "relation": "unknown", "processes": "", "sides": 0,
                    "evidence": ()},
        ]
    )  # fmt: skip


def scores() -> pd.DataFrame:
    def row(level: str, subject: str, domain: str, score: float, grade: str, **more: Any) -> dict[str, Any]:
        return {
            "level": level,
            "subject": subject,
            "source": "",
            "target": "",
            "domain": domain,
            "wave": "1",
            "voice": "organisations",
            "score": NAN if grade == "D" else score,
            "estimate": score,
            "low": max(0.0, score - 20),
            "high": min(100.0, score + 20),
            "raw_mean": score,
            "aim": 75.0,
            "aim_is": "set" if domain == "trust" else "convention",
            "shortfall": max(0.0, 75 - score),
            "p_below_aim": NAN if grade == "D" else 0.93,
            "grade": grade,
            "reliability": NAN,
            "statements": 2,
            "reporters": 2,
            "basis": "required",
            "method": "transparent",
            "evidence": ("s2", "s4"),
        } | more

    return pd.DataFrame(
        [
            row("network", "network", "capacity", 37.5, "C"),
            row("network", "network", "trust", 75.0, "B", evidence=("s6",), reporters=1),
            row("network", "network", "diagnosis", 50.0, "D", evidence=(), reporters=0, statements=0),
            row("organisation_in", "tower", "capacity", 37.5, "C", target="tower"),
            row("organisation_out", "north", "capacity", 25.0, "D", source="north", evidence=("s2",)),
            row("dyad", "north>tower", "capacity", 25.0, "D", source="north", target="tower", evidence=("s2",)),
            row("sector", "reception>welfare", "capacity", 37.5, "C", source="reception", target="welfare"),
            row("network", "network", "capacity", 75.0, "C", wave="2", evidence=("s7",)),
        ]
    )


def votes() -> pd.DataFrame:
    def row(subject: str, voter: str, mean: float, without: float, statement: str, **more: Any) -> dict[str, Any]:
        return {
            "level": "network", "subject": subject, "domain": "capacity", "wave": "1", "voice": "organisations",
            "voter": voter, "mean": mean, "without": without, "interviews": 1, "quotes": 1, "statements": 1,
            "evidence": (statement,),
        } | more  # fmt: skip

    return pd.DataFrame(
        [row("network", "north", 25.0, 50.0, "s2"), row("network", "river", 50.0, 25.0, "s4"),
         row("network", "north", 75.0, NAN, "s7", wave="2")]
    )  # fmt: skip


def centrality() -> pd.DataFrame:
    rows = []
    for measure, values in {"indegree": (1, 0, 1, 1), "betweenness": (0, 0, 2, 0)}.items():
        for rank, (key, value) in enumerate(zip(NAMES, values, strict=True), start=1):
            rows.append(
                {
                    "organisation_id": key,
                    "name": NAMES[key],
                    "sector": "reception",
                    "interviewed": key != "youth",
                    "process": "all",
                    "wave": "1",
                    "ties": "reported",
                    "measure": measure,
                    "value": float(value),
                    "low": NAN,
                    "high": NAN,
                    "rank": rank,
                    "rank_low": NAN,
                    "rank_high": NAN,
                    "normalisation": "raw",
                    "missing": "unknown_as_absent",
                }
            )
    return pd.DataFrame(rows)


def tables() -> dict[str, pd.DataFrame]:
    long = centrality()
    wide = long.pivot_table(
        index=["organisation_id", "name", "process", "wave", "ties"], columns="measure", values="value"
    )
    return {
        "organisations": organisations(),
        "statements": statements(),
        "required": pd.DataFrame(
            [
                {
                    "source": "youth",
                    "target": "tower",
                    "process": "case_transfer",
                    "wave": "1",
                    "weight": 0.8,
                    "reasons": ("need:service=housing",),
                }
            ]
        ),
        "ties": ties(),
        "pairs": pairs(),
        "centrality": long,
        "centrality_wide": wide.reset_index(),
        "network_measures": pd.DataFrame(
            [
                {
                    "measure": "density",
                    "process": "all",
                    "wave": "1",
                    "ties": "reported",
                    "value": 0.25,
                    "low": 0.2,
                    "high": 0.6,
                    "missing": "",
                    "definition": "ties over pairs",
                }
            ]
        ),
        "scores": scores(),
        "score_votes": votes(),
        "mentions": pd.DataFrame(
            [
                {
                    "domain": "capacity",
                    "facet": "",
                    "cause": "",
                    "valence": "barrier",
                    "wave": "1",
                    "interviews": 2,
                    "organisations": 2,
                    "of": 3,
                    "evidence": ("s2", "s4"),
                }
            ]
        ),
        "causes": pd.DataFrame(
            [
                {
                    "cause": "waiting_lists",
                    "competent_level": "regional",
                    "domain": "capacity",
                    "locus": "other",
                    "wave": "1",
                    "interviews": 1,
                    "organisations": 1,
                    "of": 3,
                    "low": 0.05,
                    "high": 0.7,
                    "evidence": ("s2",),
                }
            ]
        ),
        "attribution": pd.DataFrame(
            [
                {
                    "domain": "capacity",
                    "wave": "1",
                    "basis": "stated",
                    "part": "other",
                    "share": 1.0,
                    "low": 0.3,
                    "high": 1.0,
                }
            ]
        ),
        "coverage": pd.DataFrame(
            [
                {
                    "kind": "process",
                    "key": "case_transfer",
                    "wave": "1",
                    "interviewed": 3,
                    "required": 6,
                    "required_with_statement": 3,
                    "two_sided": 3,
                    "one_sided": 2,
                    "neither": 1,
                    "others": 0,
                    "reporters_effective": 2.0,
                },
                {
                    "kind": "domain",
                    "key": "capacity",
                    "wave": "1",
                    "interviewed": 3,
                    "required": 6,
                    "required_with_statement": 2,
                    "two_sided": 3,
                    "one_sided": 2,
                    "neither": 1,
                    "others": 0,
                    "reporters_effective": 2.0,
                },
            ]
        ),
        "gap_findings": pd.DataFrame(
            [
                {
                    "gap_id": "g1",
                    "kind": "missing_link",
                    "organisations": ("youth", "tower"),
                    "source": "youth",
                    "target": "tower",
                    "domain": "",
                    "process": "case_transfer",
                    "wave": "1",
                    "size": 0.8,
                    "confidence": 0.5,
                    "reasons": ("nobody_said",),
                    "reasons_text": "Nobody spoke of this pair.",
                    "suggestion": "ask_both",
                    "suggestion_text": "Ask both sides.",
                    "competent_level": "organisation",
                    "evidence": (),
                    "concerns": ("youth",),
                }
            ]
        ),
        "services": pd.DataFrame(
            [
                {
                    "organisation_id": "tower",
                    "service": "housing_search",
                    "role": "offers",
                    "capacity": 10.0,
                    "demand": 30.0,
                    "refusals": 5.0,
                    "wait_weeks": 4.0,
                    "languages": ("nl", "fr"),
                    "municipality": "Eastham",
                    "phase": "",
                    "confirmed_on": "2024-04-01",
                }
            ]
        ),
        "service_states": pd.DataFrame(
            [
                {
                    "service": "housing_search",
                    "outcomes": "demand_above_capacity",
                    "needing": "",
                    "needing_itself": "",
                    "offering": "tower",
                    "unmet": "",
                    "full": "tower",
                    "out_of_date": "",
                    "asked": 30.0,
                    "places": 10.0,
                    "left": 20.0,
                    "refusals": 5.0,
                    "wait_shortest": 4.0,
                    "wait_longest": 4.0,
                }
            ]
        ),
        "findings": pd.DataFrame(
            [
                {
                    "code": "delimiter",
                    "severity": "note",
                    "file": "statements.csv",
                    "row": 0,
                    "column": "",
                    "found": ";",
                    "expected": "",
                    "remedy": "Nothing to do.",
                }
            ]
        ),
    }


@dataclass(frozen=True)
class FakeSeen:
    """What :class:`collabnet.views.Seen` offers to pages, and no more."""

    view: str = "researcher"
    tables: Mapping[str, pd.DataFrame] = field(default_factory=tables)
    settings: StudySettings = SETTINGS
    manifest: Mapping[str, Any] = field(
        default_factory=lambda: {"version": "0.1.0", "seed": 1, "inputs": {"a.csv": "00ff"}}
    )
    names: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: {k: {"en": v} for k, v in NAMES.items()})

    @property
    def network_positions(self) -> pd.DataFrame:
        places = {"north": (0.1, 0.2), "river": (0.9, 0.1), "tower": (0.5, 0.6), "youth": (0.8, 0.9)}
        return pd.DataFrame.from_dict(places, orient="index", columns=["x", "y"]).rename_axis("organisation_id")

    def name(self, organisation: str, language: str = "en") -> str:
        names = self.names.get(organisation, {})
        return names.get(language) or names.get("en") or organisation
