"""Bad input ends in findings or one sentence: nothing executed, nothing written, nothing lost."""

from __future__ import annotations

import io
import os
import shutil
import tracemalloc
import zipfile
from pathlib import Path

import pytest
import xlsxwriter

from collabnet.errors import StudyError
from collabnet.reading import inspect, read

CONTENT = (
    '<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
RELS = (
    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    '<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"'
    ' Target="{target}"/></Relationships>'
)
BOOK = (
    '<?xml version="1.0"?>{doctype}<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    ' xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<sheets><sheet name="statements" sheetId="1" r:id="rId1"/></sheets></workbook>'
)
SHEET = (
    '<?xml version="1.0"?>{doctype}<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def workbook(path: Path, rows: str, *, doctype: str = "", more: dict[str, bytes] | None = None) -> Path:
    """Write a workbook by hand, as no spreadsheet would."""
    parts = {
        "[Content_Types].xml": CONTENT,
        "_rels/.rels": RELS.format(kind="officeDocument", target="xl/workbook.xml"),
        "xl/workbook.xml": BOOK.format(doctype=""),
        "xl/_rels/workbook.xml.rels": RELS.format(kind="worksheet", target="worksheets/sheet1.xml"),
        "xl/worksheets/sheet1.xml": SHEET.format(doctype=doctype, rows=rows),
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in {**parts, **(more or {})}.items():
            archive.writestr(name, text)
    return path


def outcome(path: Path) -> set[str]:
    """Return the codes of every error found, however reading ended; anything but a StudyError fails the test."""
    before = snapshot(path)
    try:
        inspection = inspect(path)
        codes = {finding.code for finding in inspection.findings if finding.severity == "error"}
        assert (inspection.study is None) is bool(codes)
    except StudyError as error:
        assert str(error).endswith(".")
        codes = {finding.code for finding in error.findings}
    assert snapshot(path) == before
    return codes


def snapshot(path: Path) -> list[tuple[str, int]]:
    """Return everything around a path, so that a write is noticed."""
    return sorted((str(entry), entry.lstat().st_size) for entry in path.parent.rglob("*"))


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("empty.csv", b"", "not_a_study"),
        ("spaces.csv", b"  \n \n", "not_a_study"),
        ("rubbish.csv", bytes(range(256)) * 20, "not_text"),
        ("nul.csv", b"source,target,domain\na,b\0,trust\n", "not_text"),
        ("other.csv", b"date,amount\n2024,5\n2025,6\n", "not_a_study"),
        ("prose.txt", b"Dear all,\nthis is a letter.\n", "not_a_study"),
        ("old.xls", b"\xd0\xcf\x11\xe0rubbish", "foreign_kind"),
        ("broken.xlsx", b"PK\x03\x04rubbish", "broken_workbook"),
        ("text.xlsx", b"source,target\na,b\n", "broken_workbook"),
        ("empty.xlsx", b"", "broken_workbook"),
        ("open.csv", b'source,target,quote\na,b,"never closed\n', "broken_table"),
    ],
)
def test_a_file_that_is_no_study_is_refused_in_a_sentence(tmp_path, name, content, code):
    path = tmp_path / name
    path.write_bytes(content)
    assert code in outcome(path)


def test_nothing_there_and_folders_without_a_study_are_refused(tmp_path):
    assert outcome(tmp_path / "nowhere") == {"nothing_there"}
    (tmp_path / "empty").mkdir()
    assert outcome(tmp_path / "empty") == {"not_a_study"}
    (tmp_path / "other").mkdir()
    (tmp_path / "other" / "holiday.jpg").write_bytes(b"\xff\xd8")
    assert outcome(tmp_path / "other") == {"not_a_study"}


def test_a_name_with_a_null_in_it_is_refused():
    with pytest.raises(StudyError, match="Look whether the name is"):
        read("no\0such")


def test_a_pipe_is_not_waited_for(tmp_path):
    if not hasattr(os, "mkfifo"):
        pytest.skip("This system has no named pipes.")
    os.mkfifo(tmp_path / "pipe.csv")
    assert outcome(tmp_path / "pipe.csv") == {"foreign_kind"}


def test_a_link_out_of_the_folder_is_not_followed_and_said(tiny, tmp_path):
    folder = Path(shutil.copytree(tiny, tmp_path / "study"))
    (tmp_path / "secret.csv").write_text("statement_id\nx\n")
    (folder / "statements_2.csv").symlink_to(tmp_path / "secret.csv")
    assert outcome(folder) == {"link_not_followed"}


def test_broken_settings_are_an_error_and_every_other_finding_comes_too(tiny, tmp_path):
    folder = Path(shutil.copytree(tiny, tmp_path / "study"))
    (folder / "study.toml").write_text("title = unquoted\n")
    (folder / "required.csv").write_text("source,target\nalder,alder\n")
    assert {"broken_settings", "self_tie"} <= outcome(folder)


@pytest.mark.parametrize("text", ["a = " + "[" * 100_000, "[" * 50_000])
def test_settings_nested_without_end_are_an_error(tiny, tmp_path, text):
    folder = Path(shutil.copytree(tiny, tmp_path / "study"))
    (folder / "study.toml").write_text(text)
    assert "broken_settings" in outcome(folder)


@pytest.mark.parametrize(
    ("line", "key"),
    [
        ('seed = "many"', "seed"), ("k = 0", "k"), ("waves = 3", "waves"), ("[aims]\ntrust = 200", "aims.trust"),
        ("[aims]\nluck = 20", "aims.luck"), ("title = 3", "title"), ("languages = 3", "languages"),
        ("processes = 3", "processes"), ("[processes.x]\ndirected = 7", "processes.x.directed"),
        ("required_threshold = 2", "required_threshold"), ("seed = -1.5", "seed"),
    ],
)  # fmt: skip
def test_a_setting_that_cannot_be_is_an_error_that_names_it(tmp_path, desk, line, key):
    desk.toml = f"{line}\n"
    found = desk.findings("settings_value")
    assert [finding.column for finding in found] == [key]


def test_an_older_study_is_read_with_a_remark_and_a_newer_one_refused(desk):
    desk.toml = desk.toml.replace("format = 1", "format = 0")
    assert [(f.code, f.severity) for f in desk.inspect().findings] == [("format_older", "note")]
    desk.toml = desk.toml.replace("format = 0", "format = 2")
    with pytest.raises(StudyError, match="Update collabnet"):
        desk.inspect()
    desk.toml = desk.toml.replace("format = 2", 'format = "new"')
    assert [f.code for f in desk.inspect().findings] == ["format_unread"]


@pytest.mark.parametrize("separator", [",", ";"])
def test_a_million_columns_end_in_a_finding_with_bounded_memory(tiny, tmp_path, separator):
    folder = Path(shutil.copytree(tiny, tmp_path / "study"))
    (folder / "services.csv").write_text(separator.join(f"c{number}" for number in range(1_000_000)) + "\n")
    tracemalloc.start()
    codes = outcome(folder)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes == {"too_large"}
    assert peak < 150_000_000


@pytest.mark.parametrize("cell", ["XFD1048576", "BDWGN1", "A9999999", "ZZZZZZZ1"])
def test_a_sheet_that_reaches_far_is_refused_before_it_is_laid_out(tmp_path, cell):
    rows = f'<row r="1"><c r="A1"><v>1</v></c></row><row><c r="{cell}"><v>2</v></c></row>'
    tracemalloc.start()
    codes = outcome(workbook(tmp_path / "far.xlsx", rows))
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes == {"too_large"}
    assert peak < 50_000_000


def test_a_zip_bomb_is_refused_with_bounded_memory(tmp_path):
    zeros = b" " * 150_000_000
    path = workbook(tmp_path / "bomb.xlsx", "", more={"xl/styles.xml": b"<a>" + zeros + b"</a>"})
    assert path.stat().st_size < 1_000_000
    del zeros
    tracemalloc.start()
    codes = outcome(path)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert codes == {"too_large"}
    assert peak < 20_000_000


def test_a_zip_that_lies_about_its_size_is_refused(tmp_path):
    path = workbook(tmp_path / "lies.xlsx", '<row r="1"><c r="A1"><v>1</v></c></row>')
    data = bytearray(path.read_bytes())
    start = data.rfind(b"PK\x01\x02")
    data[start + 24 : start + 28] = (5).to_bytes(4, "little")
    path.write_bytes(bytes(data))
    assert outcome(path) == {"broken_workbook"}


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>',
        '<!DOCTYPE x SYSTEM "http://localhost/x.dtd">',
        '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
)
def test_a_document_type_in_a_workbook_is_refused(tmp_path, doctype):
    rows = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    assert outcome(workbook(tmp_path / "entities.xlsx", rows, doctype=doctype)) == {"broken_workbook"}


def test_one_long_text_that_many_cells_share_is_refused(tmp_path):
    shared = b'<?xml version="1.0"?><sst><si><t>' + b"x" * 1_000_000 + b"</t></si></sst>"
    rows = "".join(f'<row r="{n}"><c r="A{n}" t="s"><v>0</v></c></row>' for n in range(1, 300))
    assert outcome(workbook(tmp_path / "shared.xlsx", rows, more={"xl/sharedStrings.xml": shared})) == {"too_large"}


def test_formulas_are_never_run_their_saved_values_are_read_and_said(tmp_path, tiny):
    from collabnet.formats import formats
    from collabnet.template import write_workbook

    raw = formats()["csv_folder"].read(tiny)
    path = write_workbook(raw, tmp_path / "plain.xlsx")
    data = io.BytesIO()
    with zipfile.ZipFile(path) as old, zipfile.ZipFile(data, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name.endswith("sheet7.xml"):
                assert b"<v>0.5</v>" in body or b"<v>1</v>" in body or b"<v>" in body
            new.writestr(name, body.replace(b"<v>0.5</v>", b"<f>1/2</f><v>0.5</v>"))
    path.write_bytes(data.getvalue())
    study = read(path)
    assert sorted(study.tables["required"]["weight"]) == [0.5, 0.5, 1.0]
    assert [f.values["count"] for f in study.findings if f.code == "formula_cells"] == ["2"]


def test_a_formula_without_a_saved_value_and_an_error_cell_are_warnings(tmp_path):
    path = tmp_path / "ties.xlsx"
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("Sheet1")
        sheet.write_row(0, 0, ["source", "target", "domain", "rating"])
        sheet.write_row(1, 0, ["a", "b", "trust"])
        sheet.write_formula(1, 3, "=1+1", value="")
        sheet.write_row(2, 0, ["b", "a", "trust"])
        sheet.write_formula(2, 3, "=NA()", value="#N/A")
    codes = {finding.code for finding in read(path).findings}
    assert {"formula_cells", "error_cells"} <= codes


def test_markup_in_names_stays_text(desk):
    name = "<script>alert(1)</script><b>Alpha</b>"
    assert desk.change("organisations", 0, name=name).inspect().study.organisations["name"][0] == name


def test_a_quotation_mark_in_the_wrong_place_is_said(tiny, tmp_path):
    folder = Path(shutil.copytree(tiny, tmp_path / "study"))
    (folder / "required.csv").write_text('source,target,reason\nalder,birch,"so"called\n')
    assert [(f.row, f.severity) for f in inspect(folder).findings if f.code == "quotation_marks"] == [(2, "warning")]


def test_a_field_longer_than_any_quote_is_an_error(tiny, tmp_path):
    folder = Path(shutil.copytree(tiny, tmp_path / "study"))
    (folder / "required.csv").write_text("source,target,reason\nalder,birch," + "x" * 1_000_000 + "\n")
    assert outcome(folder) == {"broken_table"}


def test_a_file_that_is_not_part_of_the_study_is_said_and_not_opened(tiny, tmp_path):
    folder = Path(shutil.copytree(tiny, tmp_path / "study"))
    (folder / "budget.csv").write_bytes(b"\0" * 100)
    (folder / "notes.docx").write_bytes(b"PK")
    found = {f.file: f.severity for f in inspect(folder).findings if f.code == "file_not_read"}
    assert found == {"budget.csv": "warning", "notes.docx": "note"}


def test_a_file_called_as_a_table_that_has_none_of_its_columns_is_an_error(desk):
    desk.write()
    (desk.folder / "interview-guide.txt").write_text("How do you work together?\nTell me more.\n")
    (finding,) = [f for f in inspect(desk.folder).findings if f.severity == "error"]
    assert (finding.code, finding.file) == ("no_known_columns", "interview-guide.txt")


def test_a_spreadsheet_in_a_folder_is_not_read_and_that_is_a_warning(desk):
    desk.write()
    (desk.folder / "statements.xlsx").write_bytes(b"PK")
    assert [(f.code, f.severity) for f in inspect(desk.folder).findings] == [("file_not_read", "warning")]


def test_lines_of_quotes_end_alike_however_the_file_was_saved(desk):
    desk.change("statements", 0, quote="one\r\ntwo")
    assert desk.inspect().study.statements["quote"][0] == "one\ntwo"


def test_letters_are_composed_so_that_an_id_is_the_same_however_it_was_typed(desk):
    desk.change("organisations", 2, organisation_id="caf\u00e9").change("statements", 2, target="cafe\u0301")
    assert desk.inspect().study.statements["target"].tolist()[2] == ("caf\u00e9",)


@pytest.mark.parametrize(
    ("encoding", "found"), [("mac_roman", "mac_roman"), ("cp850", "cp850"), ("cp1252", "cp1252"), ("latin-1", "cp1252")]
)
def test_old_encodings_are_found_by_the_letters_they_give(desk, encoding, found):
    text = "réunion à l'école, coördinatie, présent, déjà, où, fête, ça, naïef, één"
    desk.change("statements", 0, quote=text).write()
    path = desk.folder / "statements.csv"
    path.write_bytes(path.read_text(encoding="utf-8").encode(encoding))
    inspection = inspect(desk.folder)
    assert [f.found for f in inspection.findings if f.code == "encoding_found"] == [found]
    assert inspection.study.statements["quote"][0] == text
