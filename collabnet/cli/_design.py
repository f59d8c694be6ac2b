"""What ``collabnet design`` does and prints: how wide intervals will be, or whom to interview next."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from collabnet.cli._ready import study_to_write
from collabnet.cli._terminal import printable, progress_bar, tell

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from collabnet.network import Network
    from collabnet.scoring.model.simulation import SimulationPlan
    from collabnet.study import Study


def no_file(out: Path | None) -> None:
    """Refuse a file for a study to come."""
    from collabnet.errors import CallError

    if out is not None:
        raise CallError("Expected --out together with a STUDY, found it alone. Send the table to a file with > FILE.")


def one_of_both(study: Path, numbers: list[str]) -> None:
    """Refuse a study that stands beside the numbers of a study to come."""
    from collabnet.errors import CallError

    if numbers:
        options = ", ".join(f"--{name.replace('_', '-')}" for name in numbers)
        raise CallError(
            f"Expected either a study or the numbers of one to come, found {study} and {options}. "
            "Leave the study out to plan one, or the numbers to hear whom to ask next."
        )


def design_ahead(
    numbers: dict[str, Any], how: dict[str, Any], sizes_from: Path | None, *, jobs: int, as_json: bool
) -> None:
    """Invent studies of these numbers, and print how wide their intervals are."""
    from collabnet.scoring.model.simulation import SimulationPlan
    from collabnet.scoring.planning import checked, expected_widths, sizes_of_study

    plan = checked(SimulationPlan(**numbers))
    with progress_bar() as progress:
        if sizes_from is not None:
            sizes = sizes_of_study(_network(sizes_from), jobs=jobs, progress=progress)
            plan = SimulationPlan(**numbers, sizes=sizes)
        found = expected_widths(plan, jobs=jobs, progress=progress, **how)
    if as_json:
        from dataclasses import asdict

        print_rows({"plan": asdict(plan)}, found)
        return
    _print_widths(found)
    _say_widths(plan, found)


def design_next(study: Path, out: Path | None, *, jobs: int, as_json: bool) -> None:
    """Print whom to interview next, and what to ask about."""
    from collabnet.scoring.planning import whom_next

    network = _network(study, out)
    with progress_bar() as progress:
        found = whom_next(network, jobs=jobs, progress=progress)
    found = found.assign(name=found["organisation_id"].map(network.organisations["name"]))
    if out is not None:
        write_rows(found, out, network.study)
    if as_json:
        print_rows({"study": str(study)}, found)
    elif len(found):
        _print_next(found)
    _say_next(found)


def _network(study: Path, out: Path | None = None) -> Network:
    from collabnet.network import Network

    return Network.from_study(study_to_write(study, out, folder=False))


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
    tell(
        f"With {plan.interviews} interviews of {plan.statements:g} statements each among {plan.organisations} "
        f"organisations, the 95 % interval of a network score is {whole['width']:.0f} points wide on average, that of "
        f"what partners meet at one organisation {one['width']:.0f}; {1 - one['grade_d']:.0%} of the latter would rest "
        "on enough evidence to be shown (grade A to C)."
    )
    tell(
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
        print(printable(
            f"{row['rank']:>4} {row['name']:{wide}} {'yes' if row['interviewed'] else 'no':>11} "
            f"{row['narrowing_network']:>8.1f} {row['narrowing_organisations']:>13.1f} "
            f"{str(best[row['organisation_id']]).replace('_', ' ')}"
        ))  # fmt: skip


def _say_next(found: pd.DataFrame) -> None:
    together = found[found["domain"].eq("")]
    if together.empty:
        tell("Nobody can be named: nothing was rated in the last wave, or there are more ratings than this can take.")
        return
    first = together.iloc[0]
    tell(
        f"One interview with {first['name']} about all its expected partners would narrow the interval of a network "
        f"score by {first['narrowing_network']:.1f} of {first['width_network']:.1f} points, the mean over domains "
        "(column network); organisations: the mean over what partners meet at each. Gains of several interviews do "
        "not add up: run this again after each."
    )


def write_rows(found: pd.DataFrame, out: Path, study: Study) -> None:
    """Write a table as CSV, whole or not at all and never over the study, and say so."""
    from collabnet.exports._atomic import written

    with written(out, folder=False, inputs=study.read_from) as place:
        as_csv_file(found, place)
    tell(f"{len(found)} rows stand in {out}.")


def as_csv_file(found: pd.DataFrame, place: Path) -> None:
    """Write a table as CSV, its cells as exports write them."""
    import csv

    from collabnet.exports._values import as_text

    with place.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(found.columns)
        writer.writerows([as_text(value) for value in row] for row in found.itertuples(index=False, name=None))


def print_rows(head: dict[str, Any], found: pd.DataFrame) -> None:
    """Print a table as JSON, below what it is about."""
    import json

    rows = json.loads(found.to_json(orient="records", double_precision=10))
    print(json.dumps({**head, "rows": rows}, ensure_ascii=True, indent=2))
