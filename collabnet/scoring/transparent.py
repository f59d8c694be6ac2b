"""The transparent scores: means of organisations' means. What is done is read from top to bottom in :func:`scores`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet.domains import domains
from collabnet.scoring.cells import cells, own_claims
from collabnet.scoring.certainty import with_aim, with_grade, with_interval, with_standing
from collabnet.scoring.claims import rated
from collabnet.scoring.pairs import NO_PAIRS, REQUIRED, STATED, coverage_of
from collabnet.scoring.votes import quotes, votes

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from collabnet.network import Network

COLUMNS: Final = (
    "level", "subject", "source", "target", "domain", "wave", "voice", "score", "estimate", "low", "high", "raw_mean",
    "aim", "aim_is", "shortfall", "p_below_aim", "grade", "reliability", "statements", "reporters", "basis",
    "method", "evidence", "reporters_effective", "on_required", "standing", "standing_aim", "remark",
    "own_statements", "own_estimate", "own_evidence", "pairs", "interviewed_share", "pairs_covered", "pairs_two_sided",
    "p_below_half",
)  # fmt: skip

LEVELS: Final = ("network", "sector", "group", "organisation_in", "organisation_out", "dyad", "context")

PLACE: Final = ["level", "subject", "domain", "wave", "voice"]
"""What one score is."""

_CELL: Final = ["cell"]
"""The same as a number, so that a large study is grouped quickly."""

_VOTED: Final = ["voter", "interview_id", "quote_id", "coder", "statement_id", "target", "together"]


def scores(network: Network) -> pd.DataFrame:
    """Score how well collaboration works, 0–100, per domain: whole network, sectors, groups, organisations, pairs.

    Formula: the mean over organisations of the mean over their interviews of the mean over quotes of the mean over
    coders, in points (25 a rating step). Interval: fewer than two reporting organisations 0–100; from two on
    Student-t with a standard deviation of organisations' means not below the one pooled over scores of that level and
    domain in all waves, nor over the whole network. Agreement never makes a number exact: no standard deviation is
    below 25/√12 ≈ 7.2 points, what a rating step leaves open. All is cut at 0 and 100. Grade from the interval's width
    (a pair is at most C, whatever its width) and the
    effective number of reporters, 1 / Σ share² of quotes; in grade D ``score`` is empty and ``estimate`` keeps the
    number. A score about an organisation that was not interviewed says so (``remark``) and stays in grade D below
    three reporting organisations.

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    pandas.DataFrame
        The columns of the table ``scores``, ``evidence`` as tuples; no rows where nothing was rated.

    Notes
    -----
    Limits: 0–100. Statements are no sample: people speak of what is bad. What nobody spoke of is not in a
    transparent score, whatever is required: ``basis`` is ``required`` only where required relations are declared
    and every pair behind the number is one, ``no_pairs`` where no pair stands behind it, and ``on_required`` says
    what share is. The scale is collabnet's; the sources give factors only. Source: De Backer, Derluyn & Schuermans
    (2024).

    Examples
    --------
    >>> import collabnet
    >>> network = collabnet.Network.from_study(collabnet.read("tests/data/tiny"))
    >>> trust = scores(network).query("level == 'network' and domain == 'trust' and wave == '1'")
    >>> round(float(trust["estimate"].iloc[0]), 4)
    54.1667
    """
    claims = rated(network)
    if claims.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    rows, places = _rows(claims, cells(claims, network))
    by_quote = quotes(rows, _CELL)
    by_voter = votes(by_quote, _CELL)
    frame = places.join(_estimates(by_voter)).join(_raw(by_quote)).join(_evidence(rows))
    frame = with_interval(frame)
    frame = with_aim(frame, network.study.settings)
    frame = with_grade(_with_basis(frame, rows, network), network)
    frame = with_standing(frame).join(_own(claims), on=PLACE)
    return finished(frame.join(coverage_of(frame, network)), COLUMNS)


def voted_rows(claims: pd.DataFrame, network: Network) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return one row per claim and score it enters, and what each score is; both know a score by its number."""
    return _rows(claims, cells(claims, network))


def _rows(claims: pd.DataFrame, found: pd.DataFrame) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Return one row per claim and score it enters, and what each score is; both know a score by its number."""
    said = claims.loc[found["claim"]].reset_index(drop=True)
    found = found.reset_index(drop=True)
    place = pd.concat([found[["level", "subject"]], said[["domain", "wave", "voice"]]], axis=1)
    number = place.groupby(PLACE, sort=True).ngroup()
    columns = [*_VOTED, "points", "copies", "wave"]
    pair = {"pair_source": said["source"], "pair_target": said["target"], "weight": found["weight"]}
    rows = said[columns].assign(cell=number, **pair)
    places = pd.concat([place, found[["source", "target"]]], axis=1).assign(cell=number)
    return rows, places.drop_duplicates("cell").sort_values("cell").set_index("cell")


def _estimates(by_voter: pd.DataFrame) -> pd.DataFrame:
    grouped = by_voter.groupby("cell")["points"]
    return pd.DataFrame({"estimate": grouped.mean(), "reporters": grouped.size(), "deviation": grouped.std()})


def _raw(by_quote: pd.DataFrame) -> pd.DataFrame:
    """Return the plain mean over quotes, and the effective number of reporters from their shares of quotes."""
    weighted = by_quote.assign(product=by_quote["points"] * by_quote["weight"])
    sums = weighted.groupby("cell")[["product", "weight"]].sum()
    by_voter = by_quote.groupby(["cell", "voter"], as_index=False)["weight"].sum()
    squares = by_voter.assign(square=by_voter["weight"] ** 2).groupby("cell")["square"].sum()
    return pd.DataFrame(
        {"raw_mean": sums["product"] / sums["weight"], "reporters_effective": sums["weight"] ** 2 / squares}
    )


def _evidence(rows: pd.DataFrame) -> pd.DataFrame:
    ids = rows[["cell", "copies"]].explode("copies").drop_duplicates().sort_values(["cell", "copies"])
    grouped = ids.groupby("cell")["copies"]
    return pd.DataFrame({"evidence": grouped.agg(tuple), "statements": grouped.size()})


def _with_basis(frame: pd.DataFrame, rows: pd.DataFrame, network: Network) -> pd.DataFrame:
    """Return whether the pairs behind a number are all required ones, and what share of them is.

    What stands on no pair (a word about one organisation, a group or the context) stands on no required one either.
    """
    expected = _expected(network)
    declared = set(expected["wave"])
    nodes = network.organisations.index
    pairs = rows[rows["pair_source"].isin(nodes) & rows["pair_target"].isin(nodes)]
    pairs = pairs.merge(expected, on=["pair_source", "pair_target", "wave"], how="left")
    sums = pairs.assign(inside=pairs["inside"].fillna(0.0) * pairs["weight"]).groupby("cell")[["inside", "weight"]]
    total = sums.sum()
    frame = frame.assign(on_required=(total["inside"] / total["weight"]).reindex(frame.index))
    inside = frame["wave"].isin(declared) & (frame["on_required"] > 1.0 - 1e-9)
    basis = np.select([frame["on_required"].isna(), inside], [NO_PAIRS, REQUIRED], STATED)
    return frame.assign(basis=basis)


def _expected(network: Network) -> pd.DataFrame:
    """Return the required pairs of each wave; where the way of working together has no direction, both ways."""
    required = network.required[network.required["weight"] > 0]
    undirected = [key for key, process in network.processes.items() if not process.directed]
    turned = required[required["process"].isin(undirected)].rename(columns={"source": "target", "target": "source"})
    pairs = pd.concat([required, turned])[["source", "target", "wave"]].drop_duplicates()
    return pairs.rename(columns={"source": "pair_source", "target": "pair_target"}).assign(inside=1.0)


def _own(claims: pd.DataFrame) -> pd.DataFrame:
    """Return what organisations say of themselves in the domains where that tells of the same trait."""
    keys = [key for key, domain in domains().items() if domain.own_statements]
    own = claims[own_claims(claims) & claims["domain"].isin(keys)]
    rows = own.assign(level="organisation_in", subject=own["reporter"])
    by_voter = votes(quotes(rows, PLACE), PLACE).set_index(PLACE)
    ids = rows.explode("copies").drop_duplicates([*PLACE, "copies"]).sort_values("copies").groupby(PLACE)["copies"]
    return pd.DataFrame(
        {"own_estimate": by_voter["points"], "own_evidence": ids.agg(tuple), "own_statements": ids.size()}
    )


def finished(frame: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """Put rows and columns in their order, with what a row without own statements holds."""
    orders: dict[str, dict[Hashable, Any]] = {
        "_level": {level: place for place, level in enumerate(LEVELS)},
        "_domain": {key: place for place, key in enumerate(domains())},
    }
    own_ids = pd.Series(
        [ids if isinstance(ids, tuple) else () for ids in frame["own_evidence"]], index=frame.index, dtype=object
    )
    frame = frame.assign(
        reliability=frame.get("reliability", np.nan), method=frame.get("method", "transparent"), own_evidence=own_ids,
        own_statements=frame["own_statements"].fillna(0).astype(int),
        _level=frame["level"].map(orders["_level"]), _domain=frame["domain"].map(orders["_domain"]),
    )  # fmt: skip
    frame = frame.sort_values(["_level", "subject", "_domain", "wave", "voice"], ignore_index=True)
    return frame[list(columns)]
