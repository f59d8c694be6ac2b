"""The scoring model: one joint fit of who speaks, of whom, and how; scores with honest intervals come out.

Every rating is a sum, in points of 0–100::

    rating = level of the domain in the wave + shift of the process + shift of the manner of speaking
           + source (in general, in the domain) + target (in general, in the domain) + relation of the pair
           + the interview's mildness + the coder's mildness + what is particular to the quote + error

Source, target, relation, interview, coder, quote and error are drawn from normal distributions whose standard
deviations are estimated (half-Cauchy priors; half-normal for coders, who are few): partial pooling. Scores are made of
level, source, target and relation alone, over all expected pairs, whether spoken of or not. This is the Social
Relations Model (Kenny) as a multilevel model (Snijders & Kenny 1999) with the facets reporter and coder.

``observations`` turns statements into numbers, ``design`` is what a sampler is given. ``marginal`` moves a chain of
sizes with all else integrated out, among candidates of ``proposal``; ``gibbs`` does where there are too many effects
for that, with ``few`` and ``slices``, and for ``ordinal``. ``normal`` draws all effects together, ``errors`` integrates
relations and quotes out, ``chains`` is what samplers share, ``fit`` runs them,
``prediction`` says what the model makes of every pair, ``summary`` and ``scores`` make rows, ``table`` the table.
``run`` is the whole of it: the headline, its checks, and every table that comes out.
"""

from collabnet.scoring.model.fit import DrawStore, Fit, Plan, fits, usual
from collabnet.scoring.model.observations import Observations, of_collaboration, of_context
from collabnet.scoring.model.run import Effort, Modelled, modelled_study
from collabnet.scoring.model.scores import Wave
from collabnet.scoring.model.table import COLUMNS, model_scores

__all__ = [
    "COLUMNS", "DrawStore", "Effort", "Fit", "Modelled", "Observations", "Plan", "Wave", "fits", "model_scores",
    "modelled_study", "of_collaboration", "of_context", "usual",
]  # fmt: skip
