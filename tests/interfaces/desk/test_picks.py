"""What is typed into a box is a name and nothing else: digits at its end choose nobody, a key counts with its label."""

from collections.abc import Sequence
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.matters.models import Matter, Party
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.cast import Player
from sanling.domain.people.models import AccessToken, Post, Substitution, Unit
from sanling.foundation.accounts.actions.create_user import create_user
from sanling.foundation.days import today
from sanling.interfaces.desk.picks import Offer, Picks, meant
from tests.city import TEST, VILLAGE, City
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn
from tests.interfaces.desk.matters.sending import form, url
from tests.interfaces.desk.matters.test_new_matter import NEW, typed

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]


@pytest.fixture
def many_colleagues(city: City, cast: Cast) -> None:
    """Give the mediator's unit so many hands that the list of them is searched, two of them called 王五."""
    unit = cast["mediator"].post.unit
    for number in range(45):
        name = "王五" if number < 2 else f"调解员{number}"
        user = create_user(actor=TEST, username=f"hand{number}", display_name=name)
        new = NewPost(user_id=user.pk, unit_id=unit.pk, role="mediator", name=name, paths=[unit.division_id])
        appoint(actor=TEST, new=new)


def test_a_buildings_number_makes_no_unit_the_respondent(desk: SignIn, about: str) -> None:
    unit = Unit.objects.order_by("-pk").first()
    assert unit is not None
    browser = desk("intake_officer")
    for words in (f"绿城物业3号楼{unit.pk}", f"绿城物业 {unit.pk}", str(unit.pk)):
        answer = browser.post(NEW, typed(about=about, respondent="", respondent_unit=words))
        assert answer.status_code == 422, words
        assert "respondent_unit" in answer.context["form"].errors
        assert words in answer.content.decode()
    assert not Matter.objects.exists()
    browser.post(NEW, typed(about=about, respondent=f"绿城物业3号楼{unit.pk}"))
    assert Party.objects.get(role="respondent").description == f"绿城物业3号楼{unit.pk}"


def test_a_key_with_another_label_is_not_taken(desk: SignIn, cast: Cast, about: str) -> None:
    unit = cast["station_officer"].post.unit
    browser = desk("intake_officer")
    forged = typed(about=about, respondent="", respondent_unit="绿城物业", respondent_unit_key=str(unit.pk))
    assert "respondent_unit" in browser.post(NEW, forged).context["form"].errors
    offered = browser.get("/desk/find/unit/", {"q": unit.name}).json()
    assert {
        "key": str(unit.pk),
        "label": unit.name,
        "hint": "金水区 花园路街道",
        "note": "",
        "group": "",
    } in offered
    browser.post(NEW, {**forged, "respondent_unit": unit.name})
    assert Party.objects.get(role="respondent").unit == unit


def test_digits_behind_a_name_charge_nobody(desk: SignIn, cast: Cast, many_colleagues: None) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    other = cast["mediator"].post
    answer = browser.post(url(matter), form(matter, "assign", mediator=f"王五 {other.pk}"))
    assert answer.status_code == 422
    matter.refresh_from_db()
    assert matter.assignee is None


def test_words_behind_a_name_that_are_not_true_of_its_holder_charge_nobody(
    desk: SignIn, cast: Cast, many_colleagues: None
) -> None:
    matter, mediator = registered().matter, cast["mediator"].post
    browser = desk("intake_officer")
    wrong = browser.post(url(matter), form(matter, "assign", mediator=f"{mediator.name} 公安局"))
    assert wrong.status_code == 422
    assert mediator.name in wrong.content.decode()
    matter.refresh_from_db()
    assert matter.assignee is None
    right = browser.post(
        url(matter), form(matter, "assign", mediator=f"{mediator.name} {mediator.unit.name[:4]}")
    )
    assert right.status_code == 302
    matter.refresh_from_db()
    assert matter.assignee == mediator


def test_two_of_one_name_are_asked_back_and_chosen_without_script(
    desk: SignIn, many_colleagues: None
) -> None:
    matter = registered().matter
    browser = desk("intake_officer")
    asked = browser.post(url(matter), form(matter, "assign", mediator="王五"))
    assert asked.status_code == 422
    page = asked.content.decode()
    first, second = Post.objects.filter(name="王五").order_by("pk")
    for post in (first, second):
        assert f'<input type="radio" name="mediator_key" value="{post.pk}:王五">' in page
    assert 'value="王五"' in page
    changed_words = form(matter, "assign", mediator="调解员", mediator_key=f"{second.pk}:王五")
    assert browser.post(url(matter), changed_words).status_code == 422
    chosen = form(matter, "assign", mediator="王五", mediator_key=f"{second.pk}:王五")
    assert browser.post(url(matter), chosen).status_code == 302
    matter.refresh_from_db()
    assert matter.assignee == second


def test_no_field_shows_a_key(desk: SignIn, cast: Cast) -> None:
    post = cast["mediator"].post
    browser = desk("administrator")
    sent: dict[str, Any] = {"post": f"{post.name} 调解员", "post_key": str(post.pk), "name": ""}
    page = browser.post("/desk/tokens/", sent).content.decode()
    assert f'value="{post.name} 调解员"' in page
    assert f'<input type="hidden" name="post_key" value="{post.pk}">' in page
    assert f"调解员 {post.pk}" not in page


def test_a_ledger_keeps_its_choice_in_the_address(desk: SignIn) -> None:
    matter = registered().matter
    query = {"unit": matter.unit.name, "unit_key": str(matter.unit_id)}
    answer = desk("intake_officer").get("/desk/matters/", query)
    assert [row.number for row, *_cells in answer.context["shown"].rows] == [matter.number]
    assert desk("intake_officer").get("/desk/matters/", {"unit": f"x {matter.unit_id}"}).status_code == 422


def test_digits_choose_nobody_in_a_batch_a_leave_or_a_token(desk: SignIn, cast: Cast) -> None:
    matter, other = registered().matter, cast["two_posts"].post
    words = f"王五 {other.pk}"
    batch = {"act": "assign", "key": "k", "post": words, "pick": f"{matter.pk}:1"}
    assert desk("intake_officer").post("/desk/inbox/batch/", batch).status_code == 422
    day = today().isoformat()
    leave = {"substitute": words, "first": day, "last": day}
    page = f"/desk/posts/{cast['intake_officer'].post.pk}/"
    assert desk("centre_director").post(page, leave).status_code == 422
    token = {"post": words, "name": "x", "scopes": ["read"], "last": day}
    assert desk("administrator").post("/desk/tokens/", token).status_code == 422
    assert not Substitution.objects.exists()
    assert not AccessToken.objects.exists()


def test_a_division_is_taken_by_its_whole_code_and_by_no_digits_behind_a_name(
    desk: SignIn, about: str
) -> None:
    browser = desk("intake_officer")
    for words in (f"x {VILLAGE}", f"三号楼{VILLAGE}"):
        assert "division" in browser.post(NEW, typed(about=about, division=words)).context["form"].errors
    browser.post(NEW, typed(about=about, division=VILLAGE))
    assert Matter.objects.get().division_id == VILLAGE
    assert browser.get("/desk/units/", {"q": f"x {VILLAGE}"}).context["at"].pk == "4101"
    assert browser.get("/desk/units/", {"q": VILLAGE}).context["at"].pk == VILLAGE


class _Names(Picks):
    """Choices of fixed names, found by any part of them."""

    def __init__(self, names: list[str]) -> None:
        self.all = [Offer(str(number), name) for number, name in enumerate(names, start=1)]

    def find(self, typed: str) -> list[Offer]:
        return [offer for offer in self.all if typed in offer.label]

    def of_keys(self, keys: Sequence[str]) -> list[Offer]:
        return [offer for key in keys for offer in self.all if offer.key == key]


WORDS = st.text(alphabet="王五李12 ", min_size=1, max_size=6)


@given(names=st.lists(WORDS, max_size=6), words=WORDS, key=st.integers(0, 7))
def test_whatever_key_is_sent_only_what_the_box_says_is_chosen(
    names: list[str], words: str, key: int
) -> None:
    picks = _Names(names)
    found = meant(picks, words, str(key) if key else "").chosen
    if found:
        assert "".join(words.split()) in "".join(found.label.split())


class _Always(_Names):
    """One choice that is found whatever is typed."""

    def __init__(self) -> None:
        self.all = [Offer("1", "孔春梅 调解员", "花园路街道 通信花园社区居民委员会", names=("孔春梅",))]

    def find(self, typed: str) -> list[Offer]:
        return self.all


@pytest.mark.parametrize(
    ("typed", "is_meant"),
    [
        ("孔春梅", True),
        ("春梅", True),
        ("孔春梅 调解员", True),
        ("孔春梅　通信花园", True),
        ("孔春梅 公安局", False),
        ("孔春梅 李四", False),
        ("孔春梅 调解员 20", False),
    ],
)
def test_what_stands_behind_a_name_has_to_be_true_of_whom_it_names(typed: str, is_meant: bool) -> None:
    found = meant(_Always(), typed)
    assert (found.chosen is not None) is is_meant
    assert is_meant or found.offers
    assert meant(_Always(), typed, f"1:{typed}").chosen
