from __future__ import annotations

from pathlib import Path

import pytest

from collabnet.reading import inspect
from tests.source_studies import STUDIES


@pytest.mark.parametrize("name", STUDIES)
def test_what_the_sources_describe_is_read_without_an_error(name: str, tmp_path: Path) -> None:
    found = inspect(STUDIES[name](tmp_path / name))
    assert found.study is not None
    assert not [finding for finding in found.findings if finding.severity == "error"]


def test_a_study_is_the_same_each_time_it_is_written(tmp_path: Path) -> None:
    for name, write in STUDIES.items():
        first, second = write(tmp_path / "first" / name), write(tmp_path / "second" / name)
        for path in first.iterdir():
            assert path.read_bytes() == (second / path.name).read_bytes()
