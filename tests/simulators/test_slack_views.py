"""The simulated Slack's modals and Home tabs, and what people do there, against Slack's own clients."""

from __future__ import annotations

import asyncio

import pytest
from slack_sdk.web.async_client import AsyncWebClient

from tests.simulators.slack import Slack
from tests.simulators.slack_client import OFF, WHO, App, button, page, refused, said


def _home(text: str) -> dict[str, object]:
    return {"type": "home", "blocks": [{"type": "section", "text": said(text)}, button(text)]}


async def test_a_trigger_is_good_once_and_for_three_seconds(slack: Slack, web: AsyncWebClient) -> None:
    trigger = slack.views.trigger(WHO)
    assert (await web.views_open(trigger_id=trigger, view=page("一")))["view"]["state"] == {
        "values": {"name": {"x": {"type": "plain_text_input", "value": None}}}
    }
    assert await refused(web.views_open(trigger_id=trigger, view=page("二"))) == "exchanged_trigger_id"
    late = slack.views.trigger(WHO)
    slack.ahead += 3.1
    assert await refused(web.views_open(trigger_id=late, view=page("二"))) == "expired_trigger_id"
    assert await refused(web.views_open(trigger_id="1.2.3", view=page("二"))) == "invalid_trigger_id"


async def test_at_most_three_modals_stand_on_each_other(slack: Slack, app: App) -> None:
    await app.opens(slack, page("一"))
    for title in ("二", "三"):
        await app.web.views_push(trigger_id=slack.views.trigger(WHO, modal=True), view=page(title))
    trigger = slack.views.trigger(WHO, modal=True)
    assert await refused(app.web.views_push(trigger_id=trigger, view=page("四"))) == "push_limit_reached"
    titles = []
    while view := slack.modal(WHO):
        titles.append(view.lines[0])
        slack.closes(WHO)
    assert titles == ["三", "二", "一"]
    assert await refused(app.web.views_push(trigger_id=trigger, view=page("四"))) == "not_found"


async def test_an_update_needs_the_hash_of_what_stands_there(slack: Slack, app: App) -> None:
    id = await app.opens(slack, page("一", external_id="mine"))
    first = slack.modal(WHO)
    assert first is not None
    old = first.hash
    await app.web.views_update(view_id=id, view=page("二"), hash=old)
    assert await refused(app.web.views_update(view_id=id, view=page("三"), hash=old)) == "hash_conflict"
    assert await refused(app.web.views_update(view_id="V9999", view=page("三"))) == "not_found"
    slack.closes(WHO)
    assert await refused(app.web.views_update(view_id=id, view=page("三"))) == "not_found"


async def test_two_views_do_not_have_one_name(slack: Slack, app: App) -> None:
    await app.opens(slack, page("一", external_id="mine"))
    trigger = slack.views.trigger(WHO, modal=True)
    twin = page("二", external_id="mine")
    assert await refused(app.web.views_push(trigger_id=trigger, view=twin)) == "duplicate_external_id"
    await app.web.views_update(external_id="mine", view=page("三", external_id="mine"))
    modal = slack.modal(WHO)
    assert modal is not None and modal.lines == ["三", "なまえ", "［つぎへ］"]


async def test_what_was_typed_stays_while_the_field_keeps_its_name(slack: Slack, app: App) -> None:
    id = await app.opens(slack, page("一"))
    slack.types(WHO, "なまえ", "かとう")
    await app.web.views_update(view_id=id, view=page("二"))
    modal = slack.modal(WHO)
    assert modal is not None and modal.lines == ["二", "なまえ", "＞かとう", "［つぎへ］"]
    other = page("三")
    other["blocks"][0]["block_id"] = "other"
    await app.web.views_update(view_id=id, view=other)
    assert modal.lines == ["三", "なまえ", "［つぎへ］"]


@pytest.mark.parametrize(
    ("answer", "titles"),
    [
        ({}, ["一"]),
        ({"response_action": "update", "view": page("三")}, ["一", "三"]),
        ({"response_action": "push", "view": page("三")}, ["一", "二", "三"]),
        ({"response_action": "clear"}, []),
        ({"response_action": "errors", "errors": {"name": "短すぎます"}}, ["一", "二"]),
    ],
)
async def test_the_acknowledgement_says_what_becomes_of_the_modal(
    slack: Slack, app: App, answer: dict[str, object], titles: list[str]
) -> None:
    await app.opens(slack, page("一"))
    await app.web.views_push(trigger_id=slack.views.trigger(WHO, modal=True), view=page("二"))
    slack.types(WHO, "name", "か")
    app.answers.append(answer)
    sent = slack.presses(WHO, "つぎへ")
    assert sent is not None
    await slack.carrier.settle(sent)
    assert [view.lines[0] for view in slack.views.stacks[WHO]] == titles
    assert app.got[-1].payload["view"]["state"]["values"]["name"]["x"]["value"] == "か"
    assert ("！短すぎます" in (modal.lines if (modal := slack.modal(WHO)) else [])) == ("errors" in answer)
    assert (slack.wrong, slack.book.complaints) == ([], [])


async def test_an_acknowledgement_that_slack_cannot_follow_is_noticed(slack: Slack, app: App) -> None:
    await app.opens(slack, page("一"))
    slack.types(WHO, "なまえ", "か")
    app.answers += [
        {"response_action": "errors", "errors": {"no-such-block": "?"}},
        {"response_action": "update", "view": page("題" * 25)},
    ]
    for _ in range(2):
        await slack.carrier.settle(slack.submits(WHO))
    assert len(slack.book.complaints) == 2
    assert slack.wrong[0] == "errors for ['no-such-block'], inputs are ['name']"
    assert slack.wrong[1].startswith("response_action update: view.title")
    modal = slack.modal(WHO)
    assert modal is not None and modal.lines[0] == "一"


async def test_a_field_that_must_be_filled_keeps_her_from_submitting(slack: Slack, app: App) -> None:
    await app.opens(slack, page("一"))
    with pytest.raises(AssertionError, match="must be filled"):
        slack.submits(WHO)
    assert app.got == []


async def test_the_app_is_told_of_a_closed_modal_where_it_wants_to_be(slack: Slack, app: App) -> None:
    await app.opens(slack, page("一"))
    assert slack.closes(WHO) is None
    await app.opens(slack, page("二", notify_on_close=True, private_metadata="draft:1", close=said("とじる")))
    closed = slack.presses(WHO, "とじる")
    assert closed is not None
    await slack.carrier.settle(closed)
    assert app.got[-1].payload["type"] == "view_closed"
    assert app.got[-1].payload["view"]["private_metadata"] == "draft:1"
    assert slack.modal(WHO) is None


async def test_the_home_tab_is_each_persons_own(slack: Slack, app: App) -> None:
    slack.book.person("U0002")
    first = await app.web.views_publish(user_id=WHO, view=_home("ひとつ"))
    await app.web.views_publish(user_id="U0002", view=_home("べつ"))
    second = await app.web.views_publish(user_id=WHO, view=_home("ふたつ"), hash=first["view"]["hash"])
    stale = app.web.views_publish(user_id=WHO, view=_home("みっつ"), hash=first["view"]["hash"])
    assert await refused(stale) == "hash_conflict"
    assert second["view"]["id"] == first["view"]["id"]
    homes = [slack.home(user) for user in (WHO, "U0002")]
    assert [home.lines for home in homes if home] == [["ふたつ", "［ふたつ］"], ["べつ", "［べつ］"]]
    slack.views.home_tab = False
    assert await refused(app.web.views_publish(user_id=WHO, view=_home("みっつ"))) == "not_enabled"


async def test_she_presses_what_lies_in_front(slack: Slack, app: App) -> None:
    await app.web.views_publish(user_id=WHO, view=_home("はい"))
    slack.presses(WHO, "はい")
    ts = (await app.web.chat_postMessage(channel=slack.book.dm(WHO).id, text="?", blocks=[button("はい")], **OFF))["ts"]
    slack.presses(WHO, "はい")
    await app.opens(slack, page("一") | {"blocks": [button("はい"), *page("一")["blocks"]]})
    slack.presses(WHO, "はい")
    await slack.carrier.settle()
    where = [one.payload["container"] for one in app.got]
    assert [one["type"] for one in where] == ["view", "message", "view"]
    assert where[1] == {"type": "message", "message_ts": ts, "channel_id": "D0001", "is_ephemeral": False}
    assert [one.payload.get("view", {}).get("type") for one in app.got] == ["home", None, "modal"]
    assert {one.payload["actions"][0]["value"] for one in app.got} == {"do:1"}
    assert all(slack.views.triggers[one.payload["trigger_id"]].user == WHO for one in app.got)


async def test_an_old_or_forged_press_comes_all_the_same(slack: Slack, app: App) -> None:
    ts = (await app.web.chat_postMessage(channel=slack.book.dm(WHO).id, text="?", blocks=[button("はい")], **OFF))["ts"]
    await app.web.chat_delete(channel="D0001", ts=ts)
    await slack.carrier.settle(slack.presses_data(WHO, "forged:1", ts=ts))
    assert app.got[0].payload["actions"][0]["value"] == "forged:1"
    assert app.got[0].payload["message"]["ts"] == ts


async def test_choices_are_told_at_once_outside_of_forms_and_with_the_form_inside(slack: Slack, app: App) -> None:
    options = [{"text": said(one), "value": one} for one in ("朝", "夜")]
    radio = {"type": "radio_buttons", "action_id": "when", "options": options}
    form = {"type": "input", "block_id": "form", "label": said("いつ"), "element": radio}
    many = {"type": "checkboxes", "action_id": "all", "options": options}
    now = {"type": "actions", "block_id": "now", "elements": [many]}
    await app.opens(slack, page("一") | {"blocks": [form, now]})
    assert slack.chooses(WHO, "いつ", "夜") is None
    for option in ("朝", "夜", "朝"):
        assert slack.chooses(WHO, "all", option) is not None
    await slack.carrier.settle(slack.submits(WHO))
    told = [[one["value"] for one in got.payload["actions"][0]["selected_options"]] for got in app.got[:3]]
    assert told == [["朝"], ["朝", "夜"], ["夜"]]
    values = app.got[3].payload["view"]["state"]["values"]
    assert values["form"]["when"]["selected_option"]["value"] == "夜"
    assert [one["value"] for one in values["now"]["all"]["selected_options"]] == ["夜"]


async def test_a_press_that_is_not_acknowledged_is_not_repeated_and_she_is_told(slack: Slack, app: App) -> None:
    slack.carrier.ack_seconds = 0.05
    await app.web.views_publish(user_id=WHO, view=_home("はい"))
    app.answers.append(None)
    pressed = slack.presses(WHO, "はい")
    assert pressed is not None
    await slack.carrier.settle(pressed)
    await asyncio.sleep(0.1)
    assert (pressed.acked, len(app.got), slack.carrier.retries) == (False, 1, [])
    assert slack.book.complaints == [(WHO, "the app did not answer")]
