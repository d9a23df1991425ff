"""A resident comes back: sees where it stands, adds, rates, reopens, withdraws; nobody else does."""

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import OperationalError, connection
from django.test import Client

from sanling.domain.matters.act import perform
from sanling.domain.matters.entries import Enclosure
from sanling.domain.matters.models import Attachment, Entry, Matter, Rating
from sanling.domain.people.cast import Player
from sanling.domain.territory.models import CodePoint
from sanling.foundation import clock
from sanling.foundation.files.models import StoredFile
from sanling.foundation.files.store import store
from tests.domain.matters.helpers import registered
from tests.interfaces.portal.conftest import TEXT, Resident, fields_of, picture, report, token_of

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


def _act(actor: Player, matter: Matter, action: str, files: int = 0, **fields: Any) -> None:
    stored = [
        store(stream=picture(f"{nth}.jpg"), name=f"{nth}.jpg", actor=actor.viewer, city="4101")
        for nth in range(files)
    ]
    perform(
        actor=actor.viewer,
        matter_id=matter.pk,
        action=action,
        version=Matter.objects.get(pk=matter.pk).version,
        fields=fields,
        enclosures=[Enclosure(file=file, name=file.name, evidence=True) for file in stored],
    )


@pytest.fixture
def reported(poster: CodePoint, cast: Cast, resident: Resident) -> tuple[Matter, str]:
    """A request for help with a picture, and the address of its page."""
    resident.open(f"/q/{poster.code}")
    resident.send({"kind": "request", "text": TEXT, "pictures": [picture("楼道.jpg")], "go": "next"})
    resident.send({"name": "王秀兰", "phone": "13800000001", "go": "next"})
    resident.send({"go": "send"})
    return Matter.objects.get(), f"/t/{token_of(resident)}/"


def _settle(matter: Matter, cast: Cast) -> None:
    _act(cast["intake_officer"], matter, "accept")
    _act(cast["intake_officer"], matter, "assign", handler=cast["grid_worker"].post.pk)
    _act(cast["grid_worker"], matter, "sign_for")
    _act(cast["grid_worker"], matter, "resolve", files=1, answer="已清理楼道垃圾。")


def test_the_page_says_where_it_stands_and_whom_to_call(
    reported: tuple[Matter, str], cast: Cast, resident: Resident
) -> None:
    matter, url = reported
    _act(cast["intake_officer"], matter, "accept")
    _act(cast["intake_officer"], matter, "assign", handler=cast["grid_worker"].post.pk)
    html = resident.open(url)
    assert matter.number in html
    assert cast["grid_worker"].post.name in html
    assert "已受理" in html
    assert TEXT in html
    assert "13800000001" not in html


def test_internal_notes_never_show(reported: tuple[Matter, str], cast: Cast, resident: Resident) -> None:
    matter, url = reported
    _act(cast["intake_officer"], matter, "note", note="此人常来，注意方式")
    assert "此人常来" not in resident.open(url)


def test_a_matter_page_costs_few_queries(
    reported: tuple[Matter, str], cast: Cast, resident: Resident, django_assert_max_num_queries: Any
) -> None:
    matter, url = reported
    _settle(matter, cast)
    with django_assert_max_num_queries(15):
        resident.open(url)


def test_an_empty_picture_is_told(reported: tuple[Matter, str], resident: Resident) -> None:
    _matter, url = reported
    resident.open(f"{url}do/add/")
    resident.send({"message": "今天又多了一堆。", "pictures": [SimpleUploadedFile("空.jpg", b"")]})
    assert resident.page.status_code == 422
    assert "空.jpg: 这个文件是空的" in resident.html


def test_adding_words_and_pictures(reported: tuple[Matter, str], resident: Resident) -> None:
    matter, url = reported
    resident.open(f"{url}do/add/")
    resident.send({"message": "今天又多了一堆。", "pictures": [picture("又一堆.jpg", 50)]})
    assert resident.url == url
    assert "今天又多了一堆。" in resident.html
    assert "又一堆.jpg" in resident.html
    assert Matter.objects.get().version == matter.version + 1


def test_an_act_sent_twice_is_one_act(reported: tuple[Matter, str], resident: Resident) -> None:
    _matter, url = reported
    resident.open(f"{url}do/add/")
    form = resident.url
    resident.send({"message": "今天又多了一堆。"})
    resident.url = form
    resident.again()
    assert Entry.objects.filter(code="add").count() == 1


def test_another_act_from_a_page_that_was_sent_already_takes_one_more_press(
    reported: tuple[Matter, str], resident: Resident
) -> None:
    _matter, url = reported
    resident.open(f"{url}do/add/")
    form, opened = resident.url, resident.html
    resident.send({"message": "今天又多了一堆。"})
    resident.url = form
    resident.page = resident.client.post(form, fields_of(opened) | {"message": "还有一堆。"})
    assert resident.page.status_code == 409
    resident.send()
    assert Entry.objects.filter(code="add").count() == 2


def test_a_stale_form_gets_a_clear_word_and_keeps_what_was_typed(
    reported: tuple[Matter, str], cast: Cast, resident: Resident
) -> None:
    matter, url = reported
    resident.open(f"{url}do/add/")
    _act(cast["intake_officer"], matter, "accept")
    resident.send({"message": "今天又多了一堆。"})
    assert resident.page.status_code == 409
    assert resident.fields["message"] == ["今天又多了一堆。"]
    resident.send()
    assert Entry.objects.filter(code="add").count() == 1


def test_an_act_that_came_too_late_is_refused_with_its_reason(
    reported: tuple[Matter, str], cast: Cast, resident: Resident
) -> None:
    matter, url = reported
    resident.open(f"{url}do/add/")
    _settle(matter, cast)
    resident.send({"message": "今天又多了一堆。", "version": str(Matter.objects.get().version)})
    assert resident.page.status_code == 403
    assert resident.fields["message"] == ["今天又多了一堆。"]
    assert not Entry.objects.filter(code="add").exists()


def test_rating_the_result_and_each_steps_speed(
    reported: tuple[Matter, str], cast: Cast, resident: Resident
) -> None:
    matter, url = reported
    _settle(matter, cast)
    assert f"{url}do/rate/" in resident.open(url)
    resident.open(f"{url}do/rate/")
    assert 'type="radio" name="result"' in resident.html
    resident.send({"result": "9"})
    assert resident.page.status_code == 422
    resident.send({"result": "5", "accept": "4", "assign": "3", "handle": "5", "comment": "谢谢"})
    rating = Rating.objects.get()
    assert (rating.result, rating.steps) == (5, {"accept": 4, "assign": 3, "handle": 5})
    assert f"{url}do/rate/" not in resident.html


def test_reopening_within_the_time(reported: tuple[Matter, str], cast: Cast, resident: Resident) -> None:
    matter, url = reported
    _settle(matter, cast)
    resident.open(f"{url}do/reopen/")
    resident.send({})
    assert resident.page.status_code == 422
    resident.send({"reason": "第二天又堆满了。"})
    assert resident.page.status_code == 200, resident.html
    assert Entry.objects.latest("pk").code == "reopen"
    assert Matter.objects.get().state == "accepted"


def test_reopening_after_the_time_is_not_offered(
    reported: tuple[Matter, str], cast: Cast, resident: Resident
) -> None:
    matter, url = reported
    _settle(matter, cast)
    with clock.turned(shift=timedelta(days=40)):
        assert "do/reopen/" not in resident.open(url)
        assert resident.client.get(f"{url}do/reopen/").status_code == 302


def test_withdrawing_asks_first(reported: tuple[Matter, str], resident: Resident) -> None:
    _matter, url = reported
    resident.open(f"{url}do/withdraw/")
    assert Matter.objects.get().open
    resident.send({})
    assert not Matter.objects.get().open


def test_the_receipt_of_a_matter_that_is_over_says_so_and_not_whose_it_is(
    reported: tuple[Matter, str], resident: Resident
) -> None:
    matter, url = reported
    resident.open(f"{url}receipt/")
    assert f"现由{matter.unit.name}处理" in resident.html
    resident.open(f"{url}do/withdraw/")
    resident.send({})
    resident.open(f"{url}receipt/")
    assert f"现由{matter.unit.name}处理" not in resident.html
    assert "您已撤回" in resident.html


def test_acts_of_the_office_are_not_on_this_page(reported: tuple[Matter, str], resident: Resident) -> None:
    _matter, url = reported
    for code in ("accept", "assign", "resolve", "note", "no_such_act"):
        assert resident.client.get(f"{url}do/{code}/").status_code == 404
        assert resident.client.post(f"{url}do/{code}/", {"version": "1"}).status_code == 404


def test_during_an_outage_what_was_typed_comes_back(reported: tuple[Matter, str], resident: Resident) -> None:
    def away(*_args: Any) -> Any:
        raise OperationalError("the connection is lost")

    _matter, url = reported
    resident.open(f"{url}do/add/")
    with connection.execute_wrapper(away):
        resident.send({"message": "写了很久的一段话。"})
    assert resident.page.status_code == 503
    resident.send()
    assert Entry.objects.filter(code="add", params__message="写了很久的一段话。").count() == 1


def test_own_files_open_and_others_do_not(
    reported: tuple[Matter, str], cast: Cast, resident: Resident
) -> None:
    matter, url = reported
    own = Attachment.objects.get()
    assert resident.client.get(f"{url}files/{own.pk}/").status_code == 200
    assert resident.client.get(f"{url}files/{own.pk}/?small=1").headers["Content-Type"] == "image/webp"
    secret = Attachment.objects.create(
        entry=Entry.objects.create(
            matter=matter, at=clock.now(), code="note", audience="internal", actor_kind="post", version=1
        ),
        file=StoredFile.objects.get(),
        name="内部.jpg",
    )
    assert resident.client.get(f"{url}files/{secret.pk}/").status_code == 404
    other = report(resident)
    assert resident.client.get(f"/t/{token_of(resident)}/files/{own.pk}/").status_code == 404
    assert other.pk != matter.pk


def test_a_link_page_is_kept_out_of_caches_and_searches(
    reported: tuple[Matter, str], resident: Resident
) -> None:
    _matter, url = reported
    resident.open(url)
    headers = resident.page.headers
    assert headers["Cache-Control"] == "private, no-store"
    assert headers["Referrer-Policy"] == "same-origin"
    assert "noindex" in headers["X-Robots-Tag"]
    assert "http" not in resident.html.replace("http://testserver", "").replace("http://www.w3.org", "")


def test_the_link_acts_without_any_cookie(reported: tuple[Matter, str], resident: Resident) -> None:
    _matter, url = reported
    strict = Resident(Client(enforce_csrf_checks=True))
    strict.open(f"{url}do/add/")
    strict.client.cookies.clear()
    strict.send({"message": "没有 Cookie 也能补充。", "csrfmiddlewaretoken": "x"})
    assert Entry.objects.filter(code="add").count() == 1


def test_a_resident_whose_matter_was_merged_reads_where_the_other_stands(
    reported: tuple[Matter, str], cast: Cast
) -> None:
    matter, address = reported
    other = registered(kind="request", category="other").matter
    _act(cast["intake_officer"], matter, "merge", number=other.number)
    page = Client().get(address).content.decode()
    assert "已并入另一件" in page
    assert "已收到，等待受理" in page
    assert "下一步" in page
    assert "已暂停" not in page
    assert other.number not in page
