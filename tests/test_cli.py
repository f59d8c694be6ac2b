"""The command line: results to files and standard output, messages apart, sentences and never a traceback."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from typer.testing import CliRunner

import collabnet.analysis
from collabnet import cli

if TYPE_CHECKING:
    from click.testing import Result

HEAVY = ("pandas", "numpy", "scipy", "igraph", "networkx", "sqlalchemy", "dash", "plotly", "rich", "babel")


@pytest.fixture
def run():
    def call(*arguments: object) -> Result:
        result = CliRunner().invoke(cli.app, [str(argument) for argument in arguments])
        assert "Traceback" not in result.output
        return result

    return call


@pytest.fixture(autouse=True)
def few_draws(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let commands without ``--draws`` draw little: no test here is about how exact the model is."""
    monkeypatch.setitem(collabnet.analysis.analyse.__kwdefaults__, "draws", 50)


def started(*arguments: object, **options: object) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "collabnet.cli", *map(str, arguments)]
    pipes = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE} | options
    return subprocess.Popen(command, text=True, encoding="utf-8", **pipes)


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys; sys.argv = ['collabnet', '--help']\n"
        "from collabnet import cli\n"
        "try: cli.main()\n"
        "except SystemExit: pass\n"
        f"print([name for name in {HEAVY!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"
    assert "dashboard" in done.stdout


@pytest.mark.parametrize("command", ["new", "check", "analyse", "export", "infer", "dashboard"])
def test_every_command_explains_itself(command: str, run) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert "Usage" in result.output


def test_the_version_is_that_of_the_package(run) -> None:
    from importlib.metadata import version

    result = run("--version")
    assert result.stdout == f"collabnet {version('collabnet')}\n"


def test_a_new_study_passes_its_own_check(run, tmp_path: Path) -> None:
    assert run("new", tmp_path / "mine").exit_code == 0
    assert run("check", tmp_path / "mine").exit_code == 0
    assert run("new", tmp_path / "mine.xlsx", "--xlsx", "--language", "nl").exit_code == 0
    assert run("check", tmp_path / "mine.xlsx").exit_code == 0
    again = run("new", tmp_path / "mine")
    assert again.exit_code == 2
    assert "nothing was overwritten" in again.stderr


def test_check_exits_0_on_a_study_with_nothing_wrong(run, tiny: Path) -> None:
    result = run("check", tiny)
    assert result.exit_code == 0
    assert "errors: 0" in result.stdout


def test_check_exits_1_and_says_where_and_what_to_do(run, tiny: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny, tmp_path / "broken")
    text = (broken / "statements.csv").read_text(encoding="utf-8")
    (broken / "statements.csv").write_text(text.replace("s01,i1,alder,birch", "s01,i1,alder,nobody"), encoding="utf-8")
    result = run("check", broken)
    assert result.exit_code == 1
    assert "statements.csv, row 2" in result.stdout
    assert "nobody" in result.stdout


def test_check_says_once_what_is_alike_and_errors_first(run, tmp_path: Path) -> None:
    rows = "".join(f"a{number},b,9\n" for number in range(866))
    (tmp_path / "ties.csv").write_text(f"source,target,rating\n{rows}", encoding="utf-8")
    lines = run("check", tmp_path / "ties.csv").stdout.splitlines()
    assert lines[0].startswith(
        "error    866 rows: ties.csv, column rating (out_of_limits), for example row 2, 3, 4, 5, 6 …; found 9; expected"
    )
    assert len(lines) < 12
    assert lines[-1].startswith("errors: 866, ")
    every = run("check", tmp_path / "ties.csv", "--all").stdout.splitlines()
    assert sum(line.startswith("error    ties.csv, row ") for line in every) == 866
    stopped = run("analyse", tmp_path / "ties.csv", "--out", tmp_path / "out")
    assert "  866 rows: ties.csv, column rating" in stopped.stderr


def test_check_tells_programs_the_same_as_people(run, tiny: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny, tmp_path / "broken")
    (broken / "statements.csv").write_text("statement_id,interview_id\n", encoding="utf-8")
    result = run("check", broken, "--json")
    told = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {"code", "severity", "file", "row", "column", "found", "expected", "remedy"} == set(told["findings"][0])


@pytest.mark.parametrize(
    "call",
    [
        ("check",),
        ("check", "x", "--nonsense"),
        ("analyse", "TINY", "--out", "OUT", "--as", "docx"),
        ("analyse", "TINY", "--out", "OUT", "--scores", "magic"),
        ("analyse", "TINY"),
        ("export", "TINY", "--to", "docx", "--out", "OUT"),
        ("export", "TINY", "--to", "csv", "--out", "OUT", "--view", "everyone"),
        ("export", "TINY", "--to", "csv", "--out", "OUT", "--wave", "9"),
        ("export", "TINY", "--to", "csv", "--out", "OUT", "--pseudonyms"),
        ("analyse", "TINY", "--out", "OUT", "--seed", "-1"),
        ("robustness", "TINY", "--out", "OUT", "--repeats", "500000000"),
        ("dashboard", "--view", "everyone"),
        ("dashboard", "--host", "0.0.0.0", "--view", "researcher"),
        ("dashboard", "--language", "xx"),
        ("dashboard", "--port", "70000"),
        ("nonsense",),
    ],
)
def test_a_wrong_call_exits_2_with_a_sentence_and_writes_nothing(call, run, tiny: Path, tmp_path: Path) -> None:
    words = {"TINY": str(tiny), "OUT": str(tmp_path / "out")}
    result = run(*(words.get(word, word) for word in call))
    assert result.exit_code == 2
    assert result.stderr.strip()
    assert list(tmp_path.iterdir()) == []


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch, analysed_tiny: Any) -> Any:
    """Let commands find the study analysed: what they do with it is what is tested."""
    monkeypatch.setattr(collabnet.analysis, "analyse", lambda *_, **__: analysed_tiny)
    return analysed_tiny


@pytest.fixture
def never(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a test fail where a command starts to analyse: what is wrong with the call was to be said before."""
    monkeypatch.setattr(collabnet.analysis, "analyse", lambda *_, **__: pytest.fail("The analysis was started."))


@pytest.mark.usefixtures("never")
@pytest.mark.parametrize(
    ("call", "code", "word"),
    [
        (("export", "TINY", "--to", "csv", "--out", "OUT", "--view", "everyone"), 2, "Expected --view among"),
        (("export", "TINY", "--to", "csv", "--out", "OUT", "--pseudonyms"), 2, "--view shared"),
        (("export", "TINY", "--to", "csv", "--out", "OUT", "--table", "chairs"), 2, "Expected tables among"),
        (("export", "TINY", "--to", "csv", "--out", "OUT", "--process", "gossip"), 2, "Expected a process among"),
        (("export", "TINY", "--to", "csv", "--out", "OUT", "--wave", "9"), 2, "Expected a wave among"),
        (("export", "TINY", "--to", "csv", "--out", "OUT", "--ties", "x"), 2, "Expected ties among"),
        (("export", "TINY", "--to", "csv", "--out", "FILE"), 2, "Expected a folder"),
        (("export", "TINY", "--to", "xlsx", "--out", "FOLDER"), 2, "Expected a file"),
        (("export", "TINY", "--to", "csv", "--out", "TINY"), 2, "from which the study is read"),
        (("export", "TINY", "--to", "graphml", "--out", "STATEMENTS"), 2, "from which the study is read"),
        (("export", "TINY", "--to", "spss", "--out", "OUT"), 1, "collabnet[spss]"),
        (("export", "TINY", "--to", "parquet", "--out", "OUT"), 1, "collabnet[parquet]"),
        (("analyse", "TINY", "--out", "OUT", "--as", "parquet"), 1, "collabnet[parquet]"),
        (("analyse", "TINY", "--out", "FILE"), 2, "Expected a folder"),
        (("analyse", "TINY", "--out", "TINY"), 2, "from which the study is read"),
        (("analyse", "TINY", "--out", "BELOW", "--as", "xlsx"), 1, "could not be written"),
        (("infer", "TINY", "--process", "all"), 2, "one way of working together"),
        (("infer", "TINY", "--permutations", "1000001"), 2, "permutations"),
        (("infer", "TINY", "--out", "FOLDER"), 2, "Expected a file"),
        (("infer", "TINY", "--out", "STATEMENTS"), 2, "from which the study is read"),
        (("infer", "TINY", "--out", os.devnull), 2, "device"),
    ],
)
def test_what_is_wrong_with_a_call_is_said_before_anything_is_analysed(
    call, code: int, word: str, run, tiny: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for library in ("pyarrow", "pyreadstat") if "[" in word else ():
        monkeypatch.setitem(sys.modules, library, None)
    study = shutil.copytree(tiny, tmp_path / "study")
    (tmp_path / "file").write_text("mine")
    (tmp_path / "folder").mkdir()
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    words = {"TINY": study, "OUT": tmp_path / "out", "FILE": tmp_path / "file", "FOLDER": tmp_path / "folder",
             "BELOW": tmp_path / "file" / "x", "STATEMENTS": study / "statements.csv"}  # fmt: skip
    result = run(*(words.get(part, part) for part in call))
    assert result.exit_code == code, result.output
    assert word in result.stderr
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.usefixtures("made")
def test_what_an_earlier_run_left_goes_and_is_said(run, tiny: Path, tmp_path: Path) -> None:
    export = ("export", tiny, "--to", "csv", "--out", tmp_path / "out")
    assert "Removed" not in run(*export, "--table", "cliques", "--table", "statements").stderr
    result = run(*export, "--table", "cliques", "--view", "shared")
    assert result.exit_code == 0
    assert "an earlier run had written them: statements.csv." in result.stderr
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "cliques.csv", "codebook.csv", "manifest.json",
    ]  # fmt: skip


def test_the_package_is_the_command(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "collabnet", "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.startswith("collabnet ")


def test_analyse_writes_every_table_and_the_manifest_says_the_seed(run, tiny: Path, tmp_path: Path) -> None:
    result = run("analyse", tiny, "--out", tmp_path / "out", "--seed", "5", "--draws", "50")
    assert result.exit_code == 0
    assert result.stdout == ""
    assert "Networks drawn: 2, fewer than 20." in result.stderr
    assert "\x1b" not in result.stderr, "no bar is shown where it is no terminal that listens"
    written = {path.name for path in (tmp_path / "out").iterdir()}
    assert written >= {"ties.csv", "scores.csv", "manifest.json"}
    assert json.loads((tmp_path / "out" / "manifest.json").read_text(encoding="utf-8"))["seed"] == 5


@pytest.mark.usefixtures("made")
def test_analyse_writes_a_workbook(run, tiny: Path, tmp_path: Path) -> None:
    assert run("analyse", tiny, "--out", tmp_path / "out", "--as", "xlsx").exit_code == 0
    assert {path.name for path in (tmp_path / "out").iterdir()} >= {"collabnet.xlsx"}


def test_lenient_says_which_rows_were_left_out(run, tiny: Path, tmp_path: Path) -> None:
    broken = shutil.copytree(tiny, tmp_path / "broken")
    text = (broken / "statements.csv").read_text(encoding="utf-8")
    (broken / "statements.csv").write_text(text.replace("s01,i1,alder,birch", "s01,i1,alder,nobody"), encoding="utf-8")
    strict = run("analyse", broken, "--out", tmp_path / "out")
    assert strict.exit_code == 1
    assert not (tmp_path / "out").exists()
    lenient = run("analyse", broken, "--out", tmp_path / "out", "--lenient", "--scores", "transparent")
    assert lenient.exit_code == 0
    assert "Left out: statements.csv, row 2" in lenient.stderr
    assert "s01" not in (tmp_path / "out" / "ties.csv").read_text(encoding="utf-8")


@pytest.mark.usefixtures("made")
def test_export_says_first_what_the_format_cannot_hold(run, tiny: Path, tmp_path: Path) -> None:
    result = run("export", tiny, "--to", "graphml", "--out", tmp_path / "x.graphml", "--process", "case_transfer")
    assert result.exit_code == 0
    assert result.stderr.index("holds the network only") < result.stderr.index("Written to")
    assert (tmp_path / "x.graphml").exists()


def test_export_follows_the_view(run, hostile: Path, tmp_path: Path) -> None:
    result = run("export", hostile, "--to", "csv", "--out", tmp_path / "out", "--view", "shared", "--pseudonyms")
    assert result.exit_code == 0
    assert not [path for path in (tmp_path / "out").iterdir() if "SECRET" in path.read_text(encoding="utf-8")]


def broken_inputs(folder: Path) -> dict[str, Path]:
    """Make things that are no study, each in its own way."""
    things = {name: folder / name for name in ("nowhere", "empty", "bytes.csv", "words.txt", "fake.xlsx", "cut.xlsx")}
    things["empty"].mkdir()
    things["bytes.csv"].write_bytes(bytes(range(256)) * 40)
    things["words.txt"].write_text("Dear all,\nno study here.\n", encoding="utf-8")
    things["fake.xlsx"].write_bytes(b"PK\x03\x04 not a zip at all")
    with zipfile.ZipFile(things["cut.xlsx"], "w") as book:
        book.writestr("xl/workbook.xml", "<workbook")
    for name, content in {
        "utf16": "\ufeffstatement_id,interview_id\n1,2\n".encode("utf-16"),
        "nul": b"statement_id\0,interview_id\n\0\0\n",
        "long": b"statement_id,quote\n1," + b"x" * 300_000 + b"\n",
        "quotes": b'statement_id,quote\n1,"never closed\n2,x\n',
        "headers": ",".join(f"c{number}" for number in range(20_000)).encode() + b"\n",
    }.items():
        things[name] = folder / name
        things[name].mkdir()
        (things[name] / "statements.csv").write_bytes(content)
        (things[name] / "organisations.csv").write_bytes(b"organisation_id,name\n")
    things["toml"] = folder / "toml"
    things["toml"].mkdir()
    (things["toml"] / "study.toml").write_text("title = ", encoding="utf-8")
    (things["toml"] / "statements.csv").write_text("source,target\na,b\n", encoding="utf-8")
    return things


BROKEN = ("nowhere", "empty", "bytes.csv", "words.txt", "fake.xlsx", "cut.xlsx", "utf16", "nul", "long", "quotes",
          "headers", "toml")  # fmt: skip


@pytest.mark.parametrize("name", BROKEN)
def test_broken_input_is_answered_in_sentences_and_nothing_is_written(name: str, run, tmp_path: Path) -> None:
    place = broken_inputs(tmp_path)[name]
    before = sorted(tmp_path.rglob("*"))
    for call in (("check", place), ("analyse", place, "--out", tmp_path / "out"),
                 ("export", place, "--to", "csv", "--out", tmp_path / "out")):  # fmt: skip
        result = run(*call)
        assert result.exit_code == 1, call
        assert "does not know" not in result.stderr, result.stderr
        assert (result.stdout + result.stderr).strip()
    assert sorted(tmp_path.rglob("*")) == before


def test_what_stands_in_a_file_cannot_command_the_terminal(run, tmp_path: Path) -> None:
    (tmp_path / "statements.csv").write_text("statement_id,interview_id,domain\ns1,i1,\x1b[2Jgone\n", encoding="utf-8")
    (tmp_path / "organisations.csv").write_text("organisation_id,name\na,A\n", encoding="utf-8")
    result = run("check", tmp_path)
    assert "\x1b" not in result.stdout + result.stderr
    assert "gone" in result.stdout


def test_what_nobody_foresaw_is_told_in_sentences(run, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import collabnet.reading

    def surprised(*_: object, **__: object) -> None:
        raise RuntimeError("surprise")

    monkeypatch.setattr(collabnet.reading, "inspect", surprised)
    monkeypatch.delenv("COLLABNET_DEBUG", raising=False)
    result = run("check", tiny)
    assert result.exit_code == 1
    assert "RuntimeError: surprise" in result.stderr
    assert "COLLABNET_DEBUG" in result.stderr


@pytest.mark.usefixtures("made")
def test_a_full_disk_is_told_in_a_sentence(run, tiny: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    result = run("analyse", tiny, "--out", tmp_path / "file" / "out", "--draws", "50")
    assert result.exit_code == 1
    assert "could not be written" in result.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has another signal for Ctrl-C; try it by hand there.")
def test_ctrl_c_leaves_no_half_written_file(sample: Path, tmp_path: Path) -> None:
    def heeding() -> None:  # whoever started the tests may have told them not to heed it
        signal.signal(signal.SIGINT, signal.SIG_DFL)

    process = started("analyse", sample, "--out", tmp_path / "out", preexec_fn=heeding)
    time.sleep(1.0)
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode in {130, 0}, said
    assert "Traceback" not in said
    left = [path.name for path in tmp_path.iterdir()]
    assert left == ([] if process.returncode else ["out"])


@pytest.mark.parametrize(
    "becomes",
    [
        "typer.Exit(2)",
        "KeyboardInterrupt",
        "ImportError('numpy')",
        "typer.Abort",
        "collabnet.errors.CollabnetError('broken pool')",
    ],
)
def test_ctrl_c_is_a_stop_whatever_libraries_make_of_it(becomes: str, tiny: Path) -> None:
    code = (
        "import signal, sys, typer, collabnet.errors, collabnet.reading\n"
        "from collabnet import cli\n"
        "def stopped(*_, **__):\n"
        "    try: signal.raise_signal(signal.SIGINT)\n"
        f"    except KeyboardInterrupt: raise {becomes}\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        f"collabnet.reading.inspect = stopped; sys.argv = ['collabnet', 'check', {str(tiny)!r}]\n"
        "cli.main()\n"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 130, done.stderr
    assert "Traceback" not in done.stderr
    assert "does not know" not in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no pseudo-terminals in the standard library.")
def test_a_bar_is_shown_on_a_terminal(tiny: Path, tmp_path: Path) -> None:
    import pty

    ours, theirs = pty.openpty()
    call = ("analyse", tiny, "--out", tmp_path / "out", "--draws", "50", "--scores", "transparent")
    process = started(*call, stderr=theirs, env={**os.environ, "TERM": "xterm"})
    os.close(theirs)
    shown = b""
    try:
        while chunk := os.read(ours, 4096):
            shown += chunk
    except OSError:
        pass
    os.close(ours)
    process.communicate(timeout=60)
    assert b"\x1b[" in shown


def test_the_dashboard_says_its_address_and_opens_the_sample(tmp_path: Path) -> None:
    import urllib.request

    process = started("dashboard", "--no-browser", "--port", "0", "--workspace", tmp_path / "w")
    try:
        line = process.stdout.readline()
        address = line.split()[-1]
        assert "The dashboard is at http://127.0.0.1:" in line
        with urllib.request.urlopen(address, timeout=60) as answer:
            assert answer.status == 200
            assert b"collabnet" in answer.read()
    finally:
        process.terminate()
        process.communicate(timeout=60)


def test_a_taken_port_is_told_in_a_sentence(tmp_path: Path) -> None:
    import socket

    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        process = started("dashboard", "--no-browser", "--port", port, "--workspace", tmp_path / "w")
        _, said = process.communicate(timeout=120)
    assert process.returncode == 1
    assert "Give another --port" in said
    assert "Traceback" not in said


@pytest.mark.parametrize(
    ("options", "view", "keys"),
    [
        (("TINY",), "researcher", {"tiny"}),
        (("TINY", "--host", "0.0.0.0"), "shared", {"tiny"}),
        (("TINY", "--host", "0.0.0.0", "--view", "researcher", "--expose-researcher-view"), "researcher", {"tiny"}),
        (("--host", "0.0.0.0"), "shared", {"transition"}),
        (("--host", "0.0.0.0", "--workspace", "W"), "shared", {"earlier", "transition"}),
        ((), "researcher", {"earlier", "transition"}),
    ],
)
def test_the_dashboard_serves_what_was_named_and_outside_never_what_was_not(
    options: tuple[str, ...], view: str, keys: set[str], run, tiny: Path, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    from collabnet.workspace import Workspace
    from dashboard import app

    monkeypatch.setattr("collabnet.workspace._default_folder", lambda: tmp_path / "w")
    with Workspace.open() as workspace:
        workspace.add(shutil.copytree(tiny, tmp_path / "earlier"))
    served: list[Any] = []
    monkeypatch.setattr(app, "serve", lambda shelf, **_: served.append((shelf.view, set(shelf.titles()))))
    words = {"TINY": str(tiny), "W": str(tmp_path / "w")}
    result = run("dashboard", "--no-browser", *(words.get(word, word) for word in options))
    assert result.exit_code == 0, result.output
    assert served == [(view, keys)]


def test_a_dashboard_that_would_show_everything_to_others_says_how_to_do_it_knowingly(run, tmp_path: Path) -> None:
    result = run("dashboard", "--host", "0.0.0.0", "--view", "researcher", "--workspace", tmp_path / "w")
    assert result.exit_code == 2
    assert "--expose-researcher-view" in result.stderr
    assert not (tmp_path / "w").exists()
