"""Whether ties keep to groups (sectors, languages, policy levels) more than chance would have it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, Final, Literal

import numpy as np
import pandas as pd

from collabnet.errors import CallError
from collabnet.inference._matrices import matrices
from collabnet.inference._relabelling import CELLS, checked_permutations, p_values, relabellings
from collabnet.inference._remarks import Remark, remark
from collabnet.multiplicity import holm
from collabnet.network import Layer
from collabnet.progress import silent
from collabnet.threads import one_thread

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from collabnet.inference._matrices import Matrix
    from collabnet.progress import Progress

    Groups = str | Sequence[Any] | pd.Series[Any] | NDArray[Any]

Blocks = Literal["structural", "own_group", "same_group"]
BLOCKS: Final[tuple[Blocks, ...]] = ("structural", "own_group", "same_group")

COLUMNS: Final = ("value", "expected", "sd", "z", "p_two_sided", "p_greater", "p_less")


@dataclass(frozen=True, eq=False)
class GroupTest:
    """A number about ties and groups beside what it would be if groups were dealt at random.

    Attributes
    ----------
    value
        The number in the network.
    expected, sd, z
        Its mean and standard deviation over relabellings, and how many of these the network lies from it.
    p_two_sided, p_greater, p_less
        Share of relabellings at least as far from the mean, at least as high, at most as low; the network counts as
        one.
    permutations, seed
        How many relabellings, and where chance started.
    """

    value: float
    expected: float
    sd: float
    z: float
    p_two_sided: float
    p_greater: float
    p_less: float
    permutations: int
    seed: int


@dataclass(frozen=True, eq=False)
class DensityAnova:
    """How much of who is tied to whom follows from groups.

    Attributes
    ----------
    blocks
        One row per kind of pair (index ``block``): ``pairs``, ``value`` (density, or mean strength), ``expected``,
        ``sd``, ``z``, ``p_two_sided``, ``p_greater``, ``p_less``, ``p_holm`` (two-sided, corrected for how many kinds
        there are), ``undefined`` (relabellings in which no pair of the kind is known; they count as at least as
        extreme). All but the last are NaN where no pair of the kind is known.
    r_squared, f
        Share of the differences between pairs that their kind explains, and F. NaN where pairs of one kind only are
        known.
    p
        Share of relabellings that explain at least as much; NaN likewise.
    permutations, seed
        How many relabellings, and where chance started.
    """

    blocks: pd.DataFrame
    r_squared: float
    f: float
    p: float
    permutations: int
    seed: int

    @property
    def remarks(self) -> tuple[Remark, ...]:
        """Return what a reader should know: kinds of pairs that cannot be told, and relabellings without a number."""
        unknown = [remark("block_unknown", block=name) for name in self.blocks.index[self.blocks["pairs"].eq(0)]]
        blank = int(self.blocks["undefined"].max())
        return (*unknown, *([remark("undefined", count=blank, draws=self.permutations)] if blank else []))


def ei_index(
    network: Matrix, groups: Groups, *, permutations: int = 2000, seed: int = 1, progress: Progress = silent
) -> GroupTest:
    """Say whether ties cross the borders of groups more, or less, than chance would have it.

    ``(external − internal) / (external + internal)``: −1 all ties inside groups, 1 all between. With few organisations
    of one's own kind most ties cross borders by chance alone; that is what the test takes into account. Groups are
    dealt anew among organisations, their sizes and all ties stay.

    Parameters
    ----------
    network
        A layer (a tie is 1), or a matrix of ties; NaN where a pair is not known.
    groups
        A group for each organisation: a Series by label, a sequence in order, or the name of a layer's attribute.
    permutations, seed, progress
        As for :func:`~collabnet.inference.qap`.

    Raises
    ------
    CallError
        When an organisation has no group, all have the same, no two have the same, or there is no tie.

    References
    ----------
    Krackhardt & Stern (1988), doi:10.2307/2786835.

    Examples
    --------
    >>> from collabnet import inference
    >>> from collabnet.network import Layer
    >>> layer = Layer.from_edges([("a", "b"), ("b", "c"), ("a", "c"), ("d", "e"), ("e", "f"), ("c", "d")])
    >>> found = inference.ei_index(layer, list("xxxyyy"), permutations=500)
    >>> round(found.value, 3), found.expected > found.value
    (-0.667, True)
    """
    sums = _Sums(network, groups, permutations, seed, progress)
    inside, every = np.trace(sums.ties, axis1=1, axis2=2), sums.ties.sum(axis=(1, 2))
    if every[0] <= 0:
        raise CallError("Expected at least one tie, found none. Take another network.")
    values = (every - 2 * inside) / every
    return GroupTest(**dict(zip(COLUMNS, _tested(values), strict=True)), permutations=permutations, seed=seed)


def join_counts(
    network: Matrix, groups: Groups, *, permutations: int = 2000, seed: int = 1, progress: Progress = silent
) -> pd.DataFrame:
    """Say between which groups there are more, or fewer, ties than chance would have it.

    Parameters
    ----------
    network, groups, permutations, seed, progress
        As for :func:`ei_index`.

    Returns
    -------
    pandas.DataFrame
        One row per pair of groups that has pairs of organisations (index ``source``, ``target``; without direction each
        once): ``value`` (ties), ``expected``, ``sd``, ``z``, ``p_two_sided``, ``p_greater``, ``p_less``, and
        ``p_holm``: two-sided, corrected for how many rows there are. Read this one to say that *some* two groups stand
        out, and the others only of two named beforehand.

    Raises
    ------
    CallError
        As for :func:`ei_index`.

    References
    ----------
    Cliff & Ord (1981), *Spatial Processes*; Moran (1948), doi:10.1111/j.2517-6161.1948.tb00012.x; Holm
    (1979), https://www.jstor.org/stable/4615733.
    """
    sums = _Sums(network, groups, permutations, seed, progress)
    rows, names = [], []
    for a, b in sums.cells:
        names.append((sums.names[a], sums.names[b]))
        rows.append(_tested(sums.ties[:, a, b]))
    index = pd.MultiIndex.from_tuples(names, names=["source", "target"])
    frame = pd.DataFrame(rows, index=index, columns=list(COLUMNS))
    return frame.assign(p_holm=holm(frame["p_two_sided"]))


def density_anova(
    network: Matrix, groups: Groups, blocks: Blocks = "structural", *, permutations: int = 2000, seed: int = 1,
    progress: Progress = silent,
) -> DensityAnova:  # fmt: skip
    """Say how much of who works with whom follows from the groups they belong to.

    Analysis of variance over pairs; its test deals groups anew among organisations, because pairs hang together.

    Parameters
    ----------
    network, groups, permutations, seed, progress
        As for :func:`ei_index`.
    blocks
        What kinds of pairs there are. ``structural``: one for each group to each group. ``own_group``: one inside each
        group, one for all pairs between groups (groups may keep to themselves in different measure). ``same_group``:
        inside and between.

    Raises
    ------
    CallError
        As for :func:`ei_index`, and when all pairs are alike.

    References
    ----------
    Borgatti, Everett & Johnson (2018), *Analyzing Social Networks*, 2nd ed., chapter 14; Hubert & Schultz (1976),
    doi:10.1111/j.2044-8317.1976.tb00714.x.
    """
    if blocks not in BLOCKS:
        raise CallError(f"Expected blocks among {', '.join(BLOCKS)}, found {blocks!r}. Choose one of these.")
    sums = _Sums(network, groups, permutations, seed, progress)
    names, ties, pairs = sums.by_block(blocks)
    total, count = ties[0].sum(), pairs[0].sum()
    spread = sums.squares - total**2 / count
    if spread <= 1e-12 * max(sums.squares, 1e-300):
        raise CallError("Expected pairs that differ, found all alike. Take another network.")
    with np.errstate(invalid="ignore", divide="ignore"):
        means = ties / pairs
    between = np.nansum(ties * means, axis=1) - total**2 / count
    kinds = (pairs > 0).sum(axis=1)
    r_squared = np.where(kinds > 1, between / spread, np.nan)
    seen, p = float(r_squared[0]), np.nan
    if kinds[0] > 1:
        p = p_values(r_squared[1:], seen)[1]
    f = seen / max(kinds[0] - 1, 1) / max((1 - seen) / max(count - kinds[0], 1), 1e-300)
    rows = [_tested(column) for column in means.T]
    frame = pd.DataFrame(rows, index=pd.Index(names, name="block", dtype="str"), columns=list(COLUMNS))
    frame.insert(0, "pairs", pairs[0].astype(int))
    frame = frame.assign(p_holm=holm(frame["p_two_sided"]), undefined=np.isnan(means[1:]).sum(axis=0))
    return DensityAnova(frame, seen, float(f), p, permutations, seed)


@dataclass(eq=False)
class _Sums:
    """Ties and pairs between groups, as observed (first) and in each relabelling."""

    network: Any
    groups: Any
    permutations: int
    seed: int
    progress: Progress
    names: list[str] = field(init=False)
    ties: NDArray[np.float64] = field(init=False)
    pairs: NDArray[np.float64] = field(init=False)
    squares: float = field(init=False)
    directed: bool = field(init=False)
    sizes: NDArray[np.intp] = field(init=False)

    def __post_init__(self) -> None:
        checked_permutations(self.permutations, self.seed)
        layered = isinstance(self.network, Layer)
        found = matrices({"network": self.network}, directed=self.network.directed if layered else None)
        self.directed = found.directed
        codes, self.names = _codes(self.groups, self.network, found.n)
        self.sizes = np.bincount(codes)
        known = found.known[0]
        values = np.where(known, found.grids[0], 0.0)
        self.squares = float(np.sum(values**2))
        member = np.eye(len(self.names))[codes]
        orders = self._orders(found.n)
        self.ties, self.pairs = self._sums(values, member, orders), self._sums(known.astype(float), member, orders)

    def _orders(self, n: int) -> NDArray[np.intp]:
        random = np.random.default_rng(self.seed)
        drawn = [orders for _, orders in relabellings(n, self.permutations, random, self.progress)]
        return np.concatenate([np.arange(n, dtype=np.intp)[None], *drawn])

    def _sums(self, values: NDArray[np.float64], member: NDArray[np.float64], orders: NDArray[np.intp]) -> Any:
        size = max(1, CELLS // max(member.size, 1))
        found = []
        with one_thread():
            for start in range(0, len(orders), size):
                dealt = member[orders[start : start + size]]
                found.append(dealt.transpose(0, 2, 1) @ (values @ dealt))
        whole = np.concatenate(found)
        if self.directed:
            return whole
        both = whole + whole.transpose(0, 2, 1)  # a pair of groups stands once, above the diagonal
        inside = np.eye(member.shape[1], dtype=bool)
        return np.where(inside, whole, np.triu(both))

    @property
    def cells(self) -> list[tuple[int, int]]:
        """Return the pairs of groups that have pairs of organisations that are known."""
        return [(int(a), int(b)) for a, b in np.argwhere(self.pairs[0] > 0)]

    @property
    def possible(self) -> NDArray[np.bool_]:
        """Return which pairs of groups have pairs of organisations, known or not: relabelled, some may be known."""
        alone = np.diag(self.sizes < 2)
        return ~alone if self.directed else np.triu(~alone)

    def by_block(self, blocks: Blocks) -> tuple[list[str], NDArray[np.float64], NDArray[np.float64]]:
        """Return the name, ties and pairs of each kind of pair."""
        if blocks == "structural":
            arrow = ">" if self.directed else "–"
            at = np.nonzero(self.possible)
            cells = zip(*at, strict=True)
            names = [f"{self.names[a]}{arrow}{self.names[b]}" for a, b in cells]
            return names, self.ties[:, at[0], at[1]], self.pairs[:, at[0], at[1]]
        inside = [np.diagonal(one, axis1=1, axis2=2) for one in (self.ties, self.pairs)]
        between = [
            one.sum(axis=(1, 2)) - own.sum(axis=1) for one, own in zip((self.ties, self.pairs), inside, strict=True)
        ]
        if blocks == "same_group":
            inside = [own.sum(axis=1, keepdims=True) for own in inside]
            names = ["same group"]
        else:
            kept = self.sizes > 1
            inside = [own[:, kept] for own in inside]
            names = [name for name, has in zip(self.names, kept, strict=True) if has]
        ties, pairs = (np.column_stack([own, other]) for own, other in zip(inside, between, strict=True))
        return [*names, "between groups"], ties, pairs


def _tested(values: NDArray[np.float64]) -> tuple[float, ...]:
    """Return value, expected, sd, z and p of a number as observed (first) beside its relabellings.

    A number that was not observed (NaN) has none of them; a relabelling without it counts as at least as extreme.
    """
    value, drawn = float(values[0]), values[1:]
    known = drawn[~np.isnan(drawn)]
    if np.isnan(value) or not len(known):
        return (value, *(np.nan,) * (len(COLUMNS) - 1))
    expected, sd = float(known.mean()), float(known.std())
    sd = sd if sd > 1e-12 * max(abs(expected), 1.0) else 0.0  # less is rounding
    z = (value - expected) / sd if sd else 0.0
    two_sided, _, _ = p_values(drawn - expected, value - expected)
    _, greater, less = p_values(drawn, value)
    return value, expected, sd, z, two_sided, greater, less


def _codes(groups: Any, network: Any, n: int) -> tuple[NDArray[np.intp], list[str]]:
    """Return the group of each organisation as a number, and the groups' names in order."""
    labels = network.organisations if isinstance(network, Layer) else getattr(network, "index", None)
    if isinstance(groups, str):
        if not isinstance(network, Layer) or groups not in network.attributes:
            raise CallError(
                f"Expected an attribute of the layer, found {groups!r}. Give a group for each organisation."
            )
        groups = network.attributes[groups]
    if isinstance(groups, pd.Series) and labels is not None:
        groups = groups.reindex(labels)
    found = pd.Series(list(groups), dtype="object")
    if len(found) != n:
        raise CallError(f"Expected a group for each of {n} organisations, found {len(found)}. Give one for each.")
    if (found.isna() | found.eq("")).any():
        raise CallError(
            f"Expected a group for each organisation, found none for {int((found.isna() | found.eq('')).sum())}. Give "
            "them one, or leave them out of the network."
        )
    found = found.astype(str)  # so that 1 and "1" are one group
    names = sorted(found.unique())
    if len(names) < 2:
        raise CallError(f"Expected at least two groups, found only {names[0]!r}. Choose another attribute.")
    codes = pd.Index(names).get_indexer(pd.Index(found))
    if np.bincount(codes).max() < 2:
        raise CallError("Expected a group with at least two organisations, found only groups of one. Use wider groups.")
    return codes, names
