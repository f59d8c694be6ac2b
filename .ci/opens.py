"""Start the dashboard of an installed collabnet, fetch the sample over HTTP, and stop it again."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import urllib.request


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
    root = address.split("/", 3)
    page = _fetched(address)
    layout = json.loads(_fetched(f"{'/'.join(root[:3])}/_dash-layout"))
    if "collabnet" not in page or not layout:
        sys.exit("Expected the dashboard, found another page.")
    print(f"The sample opens at {address}: {len(page)} characters.")


def _fetched(address: str) -> str:
    with urllib.request.urlopen(address, timeout=60) as answer:
        text: str = answer.read().decode()
    return text


if __name__ == "__main__":
    main(sys.argv[1])
