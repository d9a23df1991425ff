"""At the desk it is seen whom the sides chose and refused, and what somebody chose by phone is written down."""

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from sanling.domain.mediation.actions.object_to_mediator import object_to_mediator
from sanling.domain.mediation.models import Choice
from tests.domain.matters.helpers import in_mediation, registered
from tests.domain.mediation.chosen import four
from tests.domain.mediation.helpers import Cast
from tests.domain.mediation.sides import asked, by, consenting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_a_choice_by_phone_is_written_down_and_seen(
    cast: Cast, client: Client, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    some = four(cast)
    matter = registered().matter
    other = consenting(asked(matter))
    client.force_login(cast["intake_officer"].user)
    url = f"/desk/matters/{matter.number}/mediator/"
    assert f'href="{url}"' in client.get(f"/desk/matters/{matter.number}/").content.decode()
    with django_assert_max_num_queries(40):
        page = client.get(url).content.decode()
    for words in (some.near.name, "申请人", "第2方", "由调解组织指定"):
        assert words in page
    assert some.beside.name in client.get(url, {"q": some.beside.name}).content.decode()
    sent = client.post(url, {"voice": str(other.pk), "picks": [some.town.pk, some.near.pk]})
    assert sent.status_code == 302
    choice = Choice.objects.get()
    assert (choice.side, choice.by_post) == (other, cast["intake_officer"].post)
    page = client.get(f"/desk/matters/{matter.number}/").content.decode()
    for words in ("调解员的选择", some.town.name, "已邀请，等待接受", "还没有轮到"):
        assert words in page


def test_the_body_names_somebody_and_what_is_wrong_is_said(cast: Cast, client: Client) -> None:
    some = four(cast)
    matter = registered().matter
    client.force_login(cast["intake_officer"].user)
    url = f"/desk/matters/{matter.number}/mediator/"
    assert client.post(url, {"voice": "99"}).status_code == 422
    assert client.post(url, {"voice": "body", "picks": [some.near.pk]}).status_code == 302
    assert Choice.objects.get().way == "body"


def test_who_mediates_or_supervises_names_nobody(cast: Cast, client: Client) -> None:
    four(cast)
    matter = in_mediation(cast)
    client.force_login(cast["mediator"].user)
    url = f"/desk/matters/{matter.number}/mediator/"
    assert "<fieldset" not in client.get(url).content.decode().split("<main")[1]
    assert client.post(url, {"voice": "own"}).status_code == 403
    assert client.get(f"/desk/matters/{registered(kind='hazard').matter.number}/mediator/").status_code == 404


def test_why_somebody_was_refused_is_read_by_who_has_the_dispute(cast: Cast, client: Client) -> None:
    matter = in_mediation(cast)
    other = consenting(asked(matter))
    object_to_mediator(actor=by(other), matter_id=matter.pk, reason="他是申请人的表哥")
    client.force_login(cast["intake_officer"].user)
    assert "他是申请人的表哥" in client.get(f"/desk/matters/{matter.number}/").content.decode()
    client.force_login(cast["mediator"].user)
    assert client.get(f"/desk/matters/{matter.number}/").status_code == 404
