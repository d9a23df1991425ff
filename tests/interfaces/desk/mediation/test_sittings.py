"""At the desk a sitting is planned, prepared, moved and recorded; who only sees the dispute learns nothing of it."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.mediation.actions.answer_sitting import answer_sitting
from sanling.domain.mediation.models import Preparation, Sitting, SittingFile
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from tests.domain.mediation.helpers import Cast, a_body, somebody
from tests.domain.mediation.sides import by, two_sides
from tests.domain.mediation.sitting import PLACE, a_plan, at_its_hour, held, planned
from tests.interfaces.desk.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def typed(days: float = 3) -> str:
    """Return an instant as a browser sends it."""
    return f"{(clock.now() + timedelta(days=days)).astimezone(CHINA):%Y-%m-%dT%H:%M}"


def test_it_is_planned_moved_and_called_off_and_collisions_are_told(cast: Cast, desk: SignIn) -> None:
    matter, first, other = two_sides(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/sittings/"
    assert "安排调解会" in mediator.get(url).content.decode()
    plan = {"begins_at": typed(), "minutes": "60", "place": PLACE}
    modes = {f"mode_{first.pk}": "on_site", f"mode_{other.pk}": "by_phone"}
    wrong = mediator.post(url, {**plan, **modes, "place": ""})
    assert (wrong.status_code, list(wrong.context["form"].errors)) == (422, ["place"])
    assert mediator.post(url, {**plan, **modes}, follow=True).status_code == 200
    sitting = Sitting.objects.get()
    again = mediator.post(url, {**plan, **modes}, follow=True).content.decode()
    assert "还有另一场调解会" in again
    assert "无法发送短信" in again
    page = mediator.get(f"{url}{sitting.pk}/").content.decode()
    assert "尚未答复" in page
    moved = mediator.post(
        f"{url}{sitting.pk}/move/", {**plan, **modes, "reason": "ill", "begins_at": typed(5)}
    )
    assert moved.status_code == 302
    assert mediator.post(f"{url}{sitting.pk}/move/", {**plan, "reason": "ill"}).status_code == 404
    last = Sitting.objects.get(uid=sitting.uid, ended_at=None)
    assert mediator.post(f"{url}{last.pk}/off/", {"reason": ""}).status_code == 422
    assert mediator.post(f"{url}{last.pk}/off/", {"reason": "mediator_away"}).status_code == 302
    page = mediator.get(url).content.decode()
    for words in ("已改期", "生病", "已取消", "调解员不能主持"):
        assert words in page
    made = mediator.get(f"{url}{last.pk}/sitting.ics")
    assert (made["Content-Type"], b"CANCELLED" in made.content) == ("text/calendar; charset=utf-8", True)


def test_what_comes_before_and_who_came_is_written_down(cast: Cast, desk: SignIn) -> None:
    matter, first, other, sitting = planned(cast)
    at = clock.now() + timedelta(days=4)
    answer_sitting(
        actor=by(other), sitting_id=sitting.pk, side_id=other.pk, comes=False, reason="ill", proposed_at=at
    )
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/sittings/{sitting.pk}/"
    assert "不能参加：生病" in mediator.get(url).content.decode()
    side = {"side": f"{first.pk}"}
    for what, said in (
        ("reply", {**side, "answer": ""}),
        ("settled", {"what": "conflicts", "side": ""}),
        ("settled", {**side, "what": "identity", "means": "id_card"}),
        ("settled", {**side, "what": "address", "text": "文化路1号"}),
        ("consent", {**side, "consent": "replaces"}),
    ):
        sent = mediator.post(f"{url}{what}/", said)
        assert sent.status_code == 302, sent.context["form"].errors
    assert Preparation.objects.count() == 3
    page = mediator.get(url).content.decode()
    for words in ("当面核对身份证件", "文化路1号", "没有需要披露的", "同意录音录像并代替笔录"):
        assert words in page
    unsaid = mediator.post(f"{url}settled/", {**side, "what": "address"})
    assert unsaid.status_code == 422
    early = mediator.post(
        f"{url}record/", {"held": "yes", f"side_{first.pk}": "came-on_site", f"side_{other.pk}": "missed-ill"}
    )
    assert "还未到时间" in early.content.decode()
    with at_its_hour(sitting):
        done = mediator.post(
            f"{url}record/",
            {"held": "no", f"side_{first.pk}": "came-on_site", f"side_{other.pk}": "missed-ill"},
        )
    assert done.status_code == 302
    page = mediator.get(url).content.decode()
    assert "未参加：生病" in page
    assert "未召开" in page
    assert mediator.post(f"{url}keep/", {}).status_code == 404


def test_nothing_is_taken_where_one_side_has_not_agreed(cast: Cast, desk: SignIn) -> None:
    matter, *_sides, sitting = held(cast)
    url = f"/desk/matters/{matter.number}/sittings/{sitting.pk}/"
    assert desk("mediator").post(f"{url}recordings/", {}).status_code == 403
    assert not SittingFile.objects.exists()


def test_who_only_sees_the_dispute_learns_no_hour_and_no_place(cast: Cast, desk: SignIn) -> None:
    matter, *_sides, sitting = planned(cast)
    for who in ("county_leader", "city_leader"):
        reader = desk(who)
        for page in ("", f"{sitting.pk}/", f"{sitting.pk}/sitting.ics", f"{sitting.pk}/minutes/"):
            assert reader.get(f"/desk/matters/{matter.number}/sittings/{page}").status_code == 404
        for page in (f"/desk/matters/{matter.number}/", f"/desk/search/?q={PLACE}", "/desk/notices/"):
            assert reader.get(page).content.decode().count(PLACE) <= page.count(PLACE) * 3
    assert desk("mediator").get(f"/desk/matters/{matter.number}/sittings/999999/").status_code == 404


def test_the_week_of_the_mediator(cast: Cast, desk: SignIn, django_assert_max_num_queries: Any) -> None:
    somebody(a_body(), post_id=cast["mediator"].post.pk, hours="daily 08:30-12:00 14:30-17:30")
    matter, *_sides, sitting = planned(cast)
    mediator = desk("mediator")
    day = sitting.begins_at.astimezone(CHINA).date()
    url = f"/desk/mediation/calendar/?day={day}"
    page = mediator.get(url).content.decode()
    for words in (matter.number, PLACE, "空闲"):
        assert words in page
    with django_assert_max_num_queries(16):
        mediator.get(url)
    for odd in ("", "nonsense", "9999-12-31", "2026-02-30"):
        assert mediator.get("/desk/mediation/calendar/", {"day": odd}).status_code == 200


def test_pages_take_as_many_statements_however_many_sides(
    cast: Cast, desk: SignIn, django_assert_max_num_queries: Any
) -> None:
    matter, *_sides, sitting = planned(cast)
    mediator = desk("mediator")
    url = f"/desk/matters/{matter.number}/sittings/"
    for page in (url, f"{url}{sitting.pk}/"):
        mediator.get(page)
        with django_assert_max_num_queries(40):
            mediator.get(page)


def test_a_plan_is_of_the_sides_that_take_part(cast: Cast) -> None:
    _matter, first, other = two_sides(cast)
    assert set(a_plan(first, other).modes) == {first.pk, other.pk}
