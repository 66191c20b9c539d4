"""Fields: one thing to ask each, one small file for each kind; a kind comes with the first form that needs it."""

from __future__ import annotations

from handlers.kit.fields.base import Answers as Answers
from handlers.kit.fields.base import Field as Field
from handlers.kit.fields.choice import Choice as Choice
from handlers.kit.fields.choice import Option as Option
from handlers.kit.fields.choice import Select as Select
from handlers.kit.fields.day import DAYS_OFFERED as DAYS_OFFERED
from handlers.kit.fields.day import Day as Day
from handlers.kit.fields.past import Past as Past
from handlers.kit.fields.sheet import Sheet as Sheet
from handlers.kit.fields.text import CODE_POINTS as CODE_POINTS
from handlers.kit.fields.text import Name as Name
from handlers.kit.fields.text import Number as Number
from handlers.kit.fields.text import Text as Text
from handlers.kit.fields.upload import Upload as Upload
from handlers.kit.fields.when import When as When

AnyField = Text | Choice | Select | Day | Upload
