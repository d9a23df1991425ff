"""At the desk administrators keep bodies and mediators, and all staff read who mediates where."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.mediation.models import Body, Mediator
from sanling.domain.people.actions.end_post import end_post
from tests.city import TEST, VILLAGE
from tests.domain.mediation.helpers import Cast, a_body, somebody, unit_at
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db


def test_a_body_is_added_with_somebody_changed_and_ended(desk: SignIn, cast: Cast) -> None:
    client, unit = desk("administrator"), unit_at(VILLAGE)
    assert "新增调解组织" in client.get("/desk/ledgers/mediation_bodies/").content.decode()
    said = {"unit": unit.name, "unit_key": str(unit.pk), "kind": "village", "name": "通信花园调委会"}
    answer = client.post("/desk/mediation/bodies/new/", said)
    assert answer.status_code == 302, answer.context["form"].errors
    body = Body.objects.get()
    mediator = cast["mediator"]
    person_said = {
        "post": mediator.post.name,
        "profession": "mediator",
        "specialities": ["neighbours"],
        "languages": ["mandarin"],
        "hours": "每天9点至18点",
        "listed": "on",
    }
    answer = client.post(f"/desk/mediation/bodies/{body.pk}/people/", person_said)
    assert answer.status_code == 302, answer.context["form"].errors
    person = Mediator.objects.get()
    assert (person.post_id, person.hours, person.listed) == (mediator.post.pk, "daily 09:00-18:00", True)
    page = client.get(f"/desk/mediation/bodies/{body.pk}/").content.decode()
    for words in (mediator.post.name, "邻里", "每天 09:00-18:00", "已公布", "免费", "人民调解法 4"):
        assert words in page
    # Opened again and saved without the consent, the directory shows the person no more.
    form = client.get(f"/desk/mediation/people/{person.pk}/").context["form"]
    again = {name: form[name].value() or "" for name in form.fields if name != "listed"}
    assert client.post(f"/desk/mediation/people/{person.pk}/", again).status_code == 302
    person.refresh_from_db()
    assert (person.listed, person.specialities) == (False, ["neighbours"])
    assert client.post(f"/desk/mediation/people/{person.pk}/end/").status_code == 302
    answer = client.post(f"/desk/mediation/bodies/{body.pk}/change/", {"kind": "company", "name": "新名称"})
    assert answer.status_code == 302, answer.context["form"].errors
    assert client.post(f"/desk/mediation/bodies/{body.pk}/end/").status_code == 302
    body.refresh_from_db()
    assert (body.name, body.kind, body.ends_on is None) == ("新名称", "company", False)


def test_what_is_wrong_is_said_at_its_field_and_nothing_typed_is_lost(desk: SignIn, cast: Cast) -> None:
    client, body = desk("administrator"), a_body()
    said = {"profession": "mediator", "hours": "早九晚五", "specialities": ["neighbours"]}
    answer = client.post(f"/desk/mediation/bodies/{body.pk}/people/", said)
    assert answer.status_code == 422
    assert {*answer.context["form"].errors} == {"hours"}
    assert "早九晚五" in answer.content.decode()
    answer = client.post(f"/desk/mediation/bodies/{body.pk}/people/", {"profession": "mediator"})
    assert {*answer.context["form"].errors} == {"name"}


def test_all_staff_read_who_mediates_and_only_administrators_are_offered_to_change_it(
    desk: SignIn, cast: Cast
) -> None:
    body = a_body()
    somebody(body, name="宋明哲")
    for who in ("mediator", "city_leader", "auditor"):
        client = desk(who)
        page = client.get(f"/desk/mediation/bodies/{body.pk}/").content.decode()
        assert "宋明哲" in page
        assert "/change/" not in page
        assert "宋明哲" in client.get("/desk/ledgers/mediators/").content.decode()


def test_whoever_left_the_post_is_shown_as_such(desk: SignIn, cast: Cast) -> None:
    body = a_body()
    somebody(body, post_id=cast["mediator"].post.pk)
    assert (
        "岗位已结束" not in desk("administrator").get(f"/desk/mediation/bodies/{body.pk}/").content.decode()
    )
    end_post(actor=TEST, post_id=cast["mediator"].post.pk)
    assert "岗位已结束" in desk("administrator").get(f"/desk/mediation/bodies/{body.pk}/").content.decode()


def test_posts_near_the_body_are_offered_first(desk: SignIn, cast: Cast) -> None:
    body = a_body()
    found = desk("administrator").get("/desk/find/mediator-post/", {"body": body.pk}).json()
    near = [offer for offer in found if cast["mediator"].post.name in offer["label"]]
    assert near[0]["hint"].endswith("通信花园社区居民委员会")


@pytest.mark.parametrize("page", ["bodies/9223372036854775808", "people/9223372036854775808"])
def test_what_is_not_there_is_not_found(desk: SignIn, cast: Cast, page: str) -> None:
    assert desk("administrator").get(f"/desk/mediation/{page}/").status_code == 404


def test_a_page_of_a_body_costs_as_much_however_many_mediate_there(desk: SignIn, cast: Cast) -> None:
    client, body = desk("administrator"), a_body()
    somebody(body, post_id=cast["mediator"].post.pk)

    def statements() -> int:
        with CaptureQueriesContext(connection) as ran:
            client.get(f"/desk/mediation/bodies/{body.pk}/")
        return len(ran)

    statements()
    few = statements()
    for nth in range(10):
        somebody(body, name=f"第{nth}人")
    assert statements() == few <= 20
