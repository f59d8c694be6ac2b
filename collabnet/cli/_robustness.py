"""What ``collabnet robustness`` does and prints: how many interviews could be missing, and what silence could hide."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from collabnet.cli._design import as_csv_file, print_rows
from collabnet.cli._ready import study_to_write
from collabnet.cli._terminal import printable, progress_bar, tell

FILES = ("robustness.csv", "fill_in.csv")
"""The tables that are written into a folder."""

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from collabnet.network import Network
    from collabnet.robustness import Robust


def report(study: Path, out: Path | None, what: dict[str, Any], as_json: bool, lenient: bool) -> None:
    """Compute, write where asked, and print the coefficients with what they say."""
    from collabnet.network import Network

    network = Network.from_study(study_to_write(study, out, folder=True, lenient=lenient, only=FILES))
    found = _computed(network, **what)
    if out is not None:
        _write(found, out, network, what)
    coefficients = found.curve[found.curve["kind"].eq("coefficient")]
    if as_json:
        print_rows({"study": str(study)}, coefficients)
        return
    _print(coefficients)
    _say(found, network)


def _write(found: Robust, out: Path, network: Network, what: dict[str, Any]) -> None:
    """Write both tables and a manifest, all or none: nothing else that an earlier run wrote is touched."""
    from collabnet.exports._atomic import written
    from collabnet.exports._manifest import write_manifest

    told, how = network.study, what["how"]
    seed = told.settings.seed if how.seed is None else how.seed
    chosen = {"process": what["process"], "wave": what["wave"], "measures": list(what["keys"] or ())}
    frames = dict(zip(FILES, (found.curve, found.filled), strict=True))
    with written(out, folder=True, inputs=told.read_from, only=FILES) as place:
        for name, frame in frames.items():
            as_csv_file(frame, place / name)
        manifest = {"title": told.settings.title, "view": "researcher", "inputs": dict(told.inputs), "seed": seed,
                    "repeats": how.repeats, "chosen": chosen}  # fmt: skip
        write_manifest(manifest, place)
    for name, frame in frames.items():
        tell(f"{len(frame)} rows stand in {out / name}.")


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

    what = "interviews" if network.two_sided else "sources, each with its ties,"
    tell(
        f"Share of the {what} that could be left out before organisations compare otherwise (a correlation below "
        "0.7 in more than 5 % of the tries): below 25 % do not interpret, aim for 50 %."
    )
    if not network.two_sided:
        tell("The file does not tell who says so: whoever is the source of a tie was taken to tell of it.")
    for sentence in found.left_out:
        tell(sentence)
    where = places(found.filled, dict(network.organisations["name"]))
    if len(where):
        first = where.sort_values(["rank_high", "rank_low"], ascending=[False, True]).iloc[0]
        tell(str(first["text"]))
