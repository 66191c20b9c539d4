"""Which perspectives a turn looks at: the network's chosen set, or the one that a draft was begun with."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.kit.turn import Turn
from messages.perspectives import DEFAULT, PerspectiveSet, SetError, read_own
from storage import perspectives
from storage.ids import short, unshort


def chosen(turn: Turn) -> tuple[PerspectiveSet, dict[str, Any]]:
    """Return the set of the network's new reflections, and the parameters by which a draft finds it again."""
    set_id, own = perspectives.chosen_with(turn.here, DEFAULT)
    params = {"set": set_id} | ({"own": short(own)} if own else {})
    try:
        found = of_params(turn, params)
    except SetError:
        # A ward's file that is gone or broken is for `idobata check` to name; nobody's reflection waits for it.
        found, params = of_params(turn, {"set": DEFAULT}), {}
    return found, params | {"set": found.id, "version": found.version}


def of_params(turn: Turn, params: Mapping[str, Any]) -> PerspectiveSet:
    """Return the set that was chosen when something was begun; raises SetError when it is no longer there.

    One that the network has brought in is found in its version of then; any other as its file is now.
    """
    if "own" not in params:
        return turn.house.perspectives(params["set"])
    row = perspectives.own_set(turn.here, unshort(params["own"]))
    if row is None:
        raise SetError(params["set"])
    return read_own(row.toml)
