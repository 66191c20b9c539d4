"""The cards about one's own data: each says what will happen before it does."""

from __future__ import annotations

from handlers.kit.cards import Button, Card, File
from handlers.kit.turn import Turn
from messages.words import Msg, msg
from storage.ids import short


def _keeps(turn: Turn) -> tuple[Msg, ...]:
    return (turn.traits.keeps,) if turn.traits.keeps else ()


def mine_card() -> Card:
    """Return the two things that one can do with one's data."""
    return Card(
        title=msg("mydata-title"),
        paragraphs=(msg("mydata-what"),),
        buttons=(
            Button(msg("mydata-export"), "mydata.export"),
            Button(msg("mydata-delete"), "mydata.delete"),
            Button(msg("home-to-home"), "home"),
        ),
    )


def export_card(turn: Turn) -> Card:
    """Say what the files hold and who can read them, before they are made."""
    return Card(
        title=msg("mydata-export"),
        paragraphs=(msg("mydata-export-what"), msg("mydata-export-who"), *_keeps(turn)),
        buttons=(
            Button(msg("mydata-export-now"), "mydata.take", style="primary"),
            Button(msg("mydata-not-now"), "mydata"),
        ),
    )


def file_cards(turn: Turn, paper: File, data: File) -> tuple[Card, ...]:
    """Return the two files: one to read, one for other programs; they go from the platform when she does."""
    home, id = Button(msg("home-to-home"), "home"), short(turn.person_id)
    return (
        Card(title=msg("mydata-paper"), paragraphs=(msg("mydata-paper-says"),), file=paper, about=f"paper-{id}"),
        Card(
            title=msg("mydata-data"),
            paragraphs=(msg("mydata-data-says"),),
            file=data,
            buttons=(home,),
            about=f"data-{id}",
        ),
    )


def delete_card(turn: Turn) -> Card:
    """Say what goes, what stays without her name, and that nothing brings it back."""
    return Card(
        title=msg("mydata-delete"),
        paragraphs=(
            msg("mydata-delete-goes"),
            msg("mydata-delete-stays"),
            msg("mydata-delete-ever"),
            *_keeps(turn),
            msg("mydata-delete-after"),
        ),
        buttons=(
            # With her id: a button that stands in a chat from another life must do nothing in this one.
            Button(msg("mydata-delete-now"), "mydata.erase", short(turn.person_id), style="danger"),
            Button(msg("mydata-export"), "mydata.export"),
            Button(msg("mydata-keep"), "mydata"),
        ),
    )


def goodbye_card(turn: Turn) -> Card:
    """Return the last card: it has no buttons, for she is a stranger now."""
    leaves = (turn.traits.leaves,) if turn.traits.leaves else ()
    return Card(title=msg("mydata-gone"), paragraphs=(msg("mydata-gone-thanks"), *leaves))
