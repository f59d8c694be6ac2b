"""What ``collabnet infer`` does and prints: what goes together with a tie, and how sure that is."""

from __future__ import annotations

import math
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Final

from collabnet.cli._design import write_rows
from collabnet.cli._ready import study_to_write
from collabnet.cli._terminal import printable, progress_bar, tell

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from collabnet.analysis import Scored
    from collabnet.inference import StandardModel
    from collabnet.network import Network

_ARGUMENT: Final = re.compile(r"\b(process|wave|ties|kind|permutations|seed|draws|jobs)=(?:'([^']*)'|(\d+))")
"""An argument of the library that is an option of the command as well."""


def checked_call(study: Path, how: Mapping[str, Any], scores: str, out: Path | None, *, lenient: bool) -> Network:
    """Refuse what cannot be answered before minutes are spent on it, and return the network that is asked about."""
    from collabnet.analysis import METHODS
    from collabnet.errors import CallError
    from collabnet.inference._relabelling import checked_permutations
    from collabnet.inference.mrqap import KINDS
    from collabnet.inference.standard_model import checked_process
    from collabnet.network import Network

    for name, value, known in (("kind", how["kind"], KINDS), ("scores", scores, METHODS)):
        if value not in known:
            raise CallError(f"Expected --{name} among {', '.join(known)}, found {value!r}. Choose one of these.")
    with _options_named():
        checked_process(how["process"])
        checked_permutations(how["permutations"], how["seed"] or 0)
        network = Network.from_study(study_to_write(study, out, folder=False, lenient=lenient))
        network.layer(how["process"], how["wave"], how["ties"])
    for finding in network.study.findings:
        if finding.code == "left_out":
            tell(f"Left out: {finding.place()} ({finding.found}).")
    return network


def rated(network: Network, how: Mapping[str, Any], scores: str, *, draws: int, jobs: int | None) -> Network | Scored:
    """Return what ratings are taken from: the model's scores, or the network alone where means of what was said do."""
    if how["crossed"] or scores != "model":
        return network
    from collabnet.analysis import scored

    with _options_named(), progress_bar() as progress:
        found = scored(network.study, seed=how["seed"], draws=draws, jobs=jobs, progress=progress)
    for remark in found.tables["model_remarks"]["remark_text"] if "model_remarks" in found.tables else ():
        tell(str(remark))
    return found


def print_model(source: Network | Scored, how: Mapping[str, Any], out: Path | None) -> None:
    """Fit the standard model, print it, and write its rows where asked."""
    from collabnet.inference import standard_model
    from collabnet.network import Network

    with _options_named(), progress_bar() as progress:
        found = standard_model(source, **how, progress=progress)
    if out is not None:
        network = source if isinstance(source, Network) else source.network
        write_rows(found.table(), out, network.study)
    for line in _lines(found):
        print(printable(line))


@contextmanager
def _options_named() -> Iterator[None]:
    """Let a sentence that advises an argument of the library name the option of the command."""
    from collabnet.errors import CallError

    try:
        yield
    except CallError as error:
        said = _ARGUMENT.sub(r"--\1 \2\3", str(error))
        raise CallError(said) from error


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
