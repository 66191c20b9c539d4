"""Routes that a platform's own servers call: no page, no person, no cookie; the platform's secret is what counts."""

from __future__ import annotations

from collections.abc import Sequence

from aiohttp import web
from aiohttp.typedefs import Handler, Middleware

from bot.faces.face import Brought, Hook


def pass_hooks(hooks: Sequence[Hook]) -> Middleware:
    """Return the middleware that stands before all others: what is for a hook never meets the page's guard."""
    by_path = {hook.path: hook for hook in hooks}

    @web.middleware
    async def check(request: web.Request, handler: Handler) -> web.StreamResponse:
        hook = by_path.get(request.path)
        return await handler(request) if hook is None else _response(await _answer(request, hook))

    return check


async def _answer(request: web.Request, hook: Hook) -> Brought:
    if request.method != "POST":
        return Brought(405)
    # Before a byte of the body is read.
    if not hook.admits(request.headers):
        return Brought(hook.refusal)
    body = await _body(request, hook.most_bytes)
    return Brought(413) if body is None else await hook.take(body, request.headers)


def _response(brought: Brought) -> web.Response:
    if brought.body is None:
        return web.Response(status=brought.status)
    return web.json_response(brought.body, status=brought.status)


async def _body(request: web.Request, most: int) -> bytes | None:
    """Return a body; None for one that is too large, unpacked or not."""
    if (request.content_length or 0) > most:
        return None
    body = bytearray()
    try:
        # Unpacked piece by piece: a few bytes that stand for gigabytes are never all unpacked.
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > most:
                return None
    except web.RequestPayloadError:
        return b""
    return bytes(body)
