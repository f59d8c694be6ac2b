"""Informal trust between professionals."""

from collabnet.domains import Domain, Facet

TRUST = Domain(
    key="trust",
    title="informal trust",
    sentence="Whether professionals find each other reliable, open and of one purpose, and dare to call.",
    facets=(
        Facet("reliability", "reliable", ("betrouwbaarheid", "fiabilité")),
        Facet("openness", "open", ("openheid", "ouverture")),
        Facet("shared_mission", "of one purpose", ("gedeelde missie", "mission commune", "support of mission")),
        Facet("personal_contact", "personal contact", ("persoonlijk contact", "contact personnel")),
    ),
    loading="dyad",
    synonyms=(
        "trust", "vertrouwen", "confiance", "informal trust", "informal trust relationships",
        "informele vertrouwensrelaties", "relations de confiance informelles", "informeel vertrouwen",
    ),
    why="A quick call between people who trust each other does what a form cannot.",
    colour="#009E73",
    icon="heart",
    order=4,
)  # fmt: skip
