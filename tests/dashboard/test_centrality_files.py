"""The table of places as a file: exactly what is seen, with what must be said of it, in every format."""

from __future__ import annotations

import importlib.util
import io
import shutil
import subprocess
import zipfile
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

from collabnet.exports import Sheet, exports
from dashboard import taking
from dashboard.app import app_over
from dashboard.pages import centrality
from dashboard.sheets import positions as sheet
from dashboard.shelf import FixedShelf
from dashboard.state import State
from dashboard.words import say
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.http import Visitor
from tests.dashboard.reading import hrefs, likely, words

HAS_SPSS = importlib.util.find_spec("pyreadstat") is not None


def state(**options: str | tuple[str, ...]) -> State:
    return State(study="small", page="centrality", wave="1", options=options)


def shown(seen: FakeSeen, here: State, *, printed: bool = False) -> Sheet:
    return sheet(seen, here, say(here), printed=printed)


def made(seen: FakeSeen, here: State, suffix: str) -> bytes:
    return centrality.PAGE.files[f"positions{suffix}"](seen, here)


def read_back(archive: bytes) -> pd.DataFrame:
    """Read the table in an archive as anybody does who knows nothing of it."""
    with zipfile.ZipFile(io.BytesIO(archive)) as files:
        return pd.read_csv(io.BytesIO(files.read("positions.csv")))


def names(found: Sheet) -> list[str]:
    return [column.name for column in found.columns]


def test_the_page_offers_every_format_that_holds_a_table(seen: FakeSeen) -> None:
    assert set(centrality.PAGE.files) == {f"positions{one.sheet.suffix}" for one in exports().values() if one.sheet}
    links = hrefs(centrality.layout(seen, state(measures=("betweenness",))))
    for suffix in (".csv.zip", ".xlsx", ".dta", ".tex", ".md"):
        assert f"/take/small/positions{suffix}?wave=1&lang=en&measures=betweenness" in links


def test_a_format_that_cannot_be_written_here_says_what_to_install(
    seen: FakeSeen, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "find_spec", lambda name: None)
    page = centrality.layout(seen, state())
    assert not [link for link in hrefs(page) if ".sav" in link]
    assert "pip install 'collabnet[spss]'" in words(page)


def test_a_file_holds_the_rows_columns_and_order_that_are_seen(seen: FakeSeen) -> None:
    here = state(measures=("betweenness", "indegree"), rows="tower|north", columns="name|indegree|betweenness")
    found = shown(seen, here)
    assert names(found) == [
        "organisation_id", "name", "sector", "interviewed", "indegree", "betweenness", "missing",
    ]  # fmt: skip
    assert [row[0] for row in found.rows] == ["tower", "north"]
    assert found.rows[0][4:6] == (1.0, 2.0)
    assert any("2 of 4 organisations (chosen in the table)" in note for note in found.notes)


def test_a_column_that_is_not_seen_is_not_in_the_file(seen: FakeSeen) -> None:
    assert "betweenness_rank" not in names(shown(seen, state(measures=("betweenness",))))
    assert "betweenness_rank" in names(shown(seen, state(measures=("betweenness",), places="yes")))
    assert "indegree" not in names(shown(seen, state(measures=("indegree", "betweenness"), columns="betweenness")))


def test_filters_hold_for_files_and_are_said_in_them(seen: FakeSeen) -> None:
    found = shown(seen, state(measures=("betweenness",), interviewed="no", search="yoû"))
    assert [row[0] for row in found.rows] == ["youth"]
    told = "1 of 4 organisations (interviewed or not: not interviewed; search by name: yoû)."
    assert told in found.notes


def test_rows_that_are_asked_for_but_filtered_out_stay_out(seen: FakeSeen) -> None:
    found = shown(seen, state(measures=("betweenness",), interviewed="no", rows="tower|youth"))
    assert [row[0] for row in found.rows] == ["youth"]


def test_every_file_says_source_basis_wave_what_is_missing_and_whom_to_cite(seen: FakeSeen) -> None:
    notes = " ".join(shown(seen, state(measures=("betweenness",))).notes)
    for part in (
        "Source: A small study. Analysed with collabnet 0.1.0, seed 1.",
        "Relations counted: reported by anyone",
        "Moment of interviewing: Spring 2024",
        "unknown_as_absent: pairs nobody spoke of count as no relation",
        "In between (betweenness).",
        "Formula:",
        "Cite: Freeman",
        "doi:10.",
    ):
        assert part in notes, part


def test_on_likely_relations_data_hold_the_interval_in_columns_and_print_in_one_cell() -> None:
    seen = likely()
    here = state(measures=("betweenness",), ties="posterior")
    data, printed = shown(seen, here), shown(seen, here, printed=True)
    assert names(data)[4:-1] == [
        "betweenness", "betweenness_low", "betweenness_high", "betweenness_rank_low", "betweenness_rank_high",
    ]  # fmt: skip
    tower = next(row for row in data.rows if row[0] == "tower")
    assert tower[4:9] == (2.5, 1.5, 3.5, 1.0, 2.0)
    assert names(printed)[3:] == ["betweenness", "betweenness_place"]
    tower = next(row for row in printed.rows if row[0] == "Tower Welfare")
    assert tower[3:] == ("2.5 (1.5–3.5)", "1–2")
    assert {row[4] for row in printed.rows} == {"1–2", "cannot tell"}


def test_words_of_a_file_are_in_the_language_of_the_page() -> None:
    here = State(study="small", page="centrality", wave="1", language="nl", options={"measures": ("betweenness",)})
    found = shown(likely(), here, printed=True)
    assert found.language == "nl"
    assert found.columns[1].label == "sector"
    assert found.rows[0][1] == "Opvang"


def test_csv_and_workbook_are_read_back(seen: FakeSeen) -> None:
    here = state(measures=("betweenness",), rows="tower|north")
    back = read_back(made(seen, here, ".csv.zip"))
    assert list(back["organisation_id"]) == ["tower", "north"]
    assert list(back["betweenness"]) == [2.0, 0.0]
    book = CalamineWorkbook.from_filelike(io.BytesIO(made(seen, here, ".xlsx")))
    assert book.sheet_names == ["positions", "methods", "about"]
    assert [row[0] for row in book.get_sheet_by_name("methods").to_python()[1:]] == ["betweenness"]
    assert any("Cite: Freeman" in str(row[0]) for row in book.get_sheet_by_name("about").to_python())


def test_the_csv_begins_with_its_header_and_what_is_to_be_said_lies_beside_it(seen: FakeSeen) -> None:
    here = state(measures=("betweenness",), rows="tower|north|river")
    with zipfile.ZipFile(io.BytesIO(made(seen, here, ".csv.zip"))) as files:
        assert files.namelist() == ["positions.csv", "methods.csv", "README.txt"]
        lines = files.read("positions.csv").decode("utf-8").splitlines()
        told = files.read("README.txt").decode("utf-8")
    assert lines[0].startswith("organisation_id,name,sector,interviewed,betweenness")
    assert [line.partition(",")[0] for line in lines[1:]] == ["tower", "north", "river"]
    for part in ("Position in the network", "Source: A small study", "Cite: Freeman", "3 of 4 organisations"):
        assert part in told


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not installed.")
def test_r_reads_the_csv_as_it_is(seen: FakeSeen, tmp_path: Path) -> None:
    with zipfile.ZipFile(
        io.BytesIO(made(seen, state(measures=("betweenness",), rows="tower|north"), ".csv.zip"))
    ) as it:
        it.extractall(tmp_path)
    script = 'd <- read.csv("positions.csv"); cat(names(d)[1], d$organisation_id, class(d$betweenness), d$betweenness)'
    answer = subprocess.run(["Rscript", "-e", script], cwd=tmp_path, capture_output=True, text=True, check=True)
    assert answer.stdout == "organisation_id tower north integer 2 0"


def test_stata_is_read_back_with_labels(seen: FakeSeen, tmp_path: Path) -> None:
    path = tmp_path / "positions.dta"
    path.write_bytes(made(seen, state(measures=("betweenness",)), ".dta"))
    with pd.io.stata.StataReader(path) as reader:
        back = reader.read()
        assert reader.variable_labels()["betweenness"] == "In between"
    assert dict(zip(back["organisation_id"], back["betweenness"], strict=True))["tower"] == 2.0
    assert list(back["interviewed"]) == ["yes", "yes", "yes", "no"]


@pytest.mark.skipif(not HAS_SPSS, reason="SPSS files need pyreadstat; collabnet[spss] brings it.")
def test_spss_is_read_back_with_labels_and_methods(seen: FakeSeen, tmp_path: Path) -> None:
    import pyreadstat

    path = tmp_path / "positions.sav"
    path.write_bytes(made(seen, state(measures=("betweenness",)), ".sav"))
    back, about = pyreadstat.read_sav(path)
    assert dict(zip(back["organisation_id"], back["betweenness"], strict=True))["tower"] == 2.0
    assert about.column_names_to_labels["betweenness"] == "In between"
    assert "Cite: Freeman" in " ".join(about.notes)


def test_markdown_and_latex_are_ready_to_read() -> None:
    here = state(measures=("betweenness",), ties="posterior")
    text = made(likely(), here, ".md").decode()
    assert "| Tower Welfare | Reception | yes | 2.5 (1.5–3.5) | 1–2 |" in text
    assert "- In between (betweenness)." in text
    paper = made(likely(), here, ".tex").decode()
    assert r"Tower Welfare & Reception & yes & 2.5 (1.5–3.5) & 1–2 \\" in paper
    assert r"\toprule" in paper


@pytest.mark.parametrize("suffix", [".csv.zip", ".xlsx", ".dta", ".tex", ".md"])
def test_the_same_address_gives_the_same_bytes(seen: FakeSeen, suffix: str) -> None:
    assert made(seen, state(), suffix) == made(FakeSeen(), state(), suffix)


def test_more_rows_than_an_address_holds_come_in_the_body(analysed_sample: Any) -> None:
    from collabnet.views import seen as look

    visitor = Visitor(app_over(FixedShelf({"study": look(analysed_sample)}, view="researcher")))
    some = list(analysed_sample.tables["organisations"]["organisation_id"])[:3]
    answer = visitor.client.post(
        "/take/study/positions.csv.zip?wave=1&measures=indegree", data={"rows": "|".join(reversed(some))}
    )
    assert answer.status_code == 200
    back = read_back(answer.data)
    known = [key for key in reversed(some) if key in set(back["organisation_id"])]
    assert list(back["organisation_id"]) == known
    assert answer.headers["Content-Disposition"] == 'attachment; filename="study-positions.csv.zip"'


def test_another_site_cannot_ask_for_files_in_the_body(analysed_sample: Any) -> None:
    from collabnet.views import seen as look

    visitor = Visitor(app_over(FixedShelf({"study": look(analysed_sample)}, view="researcher")))
    answer = visitor.client.post(
        "/take/study/positions.csv.zip", data={"rows": "x"}, headers={"Origin": "http://evil.example"}
    )
    assert answer.status_code == 403
