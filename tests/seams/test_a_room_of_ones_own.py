"""A room that is not ours plugs itself in: the use of a village's square, which no file of the house knows."""

from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Jurisdiction
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.foundation.installed import modules
from sanling.foundation.profile.registry import forget_profiles, profile_by_code
from sanling.foundation.profile.source import ProfileError
from sanling.processes.batches.work import work_off
from sanling.processes.exports.models import Export
from sanling.processes.exports.tasks import path_of, write_export
from sanling.processes.reactions import react
from sanling.processes.retention.actions.forget import forget
from sanling.processes.retention.config import retention_of
from sanling.processes.webhooks.queue import events
from tests.city import CITY, SIBLING_VILLAGE, TEST, VILLAGE, City
from tests.domain.matters.helpers import act
from tests.interfaces.doors import signed_in, token_of
from tests.seams.conftest import open_one
from tests.seams.squares.followers import GIVEN

pytestmark = pytest.mark.django_db


def test_its_page_stands_in_the_navigation_and_what_it_opens_leads_to_the_matter(
    published: None, cast: dict[str, Player]
) -> None:
    desk = signed_in(cast["intake_officer"])
    assert "/desk/squares/ask/" in desk.get("/desk/").content.decode()
    typed = {"sending": "once", "title": "元旦集市", "division": VILLAGE}
    sent = [desk.post("/desk/squares/ask/", typed) for _again in range(2)]
    opened = Matter.objects.get()
    assert [answer.headers["Location"] for answer in sent] == [f"/desk/matters/{opened.number}/"] * 2
    wrong = desk.post("/desk/squares/ask/", {**typed, "sending": "twice", "title": "字" * 81})
    assert wrong.status_code == 422
    auditor = signed_in(cast["auditor"])
    assert auditor.get("/desk/squares/ask/").status_code == 403
    assert "/desk/squares/ask/" not in auditor.get("/desk/units/").content.decode()


def test_a_unit_subscribes_to_what_its_verb_does() -> None:
    assert "allot" in events()


def test_the_demonstration_city_has_a_scene_of_it(published: None, city: City) -> None:
    *_others, staging = modules("staging")
    staging.stage(profile=profile_by_code("zhengzhou"), posts={}, village=VILLAGE)
    assert Matter.objects.get().family == "square"


def test_its_kind_is_worked_on_at_the_desk_with_its_own_verb_field_and_guard(
    asked: Matter, cast: dict[str, Player]
) -> None:
    desk = signed_in(cast["intake_officer"])
    page = f"/desk/matters/{asked.number}/"
    assert "安排广场" in desk.get(page).content.decode()
    typed = {
        "_act": "allot",
        "_version": asked.version,
        "_key": "once",
        "slot": "2026-12-01 noon",
        "for": "wedding",
    }
    assert desk.post(page, typed).status_code == 422
    assert desk.post(page, {**typed, "slot": "2026-12-01 am"}).status_code == 302
    shown = desk.get(page).content.decode()
    assert "2026-12-01 上午" in shown
    assert "婚礼" in shown
    asked.refresh_from_db()
    assert asked.state == "given"
    # The guard: it isn't given twice while it is used.
    assert "?act=allot" not in shown
    again = desk.post(page, {**typed, "_version": asked.version, "_key": "twice", "slot": "2026-12-02 pm"})
    assert again.status_code == 403
    assert "Given already." in again.content.decode()


def test_its_follower_counts_and_its_notice_is_written(asked: Matter, cast: dict[str, Player]) -> None:
    bearer = {
        "Authorization": f"Bearer {token_of(cast['intake_officer'])}",
        "Idempotency-Key": "the-square-is-given",
    }
    done = Client().post(
        f"/api/v1/matters/{asked.number}/actions/allot",
        {"version": asked.version, "fields": {"slot": "2026-12-01 pm", "for": "fair"}},
        content_type="application/json",
        headers=bearer,
    )
    assert done.status_code == 200, done.content
    react()
    react()
    assert GIVEN == {"2026-12-01 pm": 1}
    told = Notice.objects.filter(code="squares.allotted").values_list("recipient", flat=True)
    assert cast["centre_director"].viewer.key in told
    assert cast["intake_officer"].viewer.key not in told


def test_its_notice_tells_neither_number_nor_title_to_who_may_no_longer_open_the_matter(
    asked: Matter, cast: dict[str, Player]
) -> None:
    give(asked, cast)
    react()
    director = cast["centre_director"]
    desk = signed_in(director)
    assert asked.number in desk.get("/desk/notices/").content.decode()
    Jurisdiction.objects.filter(post=director.post).update(division_id=SIBLING_VILLAGE)
    assert desk.get(f"/desk/matters/{asked.number}/").status_code == 404
    shown = desk.get("/desk/notices/").content.decode()
    assert asked.number not in shown
    assert "您现在无权查看" in shown
    notice = Notice.objects.get(recipient=director.viewer.key, code="squares.allotted")
    followed = desk.post("/desk/notices/read/", {"notice": notice.pk})
    assert asked.number not in followed.headers["Location"]


def test_what_its_verb_can_not_tell_apart_is_told_when_it_is_published(
    cast: dict[str, Player], settings: Any
) -> None:
    file = settings.PROFILES_ROOT / "zhengzhou" / "workflows" / "square_permit.toml"
    file.write_text(file.read_text("utf-8").replace("fair.name", "feast.name"), encoding="utf-8")
    forget_profiles()
    with pytest.raises(ProfileError, match="'allot' knows no 'feast'"):
        publish_workflows(actor=TEST, profile=profile_by_code("zhengzhou"))


def give(asked: Matter, cast: dict[str, Player]) -> None:
    """Give the square on a morning, for a wedding."""
    act(cast["intake_officer"].viewer, asked, "allot", {"slot": "2026-12-01 am", "for": "wedding"})


def test_its_ledger_has_its_column_and_filter_and_that_of_reports_has_neither(
    asked: Matter, cast: dict[str, Player]
) -> None:
    give(asked, cast)
    desk = signed_in(cast["intake_officer"])
    own = desk.get("/desk/matters/?family=square").content.decode()
    assert asked.number in own
    assert "2026-12-01 am" in own
    assert asked.number in desk.get("/desk/matters/?family=square&half=am").content.decode()
    assert asked.number not in desk.get("/desk/matters/?family=square&half=pm").content.decode()
    reports = desk.get("/desk/matters/").content.decode()
    assert asked.number not in reports
    assert "2026-12-01 am" not in reports
    assert 'name="half"' not in reports


def test_its_verb_is_done_to_a_whole_list_at_desk_and_api(asked: Matter, cast: dict[str, Player]) -> None:
    give(asked, cast)
    other = open_one(cast["intake_officer"])
    act(cast["intake_officer"].viewer, other, "allot", {"slot": "2026-12-02 am", "for": "fair"})
    for matter in (asked, other):
        matter.refresh_from_db()
    desk = signed_in(cast["intake_officer"])
    assert 'name="act" value="hand_back"' in desk.get("/desk/matters/?family=square").content.decode()
    picked = {"act": "hand_back", "key": "once", "pick": f"{asked.pk}:{asked.version}"}
    assert desk.post("/desk/inbox/batch/", picked).status_code == 302
    ordered = Client().post(
        "/api/v1/batches",
        {"verb": "hand_back", "matters": [{"number": other.number, "version": other.version}]},
        content_type="application/json",
        headers={
            "Authorization": f"Bearer {token_of(cast['intake_officer'])}",
            "Idempotency-Key": "the-feast-is-over",
        },
    )
    work_off(ordered.json()["id"])
    for matter in (asked, other):
        matter.refresh_from_db()
        assert matter.state == "over"


def test_a_ledger_of_its_own_rows_stands_in_the_navigation_is_narrowed_and_exported(
    asked: Matter, cast: dict[str, Player], settings: Any, tmp_path: Path
) -> None:
    settings.FILES_ROOT = tmp_path
    give(asked, cast)
    desk = signed_in(cast["intake_officer"])
    assert "/desk/ledgers/squares/" in desk.get("/desk/").content.decode()
    page = desk.get("/desk/ledgers/squares/").content.decode()
    assert "2026-12-01 am" in page
    assert asked.number not in page
    assert asked.number in desk.get("/desk/ledgers/squares/?col=number").content.decode()
    assert "2026-12-01 am" in desk.get("/desk/ledgers/squares/?half=am&first=2020-01-01").content.decode()
    for narrowed in ("half=pm", "last=2020-01-01"):
        assert "2026-12-01 am" not in desk.get(f"/desk/ledgers/squares/?{narrowed}").content.decode()
    assert desk.get("/desk/ledgers/squares/?half=noon").status_code == 422
    sent = desk.post("/desk/ledgers/squares/export/", {"query": "half=am"})
    assert sent.headers["Location"] == "/desk/exports/"
    export = Export.objects.get()
    write_export(export_id=str(export.pk))
    book = CalamineWorkbook.from_filelike(BytesIO(path_of(export).read_bytes())).get_sheet_by_index(0)
    heads, *rows = book.to_python()
    assert len(heads) == 3
    assert [row[:2] for row in rows] == [["2026-12-01 am", asked.title]]


def test_whoever_sees_no_matter_opens_no_ledger_of_it_and_no_room_has_another(
    asked: Matter, cast: dict[str, Player]
) -> None:
    give(asked, cast)
    assert signed_in(cast["auditor"]).get("/desk/ledgers/squares/").status_code == 403
    elsewhere = signed_in(cast["zone_intake_officer"]).get("/desk/ledgers/squares/").content.decode()
    assert "2026-12-01 am" not in elsewhere
    for code in ("matters", "circles"):
        assert signed_in(cast["intake_officer"]).get(f"/desk/ledgers/{code}/").status_code == 404


def test_the_inbox_has_its_heap_in_its_family_alone(asked: Matter, cast: dict[str, Player]) -> None:
    desk = signed_in(cast["intake_officer"])
    heap = "/desk/?tab=in_use&family=square"
    assert asked.number not in desk.get(heap).content.decode()
    give(asked, cast)
    page = desk.get(heap).content.decode()
    assert asked.number in page
    assert "使用中" in page
    whole = {"act": "hand_back", "key": "all", "whole": "1", "tab": "in_use", "family": "square"}
    assert "将办理 1 件事项。" in desk.post("/desk/inbox/batch/", whole).content.decode()
    assert "tab=in_use" not in desk.get("/desk/").content.decode()
    assert asked.number not in desk.get("/desk/?tab=in_use").content.decode()


def test_the_search_box_finds_what_it_finds_in_a_group_of_its_own(
    asked: Matter, cast: dict[str, Player]
) -> None:
    give(asked, cast)
    desk = signed_in(cast["intake_officer"])
    found = desk.get("/desk/search/?q=2026-12-01").content.decode()
    assert "Squares given</h2>" in found
    assert f'href="/desk/matters/{asked.number}/">2026-12-01 am' in found
    assert "Squares given</h2>" not in desk.get("/desk/search/?q=2026-12-02").content.decode()
    elsewhere = signed_in(cast["zone_intake_officer"]).get("/desk/search/?q=2026-12-01").content.decode()
    assert asked.number not in elsewhere


def test_its_route_stands_in_the_api_and_its_page_under_the_same_door_and_limits(
    asked: Matter, cast: dict[str, Player], settings: Any
) -> None:
    give(asked, cast)
    described = Client().get("/api/v1/openapi.json").json()["paths"]["/api/v1/squares"]["get"]
    assert {"200", "401", "403", "429"} <= described["responses"].keys()
    assert Client().get("/api/v1/squares").status_code == 401
    bearer = {"Authorization": f"Bearer {token_of(cast['intake_officer'])}"}
    read = Client().get("/api/v1/squares", headers=bearer)
    assert read.json() == [{"slot": "2026-12-01 am", "occasion": "wedding"}]
    assert read.headers["Cache-Control"] == "no-store"
    elsewhere = {"Authorization": f"Bearer {token_of(cast['zone_intake_officer'])}"}
    assert Client().get("/api/v1/squares", headers=elsewhere).json() == []
    settings.API_CALLS_A_MINUTE_BY_TOKEN = 1
    again = [Client().get("/api/v1/squares", headers=bearer).status_code for _time in range(2)]
    assert again[-1] == 429


def test_its_panel_stands_on_the_page_and_its_detail_in_the_api(
    asked: Matter, cast: dict[str, Player]
) -> None:
    give(asked, cast)
    shown = signed_in(cast["intake_officer"]).get(f"/desk/matters/{asked.number}/").content.decode()
    assert "<p>2026-12-01 am</p>" in shown
    bearer = {"Authorization": f"Bearer {token_of(cast['intake_officer'])}"}
    read = Client().get(f"/api/v1/matters/{asked.number}", headers=bearer).json()
    assert read["details"] == {"booking": {"slot": "2026-12-01 am", "occasion": "wedding"}}
    assert read["family"] == "square"
    assert read["category"] is None
    assert read["channel"] is None


def test_a_rule_has_the_room_forget_what_it_keeps_and_other_families_are_left(
    asked: Matter, cast: dict[str, Player]
) -> None:
    give(asked, cast)
    act(cast["intake_officer"].viewer, asked, "close")
    long_ago = clock.now() - timedelta(days=2 * 366)
    Matter.objects.filter(pk=asked.pk).update(registered_at=long_ago, ended_at=long_ago)
    rules = {rule.code: rule for rule in retention_of(profile_by_code("zhengzhou")).rules}
    assert forget(actor=TEST, city=CITY, rule=rules["short"]).matters == 0
    assert forget(actor=TEST, city=CITY, rule=rules["squares"]).matters == 1
    kept = Entry.objects.get(matter=asked, code="allot").params
    assert "for" not in kept
    assert kept["slot"] == "2026-12-01 am"


def test_what_no_room_forgets_is_told(settings: Any) -> None:
    file = settings.PROFILES_ROOT / "zhengzhou" / "retention.toml"
    file.write_text(file.read_text("utf-8").replace("occasions", "memories"), encoding="utf-8")
    forget_profiles()
    with pytest.raises(ProfileError, match="No room forgets 'memories'"):
        retention_of(profile_by_code("zhengzhou"))
