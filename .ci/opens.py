"""Start the dashboard of an installed collabnet, fetch the sample over HTTP as a browser would, and stop it again."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request
from typing import Any


def main(program: str) -> None:
    """Open the sample as a person would, without a browser."""
    with tempfile.TemporaryDirectory() as folder:
        call = [program, "dashboard", "--no-browser", "--port", "0", "--workspace", folder]
        with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as server:
            try:
                _visit(server)
            finally:
                server.terminate()


def _visit(server: subprocess.Popen[str]) -> None:
    line = server.stdout.readline() if server.stdout else ""
    if "http://" not in line:
        sys.exit(f"Expected the address of the dashboard, found {line!r}.")
    address = line.split()[-1]
    scheme, _, host, path = address.split("/", 3)
    root = f"{scheme}//{host}"
    _fetched(address)
    shown = _fetched(f"{root}/_dash-update-component", _asked(root, f"/{path}"))
    if "Grevelaar" not in shown:
        sys.exit(f"Expected the sample study at {address}, found: {shown[:500]}")
    print(f"The sample opens at {address}: a page of {len(shown):,} characters.")


def _asked(root: str, path: str) -> dict[str, Any]:
    """Ask what the browser asks for an address: the answer of the one callback that fills the middle of the page."""
    every = json.loads(_fetched(f"{root}/_dash-dependencies"))
    (output,) = (one["output"] for one in every if "middle.children" in one["output"])
    names = [part.rpartition(".") for part in output.strip(".").split("...")]
    view = {"id": "view", "property": "data", "value": {"pathname": path, "search": ""}}
    outputs = [{"id": name, "property": what} for name, _, what in names]
    return {"output": output, "outputs": outputs, "inputs": [view], "changedPropIds": ["view.data"]}


def _fetched(address: str, question: dict[str, Any] | None = None) -> str:
    body = json.dumps(question).encode() if question else None
    request = urllib.request.Request(address, body, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=300) as answer:
        text: str = answer.read().decode()
    return text


if __name__ == "__main__":
    main(sys.argv[1])
