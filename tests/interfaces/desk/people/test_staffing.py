"""Giving posts, ending them and arranging leave at the desk: within one's reach, and nowhere else."""

from datetime import timedelta
from typing import Any

import pytest

from sanling.domain.people.access import viewer_for
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post, Substitution
from sanling.domain.territory.models import Division
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.days import today
from tests.city import VILLAGE, City
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
NEWCOMER = {"name": "钟小雨", "username": "zhongxiaoyu", "mobile": "13837112345", "role": "grid_worker"}


def where(unit: Any) -> str:
    return f"/desk/units/{unit.pk}/appoint/"


def test_a_colleague_gets_a_post_and_works_as_it_at_once(desk: SignIn, cast: Cast, city: City) -> None:
    unit = city.unit(f"village_committee-{VILLAGE}")
    given = {"person": cast["liaison"].post.name, "role": "grid_worker", "divisions": [f"{VILLAGE}001"]}
    answer = desk("village_secretary").post(where(unit), given)
    assert answer.status_code == 302, answer.context["form"].errors
    post = Post.objects.get(user=cast["liaison"].user, role="grid_worker")
    viewer = viewer_for(post)
    assert viewer is not None
    assert viewer.own.paths == (f"{VILLAGE}001",)
    assert AuditRow.objects.filter(act="post.appoint", subject=f"post:{post.pk}").count() == 1


def test_every_part_of_a_large_territory_can_be_chosen(desk: SignIn, cast: Cast) -> None:
    parts = [
        Division(
            path=f"{VILLAGE}{number:03}",
            parent_id=VILLAGE,
            level=15,
            name=f"{number}网格",
            valid_from=today(),
        )
        for number in range(100, 230)
    ]
    Division.objects.bulk_create(parts)
    page = desk("centre_director").get(f"/desk/units/{cast['mediator'].post.unit_id}/appoint/")
    offered = {path for path, _name in page.context["form"].fields["divisions"].choices}
    assert {part.path for part in parts} <= offered


def test_somebody_new_gets_an_account_with_the_post_or_neither(desk: SignIn, city: City) -> None:
    unit = city.unit(f"village_committee-{VILLAGE}")
    browser = desk("village_secretary")
    assert browser.post(where(unit), {**NEWCOMER, "mobile": "123"}).status_code == 422
    assert not User.objects.filter(username="zhongxiaoyu").exists()
    assert browser.post(where(unit), NEWCOMER).status_code == 302
    user = User.objects.get(username="zhongxiaoyu")
    assert not user.has_usable_password()
    assert user.posts.get().unit == unit
    again = browser.post(where(unit), {**NEWCOMER, "username": "another"})
    assert again.status_code == 422
    assert "mobile" in again.context["form"].errors
    assert again.context["form"]["name"].value() == "钟小雨"


def test_a_wrong_form_is_told_beside_its_field(desk: SignIn, cast: Cast, city: City) -> None:
    unit = city.unit(f"village_committee-{VILLAGE}")
    browser = desk("village_secretary")
    yesterday = today() - timedelta(days=1)
    wrong: list[tuple[dict[str, Any], str]] = [
        ({"role": "grid_worker"}, "person"),
        ({"role": "grid_worker", "person": "查无此人"}, "person"),
        ({"role": "grid_worker", "person": cast["village_secretary"].post.name}, "person"),
        ({**NEWCOMER, "person": cast["liaison"].post.name}, "person"),
        ({**NEWCOMER, "username": ""}, "username"),
        ({**NEWCOMER, "username": cast["liaison"].user.username}, "username"),
        ({**NEWCOMER, "role": "village_secretary"}, "role"),
        ({**NEWCOMER, "role": "administrator"}, "role"),
        ({**NEWCOMER, "divisions": ["410104"]}, "divisions"),
        ({**NEWCOMER, "lines": ["nothing"]}, "lines"),
        ({**NEWCOMER, "begins_on": yesterday.isoformat()}, "begins_on"),
        ({**NEWCOMER, "ends_on": yesterday.isoformat()}, "ends_on"),
        ({"role": "grid_worker", "person": cast["grid_worker"].user.display_name}, "person"),
    ]
    for sent, field in wrong:
        answer = browser.post(where(unit), sent)
        assert answer.status_code == 422, sent
        assert list(answer.context["form"].errors) == [field], sent
    assert not User.objects.filter(username="zhongxiaoyu").exists()


def test_a_post_that_begins_later_waits_and_can_be_taken_back(desk: SignIn, city: City) -> None:
    unit = city.unit(f"village_committee-{VILLAGE}")
    browser = desk("village_secretary")
    first = today() + timedelta(days=3)
    browser.post(where(unit), {**NEWCOMER, "begins_on": first.isoformat(), "ends_on": first.isoformat()})
    post = Post.objects.get(user__username="zhongxiaoyu")
    assert post.ends_at == post.begins_at + timedelta(days=1)
    assert viewer_for(post) is None
    assert f"/desk/posts/{post.pk}/" in browser.get(f"/desk/units/{unit.pk}/").content.decode()
    assert browser.get(f"/desk/posts/{post.pk}/").status_code == 200
    assert browser.post(f"/desk/posts/{post.pk}/end/").status_code == 302
    assert not Post.objects.filter(pk=post.pk).exists()
    assert AuditRow.objects.filter(act="post.take_back", subject=f"post:{post.pk}").count() == 1


def test_a_post_is_ended_and_is_out_with_the_next_request(desk: SignIn, cast: Cast) -> None:
    grid_worker = desk("grid_worker")
    assert grid_worker.get("/desk/").status_code == 200
    post = cast["grid_worker"].post
    assert desk("village_secretary").post(f"/desk/posts/{post.pk}/end/").status_code == 302
    assert grid_worker.get("/desk/").status_code == 302
    assert desk("village_secretary").get(f"/desk/posts/{post.pk}/").status_code == 404


def test_leave_is_arranged_and_ended(desk: SignIn, cast: Cast) -> None:
    browser = desk("centre_director")
    post, other = cast["intake_officer"].post, cast["two_posts"].post
    page = f"/desk/posts/{post.pk}/"
    found = browser.get("/desk/find/stand-in/", {"q": other.name}).json()
    offer = next(offer for offer in found if offer["key"] == str(other.pk))
    chosen = {"substitute": offer["label"], "substitute_key": offer["key"]}
    leave = {**chosen, "first": today().isoformat(), "last": today().isoformat()}
    assert browser.post(page, leave).status_code == 302
    assert browser.post(page, leave).status_code == 422
    made = Substitution.objects.get()
    assert made.begins_at <= clock.now() < made.ends_at
    assert other.name in browser.get(page).content.decode()
    assert browser.post(f"/desk/posts/{cast['mediator'].post.pk}/leaves/{made.pk}/end/").status_code == 404
    with clock.turned(shift=timedelta(seconds=1)):
        assert browser.post(f"{page}leaves/{made.pk}/end/").status_code == 302
        assert len(cast["two_posts"].viewer.reaches) == 1
    made.refresh_from_db()
    assert AuditRow.objects.filter(act="post.end_substitution").count() == 1
    later = today() + timedelta(days=9)
    wrong = [
        ({**leave, "substitute": ""}, "substitute"),
        ({**leave, "substitute": cast["centre_director"].post.name}, "substitute"),
        ({**leave, "first": later.isoformat()}, "last"),
        ({**leave, "first": (today() - timedelta(days=1)).isoformat()}, "first"),
        ({**leave, "last": "morgen"}, "last"),
    ]
    for sent, field in wrong:
        answer = browser.post(page, sent)
        assert answer.status_code == 422, sent
        assert list(answer.context["form"].errors) == [field], sent


def test_nobody_gives_ends_or_lends_a_post_beyond_their_reach(desk: SignIn, cast: Cast, city: City) -> None:
    sibling = city.unit("village_committee-410105002001")
    tries: list[tuple[str, str, int]] = [
        ("village_secretary", where(sibling), 403),
        ("village_secretary", f"/desk/posts/{cast['sibling_village_mediator'].post.pk}/", 403),
        ("village_secretary", f"/desk/posts/{cast['village_secretary'].post.pk}/", 403),
        ("department_leader", f"/desk/posts/{cast['sibling_department_clerk'].post.pk}/", 403),
        ("department_leader", where(cast["sibling_department_clerk"].post.unit), 403),
        ("centre_director", f"/desk/posts/{cast['sibling_township_intake'].post.pk}/", 403),
        ("centre_director", f"/desk/posts/{cast['police_officer'].post.pk}/", 403),
        ("administrator", f"/desk/posts/{cast['auditor'].post.pk}/", 403),
        ("administrator", f"/desk/posts/{cast['former_intake_officer'].post.pk}/", 404),
        ("mediator", where(cast["mediator"].post.unit), 403),
        ("auditor", "/desk/find/person/?q=13", 403),
    ]
    for who, page, status in tries:
        assert desk(who).get(page).status_code == status, (who, page)
        if "find" not in page:
            assert desk(who).post(page, NEWCOMER).status_code == status, (who, page)
    before = Post.objects.filter(ends_at=None).count()
    for who in ("village_secretary", "department_leader", "mediator"):
        for player in ("auditor", "intake_officer", "sibling_village_mediator"):
            answer = desk(who).post(f"/desk/posts/{cast[player].post.pk}/end/")
            assert answer.status_code == 403, (who, player)
    assert Post.objects.filter(ends_at=None).count() == before
    assert (
        "appoint"
        not in desk("mediator").get(f"/desk/units/{cast['mediator'].post.unit_id}/").content.decode()
    )


def test_people_are_found_by_name_or_username_and_never_by_their_phone(desk: SignIn, cast: Cast) -> None:
    liaison = cast["liaison"].user
    User.objects.filter(pk=liaison.pk).update(phone="+8613837119999")
    browser = desk("village_secretary")

    def found(typed: str) -> list[dict[str, str]]:
        return list(browser.get("/desk/find/person/", {"q": typed}).json())

    assert found("13837119999") == found("1383711") == []
    assert [offer["label"] for offer in found("LIAISON")] == [liaison.display_name]
    assert found("没有这个人") == []
    assert found("\0") == found("")
    named = found(liaison.display_name)
    assert named[0]["hint"] == f"{cast['liaison'].post.unit.name} · 138****9999"
    assert "9999" not in named[0]["label"]
    assert found(cast["village_secretary"].user.display_name) == []
