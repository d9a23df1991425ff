"""Of a recognition that is long over nobody reads who objected and why; its title and what was decided stay."""

from datetime import date
from urllib.parse import urlsplit

import pytest

from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Entry, Matter
from sanling.domain.people.cast import Player
from sanling.domain.recognition.links import by_link, link_of
from sanling.domain.recognition.models import Objection, Title
from sanling.foundation import clock
from sanling.foundation.privacy.tokens import digest
from sanling.processes.retention.actions.forget import forget
from sanling.processes.retention.config import RetentionRule, retention_of
from tests.city import CITY, TEST, City
from tests.domain.matters.helpers import act
from tests.domain.recognition.warned import warn_by
from tests.domain.recognition.yearly import company, judge_year, opened, walk
from tests.processes.retention.over import YEARS, left_of

pytestmark = pytest.mark.django_db


def rule_of(city: City, family: str) -> RetentionRule:
    (rule,) = (rule for rule in retention_of(city.profile).rules if rule.family == family)
    return rule


def test_objections_and_what_was_declared_are_forgotten_and_the_title_stays(
    city: City, cast: dict[str, Player]
) -> None:
    warn_by(city)
    subject = company()
    judge_year()
    matter = opened(subject)
    walk(cast, matter, "recognised")
    objection = Objection.objects.create(
        recognition=matter.recognition,
        link_digest=digest("secret"),
        text="厂区有隐患",
        name="张三",
        phone="13900000000",
        at=clock.now(),
        upheld=False,
        answer="已核查，张三反映的隐患不存在",
        answered_at=clock.now(),
    )
    titles = list(Title.objects.values())
    assert titles
    assert "安全培训" in str(list(Entry.objects.filter(matter=matter).values_list("params")))
    with clock.turned(shift=YEARS):
        assert forget(actor=TEST, city=CITY, rule=rule_of(city, "recognition")).matters == 0
    with clock.turned(shift=2 * YEARS):
        assert forget(actor=TEST, city=CITY, rule=rule_of(city, "recognition")).matters == 1
    objection.refresh_from_db()
    said = (objection.text, objection.name, objection.phone, objection.answer)
    assert (said, objection.upheld) == (("",) * 4, False)
    assert bytes(objection.link_digest) != bytes(digest("secret"))
    assert "安全培训" not in str(list(Entry.objects.filter(matter=matter).values_list("params")))
    assert list(Title.objects.values()) == titles


TYPED = ("全年开展安全培训六次", "台账齐全", "车间仍有隐患", "隐患已经消除", "请核对新的台账")


@pytest.fixture
def denied(city: City, cast: dict[str, Player]) -> Matter:
    """Return a recognition in which all have written something: subject, department, and the office that denies it."""
    warn_by(city)
    subject = company()
    judge_year(but=[("accidents", date(2026, 3, 1))])
    matter = opened(subject)
    walk(cast, matter, "comparing")
    act(cast["peace_officer"].viewer, matter, "compare", {"finding": "kept", "note": TYPED[1]})
    act(cast["peace_officer"].viewer, matter, "deny", {"reason": TYPED[2]})
    act(LinkActor(matter.pk), matter, "reply", {"reply": TYPED[3]})
    act(LinkActor(matter.pk), matter, "ask_review", {"reason": TYPED[4]})
    act(cast["city_peace_officer"].viewer, matter, "confirm_denial", {"reason": TYPED[2]})
    return matter


def test_nothing_that_was_typed_in_a_forgotten_recognition_stands_in_any_table(
    city: City, denied: Matter
) -> None:
    assert {word for word, _model in left_of(TYPED)} == set(TYPED)
    with clock.turned(shift=2 * YEARS):
        assert forget(actor=TEST, city=CITY, rule=rule_of(city, "recognition")).matters == 1
    assert left_of(TYPED) == set()
    title = Title.objects.get(ended_at=None)
    assert (title.granted, title.reasons["zeros"][0]["finding"]) == (False, "kept")


def test_the_link_of_a_forgotten_recognition_leads_nowhere(city: City, denied: Matter) -> None:
    _empty, _page, number, signature, _end = urlsplit(link_of(denied, handed_by=7)).path.split("/")
    assert by_link(number, signature) is not None
    with clock.turned(shift=2 * YEARS):
        forget(actor=TEST, city=CITY, rule=rule_of(city, "recognition"))
    assert by_link(number, signature) is None


def test_every_kind_of_the_national_profile_has_a_term(city: City) -> None:
    kept = retention_of(city.profile).rules
    for kind in city.profile.part("matters").kinds:
        rules = [
            rule
            for rule in kept
            if rule.family == kind.family
            and (not rule.kinds or kind.code in rule.kinds)
            and "texts" in rule.remove
        ]
        assert len(rules) == 1, kind.code
