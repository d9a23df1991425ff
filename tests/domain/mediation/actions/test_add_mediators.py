"""Who mediates is added by a post or by name, with what the city's profile has alone."""

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.mediation.actions.add_mediators import NewMediator, add_mediators
from sanling.domain.mediation.models import Mediator
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST
from tests.domain.mediation.helpers import Cast, a_body, somebody

pytestmark = pytest.mark.django_db


def test_whoever_works_on_the_platform_is_called_as_the_post_is(cast: Cast) -> None:
    mediator = cast["mediator"]
    person = somebody(a_body(), post_id=mediator.post.pk, name="另一个名字")
    assert person.name == mediator.post.name
    assert (person.city, person.languages, person.specialities) == ("4101", [], [])
    row = AuditRow.objects.get(act="mediation.add_mediator")
    assert row.detail == {"body": person.body_id, "post": mediator.post.pk}


def test_whoever_has_no_account_is_known_by_name_and_nobody_is_listed_unasked(cast: Cast) -> None:
    person = somebody(a_body(), name="宋明哲", profession="lawyer", specialities=["contract"])
    assert (person.post, person.name, person.profession) == (None, "宋明哲", "lawyer")
    assert not NewMediator(body_id=1, profession="lawyer").listed


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"name": ""}, "name"),
        ({"post_id": 2**40}, "post"),
        ({"profession": "judge"}, "profession"),
        ({"languages": ["mandarin", "latin"]}, "languages"),
        ({"specialities": ["everything"]}, "specialities"),
    ],
)
def test_what_the_city_does_not_know_is_refused(cast: Cast, said: dict[str, Any], field: str) -> None:
    with pytest.raises(ValidationError) as refused:
        somebody(a_body(), **said)
    assert {*refused.value.message_dict} == {field}
    assert not Mediator.objects.exists()


def test_a_post_mediates_once_at_a_body_though_at_several(cast: Cast) -> None:
    body, post = a_body(), cast["mediator"].post.pk
    somebody(body, post_id=post)
    somebody(a_body(kind="company", name="公司调委会"), post_id=post)
    with pytest.raises(ValidationError):
        somebody(body, post_id=post)


def test_who_does_not_keep_the_unit_adds_nobody(cast: Cast) -> None:
    with pytest.raises(PermissionDenied):
        somebody(a_body(), actor=cast["mediator"].viewer)


def test_many_are_added_by_as_many_statements_as_few(cast: Cast) -> None:
    body = a_body()

    def statements(count: int) -> int:
        new = [NewMediator(body_id=body.pk, name=f"第{nth}人", profession="mediator") for nth in range(count)]
        with CaptureQueriesContext(connection) as ran:
            add_mediators(actor=TEST, new=new)
        return len(ran)

    assert statements(40) <= statements(10) + 1
