"""Files to take along: made by the server from the address, always from what this app's view shows.

``/take/{study}/{name}?{query}``: one file per export (``tables.xlsx``, ``tables.csv.zip``, ``network.graphml`` …), what
a page itself makes (``network.svg``, ``positions.xlsx``), and
``corrections.csv`` (what readers say is not right, for the researcher). More rows than an address holds come in the
body of the question, as ``rows``.
"""

from __future__ import annotations

import csv
import io
import logging
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from flask import Response, request

from collabnet.errors import CollabnetError
from collabnet.exports import Export, export, exports
from dashboard import taking
from dashboard.pages import pages
from dashboard.state import State
from dashboard.wiring import settled

if TYPE_CHECKING:
    from flask import Flask

    from collabnet.views import Seen
    from dashboard.shelf import Shelf

LOG = logging.getLogger("collabnet.dashboard")
KINDS = {
    ".svg": "image/svg+xml",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".zip": "application/zip",
    ".csv": "text/csv; charset=utf-8",
    ".dta": "application/x-stata-dta",
    ".sav": "application/x-spss-sav",
    ".tex": "application/x-tex; charset=utf-8",
    ".md": "text/markdown; charset=utf-8",
}
FORMULA = ("=", "+", "-", "@", "\t", "\r")


def offer(server: Flask, shelf: Shelf, *, language: str) -> None:
    """Let the server answer requests for files."""

    def take(study: str, name: str) -> Response:
        state = State.from_url(f"/{study}", request.query_string.decode("utf-8", "replace"), language=language)
        if request.form.get("rows"):
            state = state.with_(rows=request.form["rows"])
        try:
            state, seen = settled(state, shelf)
            if name == "corrections.csv":
                content: bytes | None = corrections(shelf, state.study)
            else:
                content = _content(seen, state, name) if seen is not None else None
        except CollabnetError as problem:
            return Response(str(problem), status=404, mimetype="text/plain")
        except Exception as problem:  # noqa: BLE001 - a person sees a sentence, never a traceback
            LOG.error("a file could not be made: %s", type(problem).__name__)
            return Response("This file could not be made.", status=500, mimetype="text/plain")
        if content is None:
            return Response(
                "There is no such file here. Go back and choose one of those offered.",
                status=404,
                mimetype="text/plain",
            )
        kind = KINDS.get(Path(name).suffix, "application/octet-stream")
        return Response(
            content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{study}-{name}"'}
        )

    server.add_url_rule("/take/<study>/<name>", "take", take, methods=["GET", "POST"])


def corrections(shelf: Shelf, study: str) -> bytes:
    """Return what readers say is not right as CSV, which no spreadsheet runs as a formula."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(["made_on", "about", "note"])
    for row in shelf.corrections(study):
        writer.writerow(["'" + cell if cell.startswith(FORMULA) else cell for cell in row])
    return out.getvalue().encode("utf-8")


def _content(seen: Seen, state: State, name: str) -> bytes | None:
    made = {file: make for page in pages().values() for file, make in page.files.items()}
    if name in made:
        return made[name](seen, state)
    chosen = taking.files().get(name)
    return _exported(seen, exports()[chosen]) if chosen else None


def _exported(seen: Seen, chosen: Export) -> bytes:
    with tempfile.TemporaryDirectory(prefix="collabnet-take-") as folder:
        place = Path(folder) / f"out{chosen.suffix}"
        export(seen, chosen.key, place)
        return place.read_bytes() if place.is_file() else _zipped(place)


def _zipped(folder: Path) -> bytes:
    """Pack a folder; the same files give the same bytes."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                archive.writestr(
                    zipfile.ZipInfo(path.relative_to(folder).as_posix()), path.read_bytes(), zipfile.ZIP_DEFLATED
                )
    return out.getvalue()
