"""Coming in and going out: links and codes, sessions in a cookie, and in the demo the switch between people."""

from __future__ import annotations

from collections.abc import Callable

from aiohttp import web

from bot.faces.web import parse
from bot.faces.web.pages import chat_page, door_page
from bot.faces.web.parse import PLATFORM
from bot.faces.web.render import me_of
from bot.faces.web.store import SignIns
from messages.words import Msg, msg, words_of

DAYS = 30
# So many digits are an invitation's.
INVITED = 8


class Doors:
    """The HTML routes of the web face."""

    def __init__(self, signins: SignIns, part: Callable[[str], None], *, https: bool) -> None:
        self._signins = signins
        self._part = part
        self._https = https
        self._cookie = "__Host-idobata" if https else "idobata"

    def routes(self) -> list[web.RouteDef]:
        """Return the routes."""
        return [
            web.get("/", self.chat),
            web.get("/in/{token}", self.link),
            web.post("/in/{token}", self.use_link),
            web.post("/code", self.use_code),
            web.post("/out", self.out),
            web.post("/demo/person", self.switch),
        ]

    async def user(self, request: web.Request) -> str | None:
        """Return the user id behind a request's cookie."""
        token = request.cookies.get(self._cookie)
        return await self.user_of(token) if token else None

    async def user_of(self, token: str) -> str | None:
        """Return the user id behind a token; raises TryLater where the database does not answer."""
        return await self._signins.user_of(token)

    async def chat(self, request: web.Request) -> web.Response:
        """Serve the chat, or what stands before it."""
        user = await self.user(request)
        people = await self._signins.demo_people()
        words = words_of()
        if user is None and people:
            return _html(door_page(words, msg("web-demo-label"), msg("web-demo-note"), people=people))
        if user is None:
            return _closed()
        name, office, terms = await self._signins.name_of(user)
        words = words_of(terms)
        return _html(chat_page(words, people, user, words.say(me_of(name, office))))

    async def link(self, request: web.Request) -> web.Response:
        """Serve the page of a personal link; looking never uses it up (previews and scanners look)."""
        token = request.match_info["token"]
        if already := await self._already(request, token):
            return _already_in(already)
        if await self._signins.link_is_open(token):
            action = f"/in/{token}"
            return _html(door_page(words_of(), msg("web-welcome-title"), msg("web-welcome"), action=action))
        if await self.user(request):
            return _to_start()
        page = door_page(words_of(), msg("web-link-over-title"), msg("web-link-over"), code=True)
        return _html(page, status=404)

    async def use_link(self, request: web.Request) -> web.Response:
        """Use a link up and sign in."""
        token = request.match_info["token"]
        if already := await self._already(request, token):
            return _already_in(already)
        session = await self._signins.use_link(token)
        if session is None:
            return await self.link(request)
        # Whoever was signed in here before is so no more, on a shared computer above all.
        await self._end(request)
        return self._signed_in(session)

    async def _already(self, request: web.Request, token: str) -> Msg | None:
        # An invitation would make a second person of her; a personal link may well be somebody else's at her screen.
        user = await self.user(request)
        invited = user is not None and (len(token) == INVITED or await self._signins.invites(token))
        return await self._signins.known(token, PLATFORM, user or "") if invited else None

    async def use_code(self, request: web.Request) -> web.Response:
        """Use digits up and sign in; whatever is wrong with them, the sentence is the same."""
        code = parse.parse_code(await request.read())
        if code and (already := await self._already(request, code)):
            return _already_in(already)
        session = await self._signins.use_code(code, self._peer(request)) if code else None
        if session is None:
            return _closed(refused=True)
        await self._end(request)
        return self._signed_in(session)

    def _peer(self, request: web.Request) -> str:
        # Behind https stands a proxy, and the last address is the one that it has seen itself; what else is forwarded
        # is whatever the sender has written. Whoever gets round this still meets the limit for all together.
        forwarded = request.headers.get("X-Forwarded-For", "") if self._https else ""
        return forwarded.rpartition(",")[2].strip() or request.remote or ""

    async def switch(self, request: web.Request) -> web.Response:
        """Become another person of the demo network."""
        session = await self._signins.demo_session(parse.parse_person(await request.read()))
        if session is None:
            raise web.HTTPNotFound
        await self._end(request)
        return self._signed_in(session)

    async def out(self, request: web.Request) -> web.Response:
        """Sign out."""
        await self._end(request)
        response = _to_start()
        response.del_cookie(self._cookie, path="/", secure=self._https, httponly=True, samesite="Lax")
        return response

    async def _end(self, request: web.Request) -> None:
        if (token := request.cookies.get(self._cookie)) and (user := await self._signins.user_of(token)):
            await self._signins.end(token)
            self._part(user)

    def _signed_in(self, session: str) -> web.Response:
        response = _to_start()
        response.set_cookie(
            self._cookie,
            session,
            max_age=DAYS * 24 * 3600,
            path="/",
            secure=self._https,
            httponly=True,
            samesite="Lax",
        )
        return response


def _to_start() -> web.Response:
    return web.Response(status=303, headers={"Location": "/"})


def _closed(*, refused: bool = False) -> web.Response:
    title, text = msg("web-closed-title"), msg("web-closed")
    problem = msg("joining-over") if refused else None
    return _html(door_page(words_of(), title, text, code=True, problem=problem), status=403 if refused else 200)


def _already_in(why: Msg) -> web.Response:
    text = msg("web-already", why=why)
    return _html(door_page(words_of(), msg("web-already-title"), text, action="/out", button=msg("web-sign-out")))


def _html(text: str, status: int = 200) -> web.Response:
    return web.Response(text=text, content_type="text/html", status=status)
