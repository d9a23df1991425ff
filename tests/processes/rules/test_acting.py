"""Rules act on what is registered, once, as far as who answers for them may, and lead to nothing more."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.actions.take_in import take_in
from sanling.domain.matters.models import Entry
from sanling.domain.matters.timeline import timeline
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.domain.tags.actions.untag import untag
from sanling.domain.tags.models import Tag
from sanling.foundation.audit.models import AuditRow
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from sanling.processes.rules.acting import follow
from sanling.processes.rules.models import Deed
from tests.city import SIBLING_COUNTY, TEST
from tests.domain.matters.helpers import act, against, registered, report
from tests.processes.rules.making import made, on

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def told() -> list[str]:
    return list(Notice.objects.filter(code="rules.matched").values_list("recipient", flat=True))


def test_what_meets_a_rule_is_assigned_by_it_and_the_timeline_says_who_answers(
    cast: dict[str, Player],
) -> None:
    rule = on(cast, made(cast, does="assign"))
    matter = registered().matter
    other = registered(kind="request", text="独居老人需要送餐。").matter
    react()
    matter.refresh_from_db()
    assert (matter.assignee, matter.state) == (cast["mediator"].post, "assigned")
    entry = Entry.objects.filter(matter=matter, code="assign").get()
    assert (entry.actor_kind, entry.actor_key) == ("rule", f"rule:{rule.pk}")
    assert AuditRow.objects.filter(actor_key=f"rule:{rule.pk}").exists()
    lines = timeline(cast["intake_officer"].viewer, matter)
    assert any("规则" in line.who and cast["centre_director"].post.name in line.who for line in lines)
    react()
    assert Notice.objects.filter(code="matter.assigned", recipient=cast["mediator"].viewer.key).exists()
    other.refresh_from_db()
    assert other.assignee is None


def test_a_rule_acts_on_a_matter_once_and_on_nothing_registered_before(cast: dict[str, Player]) -> None:
    registered()
    react()
    on(cast, made(cast, to="intake_officer"))
    react()
    assert told() == []
    registered()
    react()
    react()
    assert told() == [cast["intake_officer"].viewer.key]
    assert Deed.objects.filter(done=True).count() == 1


def test_nobody_is_told_of_what_they_may_not_open(cast: dict[str, Player]) -> None:
    on(cast, made(cast, to="sibling_township_intake"))
    registered()
    react()
    assert told() == []
    assert [deed.done for deed in Deed.objects.all()] == [False]


def test_a_rule_reaches_no_further_than_who_answers_for_it(cast: dict[str, Player]) -> None:
    on(cast, made(cast, to="city_leader"))
    registered(division=f"{SIBLING_COUNTY}003001")
    against(cast["centre_director"].post.unit_id)
    react()
    assert told() == []
    assert not Deed.objects.exists()


def test_who_may_not_be_charged_is_not_charged_by_a_rule(cast: dict[str, Player]) -> None:
    on(cast, made(cast, does="assign", to="sibling_township_intake"))
    matter = registered().matter
    react()
    matter.refresh_from_db()
    assert matter.assignee is None
    assert [deed.done for deed in Deed.objects.all()] == [False]


def test_what_a_person_has_chosen_meanwhile_stands(cast: dict[str, Player]) -> None:
    rule = on(cast, made(cast, does="assign"))
    officer, chosen = cast["intake_officer"].viewer, cast["mediator"].post
    brought = take_in(actor=officer, report=report(), post=str(chosen.pk)).matter
    accepted = registered().matter
    act(officer, accepted, "accept")
    react()
    for matter in (brought, accepted):
        matter.refresh_from_db()
    assert brought.assignee == chosen
    assert accepted.assignee is None
    assert not Entry.objects.filter(actor_key=f"rule:{rule.pk}").exists()
    assert [deed.done for deed in Deed.objects.filter(rule=rule)] == [False, False]


def test_of_two_rules_the_first_charges(cast: dict[str, Player]) -> None:
    first = on(cast, made(cast, does="assign"))
    on(cast, made(cast, does="assign"))
    registered()
    react()
    assert [entry.actor_key for entry in Entry.objects.filter(code="assign")] == [f"rule:{first.pk}"]
    assert sorted(deed.done for deed in Deed.objects.all()) == [False, True]


def test_a_rule_is_off_when_the_post_that_answers_for_it_ends_until_another_does(
    cast: dict[str, Player],
) -> None:
    on(cast, made(cast, to="intake_officer"))
    end_post(actor=TEST, post_id=cast["centre_director"].post.pk)
    registered()
    react()
    assert told() == []


def test_without_rules_nothing_is_read(cast: dict[str, Player]) -> None:
    registered()
    with CaptureQueriesContext(connection) as queries:
        follow([])
    assert len(queries) == 1


def test_what_meets_a_rule_is_tagged_once_and_stays_untagged_when_somebody_took_it_off(
    cast: dict[str, Player],
) -> None:
    before = registered().matter
    react()
    on(cast, made(cast, does="tag", tag=" 楼道　堆物 "))
    matter, other = registered().matter, registered(kind="request", text="独居老人需要送餐。").matter
    react()
    found = Tag.objects.get()
    assert (found.matter_id, found.word, found.actor_kind) == (matter.pk, "楼道 堆物", "rule")
    assert found.put_by == cast["centre_director"].post
    assert {before.pk, other.pk}.isdisjoint(Tag.objects.values_list("matter", flat=True))
    untag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word="楼道堆物")
    react()
    assert Tag.objects.filter(taken_at=None).count() == 0
    assert Deed.objects.filter(done=True).count() == 1


def test_a_rule_tags_nothing_on_which_its_keeper_may_not_act(cast: dict[str, Player]) -> None:
    on(cast, made(cast, does="tag"))
    registered(division=f"{SIBLING_COUNTY}003001")
    react()
    assert not Tag.objects.exists()
