"""From statements to what the sampler is given: who spoke of whom, in which domain, and how exactly.

An *entity* is whoever can act or be acted towards in one wave: an organisation; a group, type or unnamed one (never
spread over organisations); several at one table (one joint event); or somebody not named, known by the statement.
Nothing is carried over between waves: an organisation in another wave is another entity.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd
from scipy import sparse

from collabnet import settings
from collabnet.domains import domains
from collabnet.scoring.cells import alone, own_claims
from collabnet.scoring.claims import rated
from collabnet.scoring.mentions import ORGANISATIONS
from collabnet.scoring.model.design import Design, Family

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from collabnet.network import Network

Key = tuple[str, ...]

TOGETHER: Final = "together:"
UNNAMED: Final = "unnamed:"

CENTRE: Final = 50.0
"""Prior mean of every domain, in points."""

DOMAIN_DEVIATION: Final = 50.0
"""Prior standard deviation of a domain's level: nothing is ruled out on a scale of 0 to 100."""

SHIFT_DEVIATION: Final = 25.0
"""Prior standard deviation of the shifts of processes: one rating step."""

MANNER_DEVIATION: Final = 10.0
"""Prior standard deviation of the shifts of self-report and of being spoken of alone, in points.

In the simulation study, 25 points left the error as large or larger up to four fifths of self-report, and intervals
excluded the plain number twice as often.
"""

MOSTLY_OWN: Final = 0.8
"""Share of self-report among the ratings of a condition from which its shift is not estimated: a convention.

Level and shift are then told apart by a handful of other statements, and a condition of which nearly everybody says
that it fails would be scored by those few. The shift is taken as 0, and scores are as much more uncertain
(``settings.RATING_RESOLUTION``) as half a rating step either way.
"""

ERROR_SCALE: Final = 25.0
EFFECT_SCALE: Final = 15.0
"""Half-Cauchy scales of standard deviations, in points."""

CODER_SCALE: Final = 7.5
"""Half-normal scale of the standard deviation between coders, in points: half that of other effects.

All code by the same anchors, so whole steps between coders are not to be expected; and few coders, or one, tell too
little of how much they differ for a prior with heavy tails.
"""

LARGER_ERROR: Final = 2.0
"""By how much the error variance grows for each of: coarse, not first hand or about clients, doubtful. A convention."""

TWO_SIDED: Final = 30
"""Pairs spoken of in both directions from which reciprocity is estimated."""

_CLAIM: Final = ["interview_id", "quote_id", "acting", "towards", "domain", "wave", "level"]


@dataclass(frozen=True, eq=False)
class Observations:
    """The ratings of one model, with the names of everything the design only numbers.

    Attributes
    ----------
    frame
        One row per rating: the columns of :func:`collabnet.scoring.claims.rated` and ``acting``, ``towards`` (names
        of entities, "" for none), ``precision_weight``, ``self_report``.
    design
        The same as numbers.
    columns
        Family to key to column of the design, such as ``actor_domain`` to (organisation, wave, domain).
    pairs
        (source, target, wave) to its number among directed pairs.
    """

    frame: pd.DataFrame
    design: Design
    columns: Mapping[str, Mapping[Key, int]]
    pairs: Mapping[Key, int]
    processes: tuple[str, ...] = ()
    contrasts: NDArray[np.float64] | None = None

    @property
    def mostly_own(self) -> frozenset[str]:
        """Return the domains in which nearly all ratings are what organisations say of themselves."""
        return _mostly_own(self.frame)


def _mostly_own(frame: pd.DataFrame) -> frozenset[str]:
    share = frame.groupby("domain")["self_report"].mean()
    return frozenset(map(str, share.index[share >= MOSTLY_OWN]))


def of_collaboration(network: Network, *, scale: float = EFFECT_SCALE) -> Observations | None:
    """Return what organisations say of each other and themselves; nothing where nobody rated any of it."""
    frame = _spoken(network)
    frame = frame[frame["level"] != "context"]
    return observations_of(frame, scale) if len(frame) else None


def of_context(network: Network, *, scale: float = EFFECT_SCALE) -> Observations | None:
    """Return what organisations say of the context: no organisation acts in it."""
    frame = _spoken(network)
    frame = frame[frame["level"] == "context"]
    return observations_of(frame.assign(acting="", towards="", self_report=False), scale) if len(frame) else None


def _spoken(network: Network) -> pd.DataFrame:
    claims = rated(network)
    claims = claims[claims["voice"] == ORGANISATIONS]
    if claims.empty:
        return claims
    claims = _without_copied_coders(claims)
    at_one_table = claims[claims["together"]].groupby("statement_id")["target"].agg(lambda ids: "+".join(sorted(ids)))
    joint = TOGETHER + claims["statement_id"].map(at_one_table).astype("str")
    claims = claims.assign(
        target=claims["target"].where(~claims["together"], joint),
        weight=claims["weight"].where(~claims["together"], 1.0),
    ).drop_duplicates(["statement_id", "target"], ignore_index=True)
    claims = claims.assign(self_report=own_claims(claims), precision_weight=_precision(claims))
    return _with_entities(claims).sort_values(["statement_id", "target"], ignore_index=True)


def _without_copied_coders(claims: pd.DataFrame) -> pd.DataFrame:
    """Take two coders whose codings are all the same for one who was entered twice, so that none counts twice."""
    work = {str(coder): frozenset(content) for coder, content in claims.groupby("coder")["content"]}
    first: dict[frozenset[int], str] = {}
    names = {coder: first.setdefault(work[coder], coder) for coder in sorted(work)}
    merged = claims.assign(coder=claims["coder"].map(names)).sort_values("statement_id", kind="stable")
    return merged.drop_duplicates(["quote_id", "coder", "content", "target"])


def _precision(claims: pd.DataFrame) -> pd.Series[float]:
    coarse = claims["precision"].eq("coarse") | claims["rating"].isna()
    distant = claims["basis"].isin(["from_client", "hearsay"]) | claims["about"].eq("clients")
    doubtful = claims["certainty"].eq("doubtful")
    doubts = coarse.astype(int) + distant.astype(int) + doubtful.astype(int)
    return claims["weight"] / LARGER_ERROR**doubts


def _with_entities(claims: pd.DataFrame) -> pd.DataFrame:
    """Say who acts and towards whom.

    Of one organisation alone: what is said of capacity and the like tells what partners meet there; what it says of
    itself in other domains tells how it acts.
    """
    pair = claims["level"].eq("dyad")
    one = alone(claims)
    nobody = UNNAMED + claims["statement_id"]
    traits = [key for key, domain in domains().items() if domain.own_statements]
    acts = claims["self_report"] & ~claims["domain"].isin(traits)
    acting = claims["source"].where(claims["source"].ne(""), nobody).where(pair, one.where(acts, ""))
    towards = claims["target"].where(claims["target"].ne(""), nobody).where(pair, one.where(~acts, ""))
    return claims.assign(acting=acting, towards=towards)


def observations_of(frame: pd.DataFrame, scale: float = EFFECT_SCALE) -> Observations:
    """Turn ratings into what the sampler is given.

    Parameters
    ----------
    frame
        One row per rating: ``statement_id``, ``interview_id``, ``quote_id``, ``coder``, ``acting``, ``towards``,
        ``level`` (``dyad``, ``organisation``, ``context``), ``domain``, ``process``, ``wave``, ``points`` (0–100),
        ``precision_weight`` (1 for a whole, exact, first-hand statement), ``self_report`` and ``target``.
    scale
        Scale of the priors of effects, in points; that of coders is half of it.
    """
    frame = frame.reset_index(drop=True)
    build = _Columns(len(frame))
    pair, pairs, block, side = _pairs(frame)
    reciprocal = _two_sided(block) >= TWO_SIDED
    build.add("domain", _keys(frame, "domain", "wave"), deviation=DOMAIN_DEVIATION)
    processes, contrasts = _add_processes(build, frame)
    told_apart = frame["self_report"] & ~frame["domain"].isin(_mostly_own(frame))
    build.add("self_report", _keys(frame, "domain").where(told_apart), deviation=MANNER_DEVIATION)
    others = frame["level"].eq("organisation") & ~frame["self_report"]
    if frame["level"].eq("dyad").any():
        build.add("spoken_of_alone", pd.Series([("",)] * len(frame)).where(others), deviation=MANNER_DEVIATION)
    acting, towards = _keys(frame, "acting", "wave"), _keys(frame, "towards", "wave")
    everyone = sorted({*acting.dropna(), *towards.dropna()}) if reciprocal else []
    build.add("actor", acting, scale=scale, known=everyone)
    build.add("partner", towards, scale=scale, known=everyone)
    build.add("actor_domain", _keys(frame, "acting", "wave", "domain"), scale=scale)
    build.add("partner_domain", _keys(frame, "towards", "wave", "domain"), scale=scale)
    build.add("reporter", _keys(frame, "interview_id"), scale=scale)
    coders = pd.Series([(coder,) for coder in frame["coder"]])
    build.add("coder", coders, scale=CODER_SCALE * scale / EFFECT_SCALE, light=True)
    claim, of_pair = _claims(frame, pair)
    twins = np.zeros((0, 2), dtype=np.intp)
    if reciprocal:
        first, second = build.family("actor").start, build.family("partner").start
        twins = np.stack([np.arange(len(everyone)) + first, np.arange(len(everyone)) + second], axis=1)
    design = Design(
        points=frame["points"].to_numpy(dtype=float) - CENTRE,
        weight=frame["precision_weight"].to_numpy(dtype=float),
        x=build.matrix(), families=tuple(build.families), claim=claim, pair=of_pair, block=block, side=side,
        quotes=bool((np.bincount(claim) > 1).any()), reciprocal=reciprocal, twins=twins,
        relation_scale=scale, claim_scale=scale, error_scale=ERROR_SCALE * scale / EFFECT_SCALE,
        smallest_error=settings.RATING_RESOLUTION,
    )  # fmt: skip
    return Observations(frame, design, build.columns, pairs, processes, contrasts)


def _keys(frame: pd.DataFrame, *names: str) -> pd.Series:
    """Return keys as tuples; none where the first part is empty."""
    keys = pd.Series(list(zip(*(frame[name] for name in names), strict=True)), index=frame.index, dtype=object)
    return keys.where(frame[names[0]].ne(""))


class _Columns:
    """Columns of the design, family by family."""

    def __init__(self, rows: int) -> None:
        self.rows = rows
        self.families: list[Family] = []
        self.columns: dict[str, Mapping[Key, int]] = {}
        self._parts: list[sparse.coo_array] = []
        self._next = 0

    def add(
        self,
        name: str,
        keys: pd.Series,
        *,
        scale: float = np.nan,
        deviation: float = np.nan,
        light: bool = False,
        known: Sequence[Key] = (),
    ) -> None:
        """Add a column for every key; no family where there are none."""
        order = list(known) or sorted(set(keys.dropna()))
        if not order:
            return
        place = {key: number for number, key in enumerate(order)}
        chosen = np.flatnonzero(keys.notna().to_numpy())
        at = np.array([place[key] for key in keys.iloc[chosen]], dtype=np.intp)
        part = sparse.coo_array((np.ones(len(chosen)), (chosen, at)), shape=(self.rows, len(order)))
        self.columns[name] = {key: self._next + number for key, number in place.items()}
        self.block(name, part, scale=scale, deviation=deviation, light=light)

    def block(
        self,
        name: str,
        part: sparse.coo_array,
        *,
        scale: float = np.nan,
        deviation: float = np.nan,
        light: bool = False,
    ) -> None:
        """Add columns as they are."""
        width = int(part.shape[1])
        self.families.append(Family(name, self._next, self._next + width, scale, deviation, light))
        self._parts.append(part)
        self._next += width

    def family(self, name: str) -> Family:
        """Return one family."""
        return next(family for family in self.families if family.name == name)

    def matrix(self) -> sparse.csr_array:
        """Return all columns side by side."""
        return sparse.csr_array(sparse.hstack(self._parts))


def _add_processes(build: _Columns, frame: pd.DataFrame) -> tuple[tuple[str, ...], NDArray[np.float64] | None]:
    """Add shifts of processes that add up to zero: orthonormal contrasts, so that no process is the standard."""
    named = frame["process"].where(frame["level"].eq("dyad"), "")
    processes = tuple(sorted(set(named) - {""}))
    if len(processes) < 2:
        return (), None
    contrasts = sum_to_zero(len(processes))
    at = named.map({process: place for place, process in enumerate(processes)})
    chosen = np.flatnonzero(at.notna().to_numpy())
    dense = np.zeros((len(frame), len(processes) - 1))
    dense[chosen] = contrasts[at.iloc[chosen].to_numpy(dtype=int)]
    build.block("process", sparse.coo_array(dense), deviation=SHIFT_DEVIATION)
    return processes, contrasts


def sum_to_zero(size: int) -> NDArray[np.float64]:
    """Return size × (size − 1) orthonormal columns, each adding up to zero (Helmert)."""
    found = np.zeros((size, size - 1))
    for column in range(1, size):
        found[:column, column - 1] = 1.0
        found[column, column - 1] = -column
    scaled: NDArray[np.float64] = found / np.linalg.norm(found, axis=0)
    return scaled


def _pairs(frame: pd.DataFrame) -> tuple[pd.Series, dict[Key, int], NDArray[np.intp], NDArray[np.intp]]:
    """Give every directed pair a number, and say which two go together."""
    known = frame["level"].eq("dyad")
    for side in ("acting", "towards"):
        known &= ~frame[side].str.startswith((UNNAMED, TOGETHER)) & frame[side].ne("")
    keys = _keys(frame, "acting", "towards", "wave").where(known)
    pairs = {key: number for number, key in enumerate(sorted(set(keys.dropna())))}
    blocks: dict[Key, int] = {}
    block, side_ = [], []
    for source, target, wave in pairs:
        first, second = sorted((source, target))
        block.append(blocks.setdefault((first, second, wave), len(blocks)))
        side_.append(int(source > target))
    return keys.map(pairs), pairs, np.array(block, dtype=np.intp), np.array(side_, dtype=np.intp)


def _two_sided(block: NDArray[np.intp]) -> int:
    return int((np.bincount(block) > 1).sum()) if len(block) else 0


def _claims(frame: pd.DataFrame, pair: pd.Series) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Give every claim a number, and say which directed pair each is about."""
    claim: NDArray[np.intp] = frame.groupby(_CLAIM, sort=False).ngroup().to_numpy().astype(np.intp)
    of_pair = np.full(int(claim.max()) + 1, -1, dtype=np.intp)
    spoken = pair.notna().to_numpy()
    of_pair[claim[spoken]] = pair[spoken].to_numpy(dtype=np.intp)
    return claim, of_pair
