"""A form with something that others will read must be sealed; one that is not is found when it begins."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.kit.errors import LimitError
from handlers.kit.limits import check_kind
from tests.handlers.kit import survey


def test_what_others_will_read_lies_sealed_until_it_is_chosen() -> None:
    form = survey.form((replace(survey.WISH, shared=True), survey.NOTE))
    with pytest.raises(LimitError, match="shared, but not sealed: wish"):
        check_kind(form, sealed=False)
    check_kind(form, sealed=True)
    check_kind(survey.form(), sealed=False)
