"""Who objects to a recognition is not told to who is of the subject, by whichever post; they don't decide on it."""

from collections.abc import Callable
from datetime import date
from urllib.parse import urlsplit

import pytest
from django.test import Client

from sanling.domain.matters.errors import NotAllowed
from sanling.domain.matters.models import Matter
from sanling.domain.matters.publishing import publish_workflows
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.models import Post
from sanling.domain.recognition.actions.publish_standard import publish_standard
from sanling.domain.recognition.links import link_of
from sanling.domain.recognition.models import Objection
from sanling.domain.subjects.models import Charge, Subject
from sanling.foundation.days import today
from tests.city import TEST, VILLAGE, City
from tests.domain.matters.helpers import act
from tests.domain.recognition.yearly import Cast, company, judge_year, opened, walk
from tests.domain.subjects.helpers import put, said
from tests.interfaces.doors import signed_in

pytestmark = pytest.mark.django_db
TEXT = "楼上李大爷说七月有一起事故未上报。"
DECIDES = "city_peace_officer"


@pytest.fixture(autouse=True)
def _recognising(city: City, cast: Cast) -> None:
    publish_standard(actor=TEST, profile=city.profile)
    publish_workflows(actor=TEST, profile=city.profile)


def objected(cast: Cast, subject: Subject) -> Matter:
    """Object to a subject that is published."""
    judge_year()
    made = opened(subject)
    walk(cast, made, "checking")
    check = "check" if subject.sector else "check_place"
    act(cast["intake_officer"].viewer, made, check, {"checked": "true_so"})
    walk(cast, made, "published")
    sent = {"key": "objected-once", "text": TEXT, "name": "张小明", "phone": "13800000000"}
    assert Client().post(f"/recognition/{made.number}/objection/", sent).status_code == 302
    return made


def reads(cast: Cast, matter: Matter) -> bool:
    """Tell whether who decides reads it at the desk."""
    browser = signed_in(cast[DECIDES])
    browser.post("/desk/posts/", {"post": cast[DECIDES].post.pk})
    page = browser.get(f"/desk/matters/{matter.number}/")
    assert page.status_code == 200
    return TEXT in page.content.decode()


def of_its_own(cast: Cast, subject: Subject) -> Post:
    """Give who decides a second post at the village's committee."""
    new = NewPost(
        user_id=cast[DECIDES].user.pk,
        unit_id=cast["village_secretary"].post.unit_id,
        role="liaison",
        name="兼职",
        paths=[VILLAGE],
    )
    return appoint(actor=TEST, new=new)


def formerly(cast: Cast, subject: Subject) -> Post:
    """Give it, and end it."""
    post = of_its_own(cast, subject)
    end_post(actor=TEST, post_id=post.pk)
    return post


def in_charge(cast: Cast, subject: Subject) -> Charge:
    """Have who decides be in charge of something at the subject."""
    return Charge.objects.create(subject=subject, duty="lead", post=cast[DECIDES].post, begins_on=today())


@pytest.mark.parametrize("how", [of_its_own, formerly, in_charge])
def test_who_is_of_a_village_reads_no_objection_to_it_and_decides_on_none(
    cast: Cast, how: Callable[[Cast, Subject], object]
) -> None:
    (made,) = put(said(VILLAGE, "community", name="通信花园社区"), on=date(2025, 1, 1))
    matter = objected(cast, made.subject)
    assert reads(cast, matter)
    how(cast, made.subject)
    assert not reads(cast, matter)
    for action in ("dismiss", "uphold"):
        with pytest.raises(NotAllowed, match="另由他人"):
            act(cast[DECIDES].viewer, matter, action, {"reason": "经查。"})
    matter.refresh_from_db()
    assert (matter.state, Objection.objects.get().answered_at) == ("objected", None)


def test_who_is_in_charge_at_a_company_reads_none_to_it_and_colleagues_of_its_village_do(cast: Cast) -> None:
    subject = company()
    matter = objected(cast, subject)
    of_its_own(cast, subject)
    assert reads(cast, matter)
    in_charge(cast, subject)
    assert not reads(cast, matter)


def test_neither_the_subjects_page_nor_any_search_or_list_has_who_objected(cast: Cast) -> None:
    matter = objected(cast, company())
    link = link_of(matter, handed_by=cast["intake_officer"].viewer.post_id)
    shown = [Client().get(urlsplit(link).path).content.decode()]
    for who in ("village_secretary", "intake_officer", "department_clerk", "peace_officer", "county_leader"):
        browser = signed_in(cast[who])
        pages = (f"/desk/matters/{matter.number}/", "/desk/matters/?family=recognition", "/desk/notices/")
        shown += [browser.get(page).content.decode() for page in pages]
        for word in ("李大爷", "张小明", "13800000000"):
            assert matter.number not in browser.get(f"/desk/search/?q={word}").content.decode()
    for page in shown:
        assert not any(word in page for word in ("李大爷", "张小明", "138****0000", "13800000000"))
