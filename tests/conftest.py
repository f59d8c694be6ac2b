"""Studies that many tests read."""

from __future__ import annotations

import csv
import importlib.util
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from collabnet.reading import Inspection, inspect

if TYPE_CHECKING:
    from collabnet.findings import Finding

ROOT = Path(__file__).resolve().parents[1]

DRAWS = 60
"""Draws a chain where a test is not about how exact the model is."""


@pytest.fixture(scope="session")
def tiny() -> Path:
    """Return the folder of the hand-made study with one tie in each state."""
    return ROOT / "tests" / "data" / "tiny"


@pytest.fixture(scope="session")
def sample() -> Path:
    """Return the folder of the invented study that ships with collabnet."""
    return ROOT / "sample_data" / "transition"


@pytest.fixture(scope="session")
def public_data() -> Path:
    """Return the folder of real networks with values computed by R, or skip where it is not there."""
    folder = Path(os.environ.get("COLLABNET_PUBLIC_DATA", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("The public networks are not here; set COLLABNET_PUBLIC_DATA to the folder that holds them.")
    return folder


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a study full of secrets and traps."""
    return _hostile().write_hostile(tmp_path_factory.mktemp("hostile"))


@pytest.fixture(scope="session")
def analysed_tiny(tiny: Path) -> Any:
    """Return the analysis of the hand-made study, made once: an analysis never changes."""
    return _analysed(tiny)


@pytest.fixture(scope="session")
def analysed_tiny_again(tiny: Path) -> Any:
    """Return the analysis of the hand-made study, made a second time: what is made of both must be the same."""
    return _analysed(tiny)


@pytest.fixture(scope="session")
def analysed_sample(sample: Path) -> Any:
    """Return the analysis of the invented study, made once."""
    return _analysed(sample)


@pytest.fixture(scope="session")
def analysed_hostile(hostile: Path) -> Any:
    """Return the analysis of the study full of secrets and traps, made once."""
    return _analysed(hostile)


def _analysed(folder: Path) -> Any:
    import collabnet

    return collabnet.analyse(folder, draws=DRAWS, jobs=1)


def _hostile() -> Any:
    """Load the helper beside this file: tests are no package."""
    specification = importlib.util.spec_from_file_location("hostile", Path(__file__).with_name("hostile.py"))
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


class Desk:
    """Where a test writes a small study, changes a cell, and reads it again."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.tables: dict[str, list[dict[str, str]]] = {
            "organisations": [
                {"organisation_id": "a", "name": "Alpha House", "sector": "care"},
                {"organisation_id": "b", "name": "Beta Office", "sector": "welfare"},
                {"organisation_id": "c", "name": "Gamma Homes", "sector": "housing"},
            ],
            "interviews": [
                {"interview_id": "i1", "organisation_id": "a", "date": "2024-03-01", "wave": "1"},
                {"interview_id": "i2", "organisation_id": "b", "date": "2024-03-02", "wave": "1"},
            ],
            "statements": [
                _statement("s1", "i1", "a", "b", quote="We call each other every week."),
                _statement("s2", "i2", "b", "a", quote="They ring us, it works."),
                _statement("s3", "i2", "b", "c", quote="Gamma answers within a day."),
            ],
        }
        self.toml = 'format = 1\ntitle = "Desk"\n\n[[waves]]\nid = "1"\n'

    def change(self, table: str, row: int, **cells: str) -> Desk:
        """Change cells of one row."""
        self.tables[table][row] |= cells
        return self

    def add(self, table: str, **cells: str) -> Desk:
        """Add a row; a statement gets what it needs to be without a flaw."""
        row = {**_statement("s9", "i1", "a", "b", quote=f"Words of {cells.get('statement_id', 's9')}."), **cells}
        self.tables.setdefault(table, []).append(row if table == "statements" else cells)
        return self

    def write(self) -> Path:
        """Write the folder."""
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.toml:
            (self.folder / "study.toml").write_text(self.toml, encoding="utf-8")
        for name, rows in self.tables.items():
            columns = list(dict.fromkeys(key for row in rows for key in row))
            with (self.folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, columns, restval="")
                writer.writeheader()
                writer.writerows(rows)
        return self.folder

    def inspect(self, *, lenient: bool = False) -> Inspection:
        """Write the folder and inspect it."""
        return inspect(self.write(), lenient=lenient)

    def findings(self, code: str) -> list[Finding]:
        """Return the findings of one code."""
        return [finding for finding in self.inspect().findings if finding.code == code]


def _statement(name: str, interview: str, source: str, target: str, **more: str) -> dict[str, str]:
    row = {"statement_id": name, "interview_id": interview, "source": source, "target": target, "level": "dyad"}
    row |= {"domain": "trust", "process": "information_exchange", "rating": "3", "tie_state": "present"}
    return {**row, "cleared": "yes", **more}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a small study without a flaw, to be spoiled."""
    return Desk(tmp_path / "desk")
