"""A small conversation of the tests' own: a list to choose from in a form and in the chat, and a file to bring."""

from __future__ import annotations

from handlers import home
from handlers.kit.cards import Button, Card
from handlers.kit.errors import Refusal
from handlers.kit.fields import Option, Select, Text, Upload
from handlers.kit.forms import Form
from handlers.kit.house import Conversation, FormKind, House
from handlers.kit.turn import Ask, Filled, Reply, Turn
from messages.words import given

ASK, WHICH, BRING = "どなたですか。", "どなた", "一覧のファイルをどうぞ。"
SETS = ".toml"


def people(count: int) -> tuple[Option, ...]:
    """Return so many people: 佐藤 001, 佐藤 002 and so on, every third 田中."""
    names = ["田中" if number % 3 == 0 else "佐藤" for number in range(1, count + 1)]
    return tuple(Option(f"p-{number:03d}", given(f"{name} {number:03d}")) for number, name in enumerate(names, start=1))


class Lists:
    """The conversation: who can be chosen may change while a form is half done."""

    def __init__(self, options: tuple[Option, ...]) -> None:
        self.options = options

    @property
    def field(self) -> Select:
        """The list to choose from."""
        return Select(name="who", ask=given(ASK), label=given(WHICH), options=self.options)

    def form(self, *, slow: bool) -> Form:
        """Return the form with the list, asked together or slowly, and a line after it."""
        why = Text(name="why", ask=given("どうして。"), label=given("わけ"), most=100, after=("who",))
        return Form(given("えらぶ"), (self.field, why), one_by_one=slow)

    def file(self) -> Form:
        """Return the form that asks for a file."""
        field = Upload(name="set", ask=given(BRING), label=given("一覧"), ending=SETS, most=300)
        return Form(given("ファイル"), (field,))

    def chosen(self, turn: Turn, filled: Filled) -> Reply:
        """Say who was chosen."""
        facts = self.form(slow=False).facts(filled.answers, turn.words)
        return Reply(cards=(Card(title=given("えらびました"), facts=facts),))

    def brought(self, _turn: Turn, filled: Filled) -> Reply:
        """Say what the file says; one line is refused, as a rule of a conversation would."""
        said = filled.answers["set"] or ""
        if "だめ" in said:
            raise Refusal(given("2行目を直してください。"), "set")
        return Reply(cards=(Card(title=given("受け取りました"), quote=said),))

    def house(self) -> House:
        """Return a house with this conversation and home."""
        doors = (
            Button(given("えらぶ"), "list"),
            Button(given("ゆっくり"), "list.slow"),
            Button(given("渡す"), "list.file"),
        )
        forms = {
            "list": FormKind(lambda _turn, _params: self.form(slow=False), self.chosen),
            "slow": FormKind(lambda _turn, _params: self.form(slow=True), self.chosen),
            "file": FormKind(lambda _turn, _params: self.file(), self.brought),
        }
        verbs = {"list": "list", "list.slow": "slow", "list.file": "file"}
        talk = Conversation(
            name="list",
            doors=lambda _turn: doors,
            verbs={verb: lambda _turn, _id, name=name: Reply(ask=Ask(name, {})) for verb, name in verbs.items()},  # type: ignore[misc]
            forms=forms,
        )
        return House((talk, home.CONVERSATION), home.home)
