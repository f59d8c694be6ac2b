"""Knowledge of service providers: knowing who does what, for whom, and whom to call."""

from collabnet.domains import Domain, Facet

SERVICE_KNOWLEDGE = Domain(
    key="service_knowledge",
    title="knowledge of services",
    sentence="Whether professionals know who does what, under which conditions, and whom to call.",
    facets=(
        Facet("exists", "knows it exists", ("bestaat", "existe")),
        Facet("offer", "knows the offer", ("aanbod", "offre")),
        Facet("criteria", "knows the conditions", ("voorwaarden", "critères", "conditions")),
        Facet("contact", "knows whom to call", ("contactpersoon", "personne de contact")),
    ),
    loading="dyad",
    synonyms=(
        "service knowledge", "knowledge", "kennis", "connaissance", "knowledge of service providers",
        "knowledge of all service providers", "kennis van dienstverleners", "connaissance des services",
    ),
    why="Who does not know an organisation, or its conditions, cannot refer to it.",
    colour="#E69F00",
    icon="book",
    order=2,
)  # fmt: skip
