"""Units and what posts answer for go where their divisions have gone; what nobody can say is left to the city."""

import pytest

from sanling.domain.people.actions.follow_succession import follow_succession
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Jurisdiction, Unit
from sanling.domain.territory.models import Division
from sanling.foundation.audit.models import AuditRow
from tests.city import BEGAN, SIBLING_TOWNSHIP, TEST, TOWNSHIP, VILLAGE, City

pytestmark = pytest.mark.django_db
Cast = dict[str, Player]
NEW = f"{TOWNSHIP}099"
MOVED = f"{SIBLING_TOWNSHIP}098"


def divided(path: str) -> None:
    Division.objects.create(
        path=path, parent_id=path[:9], level=12, name="新社区居民委员会", valid_from=BEGAN.date()
    )


def test_a_unit_stands_at_what_its_division_became_under_its_code_and_keeps_its_posts(
    city: City, cast: Cast
) -> None:
    divided(NEW)
    committee = city.unit(f"village_committee-{VILLAGE}")
    held = committee.posts.count()
    assert follow_succession(actor=TEST, becomes={VILLAGE: NEW}) == []
    committee.refresh_from_db()
    assert (committee.division_id, committee.code) == (NEW, f"village_committee-{NEW}")
    assert committee.posts.count() == held > 0
    secretary = cast["village_secretary"].viewer
    assert secretary.own.paths == (NEW,)
    assert AuditRow.objects.filter(act="unit.follow_succession", subject=f"unit:{committee.pk}").exists()
    told = AuditRow.objects.get(act="post.follow_succession", subject=f"post:{secretary.post_id}")
    assert told.detail == {"paths": [NEW]}


def test_a_code_that_is_taken_stays_and_two_of_a_kind_are_left_to_decide(city: City) -> None:
    divided(NEW)
    committee = city.unit(f"village_committee-{VILLAGE}")
    other = Unit.objects.create(
        code=f"village_committee-{NEW}",
        kind=committee.kind,
        name="新居委会",
        division_id=NEW,
        parent=committee.parent,
        begins_on=BEGAN.date(),
    )
    left = follow_succession(actor=TEST, becomes={VILLAGE: NEW})
    committee.refresh_from_db()
    assert (committee.division_id, committee.code) == (NEW, f"village_committee-{VILLAGE}")
    doubled = [
        (open_question.why, open_question.unit_id)
        for open_question in left
        if open_question.unit_id in (committee.pk, other.pk)
    ]
    assert doubled in ([], [("two_of_a_kind", committee.pk)])


def test_who_moves_under_another_township_hands_up_to_the_like_of_what_stood_above(city: City) -> None:
    divided(MOVED)
    committee = city.unit(f"village_committee-{VILLAGE}")
    assert committee.parent is not None
    kind = committee.parent.kind
    follow_succession(actor=TEST, becomes={VILLAGE: MOVED})
    committee.refresh_from_db()
    assert committee.parent is not None
    assert (committee.parent.kind, committee.parent.division_id) == (kind, SIBLING_TOWNSHIP)


def test_a_jurisdiction_that_lies_outside_its_unit_lapses_and_is_left_to_decide(
    city: City, cast: Cast
) -> None:
    divided(MOVED)
    officer = cast["intake_officer"].post
    Jurisdiction.objects.create(post=officer, division_id=VILLAGE)
    left = follow_succession(actor=TEST, becomes={VILLAGE: MOVED})
    assert ("outside_its_unit", officer.pk) in {
        (open_question.why, open_question.post_id) for open_question in left
    }
    assert set(officer.jurisdictions.values_list("division", flat=True)) == {TOWNSHIP}


def test_where_nothing_has_ended_nothing_follows(city: City, cast: Cast) -> None:
    assert follow_succession(actor=TEST, becomes={}) == []
    assert not AuditRow.objects.filter(act__endswith="follow_succession").exists()
