"""What a person's drafts and reflections must be, in plain Python: no database, no forms, no words.

It is written from the description of a conversation, not from the program: the present question is the first field
without an answer; an act on a page of a former version does nothing; at most one draft is in hand.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta

PERSPECTIVES = [
    *("person_centered", "social_model", "empowerment"),
    *("rights_advocacy", "community_rooted", "decision_support"),
]
ABOUT = {"面談": "interview", "計画づくり": "planning", "モニタリング": "monitoring", "会議": "meeting"}
ABOUT |= {"自分のこと": "myself", "ほか": "other"}
LOOKS = {"よかったところがある": "good", "これから考えたい": "think", "今回は関係しない": "aside"}
WHEN = {"1週間後": "week", "2週間後": "fortnight", "聞かなくていい": "never"}
COMMANDS = {
    "やめる": "leave",
    "戻る": "back",
    "つづき": "resume",
    "ホーム": "home",
    "ヘルプ": "help",
    "人に話す": "people",
}
COMMANDS |= {"　やめる。": "leave", "CANCEL": "leave", "/help": "help"}
DOORS = {"ふりかえり": "reflection", "振り返り": "reflection"}
# Their buttons lead to cards, whatever is behind them.
DOORWAYS = ("home", "settings", "joining", "well", "mine", "reach", "mydata", "visits", "hosting", "training")
HEAVY = "もう限界です"
MOST = 500
FAMILY = "\U0001f468\u200d\U0001f469\u200d\U0001f467"
# Odd texts, and what is kept of them.
CLEANED: dict[str, str | None] = {"": None, " \n\u3000": None, "\u200b\u200d": None, "\ud800": None}
CLEANED |= {"a\x00b": "ab", "か\u3099": "が", " 中 ": "中", "\u202eabc": "abc", "前\r\n後": "前\n後", FAMILY: FAMILY}
CLEANED |= {"か\u3099" * MOST: "が" * MOST, FAMILY * 300: FAMILY * 300, "長" * MOST: "長" * MOST}
TOO_LONG = ("長" * (MOST + 1), FAMILY * 500, "長" * 10_000)

Answers = dict[str, str | None]


class Stale(Exception):
    """The act belongs to a former state: nothing comes of it."""


@dataclass
class Draft:
    """A form half answered."""

    id: str
    form: str
    keys: list[str]
    expires: datetime
    version: int = 1
    answers: Answers = field(default_factory=dict)
    heeded: bool = False

    def choices(self, name: str) -> dict[str, str] | None:
        """Return a question's options by label; None where text is asked."""
        if name.endswith(".look"):
            return LOOKS
        return {"about": ABOUT, "ask": WHEN}.get(name)

    def names(self, answers: Answers) -> list[str]:
        """Return the questions that are asked, as far as these answers tell."""
        names = ["about"]
        for key in self.keys:
            names += [f"{key}.look"] + ([f"{key}.line"] if answers.get(f"{key}.look") in ("good", "think") else [])
        return [*names, "step", *(["ask"] if self.form == "reflection" and answers.get("step") else [])]

    @property
    def question(self) -> str | None:
        """The present question."""
        return next((name for name in self.names(self.answers) if name not in self.answers), None)

    def forget_newest(self) -> None:
        """Take the newest answer back, and with it what was asked because of it."""
        if self.answers:
            self.answers.popitem()
        self.answers = {name: value for name, value in self.answers.items() if name in self.names(self.answers)}


@dataclass
class Kept:
    """A finished reflection."""

    id: str
    keys: list[str]
    answers: Answers
    made: datetime


class Model:
    """A person's drafts, the one in hand, and her reflections."""

    def __init__(self, now: datetime) -> None:
        self.now = now
        self.drafts: dict[str, Draft] = {}
        self.hand: str | None = None
        self.kept: dict[str, Kept] = {}
        # A form that has begun and whose draft's id is not known yet: the page that comes has it.
        self.begun: Draft | None = None

    def forward(self, now: datetime) -> None:
        """Let time pass: what has expired is gone."""
        self.now = now
        for id in [id for id, draft in self.drafts.items() if draft.expires <= now]:
            self._drop(id)

    def _drop(self, id: str) -> None:
        del self.drafts[id]
        self.hand = None if self.hand == id else self.hand

    @property
    def question(self) -> tuple[str, int, str | None] | None:
        """The page in hand: its draft, version and question."""
        if self.hand is None:
            return None
        draft = self.drafts[self.hand]
        return draft.id, draft.version, draft.question

    def tap(self, data: str) -> None:
        """Press a button; raises Stale."""
        verb, id, version = [*data.split(":"), "", ""][:3]
        verb, _, detail = verb.partition(".")
        if verb in ("resume", "drop", "leave", "pick", "skip", "back", "send"):
            self._on_draft(verb, detail, id, version)
        elif verb in DOORWAYS or data in ("people:", "help:", "reflection:"):
            self.hand = None
        elif verb == "reflection":
            self._reflection(detail, id)
        else:
            raise Stale

    def _on_draft(self, verb: str, detail: str, id: str, version: str) -> None:
        draft = self.drafts.get(id)
        if draft is None or (verb not in ("resume", "drop") and version != str(draft.version)):
            raise Stale
        question = draft.question
        if verb == "drop":
            self._drop(id)
        elif verb == "leave":
            self.leave(draft)
        elif verb == "resume":
            self.resume(draft)
        elif verb == "back":
            self.back(draft)
        elif verb == "send" and question is None:
            self.submit(draft)
        elif verb in ("pick", "skip") and question is not None:
            self.fill(draft, question, detail if verb == "pick" else None)
        else:
            raise Stale

    def _reflection(self, detail: str, id: str) -> None:
        mode, _, afresh = detail.partition("_")
        if mode in ("quick", "all", "trial"):
            self.hand = None
            self._begin(mode, bool(afresh))
        elif detail in ("mine", "older", "flower"):
            self.hand = None
        elif id in self.kept:
            self.hand = None
            if detail == "erase":
                del self.kept[id]
        else:
            raise Stale

    def _begin(self, mode: str, afresh: bool) -> None:
        form = "trial" if mode == "trial" else "reflection"
        old = next((draft for draft in self.drafts.values() if draft.form == form), None)
        if old and any(old.answers.values()) and not afresh:
            return
        if old:
            self._drop(old.id)
        hours = 1 if mode == "trial" else 7 * 24
        self.begun = Draft("", form, self._draw(mode), self.now + timedelta(hours=hours))

    def _draw(self, mode: str) -> list[str]:
        if mode == "all":
            return list(PERSPECTIVES)
        last = {key: max([k.made for k in self.kept.values() if key in k.keys], default=None) for key in PERSPECTIVES}
        never = [key for key in PERSPECTIVES if last[key] is None]
        seen = sorted((key for key in PERSPECTIVES if last[key] is not None), key=lambda key: str(last[key]))
        two = [*never, *seen][:2]
        return [key for key in PERSPECTIVES if key in two]

    def say(self, text: str) -> None:
        """Type something into the composer."""
        if command := COMMANDS.get(text):
            self.obey(command)
            return
        draft = self.drafts[self.hand] if self.hand else None
        question = draft.question if draft else None
        choices = draft.choices(question) if draft and question else None
        if draft and question and (choices is None or text in choices):
            self.fill(draft, question, text)
        else:
            # Home, a door, or the quiet card: each lays aside what was in hand.
            self.hand = None

    def obey(self, command: str) -> None:
        """Do what a word does that works everywhere."""
        draft = self.drafts[self.hand] if self.hand else None
        if command == "leave" and draft:
            self.leave(draft)
        elif command == "back" and draft:
            self.back(draft)
        elif command == "resume" and self.drafts:
            self.resume(draft or next(iter(self.drafts.values())))
        else:
            self.hand = None

    def send(self, id: str, version: int, answers: Answers) -> None:
        """Send a page; raises Stale."""
        draft = self.drafts.get(id)
        if draft is None or draft.version != version:
            raise Stale
        if len(answers) == 1 and (command := COMMANDS.get(next(iter(answers.values())) or "")):
            self.hand = id
            self.obey(command)
            return
        question = draft.question
        if question is None or not set(answers) <= {question}:
            raise Stale
        self.fill(draft, question, answers.get(question))

    def fill(self, draft: Draft, question: str, raw: str | None) -> None:
        """Take an answer, or refuse it."""
        self.hand = draft.id
        text = CLEANED.get(raw, raw) if raw is not None else None
        choices = draft.choices(question)
        if choices is not None and text is not None:
            if text not in choices and text not in choices.values():
                return
            text = choices.get(text, text)
        if (text is None and question == "ask") or raw in TOO_LONG:
            return
        draft.answers[question] = text
        draft.version += 1
        if text and HEAVY in text and not draft.heeded:
            draft.heeded = True
            self.hand = None
        elif draft.question is None:
            self.submit(draft)

    def submit(self, draft: Draft) -> None:
        """End a form: a reflection is kept, a trial is not."""
        if draft.form == "reflection":
            self.kept[draft.id] = Kept(draft.id, draft.keys, draft.answers, self.now)
        self._drop(draft.id)

    def back(self, draft: Draft) -> None:
        """Go one answer back."""
        draft.forget_newest()
        draft.version += 1
        self.hand = draft.id

    def leave(self, draft: Draft) -> None:
        """Stop: what has nothing written in it is gone, everything else waits."""
        self.hand = None
        if not any(draft.answers.values()):
            self._drop(draft.id)

    def resume(self, draft: Draft) -> None:
        """Go on with a draft; one that is complete is done with it."""
        self.hand = draft.id
        if draft.question is None:
            self.submit(draft)
