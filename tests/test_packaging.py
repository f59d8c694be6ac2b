"""What is installed: the data that comes along, the versions that are promised, the commands that README gives."""

from __future__ import annotations

import importlib.util
import re
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from types import ModuleType

import pytest

from collabnet import samples
from collabnet.errors import CollabnetError

ROOT = Path(__file__).resolve().parents[1]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
LOCK = (ROOT / "requirements.lock").read_text(encoding="utf-8")


def script(name: str) -> ModuleType:
    specification = importlib.util.spec_from_file_location(name, ROOT / ".ci" / f"{name}.py")
    assert specification is not None and specification.loader is not None
    module = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """Return the names in the wheel, built by the build backend without an environment of its own."""
    if importlib.util.find_spec("hatchling") is None:
        pytest.skip("The wheel is looked into where hatchling is installed; .ci/run builds and opens it everywhere.")
    folder = tmp_path_factory.mktemp("wheel")
    code = f"from hatchling.build import build_wheel; print(build_wheel({str(folder)!r}))"
    subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, cwd=ROOT)
    with zipfile.ZipFile(next(folder.glob("*.whl"))) as packed:
        return packed.namelist()


@pytest.mark.parametrize(
    "name",
    [
        "collabnet/codebook.csv",
        "collabnet/vocabularies/causes.csv",
        "collabnet/languages/nl.po",
        "collabnet/py.typed",
        "collabnet/sample_data/transition/statements.csv",
        "collabnet/sample_data/first_day.csv",
        "collabnet/workspace/migrations/env.py",
        "collabnet/workspace/migrations/versions/v0001_first_layout.py",
        "dashboard/app.py",
        "dashboard/assets/collabnet.css",
        "dashboard/py.typed",
    ],
)
def test_the_wheel_carries_what_the_program_needs(name: str, wheel: list[str]) -> None:
    assert name in wheel


def test_the_wheel_carries_no_tests_and_nothing_made_by_running(wheel: list[str]) -> None:
    assert not [name for name in wheel if name.startswith(("tests/", ".ci/")) or "__pycache__" in name]


def test_a_checkout_reads_its_own_code_and_samples_not_a_copy() -> None:
    import collabnet

    assert Path(collabnet.__file__).parent == ROOT / "collabnet" or "site-packages" in collabnet.__file__
    assert samples.sample().is_dir()
    assert samples.samples()[0] == "transition"
    assert (samples.sample() / "statements.csv").is_file()
    assert samples.sample("first_day.csv").is_file()


def test_the_samples_of_a_wheel_lie_in_the_package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "collabnet" / "sample_data" / "transition").mkdir(parents=True)
    monkeypatch.setattr(samples, "__file__", str(tmp_path / "collabnet" / "samples.py"))
    assert samples.sample() == tmp_path / "collabnet" / "sample_data" / "transition"


def test_a_sample_that_is_not_there_is_told_in_a_sentence(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(samples, "__file__", str(tmp_path / "collabnet" / "samples.py"))
    with pytest.raises(CollabnetError, match="Install collabnet again"):
        samples.sample()
    assert samples.samples() == ()


def test_every_dependency_has_a_floor_and_a_reason() -> None:
    wanted = [*PROJECT["dependencies"], *(one for extra in PROJECT["optional-dependencies"].values() for one in extra)]
    assert all(">=" in one or one.startswith("collabnet[") for one in wanted)
    text = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = text[text.index("dependencies = [") : text.index("[project.optional-dependencies]")]
    for line in listed.splitlines()[1:]:
        if line.strip().startswith('"'):
            assert "#" in line, line


def test_the_floors_are_read_from_the_project() -> None:
    floors = script("floors").floors(["test"])
    assert "pandas==3.0" in floors
    assert len(floors) == len(PROJECT["dependencies"]) + len(PROJECT["optional-dependencies"]["test"])


def test_the_lock_pins_everything_with_hashes_and_names_no_index() -> None:
    pins = re.findall(r"^([a-z0-9._-]+)==\S+", LOCK, flags=re.MULTILINE)
    names = {re.split(r"[><=\[]", one)[0].lower() for one in PROJECT["dependencies"]}
    assert names <= set(pins)
    blocks = re.split(r"^(?=[a-z0-9])", LOCK, flags=re.MULTILINE)
    assert all("--hash=sha256:" in block for block in blocks if "==" in block)
    assert "://" not in LOCK
    assert "index" not in LOCK.replace("importlib", "")


@pytest.mark.parametrize("name", ["dashboard", "dashboard-windows", "test", "test-windows"])
def test_readme_gives_each_command_as_one_line(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    line = script("command").command(name)
    assert "\n" not in line
    assert "venv" in line
    assert line.rstrip().endswith(("dashboard", "auto"))


def test_what_readme_points_to_is_there() -> None:
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    rooms = re.findall(r"\| `((?:collabnet|dashboard)/\w+/)`[^|]*\| `([\w.]+)` \|", text)
    assert len(rooms) >= 9
    assert all((ROOT / room / example).is_file() for room, example in rooms)
    for named in ("views/_rules.py",):
        assert (ROOT / "collabnet" / named).is_file()
        assert named in text


def test_no_host_of_a_registry_and_no_path_of_a_machine_stands_in_the_project() -> None:
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False)
    if listed.returncode:
        pytest.skip("This is no checkout; what is committed is looked at in one.")
    for name in listed.stdout.splitlines():
        path = ROOT / name
        if path.suffix not in {".py", ".md", ".toml", ".lock", ".csv", ".po", ".css", ".js", ""} or not path.is_file():
            continue
        text = path.read_text(encoding="utf-8", errors="replace")
        if path.name != "test_packaging.py":
            assert not re.search(r"/simple/|--(extra-)?index-url|--find-links|/home/\w", text), name
            assert str(ROOT) not in text, name
