from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest

from collabnet.errors import CallError
from dashboard.app import address, app_over, checked_view, create_app, default_view, make_server, serve
from dashboard.security import is_loopback
from dashboard.shelf import FixedShelf
from tests.dashboard.fakes import FakeSeen
from tests.dashboard.http import Visitor

if TYPE_CHECKING:
    from collections.abc import Callable


@pytest.fixture
def visitor(seen: FakeSeen) -> Visitor:
    return Visitor(app_over(FixedShelf({"small": seen})))


def test_a_page_of_another_name_is_refused_so_that_dns_cannot_be_turned_against_it(visitor: Visitor) -> None:
    assert visitor.get("/", Host="localhost:8050").status_code == 200
    assert visitor.get("/", Host="127.0.0.1:9").status_code == 200
    assert visitor.get("/", Host="[::1]:8050").status_code == 200
    for name in ("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:8050"):
        assert visitor.get("/", Host=name).status_code == 403
        assert visitor.get("/take/small/network.svg", Host=name).status_code == 403


def test_another_site_may_not_speak_to_the_page(visitor: Visitor) -> None:
    foreign = visitor.client.post("/_dash-update-component", json={}, headers={"Origin": "http://evil.example"})
    assert foreign.status_code == 403


def test_every_answer_keeps_the_page_to_itself(visitor: Visitor) -> None:
    for path in ("/", "/small/explore", "/_dash-layout", "/assets/collabnet.css", "/take/small/network.svg"):
        headers = visitor.get(path).headers
        policy = headers["Content-Security-Policy"]
        assert "default-src 'self'" in policy
        assert "frame-ancestors 'none'" in policy
        assert not re.search(r"https?:|\*", policy), policy
        assert "unsafe-eval" not in policy
        assert "'unsafe-inline'" not in policy.split("style-src")[0]
        assert headers["X-Content-Type-Options"] == "nosniff"


def test_the_first_page_names_no_other_machine(visitor: Visitor) -> None:
    page = visitor.get("/").get_data(as_text=True)
    assert not re.findall(r"""(?:src|href)=["'](?:https?:)?//""", page)


def test_nothing_serves_machines_that_talk_to_language_models(visitor: Visitor) -> None:
    assert visitor.client.post("/_mcp", json={"jsonrpc": "2.0", "method": "initialize", "id": 1}).status_code in (
        404,
        405,
    )


def test_only_this_machine_sees_everything_unless_told_otherwise() -> None:
    assert [is_loopback(name) for name in ("127.0.0.1", "localhost", "::1", "127.8.8.8")] == [True] * 4
    assert [is_loopback(name) for name in ("0.0.0.0", "192.168.1.4", "::", "example.org", "")] == [False] * 5
    assert default_view("127.0.0.1") == "researcher"
    assert default_view("0.0.0.0") == "shared"


def test_a_server_takes_a_free_port_and_lets_go_of_it(seen: FakeSeen) -> None:
    server = make_server(FixedShelf({"small": seen}))
    try:
        assert re.fullmatch(r"http://127\.0\.0\.1:[1-9]\d*/", address(server, "127.0.0.1"))
    finally:
        server.close()


def test_two_apps_in_one_process_know_nothing_of_each_other(seen: FakeSeen) -> None:
    first, second = Visitor(app_over(FixedShelf({"one": seen}))), Visitor(app_over(FixedShelf({"two": seen})))
    assert "/one/explore?" in first.screen("/one")
    assert "/one/explore?" not in second.screen("/one")


@pytest.mark.parametrize(
    "start",
    [
        lambda shelf: make_server(shelf, host="0.0.0.0"),
        lambda shelf: make_server(shelf, host=""),
        lambda shelf: serve(shelf, host="192.168.1.4"),
        lambda shelf: app_over(shelf, names=None),
        lambda shelf: app_over(shelf, names=["localhost", "network.example"]),
        lambda shelf: checked_view("researcher", "0.0.0.0"),
        lambda shelf: create_app(shelf, names=None),
    ],
)
def test_everything_is_shown_to_other_machines_only_knowingly(start: Callable[[Any], Any], seen: FakeSeen) -> None:
    with pytest.raises(CallError, match="add --expose-researcher-view"):
        start(FixedShelf({"small": seen}))


def test_who_says_so_may_show_everything_and_the_shared_view_needs_no_word(seen: FakeSeen) -> None:
    assert checked_view("researcher", "0.0.0.0", exposed=True) == "researcher"
    assert checked_view("", "0.0.0.0") == "shared"
    assert checked_view("researcher", "127.0.0.1") == "researcher"
    app_over(FixedShelf({"small": seen}), names=None, exposed=True)
    app_over(FixedShelf({"small": seen}, view="shared"), names=None)
