"""Check the sample of an installed collabnet, and fetch a study from its dashboard over HTTP as a browser would."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request
from pathlib import Path
from typing import Any


def main(program: str, study: str, name: str) -> None:
    """Check the sample, and open a study as a person would, without a browser; its page holds a name."""
    subprocess.run([program, "check", _sample(program)], check=True, stdout=subprocess.DEVNULL)
    with tempfile.TemporaryDirectory() as folder:
        call = [program, "dashboard", study, "--no-browser", "--port", "0", "--workspace", folder]
        with subprocess.Popen(call, stdout=subprocess.PIPE, text=True) as server:
            try:
                _visit(server, name)
            finally:
                server.terminate()


def _sample(program: str) -> str:
    """Return where the installed package keeps the sample."""
    asked = "from collabnet.samples import sample; print(sample())"
    python = Path(program).with_name("python")
    return subprocess.run([python, "-c", asked], check=True, capture_output=True, text=True).stdout.strip()


def _visit(server: subprocess.Popen[str], name: str) -> None:
    line = server.stdout.readline() if server.stdout else ""
    if "http://" not in line:
        sys.exit(f"Expected the address of the dashboard, found {line!r}.")
    address = line.split()[-1]
    scheme, _, host, path = address.split("/", 3)
    root = f"{scheme}//{host}"
    _fetched(address)
    shown = _fetched(f"{root}/_dash-update-component", _asked(root, f"/{path.strip('/')}/overview"))
    if name not in shown:
        sys.exit(f"Expected {name} at {address}, found: {shown[:500]}")
    print(f"The study opens at {address}: a page of {len(shown):,} characters.")


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
    main(*sys.argv[1:])
