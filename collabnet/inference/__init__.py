"""Tests that respect that ties hang together: relabelling, resampling organisations, random networks of like kind.

Pairs of organisations are no independent observations: whoever is busy is so in many pairs. Each test here says what
it holds fixed and what it leaves to chance; the same seed gives the same numbers.

=============================  =========================================================================
question                       answer
=============================  =========================================================================
Do two networks go together?   :func:`qap`
Which network explains one?    :func:`mrqap`, :func:`standard_model`
=============================  =========================================================================
"""

from __future__ import annotations

from collabnet.inference.mrqap import Mrqap, mrqap
from collabnet.inference.qap import QapCorrelation, qap

__all__ = ["Mrqap", "QapCorrelation", "mrqap", "qap"]
