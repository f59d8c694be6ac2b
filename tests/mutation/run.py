"""Change modules one place at a time, and record which test notices.

Every mutant runs in a process of its own, which takes the changed module instead of the file: no file is touched.
Tests are chosen by the lines that they pass; they run from the fastest to the slowest, and the first that fails ends
the process. How it is called stands in README.md beside this file.
"""

from __future__ import annotations

import argparse
import csv
import hashlib
import importlib
import itertools
import json
import multiprocessing
import os
import random
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from importlib.util import spec_from_file_location
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

sys.path.insert(0, str(Path(__file__).resolve().parent))

from mutants import Mutant, mutants, with_probes

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from types import CodeType

ROOT: Final = Path(__file__).resolve().parents[2]
HERE: Final = ROOT / "tests" / "mutation"
RESULTS: Final = HERE / "mutants.csv"
COLUMNS: Final = ["module", "function", "line", "mutation", "killed_by"]
SURVIVED: Final = ""

MODULES: Final = json.loads((HERE / "modules.json").read_text(encoding="utf-8"))
"""Module (or folder) to the test files that hold it."""

AFTER_ANALYSIS: Final = ("collabnet/views", "collabnet/exports")
"""What reads a finished analysis: the analyses of the test studies are made once, before any mutant."""

THIRD_PARTY: Final = ("numpy", "pandas", "scipy.stats", "scipy.sparse", "scipy.optimize", "igraph", "networkx",
                      "hypothesis", "babel", "arviz_stats", "joblib", "threadpoolctl")  # fmt: skip

LONGEST: Final = 90
"""Seconds after which a mutant counts as noticed: it runs for ever, or nearly."""

ENOUGH: Final = 15
"""Seconds of tests, the fastest first, that a mutant meets: one that survives them might still meet its match in slow
ones, so that the share of those noticed is, if anything, too low."""

OPTIONS: Final = ["-x", "-q", "-o", "addopts=", "--import-mode=importlib", "--assert=plain", "-p", "no:cacheprovider",
                  "-p", "no:xdist", "-p", "no:dash", "-p", "no:playwright", "-p", "no:axe"]  # fmt: skip


class _Changed(MetaPathFinder, Loader):
    """Hands out the changed code when the module is imported."""

    def __init__(self, name: str, path: Path, code: CodeType, passed: Callable[[int], None] | None = None) -> None:
        self.name, self.path, self.code, self.passed = name, path, code, passed

    def find_spec(self, fullname: str, path: Any = None, target: Any = None) -> ModuleSpec | None:
        if fullname != self.name:
            return None
        folder = [str(self.path.parent)] if self.path.name == "__init__.py" else None
        return spec_from_file_location(fullname, self.path, loader=self, submodule_search_locations=folder)

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: Any) -> None:
        if self.passed is not None:
            module.__dict__["__passed__"] = self.passed
        exec(self.code, module.__dict__)


class _Lines:
    """Notes which statements of one module each test passes, those of the fixtures it asks for included."""

    def __init__(self) -> None:
        self.sink: set[int] = set()
        self.fixtures: dict[str, set[int]] = defaultdict(set)
        self.tests: dict[str, set[int]] = defaultdict(set)
        self.seconds: dict[str, float] = defaultdict(float)
        self.failed: list[str] = []

    def passed(self, line: int) -> None:
        self.sink.add(line)

    @pytest.hookimpl(wrapper=True)
    def pytest_fixture_setup(self, fixturedef: Any, request: Any) -> Iterator[None]:
        before, self.sink = self.sink, self.fixtures[fixturedef.argname]
        try:
            return (yield)
        finally:
            self.sink = before

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_call(self, item: Any) -> Iterator[None]:
        before, self.sink = self.sink, self.tests[item.nodeid]
        try:
            return (yield)
        finally:
            self.sink = before
            for name in item.fixturenames:
                self.tests[item.nodeid] |= self.fixtures[name]

    def pytest_runtest_logreport(self, report: Any) -> None:
        self.seconds[report.nodeid] += report.duration
        if report.failed:
            self.failed.append(report.nodeid)


class _First:
    """Notes the first test that fails."""

    def __init__(self) -> None:
        self.test = SURVIVED

    def pytest_runtest_logreport(self, report: Any) -> None:
        if report.failed and not self.test:
            self.test = report.nodeid

    def pytest_collectreport(self, report: Any) -> None:
        if report.failed and not self.test:
            self.test = "the module cannot be imported"


def in_child(seconds: float, work: Callable[..., Any], *arguments: Any) -> Any:
    """Return what some work gives in a process of its own, or None where it takes too long."""
    context = multiprocessing.get_context("fork")
    mine, theirs = context.Pipe(duplex=False)

    def run() -> None:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        os.dup2(os.open(os.devnull, os.O_WRONLY), 2)
        theirs.send(work(*arguments))
        theirs.close()
        os._exit(0)

    child = context.Process(target=run)
    child.start()
    theirs.close()
    try:
        return mine.recv() if mine.poll(seconds) else None
    except EOFError:
        return "the process ended"
    finally:
        child.kill()
        child.join()


def _as_tests_run() -> None:
    from hypothesis import settings

    settings.register_profile("mutation", derandomize=True, database=None, deadline=None)
    settings.load_profile("mutation")


def _watched(name: str, path: Path, files: Sequence[str]) -> dict[str, Any]:
    watch = _Lines()
    probed = with_probes(path.read_text(encoding="utf-8"), str(path))
    sys.meta_path.insert(0, _Changed(name, path, probed, watch.passed))
    _as_tests_run()
    options = [option for option in OPTIONS if option != "-x"]
    pytest.main([*options, *files], plugins=[watch])
    return {"lines": dict(watch.tests), "seconds": dict(watch.seconds), "failed": watch.failed}


def noticed(name: str, path: Path, mutant: Mutant, tests: Sequence[str]) -> str:
    """Return the first test that fails with a mutant, and nothing where all pass."""
    sys.meta_path.insert(0, _Changed(name, path, mutant.code))
    _as_tests_run()
    first = _First()
    code = pytest.main([*OPTIONS, *tests], plugins=[first])
    return first.test or (SURVIVED if code == 0 else "the module cannot be imported")


def _chosen(mutant: Mutant, watched: dict[str, Any]) -> list[str]:
    """Return the tests that pass a mutant, the fastest first; all where it is read once, at import."""
    seconds = watched["seconds"]
    passing = [test for test, lines in watched["lines"].items() if mutant.statement in lines]
    tests = [test for test in passing or watched["lines"] if test not in watched["failed"]]
    tests = sorted(tests, key=seconds.__getitem__)
    spent = itertools.accumulate(seconds[test] for test in tests)
    return [test for test, until in zip(tests, spent, strict=True) if until <= ENOUGH] or tests[:1]


def analysed_once() -> None:
    """Keep the analyses that fixtures ask for, so that each mutant of what comes after need not wait for them."""
    import collabnet

    made: dict[str, Any] = {}
    analyse = collabnet.analyse

    def kept(source: Any, **options: Any) -> Any:
        if not isinstance(source, str | Path) or not Path(source).is_dir():
            return analyse(source, **options)
        content = "".join(hashlib.sha256(file.read_bytes()).hexdigest() for file in sorted(Path(source).rglob("*.*")))
        key = f"{content} {sorted(options.items())}"
        if key not in made:
            made[key] = analyse(source, **options)
        return made[key]

    collabnet.analyse = kept  # type: ignore[assignment]
    sys.path.insert(0, str(ROOT / "tests"))
    hostile = importlib.import_module("hostile")
    with tempfile.TemporaryDirectory() as folder:
        for study in (ROOT / "tests/data/tiny", ROOT / "sample_data/transition", hostile.write_hostile(Path(folder))):
            collabnet.analyse(study, draws=60, jobs=1)


def module_name(path: Path) -> str:
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def run(key: str, paths: Sequence[Path], share: float) -> list[dict[str, Any]]:
    """Return the rows of one module or folder."""
    if key.startswith(AFTER_ANALYSIS):
        analysed_once()
    rows = []
    for path in paths:
        name = module_name(path)
        if name in sys.modules:
            sys.exit(f"{name} is loaded already: its mutants would not be read.")
        started = time.monotonic()
        watched = in_child(1800, _watched, name, path, MODULES[key])
        every = list(mutants(path.read_text(encoding="utf-8"), str(path)))
        if share < 1:
            every = random.Random(17).sample(every, round(share * len(every)))
        print(
            f"{path.relative_to(ROOT)}: {len(every)} mutants, {len(watched['lines'])} tests, "
            f"{len(watched['failed'])} fail without any, {time.monotonic() - started:.0f} s",
            flush=True,
        )
        for mutant in every:
            tests = _chosen(mutant, watched)
            limit = LONGEST + 3 * sum(watched["seconds"][test] for test in tests)
            killed = in_child(limit, noticed, name, path, mutant, tests)
            killed = "the time limit" if killed is None else killed
            rows.append(
                dict(
                    zip(
                        COLUMNS,
                        (str(path.relative_to(ROOT)), mutant.function, mutant.line, mutant.change, killed),
                        strict=True,
                    )
                )
            )
            if killed == SURVIVED:
                print(f"  survived: {path.name}:{mutant.line} {mutant.function}: {mutant.change}", flush=True)
    return rows


def write(rows: Sequence[dict[str, Any]], modules: set[str]) -> None:
    """Put rows in the place of those of the same modules."""
    kept = []
    if RESULTS.exists():
        with RESULTS.open(encoding="utf-8", newline="") as file:
            kept = [row for row in csv.DictReader(file) if row["module"] not in modules]
    every = sorted([*kept, *rows], key=lambda row: (row["module"], int(row["line"]), row["function"], row["mutation"]))
    with RESULTS.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, COLUMNS, lineterminator="\n")
        writer.writeheader()
        writer.writerows(every)


def main() -> None:
    """Run the mutants of the modules that are named, or of all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("modules", nargs="*", help="modules or folders of modules.json; all where none is named")
    parser.add_argument("--share", type=float, default=1.0, help="a random share of the mutants, with a fixed seed")
    chosen = parser.parse_args()
    os.chdir(ROOT)
    if len(chosen.modules) != 1:
        for wanted in chosen.modules or MODULES:
            subprocess.run([sys.executable, __file__, wanted, "--share", str(chosen.share)], check=True)
        return
    sys.path.insert(0, str(ROOT))
    for name in THIRD_PARTY:
        importlib.import_module(name)
    (wanted,) = chosen.modules
    key = next(key for key in MODULES if wanted == key or wanted.startswith(f"{key}/"))
    place = ROOT / wanted
    paths = sorted(place.glob("*.py")) if place.is_dir() else [place]
    rows = run(key, paths, chosen.share)
    write(rows, {str(path.relative_to(ROOT)) for path in paths})
    killed = sum(row["killed_by"] != SURVIVED for row in rows)
    print(f"{wanted}: {killed} of {len(rows)} noticed ({killed / max(1, len(rows)):.1%})", flush=True)


if __name__ == "__main__":
    main()
