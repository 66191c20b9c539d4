"""What Hypothesis draws for the delivery machine: people, kinds, habits, times, weathers and kills."""

from __future__ import annotations

from hypothesis import strategies as st

from storage.fault import POINTS
from tests.stateful.delivery import KINDS, TELEGRAM, WEB
from tests.stateful.life import WEATHERS
from tests.world import ALONE, CENTRE

NAMES = (CENTRE, ALONE, "佐藤 はるか")
OUT = [point for point in POINTS if point.startswith("out.") and "wipe" not in point]
RX = [point for point in POINTS if point.startswith("rx.")]

who = st.sampled_from(NAMES)
faces = st.sampled_from([(WEB,), (TELEGRAM,), (TELEGRAM, WEB)])
kinds = st.lists(st.sampled_from(sorted(KINDS)), min_size=1, max_size=4)
places = st.integers(0, 1000)
habits = st.one_of(
    st.sampled_from([420, 540, 600, 660]).map(lambda at: (f"settings.morning.{at}", {"morning_at": at})),
    st.sampled_from([(510, 1035), (540, 1200), (600, 1140)]).map(
        lambda span: (f"settings.span.{span[0]}_{span[1]}", {"hours": span})
    ),
    st.sampled_from(["quiet", "morning"]).map(lambda after: (f"settings.after.{after}", {"after": after})),
    st.sampled_from([WEB, TELEGRAM]).map(lambda face: (f"settings.face.{face}", {"face": face})),
)
weathers = st.sampled_from(WEATHERS)
kills = st.none() | st.tuples(st.sampled_from(OUT), st.integers(1, 2))
spans = st.sampled_from([{"seconds": 5}, {"seconds": 61}, {"minutes": 20}, {"hours": 1}, {"hours": 5}, {"days": 1}])
mornings = st.sampled_from([425, 545, 665, 1030, 1150])
clocks = st.one_of(spans, st.sampled_from([{"days": 3}, {"days": 12}]), mornings)
