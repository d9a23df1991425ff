"""On a matter's page its tags are seen, put on and taken off, with script and without."""

import pytest
from django.utils.html import escape

from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.tags.actions.tag import MOST, tag
from sanling.domain.tags.models import Tag
from tests.domain.matters.helpers import registered
from tests.interfaces.desk.conftest import SignIn

pytestmark = pytest.mark.django_db
PART = {"HX-Request": "true"}


@pytest.fixture
def matter(desk: SignIn) -> Matter:
    """A neighbour's report."""
    return registered().matter


def present() -> list[str]:
    return [*Tag.objects.filter(taken_at=None).order_by("pk").values_list("word", flat=True)]


def test_a_tag_is_put_on_and_taken_off_without_script(desk: SignIn, matter: Matter) -> None:
    officer, page = desk("intake_officer"), f"/desk/matters/{matter.number}/"
    answer = officer.post(f"{page}tags/", {"tag": " 加装　电梯 "})
    assert (answer.status_code, answer.headers["Location"]) == (302, page)
    shown = officer.get(page).content.decode()
    assert "加装 电梯" in shown
    off = f"{page}tags/{Tag.objects.get().pk}/off/"
    assert off in shown
    assert officer.post(off).status_code == 302
    assert present() == []
    assert "加装 电梯" not in officer.get(page).content.decode()
    history = officer.get(f"{page}tags/")
    assert [row.word for row in history.context["shown"].rows] == ["加装 电梯"]


def test_tags_stand_below_the_facts(desk: SignIn, matter: Matter) -> None:
    page = desk("intake_officer").get(f"/desk/matters/{matter.number}/").content.decode()
    assert 0 < page.index('<dl class="facts">') < page.index('id="tags"')


def test_with_script_the_card_alone_comes_back(desk: SignIn, matter: Matter) -> None:
    officer, page = desk("intake_officer"), f"/desk/matters/{matter.number}/"
    answer = officer.post(f"{page}tags/", {"tag": "加装电梯"}, headers=PART)
    card = answer.content.decode()
    assert answer.status_code == 200
    assert ">加装电梯<" in card
    assert "<html" not in card
    answer = officer.post(f"{page}tags/{Tag.objects.get().pk}/off/", headers=PART)
    assert answer.status_code == 200
    assert ">加装电梯<" not in answer.content.decode()


@pytest.mark.parametrize("headers", [{}, PART])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "必填"),
        ("……", "标点"),
        ("138 0000 0000", "身份证号"),
        ("长" * 21, "20"),
        ("甲，乙", "一次只加一个"),
    ],
)
def test_what_is_no_tag_is_said_beside_the_box_with_what_was_typed(
    desk: SignIn, matter: Matter, typed: str, said: str, headers: dict[str, str]
) -> None:
    answer = desk("intake_officer").post(
        f"/desk/matters/{matter.number}/tags/", {"tag": typed}, headers=headers
    )
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert said in shown or "请填写" in shown
    assert f'value="{escape(typed)}"' in shown or not typed
    assert present() == []


def test_one_too_many_is_said_beside_the_box(desk: SignIn, matter: Matter, cast: dict[str, Player]) -> None:
    for number in range(MOST):
        tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word=f"第{number}类")
    answer = desk("intake_officer").post(f"/desk/matters/{matter.number}/tags/", {"tag": "再来一个"})
    assert answer.status_code == 422
    assert "最多" in answer.content.decode()


def test_who_only_sees_a_matter_sees_its_tags_and_changes_none(
    desk: SignIn, matter: Matter, cast: dict[str, Player]
) -> None:
    page, seer = f"/desk/matters/{matter.number}/", desk("village_secretary")
    assert 'id="tags"' not in seer.get(page).content.decode()
    kept = tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word="加装电梯")
    shown = seer.get(page).content.decode()
    assert "加装电梯" in shown
    assert f"{page}tags/{kept.pk}/off/" not in shown
    for headers in ({}, PART):
        for address, sent in ((f"{page}tags/", {"tag": "噪音"}), (f"{page}tags/{kept.pk}/off/", {})):
            answer = seer.post(address, sent, headers=headers)
            assert answer.status_code == 403
            assert "只有能办理" in answer.content.decode()
    assert present() == ["加装电梯"]


def test_taken_off_twice_is_off_and_another_matters_tag_is_absent(
    desk: SignIn, matter: Matter, cast: dict[str, Player]
) -> None:
    officer, other = desk("intake_officer"), registered().matter
    kept = tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word="加装电梯")
    assert officer.post(f"/desk/matters/{other.number}/tags/{kept.pk}/off/").status_code == 404
    assert officer.post(f"/desk/matters/{matter.number}/tags/{10**30}/off/").status_code == 404
    for _time in range(2):
        assert officer.post(f"/desk/matters/{matter.number}/tags/{kept.pk}/off/").status_code == 302
    assert present() == []


def test_words_are_offered_as_one_types_and_before(
    desk: SignIn, matter: Matter, cast: dict[str, Player]
) -> None:
    for word in ("加装电梯", "噪音"):
        tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word=word)
    officer = desk("intake_officer")
    assert [offer["label"] for offer in officer.get("/desk/find/tag/?q=").json()] == ["噪音", "加装电梯"]
    assert [offer["label"] for offer in officer.get("/desk/find/tag/?q=电").json()] == ["加装电梯"]
    assert officer.get("/desk/find/tag/?recent=噪音,x").json()[0]["group"] == "本单位最近用过"
    assert desk("sibling_township_intake").get("/desk/find/tag/?q=电").json() == []


def test_the_ledger_is_narrowed_to_a_tag_and_shows_a_column_of_them(
    desk: SignIn, matter: Matter, cast: dict[str, Player]
) -> None:
    bare, officer = registered().matter, desk("intake_officer")
    tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word="Ａ座")
    found = officer.get("/desk/matters/", {"tag": "a 座", "col": ["number", "tags"]}).content.decode()
    assert matter.number in found
    assert bare.number not in found
    assert ">A座</td>" in found
    assert officer.get("/desk/matters/", {"tag": "别的"}).status_code == 200
    wrong = officer.get("/desk/matters/", {"tag": "13800000000"})
    assert wrong.status_code == 422
    assert "身份证号" in wrong.content.decode()


def test_a_whole_list_is_tagged_from_its_bar(desk: SignIn, matter: Matter, cast: dict[str, Player]) -> None:
    officer, other = desk("intake_officer"), registered().matter
    bar = officer.get("/desk/matters/").content.decode()
    assert 'name="act" value="tag"' in bar
    assert 'name="act" value="untag"' not in bar
    picks = {"key": "k", "pick": [f"{found.pk}:1" for found in (matter, other)]}
    asked = officer.post("/desk/inbox/batch/", {**picks, "act": "tag"})
    assert asked.status_code == 200
    assert "/desk/find/tag/" in asked.content.decode()
    wrong = officer.post("/desk/inbox/batch/", {**picks, "act": "tag", "sure": "1", "tag": "13800000000"})
    assert wrong.status_code == 422
    for act, left in (("tag", ["加装电梯"] * 2), ("untag", [])):
        done = officer.post(
            "/desk/inbox/batch/", {**picks, "act": act, "sure": "1", "tag": "加装电梯"}, follow=True
        )
        assert done.status_code == 200
        assert done.context["batch"].done == 2
        assert present() == left
