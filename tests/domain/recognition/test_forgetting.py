"""Of a recognition that is long over nobody reads who objected and why; its title and what was decided stay."""

import pytest

from sanling.domain.matters.models import Entry
from sanling.domain.people.cast import Player
from sanling.domain.recognition.models import Objection, Title
from sanling.foundation import clock
from sanling.foundation.privacy.tokens import digest
from sanling.processes.retention.actions.forget import forget
from sanling.processes.retention.config import RetentionRule, retention_of
from tests.city import CITY, TEST, City
from tests.domain.recognition.warned import warn_by
from tests.domain.recognition.yearly import company, judge_year, opened, walk
from tests.processes.retention.over import YEARS

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


def test_every_kind_of_the_national_profile_has_a_term(city: City) -> None:
    kept = retention_of(city.profile).rules
    for kind in city.profile.part("matters").kinds:
        rules = [
            rule
            for rule in kept
            if rule.family == kind.family and (not rule.kinds or kind.code in rule.kinds)
        ]
        assert len(rules) == 1, kind.code
