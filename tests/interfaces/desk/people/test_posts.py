"""A person works as one post at a time, and only as long as it lasts."""

from datetime import timedelta

import pytest
from django.test import Client

from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from sanling.foundation import clock
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_who_holds_one_post_works_as_it_at_once(desk: SignIn) -> None:
    answer = desk("intake_officer").get("/desk/")
    assert answer.status_code == 200
    assert "花园路街道综治中心" in answer.content.decode()


def test_who_holds_several_posts_is_asked_once_and_goes_on_where_they_wanted(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    browser = desk("two_posts")
    answer = browser.get("/desk/matters/?kind=dispute")
    assert answer.headers["Location"] == "/desk/posts/?next=%2Fdesk%2Fmatters%2F%3Fkind%3Ddispute"
    post = cast["two_posts"].posts[1]
    answer = browser.post("/desk/posts/", {"post": post.pk, "then": "/desk/matters/?kind=dispute"})
    assert answer.headers["Location"] == "/desk/matters/?kind=dispute"
    assert browser.get("/desk/").status_code == 200
    assert AuditRow.objects.filter(act="desk.take_up_post", actor_key=f"post:{post.pk}").exists()


def test_a_post_is_switched_with_one_click_and_never_leads_to_another_site(
    desk: SignIn, cast: dict[str, Player]
) -> None:
    browser = desk("two_posts")
    first, second = cast["two_posts"].posts
    for post in (first, second):
        answer = browser.post("/desk/posts/", {"post": post.pk, "then": "https://example.org/"})
        assert answer.headers["Location"] == "/desk/start/"
        assert browser.get("/desk/").context["viewer"].post_id == post.pk


def test_somebody_elses_post_can_not_be_taken_up(desk: SignIn, cast: dict[str, Player]) -> None:
    browser = desk("two_posts")
    browser.post("/desk/posts/", {"post": cast["centre_director"].post.pk})
    assert browser.get("/desk/").headers["Location"].startswith("/desk/posts/")


def test_an_ended_post_is_out_with_the_next_request(desk: SignIn, cast: dict[str, Player]) -> None:
    browser = desk("intake_officer")
    assert browser.get("/desk/").status_code == 200
    end_post(actor=TEST, post_id=cast["intake_officer"].post.pk)
    with clock.turned(shift=timedelta(seconds=1)):
        answer = browser.get("/desk/", follow=True)
        assert answer.redirect_chain[0][0].startswith("/desk/posts/")
        assert not answer.context.get("posts")
        assert browser.get("/desk/matters/", headers={"HX-Request": "true"}).status_code == 401


def test_an_inactive_user_is_out_with_the_next_request(desk: SignIn, cast: dict[str, Player]) -> None:
    browser = desk("intake_officer")
    assert browser.get("/desk/").status_code == 200
    user = cast["intake_officer"].user
    type(user).objects.filter(pk=user.pk).update(is_active=False)
    assert browser.get("/desk/").headers["Location"].startswith("/accounts/login/")


def test_nobody_is_sent_to_sign_in_and_a_part_of_a_page_gets_401(desk: SignIn) -> None:
    nobody = Client()
    assert nobody.get("/desk/matters/").headers["Location"] == "/accounts/login/?next=/desk/matters/"
    assert nobody.get("/desk/inbox/tabs/", headers={"HX-Request": "true"}).status_code == 401


def test_whoever_held_only_a_post_that_ended_holds_none(desk: SignIn, cast: dict[str, Player]) -> None:
    assert Post.objects.filter(user=cast["former_intake_officer"].user).exists()
    answer = desk("former_intake_officer").get("/desk/", follow=True)
    assert answer.redirect_chain[-1][0].startswith("/desk/posts/")
