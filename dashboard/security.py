"""What keeps the page to itself: no other site may frame it, speak through it or be spoken to by it."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from flask import Response, abort, request

from collabnet.errors import CallError

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from flask import Flask

LOOPBACK_NAMES: Final = frozenset({"localhost", "127.0.0.1", "::1", "[::1]"})
LARGEST_UPLOAD: Final = 64 * 1024 * 1024
"""Bytes of one request: an upload arrives as text, a third larger than its file."""


def is_loopback(host: str) -> bool:
    """Tell whether an address is reached from this machine only.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, False)
    """
    if host.lower() in LOOPBACK_NAMES:
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def refuse_exposure(view: str, names: Collection[str] | None, *, exposed: bool = False) -> None:
    """Refuse to show everything where other machines can ask for it, unless somebody said that they want that.

    Parameters
    ----------
    view
        What may be seen.
    names
        Host names under which the page may be asked for; ``None`` accepts any.
    exposed
        Whether somebody said so.

    Raises
    ------
    CallError
        When the researcher's view would be within reach of others.
    """
    reached = names is None or not all(is_loopback(name) for name in names)
    if view == "researcher" and reached and not exposed:
        raise CallError(
            "Expected the view shared where other machines can reach the dashboard, found researcher: whoever finds "
            "the address would read every quote and who said it, without a password. Leave out --view researcher, or "
            "leave out --host. If everybody who can reach it may read everything, add --expose-researcher-view."
        )


def policy(script_hashes: Sequence[str] = ()) -> str:
    """Return the content security policy: everything from here, inline scripts only those whose hash is known."""
    scripts = " ".join(["'self'", *(f"'{value}'" if not value.startswith("'") else value for value in script_hashes)])
    return "; ".join(
        (
            "default-src 'self'",
            f"script-src {scripts}",
            "style-src 'self' 'unsafe-inline'",
            "img-src 'self' data: blob:",
            "font-src 'self' data:",
            "connect-src 'self'",
            "worker-src 'self' blob:",
            "object-src 'none'",
            "base-uri 'none'",
            "form-action 'self'",
            "frame-ancestors 'none'",
        )
    )


def protect(
    server: Flask, *, script_hashes: Sequence[str] = (), names: Collection[str] | None = LOOPBACK_NAMES
) -> None:
    """Put the checks before and the headers after every request.

    Parameters
    ----------
    server
        The Flask server behind the app.
    script_hashes
        Hashes of the inline scripts that the page needs.
    names
        Host names under which the page may be asked for (against DNS rebinding); ``None`` accepts any.
    """
    content_policy = policy(script_hashes)
    server.config["MAX_CONTENT_LENGTH"] = LARGEST_UPLOAD

    def check() -> None:
        host = (urlsplit(f"//{request.host}").hostname or "").lower()
        if names is not None and host not in {name.strip("[]") for name in names}:
            abort(403, description="This address is not one of this computer's own names.")
        origin = request.headers.get("Origin", "")
        if request.method not in ("GET", "HEAD", "OPTIONS") and origin and urlsplit(origin).netloc != request.host:
            abort(403, description="Another site may not speak to this page.")

    def headers(response: Response) -> Response:
        response.headers["Content-Security-Policy"] = content_policy
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["X-Frame-Options"] = "DENY"
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["Cross-Origin-Opener-Policy"] = "same-origin"
        response.headers["Cross-Origin-Resource-Policy"] = "same-origin"
        response.headers["Permissions-Policy"] = "geolocation=(), camera=(), microphone=()"
        if "Cache-Control" not in response.headers or request.path.startswith("/_dash-update"):
            response.headers["Cache-Control"] = "no-store"
        return response

    server.before_request(check)
    server.after_request(headers)
