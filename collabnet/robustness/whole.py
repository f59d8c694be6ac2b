"""Both answers at once, in every wave: what interviews left out would do, and what silence could hide."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import pandas as pd

from collabnet.network import ALL
from collabnet.progress import silent
from collabnet.robustness.deletion import USUAL, Deletion, interview_deletion
from collabnet.robustness.filling import fill_in, left_out

if TYPE_CHECKING:
    from collections.abc import Iterable

    from collabnet.network import Network
    from collabnet.progress import Progress


@dataclass(frozen=True, eq=False)
class Robust:
    """How robust places in a network are.

    Attributes
    ----------
    curve
        What :func:`~collabnet.robustness.interview_deletion` returns, of every wave.
    filled
        What :func:`~collabnet.robustness.fill_in` returns, of every wave.
    left_out
        Sentences that say which readings the network is too large for.
    """

    curve: pd.DataFrame
    filled: pd.DataFrame
    left_out: tuple[str, ...] = ()


def robust(
    network: Network,
    process: str = ALL,
    waves: Iterable[str] | None = None,
    *,
    keys: Iterable[str] | None = None,
    how: Deletion = USUAL,
    progress: Progress = silent,
) -> Robust:
    """Say how far places in a network rest on who was interviewed, and what they could be where nobody spoke.

    Parameters
    ----------
    network
        What was found.
    process, waves
        Which layers, on basis ``reported``; every wave where nothing is said.
    keys
        Measures of organisations; the usual centralities where nothing is said.
    how
        How interviews are left out.
    progress
        Called as the work goes on.
    """
    chosen = network.waves if waves is None else tuple(waves)
    named = None if keys is None else tuple(keys)
    curves = [interview_deletion(network, process, wave, keys=named, how=how, progress=progress) for wave in chosen]
    filled = [fill_in(network, process, wave, keys=named) for wave in chosen]
    said = dict.fromkeys(left_out(network.layer(process, wave)) for wave in chosen)
    return Robust(
        pd.concat(curves, ignore_index=True), pd.concat(filled, ignore_index=True), tuple(it for it in said if it)
    )
