"""The transparent scores: means of organisations' means, with honest intervals and an evidence grade."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

import numpy as np
import pandas as pd

from collabnet import settings
from collabnet.domains import domains
from collabnet.scoring import intervals
from collabnet.scoring.cells import cells, own_claims
from collabnet.scoring.claims import rated
from collabnet.scoring.votes import quotes, votes

if TYPE_CHECKING:
    from collabnet.network import Network

COLUMNS: Final = (
    "level", "subject", "source", "target", "domain", "wave", "voice", "score", "estimate", "low", "high", "raw_mean",
    "aim", "aim_is", "shortfall", "p_below_aim", "grade", "reliability", "statements", "reporters", "basis", "method",
    "evidence", "reporters_effective", "on_required", "standing", "standing_aim", "remark", "own_statements",
    "own_estimate", "own_evidence",
)  # fmt: skip

LEVELS: Final = ("network", "sector", "group", "organisation_in", "organisation_out", "dyad", "context")

KEYS: Final = ["level", "subject", "subject_source", "subject_target", "domain", "wave", "voice"]

_VOTED: Final = ["voter", "interview_id", "quote_id", "coder", "statement_id", "points"]


def scores(network: Network) -> pd.DataFrame:
    """Score how well collaboration works, 0–100, per domain: whole network, sectors, groups, organisations, pairs.

    Formula: the mean over organisations of the mean over their interviews of the mean over quotes of the mean over
    coders, in points (25 a rating step). Interval: fewer than two reporting organisations 0–100; two to nine
    Student-t with a standard deviation of organisations' means not below the one pooled over the waves of that
    domain; ten or more a bootstrap over organisations; cut at 0 and 100. Grade from the interval's width and the
    effective number of reporters, 1 / Σ share² of quotes (methods §8.5); in grade D ``score`` is empty and
    ``estimate`` keeps the number. A score about an organisation that was not interviewed stays in grade D below
    three reporting organisations.

    Parameters
    ----------
    network
        The network, with its study.

    Returns
    -------
    pandas.DataFrame
        The columns of design §9, ``evidence`` as tuples; empty where nothing was rated.

    Notes
    -----
    Limits: 0–100. Statements are no sample: people speak of what is bad. What nobody spoke of is not in a
    transparent score, whatever is required. The scale is collabnet's; the sources give factors only.
    Source: methods §8.5, §8.9; domains from De Backer, Derluyn & Schuermans (2024).
    """
    claims = rated(network)
    if claims.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = _cell_rows(claims, network)
    by_quote = quotes(rows, KEYS)
    by_voter = votes(by_quote, KEYS)
    frame = _estimates(by_voter).join(_raw(by_quote)).join(_evidence(rows)).reset_index()
    frame = _with_interval(frame, by_voter, network.study.settings.seed)
    frame = _with_aim(frame, network)
    frame = frame.join(_own(claims), on=["level", "subject", "domain", "wave", "voice"])
    frame = _with_basis(frame, rows, network)
    return _finished(_with_standing(_with_grade(frame, network)))


def _cell_rows(claims: pd.DataFrame, network: Network) -> pd.DataFrame:
    found = cells(claims, network)
    parts = claims.loc[found["claim"], [*_VOTED, "domain", "wave", "voice", "copies", "source", "target"]]
    rows = pd.concat([found.reset_index(drop=True), parts.reset_index(drop=True)], axis=1)
    return _numbered(rows)


def _numbered(rows: pd.DataFrame) -> pd.DataFrame:
    """Make the keys categories, so that grouping a large study stays quick."""
    names = [*KEYS, "voter", "interview_id", "quote_id", "coder", "statement_id"]
    return rows.assign(**{name: rows[name].astype(str).to_numpy(dtype=object) for name in names})


def _estimates(by_voter: pd.DataFrame) -> pd.DataFrame:
    grouped = by_voter.groupby(KEYS, sort=True)["points"]
    return pd.DataFrame({"estimate": grouped.mean(), "reporters": grouped.size(), "deviation": grouped.std()})


def _raw(by_quote: pd.DataFrame) -> pd.DataFrame:
    """Return the plain mean over quotes, and the effective number of reporters from their shares of quotes."""
    weighted = by_quote.assign(product=by_quote["points"] * by_quote["weight"])
    sums = weighted.groupby(KEYS, sort=True)[["product", "weight"]].sum()
    by_voter = by_quote.groupby([*KEYS, "voter"], sort=True)["weight"].sum()
    squares = (by_voter**2).groupby(level=KEYS, sort=True).sum()
    return pd.DataFrame(
        {"raw_mean": sums["product"] / sums["weight"], "reporters_effective": sums["weight"] ** 2 / squares}
    )


def _evidence(rows: pd.DataFrame) -> pd.DataFrame:
    once = rows[[*KEYS, "statement_id", "copies"]].drop_duplicates([*KEYS, "statement_id"])
    ids = once.explode("copies").sort_values([*KEYS, "copies"])
    grouped = ids.groupby(KEYS, sort=True)["copies"]
    return pd.DataFrame({"evidence": grouped.agg(tuple), "statements": grouped.size()})


def pooled_deviation(by_voter: pd.DataFrame) -> pd.Series:
    """Return how much organisations differ in a domain: their standard deviation at network level, pooled over waves.

    √(Σ (m_w − 1) s_w² / Σ (m_w − 1)), with m_w organisations in wave w; per domain and voice.
    """
    network = by_voter[by_voter["level"] == "network"]
    by_wave = network.groupby(["domain", "voice", "wave"], sort=True)["points"].agg(["size", "var"])
    by_wave = by_wave[by_wave["size"] > 1]
    freedom = by_wave["size"] - 1
    sums = pd.DataFrame({"squares": freedom * by_wave["var"], "freedom": freedom})
    totals = sums.groupby(level=["domain", "voice"]).sum()
    return np.sqrt(totals["squares"] / totals["freedom"]).rename("pooled")


def _with_interval(frame: pd.DataFrame, by_voter: pd.DataFrame, seed: int) -> pd.DataFrame:
    frame = frame.join(pooled_deviation(by_voter), on=["domain", "voice"])
    deviation = frame[["deviation", "pooled"]].max(axis=1).fillna(0.0)
    aim = np.full(len(frame), np.nan)
    frame = frame.assign(low=0.0, high=100.0, spread=deviation, aim=aim)
    few = frame["reporters"].between(2, settings.BOOTSTRAP_FROM - 1)
    part = frame[few]
    low, high = intervals.student(*_numbers(part, "estimate", "spread", "reporters"))
    frame.loc[few, "low"], frame.loc[few, "high"] = low, high
    frame["draws"] = pd.Series(_all_draws(frame, by_voter, seed), index=frame.index, dtype=object)
    for place in frame.index[frame["draws"].notna()]:
        low, high = intervals.bootstrap_interval(frame.at[place, "draws"][None, :])
        frame.loc[place, ["low", "high"]] = low[0], high[0]
    return frame.assign(low=frame["low"].clip(0.0, 100.0), high=frame["high"].clip(0.0, 100.0))


def _all_draws(frame: pd.DataFrame, by_voter: pd.DataFrame, seed: int) -> list[Any]:
    """Return bootstrap draws of the rows with many reporters, nothing for the others."""
    many = frame["reporters"] >= settings.BOOTSTRAP_FROM
    if not many.any():
        return [None] * len(frame)
    points = by_voter.groupby(KEYS, sort=True)["points"].agg(lambda values: np.sort(values.to_numpy()))
    return [
        intervals.bootstrap(votes[None, :], seed)[0] if is_many else None
        for votes, is_many in zip(points, many, strict=True)
    ]


def _numbers(frame: pd.DataFrame, *names: str) -> tuple[Any, ...]:
    return tuple(frame[name].to_numpy(dtype=float) for name in names)


def _with_aim(frame: pd.DataFrame, network: Network) -> pd.DataFrame:
    aims = {key: network.study.settings.aim(key) for key in domains()}
    frame = frame.assign(
        aim=frame["domain"].map({key: aim for key, (aim, _) in aims.items()}).astype(float),
        aim_is=frame["domain"].map({key: kind for key, (_, kind) in aims.items()}),
    )
    below = np.full(len(frame), np.nan)
    few = frame["reporters"].between(2, settings.BOOTSTRAP_FROM - 1).to_numpy()
    below[few] = intervals.student_below(*_numbers(frame[few], "aim", "estimate", "spread", "reporters"))
    for place, (draws, aim) in enumerate(zip(frame["draws"], frame["aim"], strict=True)):
        if draws is not None:
            below[place] = float(np.mean(draws < aim))
    return frame.assign(p_below_aim=below)


def _own(claims: pd.DataFrame) -> pd.DataFrame:
    """Return what organisations say of themselves in the domains where that tells of the same trait."""
    keys = [key for key, domain in domains().items() if domain.own_statements]
    own = claims[own_claims(claims) & claims["domain"].isin(keys)]
    rows = own.assign(level="organisation_in", subject=own["reporter"], subject_source="", subject_target="")
    by_voter = votes(quotes(rows, KEYS), KEYS).set_index(["level", "subject", "domain", "wave", "voice"])
    ids = rows.explode("copies").groupby(["level", "subject", "domain", "wave", "voice"])["copies"].agg(
        lambda found: tuple(sorted(found))
    )
    found = pd.DataFrame({"own_estimate": by_voter["points"], "own_evidence": ids})
    return found.assign(own_statements=found["own_evidence"].map(len))


def _with_basis(frame: pd.DataFrame, rows: pd.DataFrame, network: Network) -> pd.DataFrame:
    """Say whether the pairs behind a number are all required ones, and what share of them is."""
    required = {(row.source, row.target, row.wave) for row in network.required.itertuples() if row.weight > 0}
    declared = {wave for _, _, wave in required}
    pairs = rows[rows["target"].isin(network.organisations.index) & rows["source"].isin(network.organisations.index)]
    inside = [key in required for key in zip(pairs["source"], pairs["target"], pairs["wave"], strict=True)]
    sums = pairs.assign(inside=pairs["weight"] * np.array(inside, dtype=float)).groupby(KEYS)[["inside", "weight"]]
    total = sums.sum()
    share = (total["inside"] / total["weight"]).rename("on_required")
    frame = frame.join(share, on=KEYS)
    is_required = frame["wave"].isin(declared) & (frame["on_required"].fillna(1.0) > 1.0 - 1e-9)
    return frame.assign(basis=np.where(is_required, "required", "stated_pairs"))


def _with_grade(frame: pd.DataFrame, network: Network) -> pd.DataFrame:
    width = frame["high"] - frame["low"]
    grade = pd.Series("D", index=frame.index, dtype=str)
    for letter, widest, fewest in reversed(settings.GRADES):
        grade = grade.mask((width <= widest + 1e-9) & (frame["reporters_effective"] >= fewest - 1e-9), letter)
    grade = grade.mask(frame["reporters"] < 2, "D")
    silent = _not_interviewed(frame, network)
    grade = grade.mask(silent & (frame["reporters"] < settings.NOT_INTERVIEWED_REPORTERS), "D")
    score = frame["estimate"].where(grade != "D")
    return frame.assign(
        grade=grade, score=score, shortfall=frame["aim"] - score, remark=np.where(silent, "not_interviewed", "")
    )


def _not_interviewed(frame: pd.DataFrame, network: Network) -> pd.Series:
    spoke = {(org, wave) for wave in network.waves for org in network.interviewed(wave)}
    heard = [(subject, wave) in spoke for subject, wave in zip(frame["subject"], frame["wave"], strict=True)]
    return frame["level"].isin(["organisation_in", "organisation_out"]) & ~pd.Series(heard, index=frame.index)


def _with_standing(frame: pd.DataFrame) -> pd.DataFrame:
    """Place each row against the whole network, and against the aim where the network set one."""
    whole = frame[(frame["level"] == "network") & (frame["grade"] != "D")]
    reference = whole.set_index(["domain", "wave", "voice"])["estimate"].rename("reference")
    frame = frame.join(reference, on=["domain", "wave", "voice"])
    compared = ~frame["level"].isin(["network", "context"])
    return frame.assign(
        standing=np.where(compared, _standing(frame, frame["reference"]), ""),
        standing_aim=np.where(frame["aim_is"] == "set", _standing(frame, frame["aim"]), ""),
    )


def _standing(frame: pd.DataFrame, reference: pd.Series) -> Any:
    enough = frame["grade"] != "D"
    below = enough & (frame["high"] < reference)
    above = enough & (frame["low"] > reference)
    return np.select([below, above], ["clearly_below", "clearly_above"], default="cannot_tell")


def _finished(frame: pd.DataFrame) -> pd.DataFrame:
    frame = frame.drop(columns=["source", "target"], errors="ignore").rename(
        columns={"subject_source": "source", "subject_target": "target"}
    )
    frame = frame.assign(
        reliability=np.nan, method="transparent",
        own_statements=frame["own_statements"].fillna(0).astype(int),
        own_evidence=[ids if isinstance(ids, tuple) else () for ids in frame["own_evidence"]],
        _level=frame["level"].map({level: place for place, level in enumerate(LEVELS)}),
        _domain=frame["domain"].map({key: place for place, key in enumerate(domains())}),
    )  # fmt: skip
    frame = frame.sort_values(["_level", "subject", "_domain", "wave", "voice"], ignore_index=True)
    return frame[list(COLUMNS)]
