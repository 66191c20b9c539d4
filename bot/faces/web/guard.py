"""What every request passes: known host, exact origin, small body, strict headers; and how errors are said."""

from __future__ import annotations

import json
from collections.abc import Callable
from urllib.parse import urlsplit

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.faces.face import Nobody
from bot.faces.web.pages import door_page
from bot.faces.web.parse import Unreadable
from bot.logs import log, where
from handlers.kit.errors import TryLater
from messages.words import Msg, words_of

MOST_BYTES = 256 * 1024
USUAL_PORTS = {"http": 80, "https": 443}
POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'; report-uri /csp"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "Cache-Control": "no-store",
}


def origins_of(address: str) -> frozenset[str]:
    """Return the origins that may talk to us: the address; on loopback under its two names."""
    parts = urlsplit(address)
    host = parts.hostname or ""
    names = {"127.0.0.1", "localhost"} if host in ("127.0.0.1", "localhost") else {f"[{host}]" if ":" in host else host}
    # Browsers leave out the port that everybody expects.
    port = "" if parts.port in (None, USUAL_PORTS[parts.scheme]) else f":{parts.port}"
    return frozenset(f"{parts.scheme}://{name}{port}" for name in names)


def problem(request: web.Request, id: str, status: int) -> web.Response:
    """Return a problem, one sentence: as a page where a person looks at the answer itself, otherwise as JSON."""
    words = words_of()
    if _is_looked_at(request):
        page = door_page(words, Msg("web-problem-title"), Msg(id))
        return web.Response(text=page, content_type="text/html", status=status)
    text = json.dumps({"problem": words.say(Msg(id))}, ensure_ascii=False)
    return web.json_response(text=text, status=status)


def _is_looked_at(request: web.Request) -> bool:
    return "text/html" in request.headers.get("Accept", "")


def guard(origins: Callable[[], frozenset[str]]) -> Middleware:
    """Return the middleware for these origins (a function, because the port may be known only after the start)."""

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        allowed = origins()
        hosts = {urlsplit(origin).netloc for origin in allowed}
        if request.headers.get("Host") not in hosts:
            return problem(request, "web-elsewhere", 421)
        # The browser sends its CSP reports without our origin; they carry nothing but a count.
        origin = request.headers.getall("Origin", [])
        mine = len(origin) == 1 and origin[0] in allowed
        if request.method == "POST" and request.path != "/csp" and not mine:
            return problem(request, "web-elsewhere", 403)
        return await _said(request, handler)

    return check


async def dress(_request: web.Request, response: web.StreamResponse) -> None:
    """Put the strict headers on every response, streams too."""
    response.headers.update(HEADERS)


async def _said(request: web.Request, handler: Handler) -> web.StreamResponse:
    try:
        return await handler(request)
    except Nobody:
        return problem(request, "web-page-ended", 401)
    except TryLater:
        # Whoever looks at the answer itself comes from a door, where nothing is written.
        return problem(request, "web-later" if _is_looked_at(request) else "runtime-later", 503)
    except (Unreadable, web.RequestPayloadError):
        return problem(request, "runtime-unreadable", 400)
    except web.HTTPRequestEntityTooLarge:
        return problem(request, "web-too-large", 413)
    except web.HTTPException as error:
        return problem(request, "web-nothing-here", error.status)
    except (ConnectionResetError, TimeoutError):
        raise
    except Exception as error:
        log.error("web.failed", kind=request.method, **where(error))
        return problem(request, "runtime-bug", 500)
