"""Three invented studies, built to the two sources' descriptions, which no part of collabnet was written against.

``seventeen_organisations``: interviews before and after 18, most about what is in the way. ``eighty_initiatives``: a
questionnaire among volunteers, with services, demand, places, rules and languages, and few relations.
``fifteen_young_people``: young people beside organisations, in two waves. Organisations, people and quotes are
invented; a seed makes each study the same on every machine.

``python -m tests.source_studies FOLDER`` writes all three, to read their pages.
"""

from __future__ import annotations

import csv
import random
import sys
from pathlib import Path
from typing import Final

STUDY: Final = 'format = 1\ntitle = "{title}"\nlanguages = ["nl", "fr", "en"]\nseed = 7\n'

WAVES: Final = """
[[waves]]
id = "1"
label = "Before moving"
date = 2024-03-01

[[waves]]
id = "2"
label = "After moving"
date = 2025-03-01
"""

DOMAINS: Final = ("diagnosis", "service_knowledge", "capacity", "trust", "cultural_competence")
PROCESSES: Final = ("information_exchange", "case_transfer", "case_coordination", "")

SECTORS: Final = (
    ("reception", "federal"), ("guardianship", "federal"), ("welfare", "municipal"), ("housing", "regional"),
    ("legal", "community"), ("mental_health", "community"), ("education", "community"), ("youth", "community"),
)  # fmt: skip
"""Fields of work of the seventeen, with the level that each answers to."""

IN_THE_WAY: Final = (
    ("capacity", "time_pressure", "own", "There are two of us for a hundred and ten files."),
    ("capacity", "waiting_lists", "system", "We call, and they say: next year perhaps."),
    ("capacity", "housing_shortage", "system", "There is no flat under nine hundred euros."),
    ("cultural_competence", "language_barrier", "other", "The desk only speaks one language."),
    ("service_knowledge", "no_social_map", "system", "Nobody keeps the list of who does what."),
    ("trust", "turnover", "other", "Every half year somebody else answers the phone."),
    ("diagnosis", "time_pressure", "own", "We see trauma only when things break."),
)
"""What stands in the way, as people of one organisation tell it: domain, cause, where it sits, words."""

Row = dict[str, object]


def _write(folder: Path, table: str, rows: list[Row]) -> None:
    columns = list(dict.fromkeys(column for row in rows for column in row))
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, restval="")
        writer.writeheader()
        writer.writerows(rows)


def _study(folder: Path, settings: str, tables: dict[str, list[Row]]) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "study.toml").write_text(settings, encoding="utf-8")
    for table, rows in tables.items():
        _write(folder, table, rows)
    return folder


def _numbered(rows: list[Row]) -> list[Row]:
    return [{"statement_id": f"s{number:04d}", **row} for number, row in enumerate(rows, 1)]


def seventeen_organisations(folder: Path) -> Path:
    """Write interviews with seventeen organisations in reception and support, and with four that only others name.

    Parameters
    ----------
    folder
        Where the study is written.

    Returns
    -------
    pathlib.Path
        The folder.
    """
    chance = random.Random(17)
    organisations: list[Row] = []
    for number in range(21):
        sector, level = SECTORS[number % len(SECTORS)]
        organisations.append({
            "organisation_id": f"o{number:02d}", "name": f"{sector.replace('_', ' ').title()} {number:02d}",
            "sector": sector, "policy_level": level, "specialised": "yes" if number % 3 else "no",
            "languages": "nl|fr" if number % 4 else "nl",
        })  # fmt: skip
    interviewed = [str(row["organisation_id"]) for row in organisations[:17]]
    interviews: list[Row] = [
        {
            "interview_id": f"i{name[1:]}",
            "organisation_id": name,
            "date": "2024-05-02",
            "language": "nl",
            "prompted": "no",
        }
        for name in interviewed
    ]
    statements = [row for name in interviewed for row in _interview(name, organisations, chance)]
    required: list[Row] = [
        {"source": "reception", "target": "welfare", "process": "case_transfer", "weight": 1, "reason": "Law on aid"},
        {"source": "guardianship", "target": "legal", "process": "case_coordination", "weight": 0.6, "reason": ""},
        {"source": "o00", "target": "o05", "process": "", "weight": 0.4, "reason": "Many need a therapist"},
    ]
    tables = {"organisations": organisations, "interviews": interviews, "required": required}
    title = "Seventeen organisations (invented)"
    return _study(folder, STUDY.format(title=title), {**tables, "statements": _numbered(statements)})


def _interview(name: str, organisations: list[Row], chance: random.Random) -> list[Row]:
    """Return what one organisation says: of partners, of its own work, of the context, and of one ended relation."""
    said: Row = {"interview_id": f"i{name[1:]}", "source": name}
    others = [str(row["organisation_id"]) for row in organisations if row["organisation_id"] != name]
    rows: list[Row] = []
    for target in chance.sample(others, 5):
        process = chance.choice(PROCESSES)
        rows.append({
            **said, "target": target, "process": process,
            "transfer_status": chance.choice(["", 1, 2, 3, 4]) if process == "case_transfer" else "",
            "quote": f"We work with {target}.", "paraphrase": "They work together.",
            "cleared": chance.choice(["yes", "no", "paraphrase"]),
        })  # fmt: skip
        if chance.random() < 0.6:
            rows.append({
                **said, "target": target, "domain": chance.choice(DOMAINS),
                "valence": chance.choice(["barrier", "mixed", "enabler"]), "quote": f"About {target}.", "cleared": "no",
            })  # fmt: skip
    for domain, cause, locus, words in chance.sample(IN_THE_WAY, 3):
        rows.append({
            **said, "level": "organisation", "about": "own_work", "domain": domain, "valence": "barrier",
            "cause": cause, "locus": locus, "quote": words, "cleared": "yes",
        })  # fmt: skip
    ended, wished, conflict = chance.sample(others, 3)
    rows.append({**said, "target": ended, "tie_state": "ended", "process": "case_transfer", "quote": "Until 2022."})
    rows.append({**said, "target": wished, "modality": "wished", "quote": "I wish we did.", "cleared": "yes"})
    if chance.random() < 0.3:
        rows.append({**said, "target": conflict, "sign": "negative", "negative_kind": "conflict", "quote": "We clash."})
    return rows


def eighty_initiatives(folder: Path) -> Path:
    """Write a questionnaire among eighty volunteer initiatives: what they offer, what they need, who asks.

    Parameters
    ----------
    folder
        Where the study is written.

    Returns
    -------
    pathlib.Path
        The folder.
    """
    chance = random.Random(80)
    names = [f"v{number:02d}" for number in range(80)]
    organisations: list[Row] = [
        {
            "organisation_id": name, "name": f"Initiative {name[1:]}", "sector": "volunteering",
            "municipality": f"Town {number % 12}", "languages": chance.choice(["nl", "fr", "nl|fr", "nl|en"]),
            "affiliation": chance.choice(["volunteer", "non_profit"]), "volunteer_run": "yes",
            "can_limit": chance.choice(["yes", "no", ""]),
        }
        for number, name in enumerate(names)
    ]  # fmt: skip
    organisations += [
        {"organisation_id": f"p{number}", "name": f"Welfare centre {number}", "sector": "welfare",
         "municipality": f"Town {number}", "languages": "nl", "policy_level": "municipal"}
        for number in range(6)
    ]  # fmt: skip
    interviews: list[Row] = [
        {"interview_id": f"q{name[1:]}", "organisation_id": name, "kind": "questionnaire", "date": "2019-02-01"}
        for name in names
    ]
    services = [row for name in names for row in _map_entry(name, chance)]
    services += [
        {"organisation_id": f"p{number}", "service": "financial_aid", "role": "offers", "minimum_residence_months": 3,
         "languages": "nl", "capacity": 60, "wait_weeks": 4}
        for number in range(6)
    ]  # fmt: skip
    services.append({"organisation_id": "p0", "service": "social_housing", "role": "offers", "wait_weeks": 600})
    statements = [row for name in names for row in _answers(name, names, chance)]
    tables = {"organisations": organisations, "interviews": interviews, "services": services}
    title = "Eighty initiatives (invented)"
    return _study(folder, STUDY.format(title=title), {**tables, "statements": _numbered(statements)})


def _map_entry(name: str, chance: random.Random) -> list[Row]:
    """Return what one initiative offers, needs for those it helps, and needs itself."""
    rows: list[Row] = []
    for service in chance.sample(["housing_search", "furniture", "transport", "language_course"], 2):
        capacity = chance.randint(5, 60)
        rows.append({
            "organisation_id": name, "service": service, "role": "offers", "capacity": capacity,
            "demand": round(capacity * chance.choice([0.9, 1.0, 1.5, 3.0])), "wait_weeks": chance.choice(["", 0, 30]),
            "refusals": chance.choice(["", 0, 12]), "languages": chance.choice(["nl", "fr", "nl|fr"]),
        })  # fmt: skip
    for service in chance.sample(["legal_advice", "interpreting", "psychosocial_support", "social_housing"], 2):
        demand = chance.randint(4, 50)
        rows.append({
            "organisation_id": name, "service": service, "role": "needs_for_clients", "demand": demand,
            "languages": chance.choice(["nl", "fr", "en", ""]),
        })  # fmt: skip
    if chance.random() < 0.1:
        rows.append({
            "organisation_id": name, "service": chance.choice(["legal_advice", "psychosocial_support"]),
            "role": "offers", "capacity": 10, "languages": "nl", "minimum_age": 18,
        })  # fmt: skip
    if chance.random() < 0.4:
        own = chance.choice(["rooms", "storage", "staff_training", "funding"])
        rows.append({"organisation_id": name, "service": own, "role": "own_needs"})
    return rows


def _answers(name: str, names: list[str], chance: random.Random) -> list[Row]:
    """Return the answers of one initiative: a welfare centre, perhaps a neighbour, and how it bears the demand."""
    said: Row = {"interview_id": f"q{name[1:]}", "source": name}
    rows: list[Row] = [{
        **said, "target": f"p{chance.randrange(6)}", "process": "case_transfer",
        "transfer_status": chance.choice([1, 2, 3, 5]), "quote": "They send people.", "cleared": "yes",
    }]  # fmt: skip
    if chance.random() < 0.35:
        target = chance.choice([other for other in names if other != name])
        rows.append({**said, "target": target, "process": "", "quote": "We lend each other vans.", "cleared": "yes"})
    if chance.random() < 0.9:
        rows.append({
            **said, "level": "organisation", "about": "own_work", "domain": "capacity", "valence": "barrier",
            "cause": chance.choice(["volunteers_overloaded", "money", "housing_shortage"]),
            "locus": chance.choice(["own", "system", "system"]), "quote": "We cannot say no.", "cleared": "yes",
        })  # fmt: skip
    return rows


def fifteen_young_people(folder: Path) -> Path:
    """Write what fifteen young people tell in two waves, beside six organisations that were interviewed.

    Parameters
    ----------
    folder
        Where the study is written.

    Returns
    -------
    pathlib.Path
        The folder.
    """
    chance = random.Random(15)
    names = [f"o{number}" for number in range(9)]
    organisations: list[Row] = [
        {"organisation_id": name, "name": f"House {name[1:]}", "sector": SECTORS[number % 4][0],
         "policy_level": SECTORS[number % 4][1]}
        for number, name in enumerate(names)
    ]  # fmt: skip
    interviews: list[Row] = []
    statements: list[Row] = []
    for wave, date in (("1", "2024-03-10"), ("2", "2025-03-12")):
        for number in range(15 if wave == "1" else 11):
            interview = f"y{number:02d}w{wave}"
            interviews.append({"interview_id": interview, "kind": "person", "person_id": f"young{number:02d}",
                               "date": date, "wave": wave})  # fmt: skip
            statements += _young(interview, names, chance)
        for name in names[:6] if wave == "1" else names[2:6]:
            interview = f"{name}w{wave}"
            interviews.append({"interview_id": interview, "organisation_id": name, "date": date, "wave": wave})
            statements += _worker(interview, name, names, chance)
    tables = {"organisations": organisations, "interviews": interviews}
    title = "Fifteen young people (invented)"
    settings = STUDY.format(title=title) + WAVES
    return _study(folder, settings, {**tables, "statements": _numbered(statements)})


def _young(interview: str, names: list[str], chance: random.Random) -> list[Row]:
    """Return what one young person says of two organisations, and of how these work together."""
    first, second = chance.sample(names, 2)
    said: Row = {
        "interview_id": interview,
        "about": "clients",
        "cleared": "paraphrase",
        "paraphrase": "A young person on two houses.",
    }
    return [
        {**said, "source": first, "level": "organisation", "domain": chance.choice(DOMAINS),
         "rating": chance.randint(0, 4), "quote": "They listen."},
        {**said, "source": second, "level": "organisation", "domain": "cultural_competence",
         "valence": chance.choice(["barrier", "enabler"]), "quote": "Nobody there speaks my language."},
        {**said, "source": first, "target": second, "about": "collaboration", "basis": "from_client",
         "quote": "They sent me from one to the other."},
    ]  # fmt: skip


def _worker(interview: str, name: str, names: list[str], chance: random.Random) -> list[Row]:
    """Return what one organisation says of two others."""
    rows: list[Row] = []
    for target in chance.sample([other for other in names if other != name], 3):
        rows.append({
            "interview_id": interview, "source": name, "target": target, "process": chance.choice(PROCESSES),
            "domain": chance.choice(["", *DOMAINS]), "rating": chance.choice(["", 1, 2, 3, 4]),
            "quote": "As it goes.", "cleared": "yes",
        })  # fmt: skip
    return rows


STUDIES: Final = {
    "seventeen_organisations": seventeen_organisations,
    "eighty_initiatives": eighty_initiatives,
    "fifteen_young_people": fifteen_young_people,
}
"""Name of each study and what writes it."""

if __name__ == "__main__":
    for study, write in STUDIES.items():
        sys.stdout.write(f"{write(Path(sys.argv[1]) / study)}\n")
