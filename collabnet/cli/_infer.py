"""What ``collabnet infer`` does and prints: what goes together with a tie, and how sure that is."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from collabnet.cli._design import write_rows
from collabnet.cli._ready import study_to_write
from collabnet.cli._terminal import printable, progress_bar

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from collabnet.analysis import Analysis
    from collabnet.inference import StandardModel
    from collabnet.study import Study


def checked_call(study: Path, how: Mapping[str, Any], out: Path | None, *, lenient: bool) -> Study:
    """Read the study, and refuse what cannot be answered before minutes are spent on it."""
    from collabnet.errors import CallError
    from collabnet.inference._relabelling import checked_permutations
    from collabnet.inference.mrqap import KINDS
    from collabnet.network import ALL, Network

    if how["kind"] not in KINDS:
        raise CallError(f"Expected --kind among {', '.join(KINDS)}, found {how['kind']!r}. Choose one of these.")
    if how["process"] == ALL:
        raise CallError("Expected --process with one way of working together, found 'all'. Name one.")
    checked_permutations(how["permutations"], how["seed"] or 0)
    found = study_to_write(study, out, folder=False, lenient=lenient)
    Network.from_study(found).layer(how["process"], how["wave"], how["ties"])
    return found


def print_model(done: Analysis, how: Mapping[str, Any], out: Path | None) -> None:
    """Fit the standard model, print it, and write its rows where asked."""
    from collabnet.inference import standard_model

    with progress_bar() as progress:
        found = standard_model(done, **how, progress=progress)
    if out is not None:
        write_rows(found.table(), out, done.study)
    for line in _lines(found):
        print(printable(line))


def _lines(found: StandardModel) -> list[str]:
    fit = found.regression
    both = {"linear": ("F", "R²", "t"), "logistic": ("likelihood ratio", "McFadden's R²", "z")}[fit.kind]
    rows = found.table()
    rows = rows[~rows["term"].str.startswith("(")]
    wide = max(len(word) for word in [*rows["term_text"], "predictor"])
    lines = [
        f"{found.process}, wave {found.wave}, {found.ties} ties: {fit.pairs} pairs among {found.organisations} "
        f"organisations, {fit.permutations} relabellings",
        *_together(found),
        f"All together: {both[0]} {fit.omnibus:.2f}, p {_p(fit.p_omnibus, fit.permutations)}, "
        f"{both[1]} {fit.r_squared:.2f} (adjusted {fit.adjusted_r_squared:.2f})",
        "",
        f"{'predictor':{wide}} {'VIF':>6} {'coefficient':>11} {'error':>9} {both[2]:>7} {'p':>7} {'p higher':>8} "
        f"{'p lower':>8} {'p Holm':>7}",
    ]
    for row in rows.to_dict("records"):
        lines.append(
            f"{row['term_text']:{wide}} {row['vif']:>6.1f} {row['coefficient']:>11.4f} {row['standard_error']:>9.4f} "
            f"{row['statistic']:>7.2f} {row['p_two_sided']:>7.4f} {row['p_greater']:>8.4f} {row['p_less']:>8.4f} "
            f"{_corrected(row['p_holm']):>7}"
        )
    return [*lines, "", *_how_to_read(found), *(f"- {one.text()}" for one in found.remarks)]


def _together(found: StandardModel) -> list[str]:
    """Return the line of the domains together, which comes before that of all predictors."""
    test = found.domains
    if test is None:
        return []
    name = "F" if test.kind == "linear" else "score"
    return [
        f"Domains together, beside the others: {name} {test.statistic:.2f}, p {_p(test.p, test.permutations)}, "
        f"R² {test.r_squared:.2f} of what the others leave"
    ]


def _how_to_read(found: StandardModel) -> list[str]:
    if found.domains is None:
        return []
    return [
        "- Read the test of the domains together first, then a single domain by p Holm, which is corrected for how "
        "many domains there are. The test of all together says whether anything goes together with ties, be it only "
        "ties in the other direction or likeness.",
    ]


def _corrected(p: float) -> str:
    return "" if math.isnan(p) else f"{p:.4f}"


def _p(value: float, permutations: int) -> str:
    """Write p; the smallest that so many relabellings can show is an upper bound."""
    least = 1 / (permutations + 1)
    return f"≤ {least:.4f}" if value <= least * (1 + 1e-9) else f"{value:.4f}"
