"""The command ``collabnet``: results go to files or standard output, messages to standard error, never a traceback.

Everything heavy is imported inside the commands, so that ``collabnet --help`` answers at once.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from collabnet import settings
from collabnet.cli._ctrl_c import ending_as_stopped
from collabnet.cli._design import design_ahead, design_next, no_file, one_of_both
from collabnet.cli._failing import FAILED, plain_words, told_together
from collabnet.cli._infer import checked_call, print_model, rated
from collabnet.cli._ready import known_view, study_to_export, telling_what_went
from collabnet.cli._robustness import report
from collabnet.cli._terminal import printable, progress_bar, tell

if TYPE_CHECKING:
    from collabnet.analysis import Analysis
    from collabnet.findings import Finding
    from collabnet.study import Study
    from collabnet.workspace import Workspace
    from dashboard.shelf import Shelf

MOST_REPEATS = 100_000
"""Tries of each share of interviews beyond which only time and memory are lost."""

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    help="From coded interviews to a network: who works with whom, how well, how sure we are, where the gaps lie.",
)

StudyPath = Annotated[Path, typer.Argument(metavar="STUDY", help="A folder, a workbook, a table of ties, a network.")]
View = Annotated[str, typer.Option("--view", metavar="VIEW", help="researcher (everything) or shared.")]
Lenient = Annotated[bool, typer.Option("--lenient", help="Leave out cells or rows with errors, and say which.")]


def main() -> None:
    """Run the command line."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a letter is no reason to fail
    with ending_as_stopped():
        app()


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
    with plain_words():
        from collabnet.template import new_study

        made = new_study(folder, xlsx=xlsx, language=language)
        tell(f"A new study stands in {made}. Fill it in, then run: collabnet check {made}")


@app.command()
def check(
    study: StudyPath,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    every: Annotated[
        bool, typer.Option("--all", help="A line for every row, not one for rows that are alike.")
    ] = False,
) -> None:
    """Say everything that is wrong or doubtful, what matters most first.

    Exit 0 when nothing is wrong, 1 on errors, 2 on a wrong call.
    """
    with plain_words():
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
            _print_findings(message, found, every=every)
        raise typer.Exit(FAILED if wrong else 0)


@app.command()
def analyse(
    study: StudyPath,
    out: Annotated[Path, typer.Option("--out", metavar="DIR", help="The folder for the tables.")],
    as_: Annotated[str, typer.Option("--as", metavar="csv|xlsx|parquet", help="How the tables are written.")] = "csv",
    seed: Annotated[int | None, typer.Option(min=0, help="Seed of every random step; the study's own.")] = None,
    scores: Annotated[str, typer.Option(metavar="model|transparent", help="How scores are made.")] = "model",
    draws: Annotated[int, typer.Option(min=1, help="Draws of each of the model's four chains.")] = settings.DRAWS,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at a time; one a core at most.")] = None,
    measured: Annotated[
        str, typer.Option("--measures", metavar="usual|all", help="All takes hours from 500 on.")
    ] = "usual",
    robustness: Annotated[bool, typer.Option("--robustness", help="Also how far places can be relied on.")] = False,
    lenient: Lenient = False,
) -> None:
    """Compute everything and write one table each, with a manifest. These are the researcher's tables."""
    with plain_words():
        from collabnet.analysis import few_draws
        from collabnet.errors import CallError
        from collabnet.exports import TABLES, export, exports

        if as_ not in TABLES:
            raise CallError(f"Expected --as among {', '.join(TABLES)}, found {as_!r}. Choose one of these.")
        how = {"seed": seed, "scores": scores, "draws": draws, "jobs": jobs, "robustness": robustness,
               "measured": measured}  # fmt: skip
        format_ = exports()[as_]
        target = out / f"collabnet{format_.suffix}" if format_.suffix else out
        given = study_to_export(study, format_, target, lenient=lenient)
        done = _analysed(given, lenient=lenient, **how)
        with telling_what_went(target):
            said = export(done, as_, target)
        for sentence in said:
            tell(sentence)
        if few := few_draws(done):
            tell(few)
        tell(f"{len(done.tables)} tables stand in {target}, with everything the researcher may see.")


@app.command()
def export(
    study: StudyPath,
    to: Annotated[str, typer.Option("--to", metavar="FORMAT", help="csv, xlsx, stata, latex, graphml …")],
    out: Annotated[Path, typer.Option("--out", metavar="FILE", help="The file, or the folder of files.")],
    table: Annotated[list[str] | None, typer.Option(metavar="TABLE", help="Only this table; may be repeated.")] = None,
    process: Annotated[str, typer.Option(metavar="PROCESS", help="One way of working together.")] = "",
    wave: Annotated[str, typer.Option(metavar="WAVE", help="One wave.")] = "",
    ties: Annotated[str, typer.Option(metavar="BASIS", help="reported or confirmed.")] = "",
    view: View = "researcher",
    pseudonyms: Annotated[bool, typer.Option("--pseudonyms", help="Numbers for names; with --view shared.")] = False,
    lenient: Lenient = False,
) -> None:
    """Write an analysis in one format, after saying what that format cannot hold."""
    with plain_words():
        from collabnet.exports import ExportOptions, check_options, chosen_export, selected, write
        from collabnet.views import seen

        format_ = chosen_export(to)
        options = ExportOptions(process, wave, ties, tuple(table or ()))
        known_view(view, pseudonyms=pseudonyms)
        given = study_to_export(study, format_, out, lenient=lenient)
        check_options(options, given)
        shown = selected(seen(_analysed(given, lenient=lenient), view, pseudonyms), options)
        for sentence in format_.cannot_hold(shown):
            tell(sentence)
        with telling_what_went(out):
            write(format_, shown, out, options, given.read_from)
        tell(f"Written to {out}, as the view {view} shows it.")


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
    jobs: Annotated[int, typer.Option(min=1, help="Processes at a time; one a core at most.")] = 1,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.csv", help="With STUDY: every row.")] = None,
) -> None:
    """Say before fieldwork how wide intervals will be; with STUDY, whom to interview next."""
    with plain_words():
        given = {
            "organisations": organisations, "interviews": interviews, "statements": statements,
            "two_sided": two_sided, "required": required, "coders": coders,
        }  # fmt: skip
        numbers = {name: value for name, value in given.items() if value is not None}
        how = {"replications": replications, "seed": seed}
        plan = {name: value for name, value in how.items() if value is not None}
        if study is None:
            no_file(out)
            design_ahead(numbers, plan, sizes_from, jobs=jobs, as_json=as_json)
        else:
            one_of_both(study, [*numbers, *plan, *(["sizes_from"] if sizes_from else [])])
            design_next(study, out, jobs=jobs, as_json=as_json)


@app.command()
def infer(
    study: StudyPath,
    process: Annotated[str, typer.Option(metavar="PROCESS", help="Which ties are to be explained.")] = "case_transfer",
    wave: Annotated[str, typer.Option(metavar="WAVE", help="One wave; the first by default.")] = "",
    ties: Annotated[str, typer.Option(metavar="BASIS", help="reported or confirmed.")] = "reported",
    crossed: Annotated[bool, typer.Option("--crossed", help="Ratings by one side, ties by the other.")] = False,
    kind: Annotated[str, typer.Option(metavar="linear|logistic", help="Kind of regression.")] = "linear",
    permutations: Annotated[int, typer.Option(min=1, help="How often organisations are relabelled.")] = 2000,
    seed: Annotated[int | None, typer.Option(min=0, help="The study's own by default.")] = None,
    scores: Annotated[str, typer.Option(metavar="model|transparent", help="How ratings are made.")] = "model",
    draws: Annotated[int, typer.Option(min=1, help="Draws of each of the model's four chains.")] = settings.DRAWS,
    jobs: Annotated[int | None, typer.Option(min=1, help="Processes at a time; one a core at most.")] = None,
    out: Annotated[Path | None, typer.Option("--out", metavar="FILE.csv", help="Write the rows too.")] = None,
    lenient: Lenient = False,
) -> None:
    """Say what goes together with a tie: trust, knowledge, capacity … being alike, or having a reason."""
    with plain_words():
        how = {"process": process, "wave": wave or None, "ties": ties, "crossed": crossed, "kind": kind,
               "permutations": permutations, "seed": seed}  # fmt: skip
        network = checked_call(study, how, scores, out, lenient=lenient)
        print_model(rated(network, how, scores, draws=draws, jobs=jobs), how, out)


@app.command()
def robustness(
    study: StudyPath,
    out: Annotated[
        Path | None, typer.Option("--out", metavar="DIR", help="A folder for robustness and fill_in.")
    ] = None,
    process: Annotated[str, typer.Option(metavar="PROCESS", help="One way of working together.")] = "all",
    wave: Annotated[str, typer.Option(metavar="WAVE", help="One wave; every wave by default.")] = "",
    measure: Annotated[
        list[str] | None, typer.Option(metavar="MEASURE", help="A measure of organisations; can be repeated.")
    ] = None,
    repeats: Annotated[
        int, typer.Option(min=1, max=MOST_REPEATS, help="Tries of each share of interviews left out.")
    ] = 200,
    seed: Annotated[int | None, typer.Option(min=0, help="The same seed gives the same numbers.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="For programs.")] = False,
    lenient: Lenient = False,
) -> None:
    """Say how far places in the network rest on who was interviewed: leave interviews out, fill silence in."""
    with plain_words():
        from collabnet.robustness import Deletion

        how = Deletion(repeats=repeats, seed=seed)
        report(study, out, {"process": process, "wave": wave, "keys": measure, "how": how}, as_json, lenient)


@app.command()
def dashboard(
    studies: Annotated[
        list[Path] | None, typer.Argument(metavar="[STUDY ...]", help="Only these are served; the sample by default.")
    ] = None,
    workspace: Annotated[str, typer.Option(metavar="DIR", help="What is remembered: a folder or database URL.")] = "",
    host: Annotated[str, typer.Option(help="Where to listen; others see the shared view.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535, help="0 takes any free one.")] = 8050,
    language: Annotated[str, typer.Option(metavar="en|nl|fr", help="The language at first.")] = "en",
    view: Annotated[str, typer.Option(metavar="VIEW", help="researcher or shared; by default by host.")] = "",
    exposed: Annotated[
        bool, typer.Option("--expose-researcher-view", help="Let all who reach --host read everything, no password.")
    ] = False,
    browser: Annotated[bool, typer.Option("--browser/--no-browser", help="Open a browser.")] = True,
) -> None:
    """Show studies in a browser, served by this machine; stop with Ctrl-C."""
    with plain_words():
        from collabnet import languages
        from collabnet.errors import CallError
        from collabnet.workspace import Workspace
        from dashboard.app import WorkspaceShelf, checked_view

        if view:
            known_view(view)
        if language not in languages.available():
            known = ", ".join(languages.available())
            raise CallError(f"Expected --language among {known}, found {language!r}. Choose one of these.")
        chosen = checked_view(view, host, exposed=exposed)
        with Workspace.open(workspace or None) as opened:
            keys = _opened(opened, studies or [])
            whole = not studies and (bool(workspace) or (chosen == "researcher" and not exposed))
            shelf = WorkspaceShelf(opened, view=chosen, only=None if whole else keys)
            _serve(shelf, f"{keys[0]}/", browser=browser, host=host, port=port, language=language, exposed=exposed)


def _opened(workspace: Workspace, studies: list[Path]) -> list[str]:
    """Open the studies that were named, or the sample, and return their keys."""
    from collabnet.samples import sample

    return [workspace.add(path).study_id for path in studies or [sample()]]


def _serve(shelf: Shelf, first: str, *, browser: bool, **where: Any) -> None:
    from collabnet.errors import CollabnetError
    from dashboard.app import serve

    def ready(address: str) -> None:
        print(f"The dashboard is at {address}{first}", flush=True)
        tell("Stop it with Ctrl-C.")
        if browser:
            _open_browser(f"{address}{first}")

    try:
        serve(shelf, ready=ready, **where)
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


def _analysed(study: Study, *, lenient: bool, **how: Any) -> Analysis:
    from collabnet.analysis import analyse as analysed

    with progress_bar() as progress:
        done = analysed(study, lenient=lenient, progress=progress, **how)
    for remark in done.tables["model_remarks"]["remark_text"] if "model_remarks" in done.tables else ():
        tell(str(remark))
    for finding in done.study.findings:
        if finding.code in ("cell_emptied", "left_out"):
            tell(f"Left out: {finding.place()} ({finding.found}).")
    return done


def _print_findings(message: str, findings: tuple[Finding, ...], *, every: bool) -> None:
    from collabnet.findings import SEVERITIES, Group, grouped

    if message and not findings:
        print(printable(message))
    for group in [Group((finding,)) for finding in findings] if every else grouped(findings):
        print(printable(f"{group.first.severity:8} {told_together(group)}"))
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
