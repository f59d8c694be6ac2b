"""One table as a file in every format that holds one: read back by other programs, the same bytes, nothing runs."""

from __future__ import annotations

import html
import importlib.util
import io
import json
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from python_calamine import CalamineWorkbook

import collabnet
from collabnet.errors import CallError, CollabnetError
from collabnet.exports import Export, ExportOptions, Sheet, SheetColumn, export, exports
from collabnet.exports._sheet import as_read, program_names, shortened
from collabnet.exports.latex import escaped as in_latex
from collabnet.exports.markdown import escaped as in_markdown
from tests.hostile import NAMES

HAS_SPSS = importlib.util.find_spec("pyreadstat") is not None
needs_spss = pytest.mark.skipif(not HAS_SPSS, reason="SPSS files need pyreadstat; collabnet[spss] brings it.")
TRAPS = ("=1+1", "+2", "-3", "@SUM(A1)", "a|b", "50 % of $5 & #1_x^2 ~ {y}", "\\input{secret}", "[link](http://x) *b*",
         "<script>alert(1)</script>", "``code``", "line\nbreak\tand tab", '"a',
         "Ünal – ∞ ≥ −1", "x" * 3000)  # fmt: skip
FORMATS = [pytest.param(key, marks=needs_spss if one.extra else ()) for key, one in exports().items() if one.sheet]
LONG = "How often it lies on the shortest way between two others, counted over all the pairs that there are in it"


def sheet(**more: Any) -> Sheet:
    columns = (
        SheetColumn("organisation_id", "organisation"),
        SheetColumn("betweenness", LONG, "number", 2),
        SheetColumn("interviewed", "interviewed", "yes_no"),
        SheetColumn("a measure: with a name that is far too long for a statistics program", "long", "number"),
    )
    rows = tuple((trap, 1.5 + place, place % 2 == 0, 0.000123456789) for place, trap in enumerate(TRAPS))
    given: dict[str, Any] = {
        "name": "positions", "title": "Place in the network: 50 % & more", "columns": columns,
        "rows": (*rows, ("", None, None, None)), "notes": ("Source: A_1 & B; 100 %.", "=note that runs"),
    }  # fmt: skip
    return Sheet(**given | more)


def written(key: str, given: Sheet) -> bytes:
    one = exports()[key].sheet
    assert one is not None
    return one.write(given)


def in_folder(folder: Path, name: str, content: bytes) -> Path:
    (folder / name).write_bytes(content)
    return folder / name


@pytest.mark.parametrize("key", FORMATS)
def test_the_same_sheet_gives_the_same_bytes(key: str, monkeypatch: pytest.MonkeyPatch) -> None:
    first = written(key, sheet())
    assert first == written(key, sheet())
    assert first != written(key, sheet(title="Another"))


@pytest.mark.parametrize("key", FORMATS)
def test_a_sheet_without_rows_is_written_too(key: str) -> None:
    assert written(key, sheet(rows=(), notes=()))


def test_stata_reads_names_labels_values_and_notes(tmp_path: Path) -> None:
    path = in_folder(tmp_path, "x.dta", written("stata", sheet()))
    with pd.io.stata.StataReader(path) as reader:
        frame, names = reader.read(), reader.variable_labels()
        assert reader.data_label == "Place in the network: 50 % & more"
        assert reader.time_stamp == "01 Jan 2000 00:00"
    assert list(frame["organisation_id"])[:4] == list(TRAPS[:4])
    assert frame["organisation_id"].iloc[-2] == "x" * 3000
    assert list(frame["betweenness"])[:2] == [1.5, 2.5]
    assert pd.isna(frame["betweenness"].iloc[-1])
    assert list(frame["interviewed"])[:2] == ["yes", "no"]
    assert all(re.fullmatch(r"[A-Za-z_]\w{0,31}", name) for name in frame.columns)
    assert len(names["betweenness"]) <= 80
    assert names["betweenness"].endswith("…")
    assert LONG.startswith(names["betweenness"][:-1])


@needs_spss
def test_the_notes_of_a_stata_file_are_read_by_another_program(tmp_path: Path) -> None:
    import pyreadstat

    path = in_folder(tmp_path, "x.dta", written("stata", sheet()))
    _, about = pyreadstat.read_dta(path)
    assert list(about.notes[:2]) == list(sheet().notes)
    assert any(LONG in note for note in about.notes)
    assert any("a measure: with a name that is far too long" in note for note in about.notes)


def test_notes_move_the_parts_behind_them_in_the_map_of_a_stata_file() -> None:
    bare, noted = written("stata", sheet(notes=())), written("stata", sheet(notes=("One.",)))
    for tag in (b"<data>", b"<strls>", b"<value_labels>"):
        assert tag in bare
        place = int.from_bytes(noted[noted.index(b"<map>") + 5 :][_entry(tag) : _entry(tag) + 8], "little")
        assert noted[place:].startswith(tag)


def _entry(tag: bytes) -> int:
    return 8 * {b"<data>": 9, b"<strls>": 10, b"<value_labels>": 11}[tag]


@needs_spss
def test_spss_reads_names_labels_values_and_notes(tmp_path: Path) -> None:
    import pyreadstat

    frame, about = pyreadstat.read_sav(in_folder(tmp_path, "x.sav", written("spss", sheet())))
    assert list(frame["organisation_id"])[:4] == list(TRAPS[:4])
    assert frame["organisation_id"].iloc[-2] == "x" * 3000
    assert list(frame["betweenness"])[:2] == [1.5, 2.5]
    assert pd.isna(frame["betweenness"].iloc[-1])
    assert about.variable_value_labels["interviewed"] == {0.0: "no", 1.0: "yes"}
    assert about.column_names_to_labels["betweenness"] == LONG
    assert list(about.notes[:2]) == list(sheet().notes)
    assert about.creation_time.year == 2000
    assert about.variable_measure["betweenness"] == "scale"


@needs_spss
def test_spss_holds_letters_of_any_script_without_cutting_one_in_two(tmp_path: Path) -> None:
    import pyreadstat

    columns = (SheetColumn("a", "漢" * 200),)
    given = sheet(title="漢é" * 60, columns=columns, rows=(("漢" * 9000,),), notes=("漢" * 100,))
    frame, about = pyreadstat.read_sav(in_folder(tmp_path, "x.sav", written("spss", given)))
    assert about.column_labels[0] == "漢" * 84 + "…"
    assert about.file_label.endswith("…")
    assert frame["a"].iloc[0] == "漢" * 7999 + "…"
    assert "".join(about.notes).startswith("漢" * 100)


def test_without_its_extra_spss_says_which_one_and_what_to_choose_instead(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "pyreadstat", None)
    with pytest.raises(CollabnetError, match=r"collabnet\[spss\].* stata"):
        written("spss", sheet())


def test_csv_begins_with_its_header_holds_notes_beside_it_and_nothing_that_runs() -> None:
    with zipfile.ZipFile(io.BytesIO(written("csv", sheet()))) as files:
        text = files.read("positions.csv").decode("utf-8")
        notes = files.read("README.txt").decode("utf-8").split("\r\n\r\n")
    assert notes[:3] == [sheet().title, "Source: A_1 & B; 100 %.", "=note that runs"]
    back = pd.read_csv(io.StringIO(text), nrows=4)
    assert list(back["organisation_id"]) == ["'=1+1", "+2", "-3", "'@SUM(A1)"]


def test_the_workbook_holds_what_goes_with_the_table_on_sheets_of_their_own(tmp_path: Path) -> None:
    beside = Sheet("methods", "", (SheetColumn("key"),), (("=x",),))
    path = in_folder(tmp_path, "x.xlsx", written("xlsx", sheet(beside=(beside,))))
    book = CalamineWorkbook.from_path(str(path))
    assert book.sheet_names == ["positions", "methods", "about"]
    assert book.get_sheet_by_name("positions").to_python()[1][0] == "=1+1"
    assert ["=note that runs"] in book.get_sheet_by_name("about").to_python()


def test_markdown_has_as_many_cells_in_every_row_and_no_sign_that_acts() -> None:
    lines = written("markdown", sheet()).decode().splitlines()
    table = [line for line in lines if line.startswith("|")]
    assert len(table) == len(sheet().rows) + 2
    assert {len(re.findall(r"(?<!\\)\|", line)) for line in table} == {len(sheet().columns) + 1}
    assert r"\<script\>" in table[10]
    assert r"\[link\](`http://x`) \*b\*" in table[9]
    assert "1.50" in table[2]
    assert lines[-2] == "- Source: A\\_1 \\& B; 100 %."
    assert lines[-1] == r"- =note that runs".replace("=", r"\=")


@pytest.mark.parametrize("words", ["- a", "+ a", "1. a", "2) a", "= a", "# a", "> a", "```", "![x](y)", "<b>", "$x$"])
def test_no_words_begin_a_list_a_heading_a_formula_or_html_in_markdown(words: str) -> None:
    said = in_markdown(words)
    assert said != words
    assert said.replace("\\", "") == words


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("See http://x.be/a_b*c.", "See `http://x.be/a_b*c`."),
        ("HTTPS://X.y:80/?a=1&b=2; www.x.be|z", "`HTTPS://X.y:80/?a=1&b=2`; `www.x.be`\\|z"),
        ("mail jan.p@x.be or mailto:a", "mail `jan.p@x.be` or `mailto:a`"),
        ("`http://a|b`", "\\``http://a`\\|b\\`"),
        ("ftp://x (www.y)", "`ftp://x` (`www.y`)"),
        ("a@b 12:30 and/or", "a\\@b 12:30 and/or"),
    ],
)
def test_an_address_becomes_no_link_in_markdown_and_can_still_be_read(words: str, said: str) -> None:
    assert in_markdown(words) == said


@pytest.mark.skipif(shutil.which("pandoc") is None, reason="pandoc is not here (Debian: pandoc).")
@pytest.mark.parametrize("flavour", ["gfm", "markdown+autolink_bare_uris", "commonmark_x+autolink_bare_uris"])
def test_a_second_reader_of_markdown_sees_the_words_and_no_link(flavour: str) -> None:
    words = [
        "http://evil.example/x",
        "see www.evil.example, or",
        "mail@evil.org",
        "`www.a.be|ftp://b`",
        "[x](http://y)",
    ]
    text = written("markdown", sheet(rows=tuple((word, 1.0, True, 2.0) for word in words), notes=tuple(words)))
    command = ["pandoc", "-f", flavour, "-t", "html"]
    page = subprocess.run(command, input=text.decode(), capture_output=True, text=True, check=True).stdout
    assert "<a " not in page
    shown = html.unescape(re.sub("<[^>]+>", "", page))
    assert all(shown.count(word) == 2 for word in words)


@pytest.mark.parametrize("key", FORMATS)
def test_numbers_of_any_size_can_be_written(key: str) -> None:
    rows = tuple(("a", value, True, value) for value in (1e15, 1e30, -1e30, 1e308, 1e-300))
    assert written(key, sheet(rows=rows))


def test_a_very_large_number_is_read_with_a_power_of_ten_and_is_absent_in_stata(tmp_path: Path) -> None:
    given = sheet(rows=(("a", 1.25e30, True, 1e308), ("b", 1.0, True, 1e307)))
    assert "1.25E30" in written("markdown", given).decode()
    assert "1,25E30" in written("latex", replace(given, language="nl")).decode()
    back = pd.read_stata(in_folder(tmp_path, "x.dta", written("stata", given)))
    assert back.iloc[:, 3].isna().tolist() == [True, False]


def test_latex_escapes_every_sign_that_acts() -> None:
    said = in_latex("".join(TRAPS[:-1]))
    bare = re.sub(r"\\[%$&#_{}]|\\(?:text\w+|char\d+|input)?(?=\W)|\$\\?[a-zA-Z-]*\$|\{\}", "", said)
    assert not re.search(r"[%$&#_^~\\]", bare)
    assert "\n" not in said
    assert "secret" in said
    assert r"\input" not in said
    assert in_latex("--- ''x'' ??") == "-{}-{}- '{}'x'{}' ?{}?"
    assert in_latex("[a] *b*") == "{[}a{]} {*}b{*}"


def test_a_latex_table_has_its_rules_its_caption_and_its_notes() -> None:
    text = written("latex", sheet(language="nl")).decode()
    for part in (r"\toprule", r"\midrule", r"\bottomrule", r"\caption{Place in the network: 50 \% \& more}"):
        assert part in text
    assert r"\label{tab:positions}" in text
    assert r"Source: A\_1 \& B; 100 \%." in text
    assert "1,50" in text, "Dutch writes a comma"
    body = text[text.index(r"\endlastfoot") : text.index(r"\end{longtable}")].splitlines()[1:]
    assert all(len(re.findall(r"(?<!\\)&", line)) == len(sheet().columns) - 1 for line in body)


@pytest.mark.skipif(
    shutil.which("pdflatex") is None, reason="pdflatex is not here (Debian: texlive-latex-recommended)."
)
def test_a_latex_table_compiles(tmp_path: Path) -> None:
    in_folder(tmp_path, "x.tex", written("latex", sheet()))
    head = r"\documentclass{article}\usepackage[T1]{fontenc}\usepackage{lmodern,array,booktabs,longtable}"
    (tmp_path / "paper.tex").write_text(head + r"\begin{document}\input{x.tex}\end{document}")
    call = ["pdflatex", "-no-shell-escape", "-interaction=nonstopmode", "-halt-on-error", "paper.tex"]
    done = subprocess.run(call, cwd=tmp_path, capture_output=True, timeout=120, check=False)
    assert done.returncode == 0, done.stdout[-2000:].decode("utf-8", "replace")


def test_numbers_are_read_with_the_digits_that_matter() -> None:
    column = SheetColumn("x", kind="number")
    told = {0.0: "0", 3.0: "3", 12345.678: "12,346", 1.23456: "1.235", 0.5: "0.5000", 0.000123456: "0.0001235"}
    assert {number: as_read(number, column, "en") for number in told} == told
    assert as_read(0.000123456, SheetColumn("x", kind="number", digits=2), "nl") == "0,00"
    assert as_read(None, column, "en") == "–"


def test_names_are_made_to_fit_and_stay_apart() -> None:
    given = ["a b", "a_b", "A_B", "2x", "", "if", "é", "x" * 40, "x" * 41]
    made = program_names(given, 8, {"if"})
    assert len({name.casefold() for name in made}) == len(given)
    assert all(re.fullmatch(r"[A-Za-z]\w{0,7}", name) for name in made)
    assert made[0] == "a_b"


def test_words_are_cut_between_words() -> None:
    assert shortened("one two three", 10) == "one two…"
    assert shortened("one", 10) == "one"
    assert len(shortened("x" * 50, 10)) == 10


@pytest.mark.parametrize("key", FORMATS)
def test_every_table_of_an_analysis_can_be_written(
    key: str, analysed_hostile: collabnet.Analysis, tmp_path: Path
) -> None:
    one = exports()[key]
    if one.suffix:
        pytest.skip("This format holds all tables in one file, which its own tests read.")
    export(analysed_hostile, key, tmp_path / "out", view="shared")
    names = {
        path.stem
        for path in (tmp_path / "out").iterdir()
        if one.sheet and path.suffix == one.sheet.suffix.removesuffix(".zip")
    }
    assert set(analysed_hostile.tables) <= names
    assert json.loads((tmp_path / "out" / "manifest.json").read_text())["view"] == "shared"
    told = b"".join(path.read_bytes() for path in (tmp_path / "out").iterdir())
    assert b"SECRET" not in told
    assert not re.search(rb"person(\\)?_secret", told)


def test_a_table_of_stata_holds_what_the_table_holds(analysed_tiny: collabnet.Analysis, tmp_path: Path) -> None:
    export(analysed_tiny, "stata", tmp_path, options=ExportOptions(tables=("ties", "organisations")))
    assert sorted(path.name for path in tmp_path.iterdir()) == ["manifest.json", "organisations.dta", "ties.dta"]
    back, ties = pd.read_stata(tmp_path / "ties.dta"), analysed_tiny.tables["ties"]
    assert list(back["source"]) == list(ties["source"])
    assert list(back["works"].astype(object).fillna("")) == [
        "" if pd.isna(works) else "yes" if works else "no" for works in ties["works"]
    ]
    pd.testing.assert_series_equal(back["strength"], ties["strength"], rtol=1e-11, check_dtype=False)


def test_a_table_that_is_not_there_is_answered_with_those_that_are(
    analysed_tiny: collabnet.Analysis, tmp_path: Path
) -> None:
    with pytest.raises(CallError, match=r"Expected tables among .*centrality.*, found 'gossip'"):
        export(analysed_tiny, "csv", tmp_path / "x", options=ExportOptions(tables=("gossip",)))


@pytest.mark.parametrize("key", [key for key, one in exports().items() if one.sheet and one.sheet.printed])
def test_names_that_try_to_run_do_not_in_tables_to_read(
    key: str, analysed_hostile: collabnet.Analysis, tmp_path: Path
) -> None:
    export(analysed_hostile, key, tmp_path, options=ExportOptions(tables=("organisations",)))
    one: Export = exports()[key]
    text = (tmp_path / f"organisations{one.sheet.suffix if one.sheet else ''}").read_text()
    assert "<script>" not in text
    assert len([name for name in NAMES if name in text]) <= 3, "those with nothing to escape stay as they are"
