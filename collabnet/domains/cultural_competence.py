"""Cultural competence: being able to work with this group of clients."""

from collabnet.domains import Domain, Facet

CULTURAL_COMPETENCE = Domain(
    key="cultural_competence",
    title="cultural competence",
    sentence="Whether staff can work with these young people: language, literacy, and what they have been through.",
    facets=(
        Facet("accessibility", "accessible", ("toegankelijkheid", "accessibilité")),
        Facet("language", "language", ("taal", "langue")),
        Facet("literacy", "literacy", ("geletterdheid", "alphabétisation")),
        Facet("training", "trained staff", ("vorming", "formation")),
    ),
    loading="partner",
    synonyms=(
        "cultural competence", "culturele competentie", "compétence culturelle", "cultural sensitivity",
        "culturele competenties", "compétences culturelles",
    ),
    why="A young person who is not understood does not come back.",
    own_statements=True,
    colour="#CC79A7",
    icon="language",
    order=5,
)  # fmt: skip
