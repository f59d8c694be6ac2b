"""Print the lowest allowed version of every dependency as pip constraints: what `>=` promises, tried out."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*>=\s*([0-9][0-9A-Za-z.]*)\Z")


def floors(extras: list[str]) -> list[str]:
    """Return ``name==version`` for the dependencies and some extras of pyproject.toml."""
    project = tomllib.loads(Path("pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = list(project["dependencies"])
    for extra in extras:
        wanted += project["optional-dependencies"][extra]
    return sorted(_floor(requirement) for requirement in wanted if not requirement.startswith("collabnet"))


def _floor(requirement: str) -> str:
    found = REQUIREMENT.match(requirement.strip())
    if found is None:
        sys.exit(f"Expected a requirement with a floor, found {requirement!r}. Write name>=version.")
    return f"{found[1]}=={found[2]}"


if __name__ == "__main__":
    print("\n".join(floors(sys.argv[1:])))
