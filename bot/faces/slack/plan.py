"""What is done about an answer, by where it was asked for: a modal, messages, the Home tab; pure."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from bot.faces.face import Answer
from bot.faces.slack import render, views
from bot.faces.slack.blocks import Json
from bot.faces.slack.incoming import Incoming, Spot
from bot.faces.slack.parse import typed_into
from bot.faces.slack.render import Out
from handlers.kit.cards import Card
from handlers.kit.events import Sent
from handlers.kit.forms import Page
from handlers.kit.turn import Scene
from messages.words import Words, given, msg


@dataclass(slots=True)
class Doing:
    """What an answer does.

    `view` is opened, or takes the place of the view that was pressed in; `outs` go to the private chat; `here` is for
    one person's eyes where she typed a command; `errors` stand beside the fields of the modal that was sent, if it is
    still there, else they stand in `view`; `home` is the Home tab as it is now; `files` go to the private chat as well.
    """

    view: Json | None = None
    outs: list[Out] = field(default_factory=list)
    here: Out | None = None
    errors: dict[str, str] = field(default_factory=dict)
    home: Json | None = None
    files: list[render.Filed] = field(default_factory=list)


def plan(incoming: Incoming, answer: Answer, address: str) -> Doing:
    """Return what an answer does; `address` opens the app's messages."""
    spot, words = incoming.spot, answer.words
    scene = _with_way_on(spot, _with_typed(incoming, answer.scene))
    doing = Doing(home=views.home_view(scene, words, address))
    if errors := _errors(spot, scene.page, words):
        doing.errors = errors
    page = scene.page
    if page and not page.form.one_by_one:
        if spot.trigger or spot.where == "modal":
            cards, doing.files = render.apart(scene.cards, words)
            doing.view = views.view_of_page(page, cards, words)
        else:
            doing.outs = render.messages(scene, words)
        return doing
    if page or spot.where == "message":
        doing.outs = render.messages(scene, words)
        _point(doing, spot, words, address)
        return doing
    _cards(doing, spot, scene, words)
    return doing


def _with_way_on(spot: Spot, scene: Scene) -> Scene:
    """Return a scene that says where it goes on: a press that came too late shows how things stand now."""
    stale = scene.cards[:1] == (Card(paragraphs=(msg("kit-stale"),)),)
    if stale and spot.where == "shortcut":
        # The workspace may have an entry that this program does not know (yet, or any more).
        scene = replace(scene, cards=(Card(paragraphs=(msg("slack-no-entry"),)),))
    return render.with_way_on(scene)


def _with_typed(incoming: Incoming, scene: Scene) -> Scene:
    """Return a scene in which what was sent and not taken still stands: in its fields, or else above them."""
    sent, page = incoming.act, scene.page
    if scene.kept or not isinstance(sent, Sent):
        return scene
    if page and (page.draft, page.version) == (sent.draft, sent.version):
        return replace(scene, page=replace(page, typed={name: text for name, text in sent.answers.items() if text}))
    taken = {fact.value for fact in page.recap} if page else set()
    lost = tuple(Card(quote=text) for text in typed_into(incoming.view) if given(text) not in taken)
    # How things stand comes last, also where it is there already.
    cut = len(scene.cards) - (len(scene.home) if scene.cards[-len(scene.home) :] == scene.home else 0)
    return replace(scene, cards=(*scene.cards[:cut], *lost, *scene.cards[cut:]))


def _errors(spot: Spot, page: Page | None, words: Words) -> dict[str, str]:
    """Return what is refused beside the fields that were sent; nothing where the page has moved on since."""
    if page is None or not spot.fields:
        return {}
    found = {views.input_id(name, page.version): words.say(said) for name, said in page.problems.items()}
    return found if set(found) <= set(spot.fields) else {}


def _point(doing: Doing, spot: Spot, words: Words, address: str) -> None:
    if spot.where in ("modal", "shortcut"):
        doing.view = views.pointer_view(words, address)
    elif spot.where in ("command", "ephemeral"):
        doing.here = render.pointer(words, address)


def _cards(doing: Doing, spot: Spot, scene: Scene, words: Words) -> None:
    cards, doing.files = render.apart(scene.cards or scene.home, words)
    if spot.where in ("command", "ephemeral"):
        outs = render.letter(Scene(cards=cards), words)
        doing.here, doing.outs = (outs[0], []) if len(outs) == 1 else (render.pointer(words, ""), outs)
    elif spot.where != "home" or cards != scene.home:
        doing.view = views.view_of_cards(cards, words)
