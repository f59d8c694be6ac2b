"""Drawing all effects together from their normal distribution, exactly: densely where few, sparsely where many.

Both ways draw θ ~ N(Q⁻¹ X'M y, Q⁻¹) with Q = X'MX + D. Up to :data:`DENSE` effects Q is built and factored
(Cholesky). Beyond, nothing is built: a system with noise on its right side is solved by conjugate gradients, which
gives a draw of the same distribution (Papandreou & Yuille 2010; for crossed effects the number of steps does not grow
with their number, Pandolfi, Papaspiliopoulos & Zanella 2024, arXiv:2411.04729).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

import numpy as np
from scipy import sparse
from scipy.linalg import lapack

from collabnet.errors import CollabnetError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from collabnet.scoring.model.design import Design
    from collabnet.scoring.model.errors import Layers

DENSE: Final = 1000
"""Effects up to which a matrix is built and factored: beyond, factoring costs more than solving."""

TOLERANCE: Final = 1e-8
"""Relative size of the residual at which conjugate gradients stop: far below Monte-Carlo error."""

STEPS: Final = 1000
"""Steps of conjugate gradients after which something is wrong."""


CANNOT_TELL: Final = "The scoring model met ratings it cannot tell apart. Score with --scores transparent."
"""What is said where no distribution can be drawn from: it should not happen, and there is a way on."""


class Prior:
    """Prior precision of the effects: a diagonal, and for twins (one organisation's two roles) what joins them."""

    def __init__(self, diagonal: NDArray[np.float64], twins: NDArray[np.intp], joined: float) -> None:
        self.diagonal = diagonal
        self.twins = twins
        self.joined = joined

    def apply(self, values: NDArray[np.float64]) -> NDArray[np.float64]:
        """Return the precision matrix times values."""
        found = self.diagonal * values
        if self.joined:
            first, second = self.twins.T
            found[first] += self.joined * values[second]
            found[second] += self.joined * values[first]
        return found

    def noise(self, random: np.random.Generator) -> NDArray[np.float64]:
        """Draw a vector whose covariance is the precision matrix."""
        normal = random.standard_normal(len(self.diagonal))
        found = np.sqrt(self.diagonal) * normal
        if self.joined:
            first, second = self.twins.T
            root = np.sqrt(self.diagonal[first])
            across = self.joined / root
            found[second] = across * normal[first] + np.sqrt(self.diagonal[second] - across**2) * normal[second]
        return found


def prior_of(design: Design, variance: Mapping[str, float], covariance: float) -> Prior:
    """Return the prior precision of the effects, given the variances of their families.

    ``covariance`` is that of an organisation's two roles; 0 where they are independent.
    """
    of_families = [1.0 / (variance[one.name] if one.free else one.deviation**2) for one in design.families]
    diagonal = np.repeat(of_families, [one.size for one in design.families])
    if not design.reciprocal:
        return Prior(diagonal, design.twins, 0.0)
    actor, partner = design.family("actor"), design.family("partner")
    determinant = variance["actor"] * variance["partner"] - covariance**2
    diagonal[actor.start : actor.stop] = variance["partner"] / determinant
    diagonal[partner.start : partner.stop] = variance["actor"] / determinant
    return Prior(diagonal, design.twins, -covariance / determinant)


class Drawer(Protocol):
    """Draws all effects together, or says what they are on average."""

    def draw(self, points: NDArray[np.float64], prior: Prior, random: np.random.Generator) -> NDArray[np.float64]:
        """Draw effects given ratings and the sizes last set on the layers."""


def drawer(design: Design, layers: Layers) -> Drawer:
    """Return the way that suits the number of effects."""
    return Dense(design, layers) if design.size <= DENSE else Sparse(design, layers)


class Dense:
    """Builds Q from products that are worked out once, and factors it."""

    def __init__(self, design: Design, layers: Layers) -> None:
        self.design, self.layers = design, layers
        self._parts = _Products(design, layers)
        self._transposed = design.x.T.tocsr()

    def precision(self, prior: Prior) -> NDArray[np.float64]:
        """Return Q as a Fortran-ordered matrix whose lower triangle is filled."""
        whole = self._parts.lower(self.layers)
        diagonal = np.arange(self.design.size)
        whole[diagonal, diagonal] += prior.diagonal
        if prior.joined:
            first, second = prior.twins.min(axis=1), prior.twins.max(axis=1)
            whole[second, first] += prior.joined
        return whole

    def factored(self, prior: Prior) -> tuple[NDArray[np.float64], int]:
        """Return L with L L' = Q, and whether there is none."""
        factor, problem = lapack.dpotrf(self.precision(prior), lower=1, overwrite_a=1, clean=0)
        return factor, problem

    def explained(self, factor: NDArray[np.float64], points: NDArray[np.float64]) -> tuple[NDArray[np.float64], float]:
        """Return L⁻¹ X'M y, and how far ratings are from what effects explain: y'M y less the square of the former."""
        turned = self.layers.apply(points)
        half, _ = lapack.dtrtrs(factor, self._transposed @ turned, lower=1)
        return half, float(points @ turned - half @ half)

    def draw(self, points: NDArray[np.float64], prior: Prior, random: np.random.Generator) -> NDArray[np.float64]:
        """Draw effects."""
        factor, problem = self.factored(prior)
        if problem:
            raise CollabnetError(CANNOT_TELL)
        return self.drawn(factor, self.explained(factor, points)[0], random)

    def drawn(
        self, factor: NDArray[np.float64], half: NDArray[np.float64], random: np.random.Generator
    ) -> NDArray[np.float64]:
        """Draw effects: Q⁻¹ b + L'⁻¹ z."""
        found, _ = lapack.dtrtrs(factor, half + random.standard_normal(self.design.size), lower=1, trans=1)
        drawn: NDArray[np.float64] = found
        return drawn


Entries = tuple["NDArray[np.intp]", "NDArray[np.intp]", "NDArray[np.float64]"]
"""Rows, columns and values of a lower triangle; what stands twice in one place is added up."""


class _Products:
    """X'MX as a sum of fixed matrices, each times a number that depends on the sizes alone.

    Claims of equal weight are treated alike, so there are as many matrices as there are weights, and one per two
    weights within a pair.
    """

    def __init__(self, design: Design, layers: Layers) -> None:
        self.size = design.size
        weighted = sparse.csr_array(design.x.multiply(design.weight[:, None]))
        sums = _summed(weighted, design.claim, layers.claims)
        weights, self.kind = np.unique(layers.claim_weight, return_inverse=True)
        self.weights = weights
        of_kind = [sparse.csr_array(sums[self.kind == kind]) for kind in range(len(weights))]
        products = [(design.x, weighted), *zip(of_kind, of_kind, strict=True)]
        parts = [_lower_of(sparse.csr_array(one.T @ two)) for one, two in products]
        self._cells(design, layers, sums)
        self._meet()
        parts += [self._across(cell, other) for cell, other in zip(self.first, self.second, strict=True)]
        self._entries, self._pattern = _stacked(parts, self.size)

    def _cells(self, design: Design, layers: Layers, sums: sparse.csr_array) -> None:
        """Add up claims of equal weight within each directed pair."""
        chosen = np.flatnonzero(layers.has_pair)
        keys = np.stack([layers.claim_slot[chosen], self.kind[chosen]], axis=1)
        cells, place = (
            np.unique(keys, axis=0, return_inverse=True) if len(chosen) else (np.zeros((0, 2), int), np.zeros(0, int))
        )
        self.cells = cells
        self.cell_sums = _summed(sums[chosen], np.asarray(place).reshape(-1), len(cells))
        self.block, self.side = cells[:, 0] // 2, cells[:, 0] % 2
        self.reciprocal = design.reciprocal

    def _meet(self) -> None:
        """Find every two cells of one pair, each two once: they share that pair's relation."""
        members: dict[int, list[int]] = {}
        for cell, block in enumerate(self.block.tolist()):
            members.setdefault(block, []).append(cell)
        meetings = [
            (cell, other)
            for cells in members.values()
            for place, cell in enumerate(cells)
            for other in cells[place:]
            if self.reciprocal or self.side[cell] == self.side[other]
        ]
        both = np.array(meetings, dtype=np.intp).reshape(-1, 2)
        self.first, self.second = both[:, 0], both[:, 1]

    def _across(self, cell: int, other: int) -> Entries:
        """Return the product of two cells' sums, and its mirror image where they are two."""
        one, first = _row(self.cell_sums, cell)
        two, second = _row(self.cell_sums, other)
        rows, columns = np.repeat(one, len(two)), np.tile(two, len(one))
        values = np.outer(first, second).reshape(-1)
        if cell != other:
            rows, columns = np.concatenate([rows, columns]), np.concatenate([columns, rows])
            values = np.tile(values, 2)
        inside = rows >= columns
        return rows[inside], columns[inside], values[inside]

    def lower(self, layers: Layers) -> NDArray[np.float64]:
        """Return X'MX, lower triangle, Fortran order."""
        error, claim = layers.sizes.error, layers.sizes.claim
        share = 1.0 + claim * self.weights / error
        of_kinds = -claim / share / error**2
        kept = 1.0 / (share * error)
        across = -(
            layers.inverse[self.block[self.first], self.side[self.first], self.side[self.second]]
            * kept[self.cells[self.first, 1]] * kept[self.cells[self.second, 1]]
        ) if len(self.first) else np.zeros(0)  # fmt: skip
        numbers = np.concatenate([[1.0 / error], of_kinds, across])
        whole = np.zeros(self.size * self.size)
        whole[self._pattern] = self._entries @ numbers
        return whole.reshape(self.size, self.size, order="F")


def _summed(rows: sparse.csr_array, group: NDArray[np.intp], groups: int) -> sparse.csr_array:
    """Add up rows of a sparse matrix by group."""
    count = rows.shape[0]
    adding = sparse.csr_array((np.ones(count), (group, np.arange(count))), shape=(groups, count))
    return sparse.csr_array(adding @ rows)


def _lower_of(matrix: sparse.csr_array) -> Entries:
    found = sparse.coo_array(sparse.tril(matrix))
    return found.coords[0].astype(np.intp), found.coords[1].astype(np.intp), found.data


def _row(matrix: sparse.csr_array, row: int) -> tuple[NDArray[np.intp], NDArray[np.float64]]:
    inside = slice(matrix.indptr[row], matrix.indptr[row + 1])
    return matrix.indices[inside].astype(np.intp), matrix.data[inside]


def _stacked(parts: list[Entries], size: int) -> tuple[sparse.csr_array, NDArray[np.intp]]:
    """Return lower triangles as columns of one sparse matrix, and where its rows belong in the whole."""
    place = np.concatenate([columns.astype(np.int64) * size + rows for rows, columns, _ in parts])
    column = np.repeat(np.arange(len(parts)), [len(values) for _, _, values in parts])
    pattern, row = np.unique(place, return_inverse=True)
    values = np.concatenate([values for _, _, values in parts])
    entries = sparse.csr_array((values, (row, column)), shape=(len(pattern), len(parts)))
    return entries, pattern.astype(np.intp)


class Sparse:
    """Solves Q θ = X'M(y + noise) + noise of the prior by conjugate gradients, and builds nothing."""

    def __init__(self, design: Design, layers: Layers, start: NDArray[np.float64] | None = None) -> None:
        self.design, self.layers = design, layers
        self._squares = sparse.csr_array(design.x.multiply(design.x)).T.tocsr()
        self._transposed = design.x.T.tocsr()
        self._last = np.zeros(design.size) if start is None else start
        self.steps = 0

    def _apply(self, values: NDArray[np.float64], prior: Prior) -> NDArray[np.float64]:
        found: NDArray[np.float64] = self._transposed @ self.layers.apply(self.design.x @ values)
        return found + prior.apply(values)

    def draw(self, points: NDArray[np.float64], prior: Prior, random: np.random.Generator) -> NDArray[np.float64]:
        """Draw effects: the solution of a system whose right side carries the noise of data and prior."""
        noisy = points + self.layers.noise(random)
        right = self._transposed @ self.layers.apply(noisy) + prior.noise(random)
        self._last = self._solved(right, prior)
        return self._last.copy()

    def mean(self, points: NDArray[np.float64], prior: Prior) -> NDArray[np.float64]:
        """Return what effects are on average; the next call starts from there."""
        self._last = self._solved(self._transposed @ self.layers.apply(points), prior)
        return self._last.copy()

    def _solved(self, right: NDArray[np.float64], prior: Prior) -> NDArray[np.float64]:
        scale = 1.0 / (self._squares @ self.layers.precision + prior.diagonal)
        found = self._last.copy()
        residual = right - self._apply(found, prior)
        ready = scale * residual
        direction, product = ready, float(residual @ ready)
        enough = TOLERANCE**2 * float(right @ (scale * right))
        self.steps = 0
        while product > enough and self.steps < STEPS:
            turned = self._apply(direction, prior)
            length = product / float(direction @ turned)
            found = found + length * direction
            residual = residual - length * turned
            ready = scale * residual
            product, before = float(residual @ ready), product
            direction = ready + (product / before) * direction
            self.steps += 1
        return found
