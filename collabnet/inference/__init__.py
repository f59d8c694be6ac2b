"""Tests that respect that ties hang together: relabelling, drawing organisations, random networks of like kind.

Pairs of organisations are no independent observations: whoever is busy is so in many pairs. Each test here says what
it holds fixed and what it leaves to chance; the same seed gives the same numbers.

One convention for all: the network that was seen counts as one of those drawn, and a network drawn (or relabelled) in
which a number has no value counts as at least as extreme as the one seen. So p errs upwards and never overstates. How
many there were stands in the result (``undefined``, ``undetermined``), and in its ``remarks`` where there are any.
Means and standard deviations over draws are those of the draws that have a value.

- Do two networks go together? :func:`qap`
- Which networks go together with one when the others are held? :func:`mrqap`; do some of them at all?
  :func:`joint_test`
- What goes together with a tie in this study? :func:`standard_model`
- How sure is a number about a network, and did it change? :func:`vertex_bootstrap`, :func:`paired_bootstrap`
- Is a network more than chance would make it? :func:`conditional_uniform`
- What changed between two waves, and why? :func:`tie_changes`, :func:`wave_changes`
- Do ties keep to groups? :func:`ei_index`, :func:`join_counts`, :func:`density_anova`
"""

from __future__ import annotations

from collabnet.inference._remarks import Remark
from collabnet.inference.bootstrap import BootstrapDifference, BootstrapEstimate, paired_bootstrap, vertex_bootstrap
from collabnet.inference.conditional_uniform import ConditionalUniform, conditional_uniform
from collabnet.inference.groups import DensityAnova, GroupTest, density_anova, ei_index, join_counts
from collabnet.inference.joint import JointTest, joint_test
from collabnet.inference.mrqap import Mrqap, mrqap
from collabnet.inference.qap import QapCorrelation, qap
from collabnet.inference.standard_model import StandardModel, standard_model
from collabnet.inference.wave_change import changes_of_ties, tie_changes, wave_pairs
from collabnet.inference.wave_summary import wave_changes

__all__ = [
    "BootstrapDifference", "BootstrapEstimate", "ConditionalUniform", "DensityAnova", "GroupTest", "JointTest", "Mrqap",
    "QapCorrelation", "Remark", "StandardModel", "changes_of_ties", "conditional_uniform", "density_anova",
    "ei_index", "join_counts", "joint_test", "mrqap", "paired_bootstrap", "qap", "standard_model", "tie_changes",
    "vertex_bootstrap", "wave_changes", "wave_pairs",
]  # fmt: skip
