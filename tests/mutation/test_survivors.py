"""What the last run over the mutants left: nine of ten noticed, and each of the others explained."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

HERE = Path(__file__).resolve().parent


def rows(name: str) -> list[dict[str, str]]:
    with (HERE / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_nine_of_ten_mutants_of_each_module_were_noticed() -> None:
    noticed: dict[str, list[bool]] = defaultdict(list)
    for row in rows("mutants.csv"):
        noticed[row["module"]].append(bool(row["killed_by"]))
    assert noticed
    for module, each in noticed.items():
        assert sum(each) >= 0.9 * len(each), module


def test_every_survivor_is_explained_and_nothing_else_is() -> None:
    survivors = {
        (row["module"], row["function"], row["mutation"]) for row in rows("mutants.csv") if not row["killed_by"]
    }
    explained = {(row["module"], row["function"], row["mutation"]): row["why"] for row in rows("survivors.csv")}
    assert survivors == set(explained)
    assert all(len(why) > 20 for why in explained.values())
