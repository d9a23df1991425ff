"""The leak matrix, search: who sees masks can't try numbers behind one, and who unmasks can't try them all."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.access import matters_of_person
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import viewer_for
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.seek_person import SeekingRefused, seek_person
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player, working_token
from sanling.foundation import clock
from sanling.foundation.accounts.models import User
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.privacy.index import blind_index
from sanling.foundation.profile.loader import Limits
from sanling.processes.exports.models import Export
from tests.city import TEST, VILLAGE, City
from tests.domain.matters.helpers import PHONE, registered
from tests.house.sources import python_files, tree_of
from tests.interfaces.doors import signed_in
from tests.leaks.searching import MASKED, NOBODYS_PHONE, Cast, alike

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def at_the_desk(player: Player) -> Callable[[str], list[str]]:
    """Return what asks each page of the desk for a phone, and gives their answers."""
    browser = signed_in(player)

    def ask(phone: str) -> list[str]:
        answers = [
            browser.get("/desk/search/", {"q": phone}),
            browser.get("/desk/matters/", {"phone": phone}),
            browser.get("/desk/matters/", {"phone": phone, "words": "垃圾"}),
            browser.get("/desk/find/person/", {"q": phone}),
            browser.get("/desk/find/post/", {"q": phone}),
            browser.post("/desk/matters/export/", {"query": f"phone={phone}"}),
            browser.post("/desk/new/caller/", {"applicant_phone": phone}),
        ]
        return alike(answers, phone)

    return ask


def at_the_interfaces(player: Player) -> Callable[[str], list[str]]:
    """Return what asks the doors of other systems for a phone."""
    until = clock.now() + timedelta(days=1)
    secret = working_token(actor=TEST, post=player.post, name="x", ends_at=until).secret
    headers = {"Authorization": f"Bearer {secret}"}

    def ask(phone: str) -> list[str]:
        answers = [
            Client().get("/api/v1/matters", {"q": phone}, headers=headers),
            Client().get("/api/v1/matters", {"phone": phone}, headers=headers),
            Client().get("/api/v1/posts", {"q": phone, "phone": phone}, headers=headers),
            Client().get("/open311/v2/requests.json", {"phone": phone, "q": phone}),
        ]
        return alike(answers, phone)

    return ask


def told(ask: Callable[[str], list[str]], phone: str) -> tuple[list[str], list[int]]:
    """Return the answers about a phone, and how many statements they took."""
    with CaptureQueriesContext(connection) as statements:
        answers = ask(phone)
    return answers, [len(statements)]


@pytest.mark.parametrize("who", [*MASKED, "administrator"])
def test_who_sees_masks_is_answered_alike_by_every_door_whether_the_phone_is_somebodys_or_nobodys(
    city: City, cast: Cast, brought: Matter, who: str
) -> None:
    User.objects.filter(pk=cast["liaison"].user.pk).update(phone=f"+86{PHONE}")
    doors = [at_the_desk(cast[who])]
    doors += [] if who == "administrator" else [at_the_interfaces(cast[who])]
    for ask in doors:
        # What is read once a process is read before.
        told(ask, NOBODYS_PHONE)
        assert told(ask, PHONE) == told(ask, NOBODYS_PHONE)
    assert not Export.objects.exists()
    assert not AuditRow.objects.filter(act="privacy.seek").exists()


@pytest.mark.parametrize("who", [*MASKED, "grid_worker"])
def test_who_sees_masks_finds_nothing_by_phone_whatever_role_the_person_has(
    cast: Cast, brought: Matter, who: str
) -> None:
    assert not matters_of_person(cast[who].viewer, blind_index("phone", PHONE)).exists()
    with pytest.raises(SeekingRefused):
        seek_person(actor=cast[who].viewer, phone=PHONE, where="search")


def typed(browser: Client, phone: str) -> dict[str, str]:
    groups = dict(browser.get("/desk/new/").context["form"].fields["about"].choices)
    about = str(groups["矛盾纠纷"][0][0])
    what = {"about": about, "text": "路灯坏了很久，没有人来修理。", "channel": "visit", "scale": "1"}
    return {"_key": phone, **what, "division": VILLAGE, "applicant_phone": phone}


@pytest.mark.parametrize(("who", "asked"), [("intake_officer", True), ("village_secretary", False)])
def test_only_who_may_unmask_is_told_at_registering_that_the_phone_brought_something(
    cast: Cast, brought: Matter, who: str, asked: bool
) -> None:
    browser = signed_in(cast[who])
    answer = browser.post("/desk/new/", typed(browser, PHONE))
    assert bool(answer.context.get("alike")) == asked
    assert (brought.number in answer.content.decode()) == asked
    assert Matter.objects.count() == (1 if asked else 2)


@pytest.mark.parametrize(("who", "told"), [("intake_officer", True), ("village_secretary", False)])
def test_only_who_may_unmask_is_told_what_a_caller_brought_before(
    cast: Cast, brought: Matter, who: str, told: bool
) -> None:
    answer = signed_in(cast[who]).post("/desk/new/caller/", {"applicant_phone": PHONE})
    assert answer.status_code == (200 if told else 403)
    assert (brought.number in answer.content.decode()) == told
    assert AuditRow.objects.filter(act="privacy.seek", subject="register").exists() == told
    assert ("/desk/new/caller/" in signed_in(cast[who]).get("/desk/new/").content.decode()) == told


def test_a_caller_is_told_of_no_matter_out_of_sight(cast: Cast, brought: Matter) -> None:
    answer = signed_in(cast["sibling_township_intake"]).post("/desk/new/caller/", {"applicant_phone": PHONE})
    nobody = signed_in(cast["sibling_township_intake"]).post(
        "/desk/new/caller/", {"applicant_phone": NOBODYS_PHONE}
    )
    assert answer.status_code == 200
    hidden = re.compile('value="[^"]*"')
    assert hidden.sub("", answer.content.decode()) == hidden.sub("", nobody.content.decode())


def sought() -> int:
    return AuditRow.objects.filter(act="privacy.seek").count()


def test_who_goes_on_with_a_phone_that_they_were_told_of_is_counted_once_a_day_for_themselves_and_for_it_alone(
    cast: Cast, brought: Matter, few: int
) -> None:
    browser = signed_in(cast["intake_officer"])
    told = browser.post("/desk/new/caller/", {"applicant_phone": PHONE})
    assert blind_index("phone", PHONE).hex() not in told.content.decode()
    browser.post("/desk/new/", typed(browser, PHONE))
    assert sought() == 1
    browser.post("/desk/new/", typed(browser, NOBODYS_PHONE))
    assert sought() == 2
    other = signed_in(cast["county_intake_officer"])
    other.post("/desk/new/", typed(other, PHONE))
    assert sought() == 3
    with clock.turned(shift=timedelta(hours=25)):
        browser.post("/desk/new/", typed(browser, PHONE))
    assert sought() == 4


def test_who_has_tried_too_many_is_told_so_where_a_call_begins(cast: Cast, brought: Matter, few: int) -> None:
    browser = signed_in(cast["intake_officer"])
    for _nth in range(few):
        browser.get("/desk/search/", {"q": NOBODYS_PHONE})
    answer = browser.post("/desk/new/caller/", {"applicant_phone": PHONE}).content.decode()
    assert f"每天最多查 {few} 个电话号码" in answer
    assert brought.number not in answer


def test_the_mask_of_a_party_is_no_answer_to_a_search_through_another_post(
    cast: Cast, brought: Matter
) -> None:
    """A leader, who reads masks here, stands in for a neighbouring street's intake officer, who unmasks there."""
    now = clock.now()
    away, here = cast["sibling_township_intake"].post, cast["township_leader"].post
    substitute(
        actor=TEST, post_id=away.pk, substitute_id=here.pk, begins_at=now, ends_at=now + timedelta(days=1)
    )
    with clock.turned(to=now + timedelta(hours=1)):
        viewer = cast["township_leader"].viewer
        there = registered(division="410105001003").matter
        found = matters_of_person(viewer, blind_index("phone", PHONE))
        assert set(found.values_list("number", flat=True)) == {there.number}


def test_each_search_by_phone_is_recorded_by_kind_and_never_by_number(cast: Cast, brought: Matter) -> None:
    browser = signed_in(cast["intake_officer"])
    browser.get("/desk/search/", {"q": PHONE})
    browser.get("/desk/matters/", {"phone": PHONE})
    browser.post("/desk/matters/export/", {"query": f"phone={PHONE}"})
    browser.post("/desk/new/", typed(browser, PHONE))
    rows = AuditRow.objects.filter(act="privacy.seek").order_by("pk")
    assert [row.subject for row in rows] == ["search", "ledger", "ledger", "register"]
    everything = str([vars(row) for row in AuditRow.objects.all()])
    assert PHONE not in everything
    assert blind_index("phone", PHONE).hex() not in everything


def test_nobody_tries_more_phones_a_day_than_the_city_says_by_all_doors_and_posts_together(
    cast: Cast, brought: Matter, few: int
) -> None:
    officer = cast["intake_officer"]
    browser = signed_in(officer)
    browser.get("/desk/search/", {"q": NOBODYS_PHONE})
    browser.get("/desk/matters/", {"phone": NOBODYS_PHONE})
    browser.post("/desk/matters/export/", {"query": f"phone={NOBODYS_PHONE}"})
    refused = browser.get("/desk/search/", {"q": PHONE})
    assert refused.status_code == 429
    assert f"每天最多查 {few} 个电话号码" in refused.content.decode()
    assert brought.number not in refused.content.decode()
    ledger = browser.get("/desk/matters/", {"phone": PHONE})
    assert ledger.status_code == 422
    assert "phone" in ledger.context["form"].errors
    assert brought.number not in ledger.content.decode()
    second = NewPost(
        user_id=officer.user.pk, unit_id=officer.post.unit_id, role="mediator", name="x", paths=[VILLAGE]
    )
    viewer = viewer_for(appoint(actor=TEST, new=second))
    assert viewer is not None
    with pytest.raises(SeekingRefused):
        seek_person(actor=viewer, phone=PHONE, where="search")
    assert browser.get("/desk/search/", {"q": brought.number}).status_code == 302
    assert browser.get("/desk/search/", {"q": "垃圾"}).status_code == 200
    with clock.turned(shift=timedelta(days=1)):
        assert brought.number in browser.get("/desk/search/", {"q": PHONE}).content.decode()


def test_who_has_tried_too_many_registers_all_the_same_and_is_told_what_was_not_looked_for(
    cast: Cast, brought: Matter, few: int
) -> None:
    browser = signed_in(cast["intake_officer"])
    for _nth in range(few):
        browser.get("/desk/search/", {"q": NOBODYS_PHONE})
    answer = browser.post("/desk/new/", typed(browser, PHONE))
    assert Matter.objects.count() == 2
    assert "没有查找" in answer.content.decode()


def test_ten_thousand_phones_behind_one_mask_take_more_than_a_month() -> None:
    assert 10_000 / Limits().phones_sought_a_day > 31


def test_that_a_new_accounts_phone_is_taken_is_told_no_oftener(city: City, cast: Cast, few: int) -> None:
    User.objects.filter(pk=cast["liaison"].user.pk).update(phone=f"+86{PHONE}")
    browser = signed_in(cast["village_secretary"])
    page = f"/desk/units/{city.unit(f'village_committee-{VILLAGE}').pk}/appoint/"
    new = {"name": "钟小雨", "username": "liaison", "role": "grid_worker"}
    for _nth in range(few):
        taken = browser.post(page, {**new, "mobile": PHONE}).context["form"].errors["mobile"]
    refused = browser.post(page, {**new, "mobile": PHONE}).context["form"].errors["mobile"]
    assert "最多" in str(refused)
    assert "最多" not in str(taken)


def test_no_door_of_the_staff_makes_an_index_by_itself() -> None:
    doors = [path for path in python_files("sanling/interfaces/") if "portal" not in path.parts]
    by_itself = [
        str(path)
        for path in doors
        for node in tree_of(path).body
        if "blind_index" in {getattr(name, "name", "") for name in getattr(node, "names", [])}
    ]
    assert not by_itself, by_itself
