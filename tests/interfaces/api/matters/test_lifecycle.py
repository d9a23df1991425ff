"""A matter's whole life by the API: four posts, and the resident's link, which only the resident's phone gets."""

import io

from PIL import Image

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.processes.reactions import react
from tests.interfaces.api.conftest import System, public_report, report, system_of
from tests.messages import Gateway


def picture() -> io.BytesIO:
    """Return a picture as a phone sends it."""
    data = io.BytesIO()
    Image.new("RGB", (40, 30), "green").save(data, "PNG")
    data.seek(0)
    data.name = "协议.png"
    return data


def test_a_matter_is_registered_accepted_assigned_settled_and_rated(
    cast: dict[str, Player], intake: System, resident: System, gateway: Gateway
) -> None:
    made = intake.post("/matters", report())
    assert made.status_code == 201, made.content
    number = made.json()["number"]
    react()
    token = gateway.work()[0]["link"].split("/")[-2]

    shown = intake.get(f"/matters/{number}").json()
    assert (shown["version"], shown["state"]["code"]) == (1, "waiting")
    assert shown["parties"][0]["phone"] == "138****0000"
    assert {"accept", "refuse"} <= {action["code"] for action in shown["allowed_actions"]}

    accepted = intake.post(f"/matters/{number}/actions/accept", {"version": 1})
    assert accepted.status_code == 200, accepted.content
    assert accepted.json()["version"] == 2
    mediator = cast["mediator"].post.pk
    assigned = intake.post(
        f"/matters/{number}/actions/assign", {"version": 2, "fields": {"mediator": mediator}}
    )
    assert assigned.status_code == 200, assigned.content

    theirs = system_of(cast["mediator"])
    assert theirs.post(f"/matters/{number}/actions/sign_for", {"version": 3}).status_code == 200
    kept = theirs.upload(f"/matters/{number}/attachments", [picture()])
    assert kept.status_code == 201, kept.content
    agreed = theirs.post(
        f"/matters/{number}/actions/agree",
        {
            "version": 4,
            "fields": {"form": "written", "answer": "双方约定每周清理。"},
            "attachments": [kept.json()["items"][0]["id"]],
        },
    )
    assert agreed.status_code == 200, agreed.content
    assert agreed.json()["state"] == "settled"

    seen = resident.get(f"/public/matters/{token}").json()
    assert "rate" in {action["code"] for action in seen["allowed_actions"]}
    rated = resident.post(
        f"/public/matters/{token}/actions/rate",
        {
            "version": seen["version"],
            "fields": {"result": 5, "accept": 4, "assign": 5, "handle": 5, "comment": "很满意"},
        },
    )
    assert rated.status_code == 200, rated.content
    events = theirs.get(f"/matters/{number}/timeline").json()["items"]
    assert [event["code"] for event in events] == [
        "register",
        "accept",
        "assign",
        "sign_for",
        "agree",
        "rate",
    ]
    assert events[4]["attachments"][0]["evidence"] is True
    assert Matter.objects.get(number=number).ratings.get().result == 5


def test_a_resident_reports_reads_adds_and_withdraws(
    workflows: None, cast: dict[str, Player], resident: System
) -> None:
    made = resident.post("/public/matters", public_report())
    assert made.status_code == 201, made.content
    token = made.json()["token"]
    assert made.json()["link"].endswith(f"/t/{token}/")
    added = resident.post(
        f"/public/matters/{token}/actions/add", {"version": 1, "fields": {"message": "今天又堆了。"}}
    )
    assert added.status_code == 200, added.content
    withdrawn = resident.post(f"/public/matters/{token}/actions/withdraw", {"version": 2})
    assert withdrawn.status_code == 200
    seen = resident.get(f"/public/matters/{token}").json()
    assert seen["open"] is False
    assert [event["code"] for event in seen["timeline"]] == ["register", "add", "withdraw"]


def test_a_matter_is_merged_by_the_api_and_told_why_not_twice(
    cast: dict[str, Player], intake: System
) -> None:
    first, again = (intake.post("/matters", report()).json()["number"] for _n in range(2))
    merged = intake.post(f"/matters/{again}/actions/merge", {"version": 1, "fields": {"number": first}})
    assert (merged.status_code, merged.json()["state"]) == (200, "merged")
    back = intake.post(f"/matters/{first}/actions/merge", {"version": 1, "fields": {"number": again}})
    assert back.status_code == 422
    assert back.json()["errors"][0]["field"] == "fields.number"
    refused = intake.post(f"/matters/{again}/actions/accept", {"version": 2})
    assert refused.status_code == 409
    assert "merged into another" in refused.json()["detail"]
    apart = intake.post(
        f"/matters/{again}/actions/split_off", {"version": 2, "fields": {"reason": "不是同一件事"}}
    )
    assert (apart.status_code, apart.json()["state"]) == (200, "waiting")
