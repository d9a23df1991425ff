"""The leak matrix, standing in: each act is by one post's right, and what was seen in another's place ends with it."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client
from python_calamine import CalamineWorkbook

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.actions.register import register
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.ledger_queries import Criteria
from sanling.domain.matters.models import Assignment, Participation
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.end_substitution import end_substitution
from sanling.domain.people.actions.issue_token import issue_token, revoke_token
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player, working_token
from sanling.domain.territory.models import CodePoint
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.interfaces.desk.people.tokens import TokenForm
from sanling.processes.exports.actions.request import request_export
from sanling.processes.exports.models import Export
from sanling.processes.exports.tasks import path_of, write_export
from sanling.processes.reactions import react
from sanling.processes.webhooks.actions.subscribe import subscribe
from sanling.processes.webhooks.judging import Verdict, judge
from sanling.processes.webhooks.models import Delivery, Subscription
from tests.city import SIBLING_COUNTY, TEST, VILLAGE, City
from tests.domain.matters.helpers import act, registered, report

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
# In the sibling township.
ELSEWHERE = "410105001003"


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path
    settings.SECURE_SSL_REDIRECT = False


@contextmanager
def standing_in(away: Player, here: Player) -> Iterator[None]:
    """Let one stand in for another; within it is during the leave, after it the leave is over."""
    now = clock.now()
    leave = substitute(
        actor=TEST,
        post_id=away.post.pk,
        substitute_id=here.post.pk,
        begins_at=now,
        ends_at=now + timedelta(days=1),
    )
    with clock.turned(shift=timedelta(seconds=1)):
        assert here.viewer.substituted
        yield
        end_substitution(actor=TEST, substitution_id=leave.pk)


def signed_in(player: Player) -> Client:
    client = Client()
    client.force_login(player.user)
    return client


def asked(player: Player) -> Export:
    return request_export(
        actor=player.viewer, ledger="matters", criteria=Criteria(), columns=(), sort="", language="zh-hans"
    )


def numbers(export: Export) -> set[Any]:
    _head, *rows = CalamineWorkbook.from_path(path_of(export)).get_sheet_by_index(0).to_python()
    return {row[0] for row in rows}


def test_an_export_made_in_anothers_place_is_not_had_after_the_leave(cast: Cast, workflows: None) -> None:
    there = registered(division=ELSEWHERE).matter
    here, away = cast["intake_officer"], cast["sibling_township_intake"]
    browser = signed_in(here)
    with standing_in(away, here):
        export = asked(here)
        write_export(export_id=str(export.pk))
        assert numbers(export) == {there.number}
        address = f"/desk/exports/{export.pk}/file/"
        assert browser.get(address).status_code == 200
    with clock.turned(shift=timedelta(seconds=2)):
        assert browser.get(address).status_code == 404
        assert address not in browser.get("/desk/exports/").content.decode()
        assert address not in browser.get(f"/desk/exports/{export.pk}/").content.decode()


def test_an_export_asked_for_in_anothers_place_and_written_later_has_ones_own_rows(
    cast: Cast, workflows: None
) -> None:
    registered(division=ELSEWHERE)
    own = registered().matter
    here = cast["intake_officer"]
    with standing_in(cast["sibling_township_intake"], here):
        export = asked(here)
    with clock.turned(shift=timedelta(seconds=2)):
        write_export(export_id=str(export.pk))
        assert numbers(export) == {own.number}
        assert signed_in(here).get(f"/desk/exports/{export.pk}/file/").status_code == 200


def test_an_export_asked_for_before_a_leave_and_written_during_it_has_ones_own_rows(
    cast: Cast, workflows: None
) -> None:
    registered(division=ELSEWHERE)
    here = cast["intake_officer"]
    export = asked(here)
    with standing_in(cast["sibling_township_intake"], here):
        write_export(export_id=str(export.pk))
        assert numbers(export) == set()


def test_an_export_of_which_nobody_knows_as_whom_it_was_made_is_had_by_nobody(
    cast: Cast, workflows: None
) -> None:
    export = asked(cast["intake_officer"])
    write_export(export_id=str(export.pk))
    Export.objects.update(seen_as=[])
    assert signed_in(cast["intake_officer"]).get(f"/desk/exports/{export.pk}/file/").status_code == 404


def test_a_token_gets_nothing_of_what_its_holder_stands_in_for(cast: Cast, workflows: None) -> None:
    there, own = registered(division=ELSEWHERE).matter, registered().matter
    here = cast["intake_officer"]
    until = clock.now() + timedelta(days=2)
    secret = working_token(actor=TEST, post=here.post, name="x", ends_at=until).secret
    headers = {"Authorization": f"Bearer {secret}"}
    with standing_in(cast["sibling_township_intake"], here):
        assert visible_matters(here.viewer).count() == 2
        listed = Client().get("/api/v1/matters", headers=headers).json()["items"]
        assert [row["number"] for row in listed] == [own.number]
        assert Client().get(f"/api/v1/matters/{there.number}", headers=headers).status_code == 404


@pytest.mark.parametrize("of_a_token", [True, False])
def test_a_webhook_is_told_nothing_of_what_its_tokens_holder_stands_in_for(
    city: City, cast: Cast, workflows: None, *, of_a_token: bool
) -> None:
    director, other = cast["centre_director"], cast["mediator"]
    at_other_centre = NewPost(
        user_id=other.user.pk,
        unit_id=city.centre(ELSEWHERE[: Level.TOWNSHIP]).pk,
        role="centre_director",
        name="x",
        paths=[ELSEWHERE[: Level.TOWNSHIP]],
    )
    away = replace(other, posts=(appoint(actor=TEST, new=at_other_centre),))
    # It took part once, before the matter was found to lie elsewhere.
    moved, own = registered(division=ELSEWHERE).matter, registered().matter
    unit = director.post.unit_id
    Participation.objects.create(matter=moved, unit_id=unit, registered_at=moved.registered_at)
    until = clock.now() + timedelta(days=2)
    token = working_token(actor=TEST, post=director.post, name="x", ends_at=until).token
    Subscription.objects.create(
        unit_id=unit,
        token=token if of_a_token else None,
        url="https://example.org/",
        secret="x",
        created_at=clock.now(),
    )
    with standing_in(away, director):
        assert visible_matters(director.viewer).filter(pk=moved.pk).exists()
        react()
        verdicts = judge(list(Delivery.objects.select_related("subscription__token", "matter")))
    told = {delivery.matter_id: verdicts[delivery.pk] for delivery in Delivery.objects.all()}
    assert told == {own.pk: Verdict.TELL, moved.pk: Verdict.DROP}


def test_a_token_is_as_blind_as_its_holder_who_stands_in_for_the_accused(
    city: City, cast: Cast, workflows: None
) -> None:
    here = cast["centre_director"]
    with standing_in(cast["township_leader"], here):
        assert here.viewer.limited_to(()).partial_units == here.viewer.partial_units
        assert here.viewer.limited_to(()).post_ids == {here.post.pk}


def test_a_right_of_one_post_counts_at_no_place_of_another(cast: Cast, workflows: None) -> None:
    """The county's leader covers the county and takes in nothing; who stands in for a street takes in there alone."""
    here = cast["county_leader"]
    browser = signed_in(here)
    with standing_in(cast["intake_officer"], here):
        register(actor=here.viewer, report=report(channel="visit"))
        with pytest.raises(Invalid) as refused:
            register(actor=here.viewer, report=report(channel="visit", division=ELSEWHERE))
        assert list(refused.value.errors) == ["division"]
        groups = dict(browser.get("/desk/new/").context["form"].fields["about"].choices)
        about = str(groups["矛盾纠纷"][0][0])
        typed = {
            "channel": "visit",
            "about": about,
            "text": "楼上漏水",
            "scale": "1",
            "_key": "k",
        }
        answer = browser.post("/desk/new/", {**typed, "division": ELSEWHERE})
        assert "division" in answer.context["form"].errors
        for division, status in ((ELSEWHERE, 422), (VILLAGE, 302)):
            hung = browser.post("/desk/posters/", {"division": division, "place": "三号楼门口"})
            assert hung.status_code == status, division
        (point,) = CodePoint.objects.filter(place="三号楼门口")
        assert browser.get(f"/desk/posters/{point.code}/").status_code == 200
    with clock.turned(shift=timedelta(seconds=2)):
        assert browser.get(f"/desk/posters/{point.code}/").status_code == 403


def test_what_was_registered_in_anothers_place_is_that_posts_and_not_seen_after(
    cast: Cast, workflows: None
) -> None:
    here, away = cast["sibling_village_mediator"], cast["intake_officer"]
    with standing_in(away, here):
        matter = register(actor=here.viewer, report=report(channel="visit")).matter
        assert matter.registered_by_id == away.post.pk
        assert visible_matters(here.viewer).filter(pk=matter.pk).exists()
    with clock.turned(shift=timedelta(seconds=2)):
        assert not visible_matters(here.viewer).filter(pk=matter.pk).exists()


def test_nobody_gives_posts_lends_them_or_has_the_unit_told_of_in_anothers_place(
    city: City, cast: Cast, workflows: None
) -> None:
    here, away = cast["sibling_township_intake"], cast["centre_director"]
    browser = signed_in(here)
    with standing_in(away, here):
        for page in (
            f"/desk/units/{away.post.unit_id}/appoint/",
            f"/desk/posts/{cast['intake_officer'].post.pk}/",
            "/desk/find/person/?q=%E7%8E%8B",
        ):
            assert browser.get(page).status_code == 403, page
        with pytest.raises(PermissionDenied):
            subscribe(actor=here.viewer, token_id=0, unit_id=away.post.unit_id, url="https://example.org/")


def test_nobody_issues_a_token_in_anothers_place_but_ends_one(
    city: City, cast: Cast, workflows: None
) -> None:
    away, holder = cast["administrator"], cast["intake_officer"].post
    user = create_user(actor=TEST, username="county-admin", display_name="某人")
    office = city.unit(f"peace_office-{SIBLING_COUNTY}")
    post = NewPost(
        user_id=user.pk, unit_id=office.pk, role="administrator", name="某人", paths=[SIBLING_COUNTY]
    )
    here = Player("county", user, (appoint(actor=TEST, new=post),))
    until = clock.now() + timedelta(days=1)
    token = issue_token(actor=away.viewer, post_id=holder.pk, name="x", ends_at=until)
    with standing_in(away, here):
        with pytest.raises(PermissionDenied):
            issue_token(actor=here.viewer, post_id=holder.pk, name="x", ends_at=until)
        typed = {"post": holder.name, "post_key": str(holder.pk)}
        assert "post" in TokenForm(here.viewer, typed).errors
        assert "post" not in TokenForm(away.viewer, typed).errors
        revoke_token(actor=here.viewer, token_id=token.pk)


def test_who_acts_for_two_departments_that_were_called_signs_for_one_at_a_time(
    city: City, cast: Cast, workflows: None
) -> None:
    matter = registered().matter
    officer = cast["intake_officer"].viewer
    act(officer, matter, "accept")
    act(officer, matter, "assign", {"mediator": cast["township_mediator"].post.pk})
    act(cast["township_mediator"].viewer, matter, "sign_for")
    units = [cast[who].post.unit_id for who in ("department_clerk", "sibling_department_clerk")]
    act(officer, matter, "whistle", {"units": units, "task": "协助清理"})
    joint = Assignment.objects.filter(matter=matter, kind=Assignment.Kind.JOINT)
    here = cast["department_clerk"]
    with standing_in(cast["sibling_department_clerk"], here):
        act(here.viewer, matter, "report_in")
        assert [assignment.unit_id for assignment in joint.exclude(signed_at=None)] == [here.post.unit_id]
        act(here.viewer, matter, "report_in")
        assert joint.exclude(signed_at=None).count() == 2
        act(here.viewer, matter, "finish_joint", {"note": "已到场"})
        assert [assignment.unit_id for assignment in joint.exclude(ended_at=None)] == [here.post.unit_id]
