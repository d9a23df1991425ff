"""What relies on the database to refuse a second one says so, or makes way, when several come at the same moment."""

from datetime import timedelta
from functools import partial
from io import BytesIO
from pathlib import Path
from random import SystemRandom
from threading import local
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.issue_token import issue_token
from sanling.domain.people.actions.set_up_units import set_up_units
from sanling.domain.people.actions.substitute import substitute
from sanling.domain.people.cast import Player
from sanling.domain.people.models import AccessToken, Post, Substitution, Unit
from sanling.domain.territory.actions.hang_code_point import LENGTH, hang_code_point
from sanling.domain.territory.actions.import_divisions import import_divisions
from sanling.domain.territory.models import CodePoint, Division
from sanling.domain.workflow.actions.publish import publish
from sanling.domain.workflow.models import Definition
from sanling.foundation import clock
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.accounts.models import User
from tests.city import BEGAN, TEST, VILLAGE, City, divisions_csv
from tests.domain.workflow.small import KNOWN, SMALL, draft
from tests.racing import at_once

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.usefixtures("transactional_db")]
Cast = dict[str, Player]


def refused(act: Any) -> set[str]:
    """Return the fields that an action refuses."""
    try:
        act()
    except ValidationError as error:
        return set(error.message_dict)
    return set()


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (lambda nth: {"username": "same", "phone": f"1380000000{nth}"}, "username"),
        (lambda nth: {"username": f"other{nth}", "phone": "13800000000"}, "phone"),
    ],
)
def test_one_account_of_a_name_or_phone_is_made(wanted: Any, field: str) -> None:
    answers = at_once(
        6, lambda nth: refused(lambda: create_user(actor=TEST, display_name="x", **wanted(nth)))
    )
    assert sorted(map(len, answers)) == [0] + [1] * 5
    assert set().union(*answers) == {field}
    assert User.objects.count() == 1


def test_one_post_of_a_kind_is_given(cast: Cast, city: City) -> None:
    unit = city.unit(f"village_committee-{VILLAGE}")
    new = NewPost(
        user_id=cast["liaison"].user.pk, unit_id=unit.pk, role="grid_worker", name="x", paths=[VILLAGE]
    )
    answers = at_once(6, lambda _nth: refused(lambda: appoint(actor=TEST, new=new)))
    assert sorted(answers, key=len) == [set()] + [{"user"}] * 5
    assert Post.objects.filter(user=new.user_id, role="grid_worker").count() == 1


def test_one_leave_is_arranged(cast: Cast) -> None:
    now = clock.now()
    arrange = partial(
        substitute,
        actor=TEST,
        post_id=cast["mediator"].post.pk,
        substitute_id=cast["intake_officer"].post.pk,
        begins_at=now,
        ends_at=now + timedelta(days=1),
    )
    answers = at_once(6, lambda _nth: refused(arrange))
    assert sorted(answers, key=len) == [set()] + [{"substitute"}] * 5
    assert Substitution.objects.count() == 1


def test_tokens_of_one_name_are_all_issued(cast: Cast) -> None:
    until = clock.now() + timedelta(days=1)
    post = cast["intake_officer"].post.pk
    at_once(6, lambda _nth: issue_token(actor=TEST, post_id=post, name="12345", ends_at=until))
    assert AccessToken.objects.count() == 6


def test_posters_never_share_a_code(city: City, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn = local()

    def choice(alphabet: str) -> str:
        drawn.count = getattr(drawn, "count", 0) + 1
        return "A" if drawn.count <= LENGTH else SystemRandom().choice(alphabet)

    monkeypatch.setattr("sanling.domain.territory.actions.hang_code_point.secrets.choice", choice)
    at_once(6, lambda nth: hang_code_point(actor=TEST, division=VILLAGE, place=f"{nth}号楼"))
    assert CodePoint.objects.count() == 6


def test_a_city_set_up_by_several_at_once_is_set_up_once(city: City) -> None:
    Unit.objects.update(parent=None)
    Unit.objects.all().delete()
    made = at_once(4, lambda _nth: set_up_units(actor=TEST, profile=city.profile, begins_on=BEGAN.date()))
    assert sorted(map(bool, made)) == [False, False, False, True]
    assert Unit.objects.count() == sum(made)


def test_divisions_imported_by_several_at_once_are_there_once(city: City) -> None:
    before = Division.objects.count()
    results = at_once(
        4,
        lambda _nth: import_divisions(
            actor=TEST, file=BytesIO(divisions_csv()), profiles=[city.profile], as_of=BEGAN.date()
        ),
    )
    assert all(result.done for result in results)
    assert Division.objects.count() == before


def test_a_definition_published_by_several_at_once_has_one_version_and_the_next_is_the_second(
    tmp_path: Path,
) -> None:
    for number, text in enumerate((SMALL, SMALL.replace("limit = 1", "limit = 3")), start=1):
        ready = draft(tmp_path, text)
        at_once(4, lambda _nth, ready=ready: publish(actor=TEST, city="4101", draft=ready, known=KNOWN))  # type: ignore[misc]
        assert list(Definition.objects.order_by("version").values_list("version", flat=True)) == list(
            range(1, number + 1)
        )
