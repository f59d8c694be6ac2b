"""The command ``collabnet``: results go to files or standard output, messages to standard error, never a traceback.

Everything heavy is imported inside the commands, so that ``collabnet --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import pandas as pd

    from collabnet.analysis import Analysis
    from collabnet.findings import Finding
    from collabnet.network import Network
    from collabnet.progress import Progress
    from collabnet.scoring.model.simulation import SimulationPlan
    from collabnet.workspace import Workspace

FAILED, WRONG_CALL, STOPPED = 1, 2, 130
SHOWN = 20
"""Findings that an error message lists; ``collabnet check`` lists all."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="From coded interviews to a network: who works with whom, how well, how sure we are, where the gaps lie.",
)

StudyPath = Annotated[Path, typer.Argument(metavar="STUDY", help="A folder, a workbook, a table of ties, a network.")]
View = Annotated[str, typer.Option("--view", metavar="VIEW", help="researcher (everything) or shared.")]
Lenient = Annotated[bool, typer.Option("--lenient", help="Leave out rows with errors, and say which.")]


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a letter is no reason to fail
    try:
        app()
    except KeyboardInterrupt:
        sys.exit(STOPPED)


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        print(f"collabnet {version('collabnet')}")
        raise typer.Exit


@app.callback()
def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Say which version this is.")
    ] = False,
) -> None:
    """Take what stands before a command."""


@app.command()
def new(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the new study is to stand.")],
    xlsx: Annotated[
        bool, typer.Option("--xlsx", help="One workbook with drop-down lists instead of CSV files.")
    ] = False,
    language: Annotated[str, typer.Option(metavar="nl|fr|en", help="The language of the explanations.")] = "en",
) -> None:
    """Write an empty study: the columns that matter first, one example row, the codebook explained."""
    with _plain_words():
        from collabnet.template import new_study

        made = new_study(folder, xlsx=xlsx, language=language)
        _say(f"A new study stands in {made}. Fill it in, then run: collabnet check {made}")


@app.command()
def check(
    study: StudyPath,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
) -> None:
    """Say everything that is wrong or doubtful: exit 0 when nothing is wrong, 1 on errors, 2 on a wrong call."""
    with _plain_words():
        from collabnet.errors import StudyError
        from collabnet.findings import errors
        from collabnet.reading import inspect

        message: str = ""
        found: tuple[Finding, ...] = ()
        try:
            found = inspect(study).findings
        except StudyError as error:
            message, found = str(error), error.findings
        wrong = bool(message or errors(found))
        if as_json:
            _print_json(study, message, found)
        else:
            _print_findings(message, found)
        raise typer.Exit(FAILED if wrong else 0)


@app.command()
def analyse(
    study: StudyPath,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the tables.")],
    as_: Annotated[str, typer.Option("--as", metavar="csv|xlsx|parquet", help="How the tables are written.")] = "csv",
    seed: Annotated[int | None, typer.Option(help="Seed of every random step; the study's own by default.")] = None,
    scores: Annotated[str, typer.Option(metavar="model|transparent", help="How scores are made.")] = "model",
    draws: Annotated[int, typer.Option(min=1, help="Draws of each of the model's four chains.")] = 1000,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes that work at the same time.")] = None,
    lenient: Lenient = False,
) -> None:
    """Compute everything and write one table each, with a manifest. These are the researcher's tables."""
    with _plain_words():
        from collabnet.errors import CallError
        from collabnet.exports import TABLES, export, exports

        if as_ not in TABLES:
            raise CallError(f"Expected --as among {', '.join(TABLES)}, found {as_!r}. Choose one of these.")
        done = _analysed(study, seed=seed, scores=scores, draws=draws, jobs=jobs, lenient=lenient)
        suffix = exports()[as_].suffix
        target = out / f"collabnet{suffix}" if suffix else out
        for sentence in export(done, as_, target):
            _say(sentence)
        _say(f"{len(done.tables)} tables stand in {target}, with everything the researcher may see.")


@app.command()
def export(
    study: StudyPath,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="csv, xlsx, graphml, parquet …")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file, or the folder for csv and parquet.")],
    process: Annotated[str, typer.Option(metavar="PROCESS", help="One way of working together.")] = "",
    wave: Annotated[str, typer.Option(metavar="WAVE", help="One wave.")] = "",
    ties: Annotated[str, typer.Option(metavar="BASIS", help="reported or confirmed.")] = "",
    view: View = "researcher",
    pseudonyms: Annotated[bool, typer.Option("--pseudonyms", help="Numbers for names; with --view shared.")] = False,
    lenient: Lenient = False,
) -> None:
    """Write an analysis in one format, after saying what that format cannot hold."""
    with _plain_words():
        from collabnet.exports import ExportOptions, chosen_export, selected, write
        from collabnet.views import seen

        format_ = chosen_export(to)
        options = ExportOptions(process, wave, ties)
        shown = selected(seen(_analysed(study, lenient=lenient), view, pseudonyms), options)
        for sentence in format_.cannot_hold(shown):
            _say(sentence)
        write(format_, shown, out, options)
        _say(f"Written to {out}, as the view {view} shows it.")


@app.command()
def design(
    study: Annotated[
        Path | None, typer.Argument(metavar="[STUDY]", help="A study under way: whom to ask next.")
    ] = None,
    organisations: Annotated[int | None, typer.Option(help="Organisations of the network. [30]")] = None,
    interviews: Annotated[int | None, typer.Option(help="Interviews you plan. [17]")] = None,
    statements: Annotated[float | None, typer.Option(help="Rated statements that one interview yields. [15]")] = None,
    two_sided: Annotated[
        float | None, typer.Option(metavar="SHARE", help="Share of statements about what others do. [0.5]")
    ] = None,
    required: Annotated[
        float | None, typer.Option(metavar="SHARE", help="Share of pairs expected to work together. [0.25]")
    ] = None,
    coders: Annotated[int | None, typer.Option(help="People who code. [3]")] = None,
    sizes_from: Annotated[
        Path | None, typer.Option(metavar="STUDY", help="Let answers differ as much as in this study.")
    ] = None,
    replications: Annotated[int | None, typer.Option(help="Studies that are invented. [20]")] = None,
    seed: Annotated[int | None, typer.Option(min=0, help="The same seed gives the same numbers. [1]")] = None,
    jobs: Annotated[int, typer.Option(min=1, help="Processes that work at the same time.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.csv", help="With STUDY: every row.")] = None,
) -> None:
    """Say before fieldwork how wide intervals will be; with STUDY, whom to interview next."""
    with _plain_words():
        given = {
            "organisations": organisations, "interviews": interviews, "statements": statements,
            "two_sided": two_sided, "required": required, "coders": coders,
        }  # fmt: skip
        numbers = {name: value for name, value in given.items() if value is not None}
        how = {"replications": replications, "seed": seed}
        plan = {name: value for name, value in how.items() if value is not None}
        if study is None:
            _no_file(out)
            _design_ahead(numbers, plan, sizes_from, jobs=jobs, as_json=as_json)
        else:
            _one_of_both(study, [*numbers, *plan, *(["sizes_from"] if sizes_from else [])])
            _design_next(study, out, jobs=jobs, as_json=as_json)


def _no_file(out: Path | None) -> None:
    from collabnet.errors import CallError

    if out is not None:
        raise CallError("Expected --out together with a STUDY, found it alone. Send the table to a file with > FILE.")


def _one_of_both(study: Path, numbers: list[str]) -> None:
    """Refuse a study that stands beside the numbers of a study to come."""
    from collabnet.errors import CallError

    if numbers:
        options = ", ".join(f"--{name.replace('_', '-')}" for name in numbers)
        raise CallError(
            f"Expected either a study or the numbers of one to come, found {study} and {options}. "
            "Leave the study out to plan one, or the numbers to hear whom to ask next."
        )


def _design_ahead(
    numbers: dict[str, Any], how: dict[str, Any], sizes_from: Path | None, *, jobs: int, as_json: bool
) -> None:
    from collabnet.scoring.model.simulation import SimulationPlan
    from collabnet.scoring.planning import checked, expected_widths, sizes_of_study

    plan = checked(SimulationPlan(**numbers))
    with _progress() as progress:
        if sizes_from is not None:
            sizes = sizes_of_study(_network(sizes_from), jobs=jobs, progress=progress)
            plan = SimulationPlan(**numbers, sizes=sizes)
        found = expected_widths(plan, jobs=jobs, progress=progress, **how)
    if as_json:
        from dataclasses import asdict

        _print_rows({"plan": asdict(plan)}, found)
        return
    _print_widths(found)
    _say_widths(plan, found)


def _design_next(study: Path, out: Path | None, *, jobs: int, as_json: bool) -> None:
    from collabnet.scoring.planning import whom_next

    network = _network(study)
    with _progress() as progress:
        found = whom_next(network, jobs=jobs, progress=progress)
    found = found.assign(name=found["organisation_id"].map(network.organisations["name"]))
    if out is not None:
        _write_rows(found, out)
    if as_json:
        _print_rows({"study": str(study)}, found)
    elif len(found):
        _print_next(found)
    _say_next(found)


def _network(study: Path) -> Network:
    from collabnet.network import Network
    from collabnet.reading import read

    return Network.from_study(read(study))


LEVEL_WORDS = {
    "network": "whole network",
    "sector": "sector to sector",
    "organisation_in": "what partners meet at one",
    "organisation_out": "how one acts to partners",
    "dyad": "one pair, one direction",
}
"""What a score is about, in words, by level."""


def _print_widths(found: pd.DataFrame) -> None:
    print(f"{'score of':26} {'scores':>6} {'spoken of':>9} {'reporters':>9} {'width':>6} {'95 % lie in':>12}"
          f" {'A':>5} {'B':>5} {'C':>5} {'D':>5}")  # fmt: skip
    for row in found.to_dict("records"):
        shares = " ".join(f"{row[f'grade_{letter}']:>5.0%}" for letter in "abcd")
        span = f"{row['width_low']:.0f}–{row['width_high']:.0f}"
        print(f"{LEVEL_WORDS[row['level']]:26} {row['scores']:>6.0f} {row['spoken']:>9.0%} {row['reporters']:>9.1f}"
              f" {row['width']:>6.1f} {span:>12} {shares}")  # fmt: skip


def _say_widths(plan: SimulationPlan, found: pd.DataFrame) -> None:
    rows = found.set_index("level")
    whole, one = rows.loc["network"], rows.loc["organisation_in"]
    _say(
        f"With {plan.interviews} interviews of {plan.statements:g} statements each among {plan.organisations} "
        f"organisations, the 95 % interval of a network score is {whole['width']:.0f} points wide on average, that of "
        f"what partners meet at one organisation {one['width']:.0f}; {1 - one['grade_d']:.0%} of the latter would rest "
        "on enough evidence to be shown (grade A to C)."
    )
    _say(
        "That holds if people speak of whatever comes; where they speak more of what is bad, a score can be off by "
        "more than its interval says."
    )


def _print_next(found: pd.DataFrame) -> None:
    """Print the ten whose interview would narrow most, and what to ask each about."""
    together = found[found["domain"].eq("")].head(10)
    each = found[found["domain"].ne("")].sort_values(["narrowing_network", "domain"], ascending=[False, True])
    best = each.drop_duplicates("organisation_id").set_index("organisation_id")["domain"]
    wide = max(len(str(name)) for name in [*together["name"], "organisation"])
    print(
        f"{'rank':>4} {'organisation':{wide}} {'interviewed':>11} {'network':>8} {'organisations':>13} ask first about"
    )
    for row in together.to_dict("records"):
        print(_printable(
            f"{row['rank']:>4} {row['name']:{wide}} {'yes' if row['interviewed'] else 'no':>11} "
            f"{row['narrowing_network']:>8.1f} {row['narrowing_organisations']:>13.1f} "
            f"{str(best[row['organisation_id']]).replace('_', ' ')}"
        ))  # fmt: skip


def _say_next(found: pd.DataFrame) -> None:
    together = found[found["domain"].eq("")]
    if together.empty:
        _say("Nobody can be named: nothing was rated in the last wave, or there are more ratings than this can take.")
        return
    first = together.iloc[0]
    _say(
        f"One interview with {first['name']} about all its expected partners would narrow the interval of a network "
        f"score by {first['narrowing_network']:.1f} of {first['width_network']:.1f} points, the mean over domains "
        "(column network); organisations: the mean over what partners meet at each. Gains of several interviews do "
        "not add up: run this again after each."
    )


def _write_rows(found: pd.DataFrame, out: Path) -> None:
    import csv

    from collabnet.exports._atomic import written
    from collabnet.exports._values import as_text

    with written(out, folder=False) as place, place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(found.columns)
        writer.writerows([as_text(value) for value in row] for row in found.itertuples(index=False, name=None))
    _say(f"{len(found)} rows stand in {out}.")


def _print_rows(head: dict[str, Any], found: pd.DataFrame) -> None:
    import json

    rows = json.loads(found.to_json(orient="records", double_precision=10))
    print(json.dumps({**head, "rows": rows}, ensure_ascii=True, indent=2))


@app.command()
def dashboard(
    studies: Annotated[list[Path] | None, typer.Argument(metavar="[STUDY ...]", help="The sample by default.")] = None,
    workspace: Annotated[str, typer.Option(metavar="DIR", help="What is remembered: a folder or database URL.")] = "",
    host: Annotated[str, typer.Option(help="Where to listen; others see the shared view.")] = ("127.0.0.1"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8050,
    language: Annotated[str, typer.Option(metavar="en|nl|fr", help="The language at first.")] = "en",
    view: Annotated[str, typer.Option(metavar="VIEW", help="researcher or shared; by default by host.")] = "",
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
) -> None:
    """Show studies in a browser, served by this machine; stop with Ctrl-C."""
    with _plain_words():
        from collabnet import languages
        from collabnet.errors import CallError
        from collabnet.views import VIEWS
        from collabnet.workspace import Workspace

        if view and view not in VIEWS:
            raise CallError(f"Expected --view among {', '.join(VIEWS)}, found {view!r}. Choose one of these.")
        if language not in languages.available():
            known = ", ".join(languages.available())
            raise CallError(f"Expected --language among {known}, found {language!r}. Choose one of these.")
        with Workspace.open(workspace or None) as opened:
            first = _opened(opened, studies or [])
            _serve(opened, first, browser=browser, host=host, port=port, language=language, view=view or None)


def _opened(workspace: Workspace, studies: list[Path]) -> str:
    """Open the studies that were named, or the sample, and return where the first one is shown."""
    from collabnet.samples import sample

    records = [workspace.add(path) for path in studies or [sample()]]
    return f"{records[0].study_id}/"


def _serve(workspace: Workspace, first: str, *, browser: bool, **where: Any) -> None:
    from collabnet.errors import CollabnetError
    from dashboard.app import serve

    def ready(address: str) -> None:
        print(f"The dashboard is at {address}{first}", flush=True)
        _say("Stop it with Ctrl-C.")
        if browser:
            _open_browser(f"{address}{first}")

    try:
        serve(workspace, ready=ready, **where)
    except OSError as error:
        reason = error.strerror or str(error)
        raise CollabnetError(
            f"The dashboard cannot listen on {where['host']}, port {where['port']} ({reason}). Give another --port."
        ) from error


def _open_browser(address: str) -> None:
    """Open a browser where there is a screen; a browser in a terminal would hold the server up."""
    import webbrowser

    if sys.platform in {"win32", "darwin"} or os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"):
        webbrowser.open(address)


def _analysed(study: Path, *, lenient: bool, **how: Any) -> Analysis:
    from collabnet.analysis import analyse as analysed

    with _progress() as progress:
        done = analysed(study, lenient=lenient, progress=progress, **how)
    for remark in done.tables["model_remarks"]["remark_text"] if "model_remarks" in done.tables else ():
        _say(str(remark))
    for finding in done.study.findings:
        if finding.code == "left_out":
            _say(f"Left out: {finding.place()} ({finding.found}).")
    return done


@contextmanager
def _progress() -> Iterator[Progress]:
    """Show a bar on a terminal, nothing in a pipe."""
    from collabnet.progress import silent

    if not sys.stderr.isatty():
        yield silent
        return
    from rich.console import Console
    from rich.progress import Progress as Bars

    with Bars(console=Console(stderr=True), transient=True) as bars:
        tasks: dict[str, Any] = {}

        def show(step: str, done: int, total: int) -> None:
            task = tasks[step] if step in tasks else tasks.setdefault(step, bars.add_task(step))
            bars.update(task, completed=done, total=total)

        yield show


@contextmanager
def _plain_words() -> Iterator[None]:
    """Turn whatever goes wrong into sentences and an exit code."""
    from collabnet.errors import CallError, CollabnetError, StudyError

    try:
        yield
    except (typer.Exit, typer.Abort):
        raise
    except KeyboardInterrupt:
        _say("Stopped. Nothing half-written was left.")
        raise typer.Exit(STOPPED) from None
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # whoever read along has seen enough
        raise typer.Exit(FAILED) from None
    except StudyError as error:
        _say(str(error))
        _list(error.findings)
        raise typer.Exit(FAILED) from None
    except CallError as error:
        _say(str(error))
        raise typer.Exit(WRONG_CALL) from None
    except CollabnetError as error:
        _say(str(error))
        raise typer.Exit(FAILED) from None
    except Exception as error:
        if os.environ.get("COLLABNET_DEBUG"):
            raise
        _say(f"collabnet met something it does not know: {type(error).__name__}: {error}")
        _say("Nothing half-written was left. Set COLLABNET_DEBUG=1 and run it again to see where it happened.")
        raise typer.Exit(FAILED) from None


def _list(findings: Iterable[Finding]) -> None:
    from collabnet.findings import errors

    wrong = errors(findings)
    for finding in wrong[:SHOWN]:
        _say(f"  {_line(finding)}")
    if len(wrong) > SHOWN:
        _say(f"  … and {len(wrong) - SHOWN} more: run collabnet check to see all.")


def _line(finding: Finding) -> str:
    facts = [f"found {finding.found}"] if finding.found else []
    facts += [f"expected {finding.expected_in()}"] if finding.expected else []
    said = f"{'; '.join(facts)}. {finding.remedy_in()}" if facts else finding.remedy_in()
    return f"{finding.place() or 'the study'} ({finding.code}): {said}"


def _print_findings(message: str, findings: tuple[Finding, ...]) -> None:
    from collabnet.findings import SEVERITIES

    if message and not findings:
        print(_printable(message))
    for finding in findings:
        print(_printable(f"{finding.severity:8} {_line(finding)}"))
    counts = {severity: sum(finding.severity == severity for finding in findings) for severity in SEVERITIES}
    print(", ".join(f"{severity}s: {count}" for severity, count in counts.items()))


def _print_json(study: Path, message: str, findings: tuple[Finding, ...]) -> None:
    import json

    rows = [
        {
            "code": finding.code,
            "severity": finding.severity,
            "file": finding.file,
            "row": finding.row,
            "column": finding.column,
            "found": finding.found,
            "expected": finding.expected_in(),
            "remedy": finding.remedy_in(),
        }
        for finding in findings
    ]
    print(json.dumps({"study": str(study), "message": message, "findings": rows}, ensure_ascii=True, indent=2))


def _say(sentence: str) -> None:
    print(_printable(sentence), file=sys.stderr)


def _printable(text: str) -> str:
    """Take out what would command a terminal: what stands in a file is only ever shown."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


if __name__ == "__main__":
    main()
