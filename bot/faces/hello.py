"""What the bot says in a place that it has been let into, to whoever may connect it."""

from __future__ import annotations

from handlers.kit.cards import Button, Card
from messages.words import msg

HELLO = Card(
    paragraphs=(msg("places-hello"), msg("places-hello-topic")),
    buttons=(Button(msg("places-connect"), "places.connect"),),
)
