"""Who asked, who answers, who publishes: each does its own, and everybody reads only what stands."""

import pytest

from sanling.domain.consulting.access import (
    agreed,
    answers_of,
    keeps,
    may_agree,
    may_discard,
    may_draft,
    may_publish,
    told_answers,
    visible_answers,
)
from sanling.domain.matters.access import LinkActor
from tests.city import CITY
from tests.domain.consulting.helpers import Cast, asked, asker, drafted, published
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_each_does_its_own(cast: Cast) -> None:
    draft = drafted(cast)
    matter = draft.matter
    assert matter is not None
    assert agreed(matter)
    assert may_agree(asker(matter), matter)
    assert not may_agree(LinkActor(matter.pk, acts=False), matter)
    assert not may_agree(LinkActor(matter.pk + 1), matter)
    assert may_draft(cast["intake_officer"].viewer, matter)
    assert not may_draft(cast["grid_worker"].viewer, matter)
    assert may_publish(cast["centre_director"].viewer, draft)
    assert not may_publish(cast["intake_officer"].viewer, draft)
    assert may_discard(cast["intake_officer"].viewer, draft)
    assert not keeps(cast["sibling_county_peace_officer"].viewer, draft)


def test_drafts_are_theirs_who_see_the_matter_and_what_stands_is_everybodys(cast: Cast) -> None:
    draft = drafted(cast)
    assert not told_answers(CITY).exists()
    assert not answers_of(asker(draft.matter), draft.matter).exists()  # type: ignore[arg-type]
    assert visible_answers(cast["centre_director"].viewer).get() == draft
    for who in ("sibling_county_peace_officer", "auditor", "administrator"):
        assert not visible_answers(cast[who].viewer).exists(), who
    assert not visible_answers(None).exists()
    matter = asked(cast)
    stands = published(cast, matter)
    assert told_answers(CITY).get() == stands
    assert answers_of(asker(matter), matter).get() == stands
    assert visible_answers(cast["sibling_county_peace_officer"].viewer).get() == stands


def test_what_is_confidential_or_no_question_is_never_agreed_to(cast: Cast) -> None:
    dispute = registered().matter
    assert not may_agree(asker(dispute), dispute)
    matter = asked(cast)
    matter.confidentiality = 1
    assert not may_agree(asker(matter), matter)
    assert not may_draft(cast["intake_officer"].viewer, matter)
