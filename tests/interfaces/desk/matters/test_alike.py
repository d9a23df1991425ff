"""At triage: what may be the same is shown with its reason, and can be merged or related from there."""

import pytest

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.identity import PersonDetails
from sanling.domain.matters.models import Matter, Relation
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
NEIGHBOUR = PartyDetails(role="applicant", person=PersonDetails(name="李明", phone="13900000001"))
RETOLD = "三号楼二单元的楼道堆满垃圾，跟邻居说了多次也不清理，请处理。"


@pytest.fixture
def pair(cast: dict[str, Player]) -> tuple[Matter, Matter]:
    """A dispute, and the same told by another."""
    return registered(parties=[NEIGHBOUR]).matter, registered(text=RETOLD).matter


def test_the_same_is_shown_with_its_reason_and_merged_from_there(
    pair: tuple[Matter, Matter], desk: SignIn
) -> None:
    first, second = pair
    browser = desk("intake_officer")
    page = f"/desk/matters/{second.number}/"
    assert f'hx-get="{page}alike/"' in browser.get(page).content.decode()
    found = browser.get(f"{page}alike/", headers={"HX-Request": "true"})
    html = found.content.decode()
    assert first.number in html
    assert "附近有相似内容" in html
    assert "<html" not in html
    (row,) = found.context["alike"]
    merge = next(url for name, url in row.acts if "act=merge" in url)
    form = browser.get(merge).context["page"].open_act.form
    assert form["number"].value() == first.number
    data = {bound.name: bound.value() for bound in form if bound.value() is not None}
    assert browser.post(page, data).status_code == 302
    assert Relation.objects.get(matter=second, other=first).kind == "merged_into"


def test_one_by_the_same_person_is_related_as_a_repetition(cast: dict[str, Player], desk: SignIn) -> None:
    first = registered(text="路灯坏了一个月没有人修理。").matter
    second = registered(text="楼上漏水到我家，请来调解。").matter
    browser = desk("intake_officer")
    (row,) = browser.get(f"/desk/matters/{second.number}/alike/").context["alike"]
    assert (row.row.matter.pk, row.why) == (first.pk, "phone")
    relate = next(url for name, url in row.acts if "act=relate" in url)
    form = browser.get(relate).context["page"].open_act.form
    assert (form["number"].value(), form["relation"].value()) == (first.number, "repeat_of")


def test_nothing_like_it_is_said(cast: dict[str, Player], desk: SignIn) -> None:
    matter = registered().matter
    html = desk("intake_officer").get(f"/desk/matters/{matter.number}/alike/").content.decode()
    assert "附近没有相似的事项" in html


def test_it_is_for_those_who_may_merge_or_relate(pair: tuple[Matter, Matter], desk: SignIn) -> None:
    page = f"/desk/matters/{pair[0].number}/"
    assert desk("county_leader").get(f"{page}alike/").status_code == 403
    assert "alike/" not in desk("county_leader").get(page).content.decode()
    assert desk("sibling_county_intake").get(f"{page}alike/").status_code == 404


@pytest.mark.parametrize(
    "odd", ["number=x", "number=%00", "relation=merged", "number=ZZ-000000-00000-X&relation="]
)
def test_an_odd_address_leaves_the_form_empty(pair: tuple[Matter, Matter], desk: SignIn, odd: str) -> None:
    answer = desk("intake_officer").get(f"/desk/matters/{pair[0].number}/?act=merge&{odd}")
    assert answer.status_code == 200
    assert not answer.context["page"].open_act.form["number"].value()
