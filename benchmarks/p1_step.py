"""P1: one persisted reflection step on Telegram, from raw update to reply payload, in units of S."""

from __future__ import annotations

from pathlib import Path

from benchmarks.bare import Unit
from benchmarks.measure import Row, alternate, exact, millis, ratio, size
from benchmarks.product import Product, Steps


def measure(folder: Path) -> list[Row]:
    """Return the rows of P1."""
    block = size(40, 4)
    product, unit = Product(folder / "product", size(40, 4)), Unit(folder, block)
    own = Steps(product, block)
    costs = alternate({"own": own, "S": unit.both, "update": unit.update, "raw step": unit.step}, blocks=size(25, 2))
    own.prepare()
    with product.counting() as counted:
        steps = own.block()
    product.close()
    unit.close()
    return [
        Row("P1", "CPU of a step in units of S", ratio(costs["own"].cpu, costs["S"].cpu), at_most=3.0),
        Row("P1", "commits a step", exact(counted.commits / steps), "", at_most=1),
        Row("P1", "thread hops a step", exact(counted.hops / steps), "", at_most=1),
        Row("P1", "statements a step, key store included", exact(counted.statements / steps), "", at_most=6),
        Row("P1", "BEGIN, SAVEPOINT and their ends a step", exact(counted.control / steps), ""),
        Row("P1", "CPU of a step", millis(costs["own"].cpu), "ms"),
        Row("P1", "S: bare update and raw sqlite3 step", millis(costs["S"].cpu), "ms"),
        Row("P1", "the bare update alone", millis(costs["update"].cpu), "ms"),
        Row("P1", "the raw sqlite3 step alone", millis(costs["raw step"].cpu), "ms"),
    ]
