"""Somebody whom nobody knows yet, on each face: she comes by a link or by digits, as people do there."""

from __future__ import annotations

from itertools import count

from bot.signins import StoredSignIns
from storage import invites, networks, offices, people
from storage.db import Here
from storage.invites import Made, Wanted
from tests.chat import Chat
from tests.slack_chat import SlackChat
from tests.talk import Talk
from tests.telegram_chat import TelegramChat
from tests.world import World

WELCOME = (
    "井戸端へようこそ",
    "利用者さんのことは書かない場所です。",
    "ふりかえりは、センターも事業所も読めません。",
    "質問と予定がだれに見えるかは、出す前に毎回お伝えします。",
    "［はじめる］",
    "［使い方］",
    "［人に話す］",
)
AGREE = "わかりました、はじめる"
_USERS = count(700500100)


def invited(world: World, role: str = "counsellor", office: str = "", name: str = "", by: str = "") -> Made:
    """Make an invitation into the demo network, past the chat; `by` is a person's name."""
    stores = world.app.stores
    with stores.database.write() as session:
        here = Here(session, networks.ids(session)[0])
        found = offices.by_name(here, office) if office else None
        wanted = Wanted(role, found.id if found else None, name)
        maker = people.by_name(here, by)[0].id if by else None
        return invites.make(here, stores.keys.digest, world.clock.now(), wanted, maker)


def signins(world: World) -> StoredSignIns:
    """Return the sign-ins as the faces use them."""
    app = world.app
    return StoredSignIns(app.stores.database, app.stores.keys, app.writer, world.clock, demo=False)


def stranger(beside: Talk) -> Talk:
    """Return the chat of somebody unknown on the face where somebody else talks; a page she has none yet."""
    match beside:
        case TelegramChat():
            return TelegramChat(beside.world, beside.telegram, next(_USERS))
        case SlackChat():
            return SlackChat(beside.world, beside.slack, f"U{next(_USERS)}")
    return Chat(beside.world, "")


def comes(new: Talk, token: str) -> Talk:
    """Let somebody unknown come by a link's token, or by digits."""
    match new:
        case Chat():
            door, world = signins(new.world), new.world
            work = door.use_code(token, "198.51.100.7") if token.isdigit() else door.use_link(token)
            session = world.run(work)
            assert session is not None, "the door stays closed"
            new.user = world.run(door.user_of(session)) or ""
            return new.opens()
        case TelegramChat() if not token.isdigit():
            return new.says(f"/start {token}")
        case SlackChat() if not token.isdigit():
            return new.says(f"https://idobata.example/in/{token}")
    return new.says(token)


def answers(new: Talk, *typed: tuple[str, str], once: bool = False) -> Talk:
    """Answer the questions of a form: page by page (`once`: only the first), in a chat one after another."""
    if isinstance(new, Chat):
        while new.page and not new.page["oneByOne"]:
            names = [field["name"] for field in new.page["fields"]]
            new.fills({name: text for name, text in typed if name in names})
            if once:
                break
        return new
    if isinstance(new, SlackChat):
        return _modals(new, dict(typed))
    for _, text in typed:
        new.says(text)
    # A form says itself what sending it does.
    return new.taps("送る" if "送る" in new.buttons else "招待を作る")


def _modals(new: SlackChat, typed: dict[str, str]) -> SlackChat:
    while new.modal and (fields := [block for block in new.modal.blocks if block["type"] == "input"]):
        for block in fields:
            text = typed.get(block["block_id"].partition(":")[0])
            chooses = new.slack.types if block["element"]["type"] == "plain_text_input" else new.slack.chooses
            if text is not None:
                chooses(new.user, block["block_id"], text)
        new.submits()
        if any(line.startswith("！") for line in new.text.split("\n")):
            return new
    return new
