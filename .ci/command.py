"""Print a command of README.md, so that what is run here is what people are told to type."""

from __future__ import annotations

import re
import sys
from pathlib import Path


def command(name: str) -> str:
    """Return the line under ``<!-- command: NAME -->``."""
    text = Path("README.md").read_text(encoding="utf-8")
    found = re.search(rf"<!-- command: {re.escape(name)} -->\n+```\w*\n(.+)\n```", text)
    if found is None:
        sys.exit(f"Expected a command marked {name!r} in README.md, found none. Put the mark back above it.")
    return found[1]


if __name__ == "__main__":
    print(command(sys.argv[1]))
