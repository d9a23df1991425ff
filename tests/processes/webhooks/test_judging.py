"""What waits for an address is judged at the moment of telling."""

from pytest_django import DjangoAssertNumQueries

from sanling.domain.matters.actions.register import PartyDetails
from sanling.domain.matters.models import Matter
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.foundation import clock
from sanling.processes.reactions import react
from sanling.processes.webhooks.actions.subscribe import Subscribed
from sanling.processes.webhooks.judging import Verdict, judge
from sanling.processes.webhooks.models import Delivery, Subscription
from tests.city import TEST, City
from tests.domain.matters.helpers import act, registered
from tests.processes.webhooks.conftest import Receiver, tell


def test_a_unit_is_not_told_of_a_report_against_itself(
    subscribed: Subscribed, receiver: Receiver, city: City
) -> None:
    unit = subscribed.subscription.unit
    accused = PartyDetails(role="respondent", unit_id=unit.pk)
    registered(concealed=True, parties=[accused], channel="letter")
    assert tell() == 0


def judged() -> list[Verdict]:
    rows = Delivery.objects.select_related("subscription__token", "matter").order_by("pk")
    verdicts = judge(list(rows))
    return [verdicts[row.pk] for row in rows]


def test_what_the_tokens_post_may_open_is_told_and_what_went_out_of_its_sight_never(
    subscribed: Subscribed, cast: dict[str, Player]
) -> None:
    stays, goes = registered().matter, registered().matter
    react()
    assert judged() == [Verdict.TELL, Verdict.TELL]
    Matter.objects.filter(pk=goes.pk).update(division_id="410104003001")
    assert judged() == [Verdict.TELL, Verdict.DROP]
    assert stays.pk


def test_it_waits_while_nobody_leads_the_unit_and_a_token_of_another_post_is_nobody(
    subscribed: Subscribed, cast: dict[str, Player], city: City
) -> None:
    registered()
    react()
    Subscription.objects.update(token=None)
    assert judged() == [Verdict.TELL]
    with clock.turned(to=clock.now()):
        end_post(actor=TEST, post_id=cast["centre_director"].post.pk)
        assert judged() == [Verdict.WAIT]


def test_many_are_judged_with_six_statements_at_most(
    subscribed: Subscribed, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    for _nth in range(5):
        registered()
    react()
    rows = list(Delivery.objects.select_related("subscription__token", "matter"))
    judge(rows)
    with django_assert_max_num_queries(6):
        assert set(judge(rows).values()) == {Verdict.TELL}


def test_a_tie_is_told_only_where_both_ends_may_be_known(
    subscribed: Subscribed, cast: dict[str, Player]
) -> None:
    here, there = registered().matter, registered().matter
    act(cast["intake_officer"].viewer, here, "relate", {"number": there.number, "relation": "born_from"})
    react()
    assert judged() == [Verdict.TELL] * 3
    Matter.objects.filter(pk=there.pk).update(division_id="410104003001")
    assert judged() == [Verdict.TELL, Verdict.DROP, Verdict.DROP]
