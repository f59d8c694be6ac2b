"""What every format promises."""

from __future__ import annotations

from pathlib import Path

import pytest

from collabnet.formats import format_of, formats
from collabnet.study import FILE, ROW

STUDIES = {
    "coded_ties": "source,target,domain,rating\na,b,trust,3\n",
    "network": "source,target,weight\na,b,3\n",
}


@pytest.fixture
def place(tiny, tmp_path):
    """Return a study of each format."""
    from collabnet.template import write_workbook

    def of(key: str) -> Path:
        if key == "csv_folder":
            return tiny
        if key == "workbook":
            return write_workbook(formats()["csv_folder"].read(tiny), tmp_path / "tiny.xlsx")
        path = tmp_path / f"{key}.csv"
        path.write_text(STUDIES[key])
        return path

    return of


@pytest.mark.parametrize("key", formats())
def test_a_format_recognises_its_own_and_every_value_is_text_that_knows_file_and_row(key, place):
    path = place(key)
    assert format_of(path).key == key
    raw = formats()[key].read(path)
    assert raw.origin == key
    assert raw.inputs and all(len(checksum) == 64 for checksum in raw.inputs.values())
    for frame in raw.tables.values():
        assert (frame[ROW] >= 2).all()
        assert (frame[FILE] != "").all()
        assert all(str(frame[column].dtype) == "str" for column in frame.columns if column != ROW)


@pytest.mark.parametrize("key", formats())
def test_a_format_says_what_it_is_in_one_sentence(key):
    assert formats()[key].title
    assert formats()[key].sentence.endswith(".")


@pytest.mark.parametrize("format_", formats().values(), ids=lambda format_: format_.key)
def test_recognising_never_raises(format_, tmp_path):
    for name, content in {"a.csv": b"\0\xff", "b.xlsx": b"PK\x03\x04", "c.txt": b"", "d.bin": b"x"}.items():
        (tmp_path / name).write_bytes(content)
        format_.recognises(tmp_path / name)
    format_.recognises(tmp_path)
    assert not format_.recognises(tmp_path / "nowhere")
