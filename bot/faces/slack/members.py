"""Who comes in from a workspace: its own members only, asked of Slack before a link or digits are used up."""

from __future__ import annotations

import asyncio

from bot.faces.face import Joining
from bot.faces.slack.blocks import Json
from bot.faces.slack.incoming import PLATFORM, Incoming
from bot.faces.slack.wire import Me, Wire
from bot.logs import log, where
from handlers.kit.errors import BotError, Doubtful
from handlers.kit.text import digits_of
from messages.words import Msg, msg

# Less than the three seconds after which Slack brings a message again.
LOOK_SECONDS = 2.0


class Entrance:
    """Brings people in by their links and digits."""

    def __init__(self, wire: Wire, joining: Joining) -> None:
        self._wire = wire
        self._joining = joining
        self._under_way: dict[str, asyncio.Future[Msg | None]] = {}

    async def enters(self, incoming: Incoming, me: Me) -> Msg | None:
        """Bring somebody in; return why not, None where she is in. What Slack brings twice at once is one entering."""
        name = incoming.external
        task = self._under_way.get(name)
        if task is None:
            task = self._under_way[name] = asyncio.ensure_future(self._enters(incoming, me))
            task.add_done_callback(lambda _: self._under_way.pop(name))
        return await asyncio.shield(task)

    async def _enters(self, incoming: Incoming, me: Me) -> Msg | None:
        if barred := await _barred(self._wire, me, incoming.user):
            return barred
        if await self._joining.join(incoming.token, PLATFORM, incoming.who):
            return None
        return msg("joining-over") if digits_of(incoming.token) else msg("slack-link-over")


async def _barred(wire: Wire, me: Me, user: str) -> Msg | None:
    try:
        async with asyncio.timeout(LOOK_SECONDS):
            found = await _looked_up(wire, user)
    except (BotError, TimeoutError) as error:
        log.warning("slack.unlooked", **where(error))
        # Whom Slack does not show to this app is none of its workspace. Who is not known to be a member is not let in
        # either, but nothing is used up, and she may try again.
        return msg("slack-foreign") if str(error) == "gone" else msg("slack-unsure")
    return why_not(found, me.team)


async def _looked_up(wire: Wire, user: str) -> Json:
    for again in (False, True):
        try:
            found = (await wire.call("users_info", user=user)).get("user")
            if isinstance(found, dict):
                return found
        except Doubtful:
            # Looking twice does no harm.
            if again:
                raise
    raise Doubtful("broken")


def why_not(user: Json, team: str) -> Msg | None:
    """Return why somebody, as users.info describes her, may not come in; None for a member of the workspace."""
    if any(user.get(name) for name in ("is_bot", "is_workflow_bot", "is_connector_bot", "deleted")):
        return msg("slack-place")
    # Members of several workspaces of one organisation have one of them as theirs, and all of them here.
    teams = {str(user.get("team_id", "")), *((user.get("enterprise_user") or {}).get("teams") or ())}
    if user.get("is_stranger") or team not in teams:
        return msg("slack-foreign")
    return msg("slack-guest") if user.get("is_restricted") or user.get("is_ultra_restricted") else None
