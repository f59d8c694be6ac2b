"""Whatever stands in a cell, a header or a setting, reading ends in findings or a study."""

from __future__ import annotations

import csv
import random
import shutil
from pathlib import Path

import pytest

from collabnet.errors import StudyError
from collabnet.reading import inspect

WORDS = (
    "", "0", "-1", "1,234", "|", "||", "a|b", "=1+1", "é", "yes", "2024-13-01", "31/12/2024", "45366", "nan", "1e400",
    '"', ";", "alder", "s01", "birch|birch", "alder|alder", "\u202e", "person", "group", "3.5", "2025", "context",
    "all_welfare", "<b>", "None", "_row", "_file", "file", "wave", "source", "organisation", "x" * 500,
)  # fmt: skip


def spoiled(path: Path, chance: random.Random) -> None:
    """Put odd words into cells and headers, double and drop rows and columns."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    for _ in range(6):
        row = chance.choice(rows)
        row[chance.randrange(len(row))] = chance.choice(WORDS)
    rows.insert(chance.randrange(len(rows)), list(chance.choice(rows)))
    if chance.random() < 0.3:
        column = chance.randrange(len(rows[0]))
        rows = [row[:column] + row[column + 1 :] for row in rows]
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


@pytest.mark.parametrize("seed", range(12))
def test_a_study_that_is_spoiled_at_random_is_told_so_and_nothing_else_happens(tiny, tmp_path, seed):
    chance = random.Random(seed)
    folder = Path(shutil.copytree(tiny, tmp_path / "study"))
    for path in chance.sample(sorted(folder.glob("*.csv")), 4):
        spoiled(path, chance)
    for lenient in (False, True):
        try:
            inspection = inspect(folder, lenient=lenient)
        except StudyError as error:
            assert str(error).endswith(".")
            continue
        assert inspection.findings
        for finding in inspection.findings:
            assert finding.place()
            assert "{" not in finding.remedy_in() + finding.expected_in()
