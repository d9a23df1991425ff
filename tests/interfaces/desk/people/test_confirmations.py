"""A post that one person gave to somebody of their own making waits at the desk for a second one."""

import pytest
from allauth.mfa.totp.internal.auth import TOTP
from django.test import Client

from sanling.domain.people.cast import Player
from sanling.domain.people.models import PhoneChange, Post, WeComChange
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.delivery.models import Notice
from sanling.processes.appointments import tell_of_appointments
from tests.cast import SECRET
from tests.city import TOWNSHIP, City
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
PAGE = "/desk/confirmations/"
NEWCOMER = {"name": "钟小雨", "username": "zhongxiaoyu", "mobile": "13837112345", "role": "intake_officer"}


@pytest.fixture
def waiting(desk: SignIn, city: City) -> Post:
    """Return the post that the street's director gave to somebody new."""
    page = f"/desk/units/{city.centre(TOWNSHIP).pk}/appoint/"
    answer = desk("centre_director").post(page, NEWCOMER, follow=True)
    assert "须经另一人确认" in answer.content.decode()
    return Post.objects.get(user__username="zhongxiaoyu")


@pytest.fixture
def newcomer(waiting: Post) -> Client:
    client = Client()
    client.force_login(waiting.user)
    return client


def test_somebody_new_finds_one_plain_page_until_a_second_person_has_confirmed(
    desk: SignIn, newcomer: Client, waiting: Post
) -> None:
    answer = newcomer.get("/desk/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/desk/posts/")
    assert "等待另一人确认" in answer.content.decode()
    assert newcomer.post("/desk/posts/", {"post": waiting.pk}, follow=True).status_code == 200
    for page in ("/desk/matters/", "/desk/units/", "/desk/search/?q=1"):
        assert newcomer.get(page).status_code == 302
    answer = desk("county_centre_director").post(f"{PAGE}{waiting.appointment_id}/", {"decision": "confirm"})
    assert answer.status_code == 302
    assert newcomer.get("/desk/").status_code == 200


def test_the_page_shows_who_it_is_and_masks_the_phone(desk: SignIn, waiting: Post) -> None:
    page = desk("security_administrator").get(PAGE).content.decode()
    for shown in ("钟小雨", "zhongxiaoyu", "138****2345", "受理员", "花园路街道综治中心", "施建平"):
        assert shown in page, shown
    assert "13837112345" not in page


def test_who_may_confirm_is_told_of_it_and_led_to_where_it_waits(
    desk: SignIn, cast: dict[str, Player], waiting: Post
) -> None:
    tell_of_appointments()
    browser = desk("county_centre_director")
    page = browser.get("/desk/notices/").content.decode()
    assert "施建平（花园路街道综治中心）" in page
    assert "无权查看" not in page
    told = Notice.objects.get(recipient=f"post:{cast['county_centre_director'].post.pk}")
    assert browser.post("/desk/notices/read/", {"notice": told.pk}).headers["Location"] == PAGE


def test_a_second_person_can_decline(desk: SignIn, newcomer: Client, waiting: Post) -> None:
    answer = desk("security_administrator").post(f"{PAGE}{waiting.appointment_id}/", {"decision": "reject"})
    assert answer.status_code == 302
    assert not Post.objects.filter(pk=waiting.pk).exists()
    assert "等待另一人确认" not in newcomer.get("/desk/", follow=True).content.decode()
    assert "钟小雨" not in desk("security_administrator").get(PAGE).content.decode()


def test_whoever_gave_it_is_offered_nothing_and_can_not_confirm_it(desk: SignIn, waiting: Post) -> None:
    address = f"{PAGE}{waiting.appointment_id}/"
    director = desk("centre_director")
    assert "钟小雨" not in director.get(PAGE).content.decode()
    for who in ("centre_director", "village_secretary", "intake_officer", "auditor"):
        for answer in ("confirm", "reject"):
            assert desk(who).post(address, {"decision": answer}).status_code == 403, who
    assert desk("security_administrator").post(address, {"decision": "maybe"}).status_code == 403
    assert desk("security_administrator").post(f"{PAGE}{2**64}/", {"decision": "confirm"}).status_code == 404
    waiting.refresh_from_db()
    assert waiting.waiting


def test_whoever_gave_it_sees_that_it_waits_and_takes_it_back(desk: SignIn, waiting: Post) -> None:
    browser = desk("centre_director")
    assert "待确认" in browser.get(f"/desk/units/{waiting.unit_id}/").content.decode()
    page = browser.get(f"/desk/posts/{waiting.pk}/").content.decode()
    assert "待确认" in page
    assert "leave_first" not in page
    assert browser.post(f"/desk/posts/{waiting.pk}/end/").status_code == 302
    assert not Post.objects.filter(pk=waiting.pk).exists()


@pytest.mark.parametrize("mobile", ["13837112345", "+86 138-3711-2345", "１３８３７１１２３４５"])
def test_one_phone_is_one_account(desk: SignIn, waiting: Post, mobile: str) -> None:
    browser = desk("centre_director")
    again = {**NEWCOMER, "username": "zhong2", "mobile": mobile}
    answer = browser.post(f"/desk/units/{waiting.unit_id}/appoint/", again)
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["mobile"])
    assert not User.objects.filter(username="zhong2").exists()


def test_who_holds_posts_of_two_duties_from_before_is_told_why_nothing_opens(
    desk: SignIn, cast: dict[str, Player], city: City
) -> None:
    liaison = cast["liaison"]
    Post.objects.create(
        user=liaison.user,
        unit=city.unit("peace_office-4101"),
        role="auditor",
        name="某人",
        begins_at=liaison.post.begins_at,
    )
    browser = desk("liaison")
    TOTP.activate(liaison.user, SECRET)
    answer = browser.get("/desk/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/desk/posts/")
    page = answer.content.decode()
    assert "须相互分离" in page
    assert 'name="post"' not in page


def test_members_that_others_confirm_push_none_out_of_the_list(
    desk: SignIn, cast: dict[str, Player], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanling.interfaces.desk.people.confirmations.SHOWN", 1)
    security, at = cast["security_administrator"], clock.now()
    for nth, (who, by) in enumerate((("grid_worker", security), ("mediator", cast["administrator"]))):
        WeComChange.objects.create(user=cast[who].user, wecom_id=f"m{nth}", by_id=by.viewer.post_id, at=at)
    (change,) = desk("security_administrator").get(PAGE).context["members"]
    assert change.user_id == cast["mediator"].user.pk


def test_phones_that_others_confirm_push_none_out_of_the_list(
    desk: SignIn, cast: dict[str, Player], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sanling.interfaces.desk.people.confirmations.SHOWN", 1)
    security, at = cast["security_administrator"], clock.now()
    for nth, (who, by) in enumerate((("grid_worker", security), ("mediator", cast["administrator"]))):
        PhoneChange.objects.create(
            user=cast[who].user, phone=f"+861390000000{nth}", by_id=by.viewer.post_id, at=at
        )
    ((change, _phone),) = desk("security_administrator").get(PAGE).context["phones"]
    assert change.user_id == cast["mediator"].user.pk
