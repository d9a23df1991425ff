"""A resident reports, without script, and nothing that was typed is ever lost."""

from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError, connection

from sanling.domain.matters.models import Attachment, Entry, Matter, Party
from sanling.domain.people.cast import Player
from sanling.domain.subjects.actions.hang_at_subjects import hang_at_subjects
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.foundation.delivery.limits import hit
from tests.city import CITY, TOWNSHIP, VILLAGE
from tests.domain.subjects.helpers import put, said
from tests.interfaces.portal.conftest import POSTER, TEXT, Resident, picture, report

pytestmark = pytest.mark.django_db


def test_a_scanned_report_becomes_a_matter_of_the_posters_place(
    poster: CodePoint, resident: Resident
) -> None:
    matter = report(resident, place="三楼与四楼之间")
    assert matter.division_id == f"{VILLAGE}001"
    assert matter.unit.code == f"governance_centre-{TOWNSHIP}"
    assert (matter.channel, matter.scanned_code) == ("scan", POSTER)
    assert matter.place == "3 号楼二单元 三楼与四楼之间"
    assert (matter.lon, matter.lat) == (113.685, 34.785)
    party = Party.objects.get(matter=matter)
    assert (party.role, party.name, party.phone) == ("applicant", "王秀兰", "+8613800000001")


def test_the_receipt_shows_number_link_and_code_to_scan(poster: CodePoint, resident: Resident) -> None:
    matter = report(resident)
    assert matter.number in resident.html
    assert "data:image/svg+xml" in resident.html
    assert f"http://testserver{resident.url.removesuffix('receipt/')}" in resident.html
    assert resident.page.headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in resident.page.headers["X-Robots-Tag"]


@pytest.mark.parametrize("code", ["NOBODY-0001", "坏码", "a/b?c", "%0A%00x", "%FF%FE", "x" * 300])
def test_an_unknown_or_malformed_code_still_takes_the_report(
    poster: CodePoint, resident: Resident, code: str
) -> None:
    matter = report(resident, url=f"/q/{code}", place="花园路与农业路口")
    assert matter.division_id == CITY
    assert matter.channel == "scan"
    assert 0 < len(matter.scanned_code) <= 64


def test_a_retired_code_asks_for_the_place_in_words(poster: CodePoint, resident: Resident) -> None:
    CodePoint.objects.update(retired_at=clock.now())
    assert 'class="note"' in resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.send({"phone": "13800000001", "go": "next"})
    assert resident.page.status_code == 422
    assert "id_place_error" in resident.html


def test_a_report_without_a_code_finds_its_place_by_name(poster: CodePoint, resident: Resident) -> None:
    resident.open("/report/?kind=dispute")
    assert resident.fields["kind"] == ["dispute"]
    resident.send({"text": TEXT, "go": "next"})
    resident.send({"query": "huayuanlu", "go": "find"})
    assert TOWNSHIP in resident.html
    resident.send({"query": "花园路", "division": TOWNSHIP, "phone": "13800000001", "go": "next"})
    resident.send({"go": "send"})
    matter = Matter.objects.get()
    assert (matter.division_id, matter.channel) == (TOWNSHIP, "web")


def test_a_point_on_the_map_gives_the_grid(poster: CodePoint, resident: Resident) -> None:
    matter = report(resident, lon="113.695", lat="34.785")
    assert matter.division_id == f"{VILLAGE}002"
    assert (matter.lon, matter.lat) == (113.695, 34.785)


@pytest.mark.parametrize(
    ("lon", "lat"), [("12.5", "41.9"), ("nan", "1"), ("999", "0"), ("113.69", ""), ("x", "y")]
)
def test_a_forged_or_distant_point_is_refused_beside_the_place(
    poster: CodePoint, resident: Resident, lon: str, lat: str
) -> None:
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.send({"phone": "13800000001", "lon": lon, "lat": lat, "go": "next"})
    assert resident.page.status_code == 422
    assert "error-summary" in resident.html


def test_a_hazard_needs_no_contact(poster: CodePoint, resident: Resident) -> None:
    matter = report(resident, kind="hazard", name="", phone="")
    assert not Party.objects.filter(matter=matter).exists()


def test_other_kinds_need_a_phone(poster: CodePoint, resident: Resident) -> None:
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.send({"name": "王秀兰", "go": "next"})
    assert resident.page.status_code == 422
    assert "id_phone_error" in resident.html
    resident.send({"phone": "1234", "go": "next"})
    assert resident.page.status_code == 422
    assert resident.fields["name"] == ["王秀兰"]


def test_sending_twice_makes_one_matter_and_the_same_receipt(poster: CodePoint, resident: Resident) -> None:
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.send({"phone": "13800000001", "go": "next"})
    form = resident.url
    resident.send({"go": "send"})
    receipt = resident.url
    resident.url = form
    again = resident.again()
    assert again.redirect_chain[-1][0] == receipt
    assert Matter.objects.count() == 1
    assert Entry.objects.count() == 1


def test_a_changed_report_sent_from_an_old_page_is_asked_about(poster: CodePoint, resident: Resident) -> None:
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.send({"phone": "13800000001", "go": "next"})
    form = resident.url
    resident.send({"go": "send"})
    resident.url, old = form, resident.sent
    resident.page = resident.client.post(form, old | {"text": "还有一件事：电梯也坏了。"})
    assert resident.page.status_code == 409
    assert Matter.objects.count() == 1
    resident.send({"go": "send"})
    assert sorted(Matter.objects.values_list("text", flat=True)) == sorted([TEXT, "还有一件事：电梯也坏了。"])


def test_what_was_typed_stays_over_all_steps_errors_and_the_way_back(
    poster: CodePoint, resident: Resident
) -> None:
    resident.open(f"/q/{POSTER}")
    resident.send({"text": TEXT, "go": "next"})
    assert resident.page.status_code == 422  # no kind chosen
    assert resident.fields["text"] == [TEXT]
    resident.send({"kind": "dispute", "go": "next"})
    resident.send({"name": "王秀兰", "phone": "不是号码", "go": "next"})
    assert resident.fields["phone"] == ["不是号码"]
    resident.send({"go": "back"})
    assert (resident.fields["text"], resident.fields["kind"]) == ([TEXT], ["dispute"])
    resident.send({"go": "next"})
    assert (resident.fields["name"], resident.fields["phone"]) == (["王秀兰"], ["不是号码"])


def test_nothing_depends_on_cookies_or_a_session(poster: CodePoint, resident: Resident) -> None:
    resident.client.handler.enforce_csrf_checks = True
    resident.open(f"/q/{POSTER}")
    resident.client.cookies.clear()
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.client.cookies.clear()
    resident.send({"phone": "13800000001", "go": "next"})
    resident.client.cookies.clear()
    resident.send({"go": "send"})
    assert Matter.objects.count() == 1


def test_pictures_are_stored_at_once_and_come_with_the_report(poster: CodePoint, resident: Resident) -> None:
    resident.open(f"/q/{POSTER}")
    resident.send({"text": "", "pictures": [picture("一.jpg"), picture("二.jpg", 50)], "go": "next"})
    assert resident.page.status_code == 422  # text and kind are missing, the pictures are not lost
    assert len(resident.fields["picture"]) == 2
    assert resident.client.get(f"/report/picture/{resident.fields['picture'][0]}").status_code == 200
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.send({"phone": "13800000001", "go": "next"})
    resident.send({"go": "send"})
    assert [attachment.name for attachment in Attachment.objects.order_by("pk")] == ["一.jpg", "二.jpg"]


def test_a_picture_can_be_taken_out_again(poster: CodePoint, resident: Resident) -> None:
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "pictures": [picture("一.jpg")], "go": "next"})
    resident.send({"go": "back"})
    drop = resident.html.split('value="drop:')[1].split('"')[0]
    resident.send({"go": f"drop:{drop}"})
    assert "picture" not in resident.fields
    assert resident.fields["text"] == [TEXT]


def test_during_an_outage_the_form_comes_back_whole(poster: CodePoint, resident: Resident) -> None:
    def away(*_args: Any) -> Any:
        raise OperationalError("the connection is lost")

    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.send({"name": "王秀兰", "phone": "13800000001", "go": "next"})
    with connection.execute_wrapper(away):
        resident.send({"go": "send"})
    assert resident.page.status_code == 503
    assert resident.page.headers["Retry-After"] == "60"
    assert resident.fields["text"] == [TEXT]
    resident.send({"go": "send"})
    assert Matter.objects.get().text == TEXT


def test_during_an_outage_a_scan_still_opens_the_form(poster: CodePoint, resident: Resident) -> None:
    def away(*_args: Any) -> Any:
        raise OperationalError("the connection is lost")

    with connection.execute_wrapper(away):
        assert "id_text" in resident.open(f"/q/{POSTER}")


def test_over_the_limit_one_clear_message_and_nothing_lost(poster: CodePoint, resident: Resident) -> None:
    for nth in range(6):
        report(resident, phone=f"1380000010{nth}")
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.send({"phone": "13800000200", "go": "next"})
    resident.send({"go": "send"})
    assert resident.page.status_code == 429
    assert int(resident.page.headers["Retry-After"]) > 0
    assert resident.fields["text"] == [TEXT]
    assert Matter.objects.count() == 6
    with clock.turned(shift=timedelta(hours=1)):
        resident.send({"go": "send"})
    assert Matter.objects.count() == 7


@pytest.mark.parametrize(
    ("scope", "key", "limit", "per"),
    [
        ("portal.phone", "127.0.0.1 +8613800000001", 20, timedelta(days=1)),
        ("portal.code", POSTER, 60, timedelta(hours=1)),
    ],
)
def test_phones_and_posters_have_limits_of_their_own(
    poster: CodePoint, resident: Resident, *, scope: str, key: str, limit: int, per: timedelta
) -> None:
    for _nth in range(limit):
        hit(scope=scope, key=key, limit=limit, per=per)
    resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    resident.send({"phone": "138 0000 0001", "go": "next"})
    resident.send({"go": "send"})
    assert resident.page.status_code == 429
    assert not Matter.objects.exists()


@pytest.mark.usefixtures("workflows")
def test_a_form_page_costs_few_queries(
    poster: CodePoint, resident: Resident, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(6):
        resident.open(f"/q/{POSTER}")
    resident.send({"kind": "dispute", "text": TEXT, "go": "next"})
    with django_assert_max_num_queries(6):
        resident.send({"query": "花园", "phone": "1", "go": "next"})


def test_a_choice_made_for_another_name_is_not_taken(poster: CodePoint, resident: Resident) -> None:
    resident.open("/report/?kind=dispute")
    resident.send({"text": TEXT, "go": "next"})
    for words in (f"绿城物业3号楼{TOWNSHIP}", "没有这条街"):
        resident.send({"query": words, "division": TOWNSHIP, "phone": "13800000001", "go": "next"})
        assert resident.page.status_code == 422, words
        assert resident.fields["query"] == [words]


def test_the_first_step_says_where_the_poster_hangs_and_what_belongs_to_a_kind(
    poster: CodePoint, resident: Resident
) -> None:
    page = resident.open(f"/q/{POSTER}")
    assert "您扫码的地点：" in page
    assert poster.place in page
    assert "<small>邻里、物业、家庭、欠薪、消费等纠纷，请人来调解</small>" in page


def test_a_subjects_code_starts_a_report_at_its_place(
    cast: dict[str, Player], resident: Resident, workflows: None
) -> None:
    put(said())
    hang_at_subjects(actor=cast["intake_officer"].viewer, type="school", within=VILLAGE)
    point = CodePoint.objects.get()
    assert "通信花园小学" in resident.open(f"/q/{point.code}")
    matter = report(resident, url=f"/q/{point.code}")
    assert (matter.division_id, matter.place, matter.scanned_code) == (VILLAGE, "通信花园小学", point.code)
