"""What ``collabnet robustness`` does and prints: how many interviews could be missing, and what silence could hide."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from collabnet.cli._design import print_rows, write_rows
from collabnet.cli._terminal import printable, progress_bar, tell

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from collabnet.network import Network
    from collabnet.robustness import Robust


def report(study: Path, out: Path | None, what: dict[str, Any], as_json: bool, lenient: bool) -> None:
    """Compute, write where asked, and print the coefficients with what they say."""
    from collabnet.network import Network
    from collabnet.reading import read

    network = Network.from_study(read(study, lenient=lenient))
    found = _computed(network, **what)
    if out is not None:
        out.mkdir(parents=True, exist_ok=True)
        write_rows(found.curve, out / "robustness.csv")
        write_rows(found.filled, out / "fill_in.csv")
    coefficients = found.curve[found.curve["kind"].eq("coefficient")]
    if as_json:
        print_rows({"study": str(study)}, coefficients)
        return
    _print(coefficients)
    _say(found, network)


def _computed(network: Network, *, process: str, wave: str, keys: Any, how: Any) -> Robust:
    from collabnet.robustness import robust

    with progress_bar() as progress:
        return robust(network, process, [wave] if wave else None, keys=keys, how=how, progress=progress)


def _print(coefficients: pd.DataFrame) -> None:
    """Print how large a share of the interviews could be missing, by ranks and by values."""
    shares = coefficients.set_index(["wave", "measure", "correlation"])["share"]
    print(f"{'wave':8} {'measure':14} {'order (Spearman)':>17} {'values (Pearson)':>17}  reading")
    for row in coefficients[coefficients["correlation"].eq("spearman")].to_dict("records"):
        both = [shares[row["wave"], row["measure"], kind] for kind in ("spearman", "pearson")]
        told = ["–" if math.isnan(share) else f"{share:.0%}" for share in both]
        said = str(row["reading"]).replace("_", " ")
        print(printable(f"{row['wave']:8} {row['measure']:14} {told[0]:>17} {told[1]:>17}  {said}"))


def _say(found: Robust, network: Network) -> None:
    from collabnet.robustness import places

    tell(
        "Share of the interviews that could be left out before organisations compare otherwise (a correlation below "
        "0.7 in more than 5 % of the tries): below 25 % do not interpret, aim for 50 %."
    )
    for sentence in found.left_out:
        tell(sentence)
    where = places(found.filled, dict(network.organisations["name"]))
    if len(where):
        first = where.sort_values(["rank_high", "rank_low"], ascending=[False, True]).iloc[0]
        tell(str(first["text"]))
