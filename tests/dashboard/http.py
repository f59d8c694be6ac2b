"""Asks an app the way a browser does, without a browser."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from dash import Dash


class Visitor:
    """Someone at the address bar: every answer is the text that crossed the wire."""

    def __init__(self, app: Dash) -> None:
        self.client = app.server.test_client()
        found = self.client.get("/_dash-dependencies").get_json()
        self._show = next(one for one in found if one["output"].startswith("..top.children"))
        self._drawer = next(one for one in found if one["output"].startswith("..drawer.children"))

    def screen(self, pathname: str, search: str = "") -> str:
        """Return top bar, menu and page of an address."""
        return self._ask(self._show, [("view", {"pathname": pathname, "search": search})])

    def drawer(self, pathname: str, search: str, pick: str) -> str:
        """Return what lies in the drawer."""
        return self._ask(self._drawer, [("pick", pick), ("view", {"pathname": pathname, "search": search})])

    def get(self, path: str, **headers: str) -> Any:
        """Return the answer to a plain request."""
        return self.client.get(path, headers=headers, buffered=True)

    def _ask(self, callback: dict[str, Any], values: list[tuple[str, Any]]) -> str:
        inputs = [{"id": name, "property": "data", "value": value} for name, value in values]
        parts = callback["output"].strip(".").split("...")
        outputs = [dict(zip(("id", "property"), part.split("@")[0].rsplit(".", 1), strict=True)) for part in parts]
        outputs = [{**one, "property": part.rsplit(".", 1)[1]} for one, part in zip(outputs, parts, strict=True)]
        body = {
            "output": callback["output"],
            "outputs": outputs,
            "inputs": inputs,
            "changedPropIds": ["view.data"],
            "state": [],
        }
        answer = self.client.post("/_dash-update-component", json=body)
        assert answer.status_code == 200, answer.get_data(as_text=True)[:300]
        return json.dumps(answer.get_json(), ensure_ascii=False)
