"""A subject declares itself on a page that its link opens, and nothing else opens it."""

from urllib.parse import urlsplit

import pytest
from django.test import Client
from django.utils import translation

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.matters.timeline import timeline
from sanling.domain.people.models import Post
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.links import link_of
from sanling.domain.recognition.models import Recognition
from tests.city import TEST, City
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, company, judge_year, opened, walk

pytestmark = pytest.mark.django_db


@pytest.fixture
def matter(cast: Cast, city: City) -> Matter:
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)
    subject = company()
    judge_year()
    return opened(subject)


def address(matter: Matter) -> str:
    """Return where a subject's own page is, as the township's centre hands it over."""
    handed_by = Post.objects.get(name="吕晓燕").pk
    return urlsplit(link_of(matter, handed_by=handed_by)).path


def sent(matter: Matter, **changes: object) -> dict[str, object]:
    """Return what the form of a declaration sends."""
    return {
        "act": "declare",
        "version": matter.version,
        "key": "declared-once",
        "statement": "全年无事故。",
        "true_and_complete": "on",
        **changes,
    }


def test_it_shows_what_is_known_and_takes_the_declaration_once(matter: Matter) -> None:
    resident = Client()
    page = resident.get(address(matter))
    assert page.headers["X-Robots-Tag"] == "noindex, nofollow"
    shown = page.content.decode()
    assert "郑州恒通食品有限公司" in shown
    assert "2025-11" in shown
    for _again in range(2):
        answer = resident.post(address(matter), sent(matter))
        assert answer.status_code == 302
    matter.refresh_from_db()
    assert matter.state == "checking"
    assert Entry.objects.filter(matter=matter, code="declare").count() == 1
    assert Recognition.objects.get().statement == "全年无事故。"


def test_what_is_not_confirmed_is_not_declared_and_nothing_typed_is_lost(matter: Matter) -> None:
    answer = Client().post(address(matter), sent(matter, true_and_complete=""))
    assert answer.status_code == 422
    assert "全年无事故。" in answer.content.decode()
    stale = Client().post(address(matter), sent(matter, version=9))
    assert stale.status_code == 409
    matter.refresh_from_db()
    assert matter.state == "declaring"


def test_what_is_declared_in_a_second_tab_is_refused_and_stays_to_be_read(matter: Matter) -> None:
    assert Client().post(address(matter), sent(matter)).status_code == 302
    answer = Client().post(address(matter), sent(matter, key="second-tab", statement="写了一小时的说明。"))
    assert answer.status_code in (403, 409)
    assert "写了一小时的说明。" in answer.content.decode()
    assert Recognition.objects.get().statement == "全年无事故。"


def test_an_act_that_no_subject_ever_does_is_no_act(matter: Matter) -> None:
    for code in ("", "no_such", "confirm", "publish"):
        answer = Client().post(address(matter), sent(matter, act=code), follow=True)
        assert "现在不能这样做" in answer.content.decode()
    assert Entry.objects.filter(matter=matter, code="declare").count() == 0


def test_what_was_sent_back_is_declared_anew_with_the_reason_before_ones_eyes(
    matter: Matter, cast: Cast
) -> None:
    walk(cast, matter, "checking")
    act(cast["intake_officer"].viewer, matter, "return", {"reason": "请补充培训记录。"})
    shown = Client().get(address(matter)).content.decode()
    assert "请补充培训记录。" in shown
    assert "全年开展安全培训六次。" in shown


def test_no_other_signature_opens_it(matter: Matter) -> None:
    wrong = address(matter)[:-5] + "abcd/"
    assert Client().get(wrong).status_code == 404
    assert Client().post(wrong, sent(matter)).status_code == 404


def test_what_is_done_by_the_link_is_told_as_done_by_the_link_that_a_post_handed_over(
    matter: Matter, cast: Cast
) -> None:
    assert Client().post(address(matter), sent(matter)).status_code == 302
    matter.refresh_from_db()
    officer = cast["intake_officer"].viewer
    with translation.override("zh-hans"):
        to_staff, to_itself = (
            {item.code: item for item in timeline(reader, matter)}["declare"]
            for reader in (officer, LinkActor(matter.pk))
        )
    assert not to_staff.by_party
    assert officer.name in to_staff.who
    assert to_staff.who.endswith("转交的链接办理")
    assert officer.name not in to_itself.who
    assert to_itself.who.endswith("转交的链接办理")
