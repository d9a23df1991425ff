"""The leak matrix, telling: notices and webhooks tell only what their reader may open at that moment."""

from collections.abc import Mapping
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.access import VisitorActor, visible_matters
from sanling.domain.matters.actions.register import PartyDetails, register
from sanling.domain.matters.choosing import posts_within
from sanling.domain.matters.handover import hand_over
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.scan import scan
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.actions.appoint import NewPost, appoint
from sanling.domain.people.actions.end_post import end_post
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Jurisdiction, Post, Unit
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.processes.reactions import react
from sanling.processes.webhooks.judging import Verdict, judge
from sanling.processes.webhooks.models import Delivery, Subscription
from tests.city import COUNTY, SIBLING_VILLAGE, TEST, TOWNSHIP, City
from tests.domain.matters.helpers import act, registered, report

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = Mapping[str, Player]
LATER = timedelta(days=30)


def complaint(about: Unit) -> Matter:
    """Register a concealed report against a unit."""
    parties = [PartyDetails(role=Party.Role.RESPONDENT, unit_id=about.pk)]
    made = register(
        actor=VisitorActor(),
        report=report(channel="letter", text=f"反映{about.name}", concealed=True, parties=parties),
    )
    return made.matter


def second_post(player: Player, unit: Unit, role: str, path: str) -> Post:
    """Give somebody one post more."""
    new = NewPost(user_id=player.user.pk, unit_id=unit.pk, role=role, name="兼任", paths=[path])
    return appoint(actor=TEST, new=new)


def narrowed(post: Post, path: str) -> None:
    """Let a post answer for another village and nothing else."""
    Jurisdiction.objects.filter(post=post).update(division_id=path)


def told_posts(matter: Matter) -> set[str]:
    return set(Notice.objects.filter(params__number=matter.number).values_list("recipient", flat=True))


def everything_told_can_be_opened() -> bool:
    for recipient, number in Notice.objects.values_list("recipient", "params__number"):
        viewer = viewer_for(Post.objects.get(pk=recipient.removeprefix("post:")))
        if viewer is None or not visible_matters(viewer).filter(number=number).exists():
            return False
    return True


def test_a_concealed_report_is_not_told_to_who_belongs_to_the_accused_by_another_post(
    city: City, cast: Cast
) -> None:
    accused = city.unit(f"government-{TOWNSHIP}")
    second = second_post(cast["township_leader"], city.centre(TOWNSHIP), "intake_officer", TOWNSHIP)
    matter = complaint(accused)
    with clock.turned(shift=LATER):
        scan()
        react()
    assert cast["intake_officer"].viewer.key in told_posts(matter)
    assert f"post:{second.pk}" not in told_posts(matter)
    assert everything_told_can_be_opened()


def test_posts_narrowed_to_another_village_are_not_told(cast: Cast) -> None:
    narrowed(cast["intake_officer"].post, SIBLING_VILLAGE)
    matter = registered().matter
    with clock.turned(shift=LATER):
        scan()
        react()
        assert cast["intake_officer"].viewer.key not in told_posts(matter)
        assert cast["centre_director"].viewer.key in told_posts(matter)
        assert everything_told_can_be_opened()


def test_when_a_handlers_post_ends_those_charged_with_other_matters_are_not_told(
    city: City, cast: Cast
) -> None:
    mediator = cast["mediator"]
    colleague = second_post(cast["grid_worker"], mediator.post.unit, "mediator", mediator.viewer.own.paths[0])
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": mediator.post.pk})
    act(mediator.viewer, matter, "sign_for")
    Matter.objects.filter(pk=matter.pk).update(unit=mediator.post.unit)
    end_post(actor=TEST, post_id=mediator.post.pk)
    with clock.turned(shift=LATER):
        hand_over()
        scan()
        react()
        assert f"post:{colleague.pk}" not in told_posts(matter)
        assert everything_told_can_be_opened()


def test_a_post_that_has_ended_and_a_user_who_left_are_told_nothing_more(cast: Cast) -> None:
    officer, director = cast["intake_officer"], cast["centre_director"]
    end_post(actor=TEST, post_id=officer.post.pk)
    director.user.is_active = False
    director.user.save(update_fields=["is_active"])
    registered()
    react()
    assert not Notice.objects.filter(recipient__in=[f"post:{officer.post.pk}", f"post:{director.post.pk}"])


def test_who_was_assigned_but_no_longer_sees_the_matter_is_not_told(city: City, cast: Cast) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    Matter.objects.filter(pk=matter.pk).update(confidentiality=2)
    react()
    assert cast["mediator"].viewer.key not in told_posts(matter)


def test_departments_called_in_are_told_by_those_alone_who_see_what_their_unit_was_called_to(
    city: City, cast: Cast
) -> None:
    matter = registered().matter
    act(cast["intake_officer"].viewer, matter, "assign", {"mediator": cast["mediator"].post.pk})
    act(cast["mediator"].viewer, matter, "sign_for")
    housing = city.unit(f"housing-{COUNTY}")
    act(cast["mediator"].viewer, matter, "whistle", {"units": [housing.pk], "task": "请派人到场"})
    Matter.objects.filter(pk=matter.pk).update(confidentiality=1)
    react()
    assert cast["department_clerk"].viewer.key in told_posts(matter)
    Notice.objects.all().delete()
    Matter.objects.filter(pk=matter.pk).update(confidentiality=2)
    with clock.turned(shift=LATER):
        scan()
        react()
        assert cast["department_clerk"].viewer.key not in told_posts(matter)
        assert everything_told_can_be_opened()


def test_nobody_is_charged_who_could_not_see_it_because_of_another_post(city: City, cast: Cast) -> None:
    second = second_post(cast["township_leader"], city.centre(TOWNSHIP), "intake_officer", TOWNSHIP)
    plain = complaint(city.unit(f"housing-{COUNTY}"))
    hidden = complaint(city.unit(f"government-{TOWNSHIP}"))
    for matter, may in ((plain, True), (hidden, False)):
        found = Matter.objects.select_related("unit").get(pk=matter.pk)
        assert posts_within(found).filter(pk=second.pk).exists() is may


def test_the_list_of_notices_shows_neither_number_nor_title_of_what_one_may_no_longer_open(
    cast: Cast,
) -> None:
    officer = cast["intake_officer"]
    matter = registered().matter
    react()
    browser = Client()
    browser.force_login(officer.user)
    assert matter.number in browser.get("/desk/notices/").content.decode()
    (notice,) = Notice.objects.filter(recipient=officer.viewer.key)
    narrowed(officer.post, SIBLING_VILLAGE)
    page = browser.get("/desk/notices/").content.decode()
    assert matter.number not in page
    assert matter.title not in page
    assert "您现在无权查看" in page
    followed = browser.post("/desk/notices/read/", {"notice": notice.pk})
    assert matter.number not in followed.headers["Location"]
    narrowed(officer.post, TOWNSHIP)
    assert matter.number in browser.get("/desk/notices/").content.decode()


def subscription_of(viewer: Viewer) -> Subscription:
    return Subscription.objects.create(
        unit_id=viewer.own.unit_id, url="https://example.org/", secret="x", created_at=clock.now()
    )


def verdicts() -> dict[str, Verdict]:
    """Return how each delivery that waits is judged now, by its event."""
    waiting = list(Delivery.objects.select_related("subscription", "matter").order_by("pk"))
    judged = judge(waiting)
    return {delivery.event: judged[delivery.pk] for delivery in waiting}


def test_a_webhook_tells_what_a_leader_of_its_unit_may_open(city: City, cast: Cast) -> None:
    subscription_of(cast["centre_director"].viewer)
    registered()
    react()
    assert verdicts() == {"register": Verdict.TELL}
    narrowed(cast["centre_director"].post, SIBLING_VILLAGE)
    assert verdicts() == {"register": Verdict.DROP}


def test_a_webhook_tells_no_concealed_report_where_the_leader_belongs_to_the_accused(
    city: City, cast: Cast
) -> None:
    subscription_of(cast["centre_director"].viewer)
    complaint(city.unit(f"government-{TOWNSHIP}"))
    react()
    assert verdicts() == {"register": Verdict.TELL}
    second_post(cast["centre_director"], city.unit(f"government-{TOWNSHIP}"), "township_leader", TOWNSHIP)
    assert verdicts() == {"register": Verdict.DROP}


def test_a_webhook_of_a_unit_that_nobody_leads_waits(cast: Cast) -> None:
    subscription_of(cast["centre_director"].viewer)
    registered()
    react()
    end_post(actor=TEST, post_id=cast["centre_director"].post.pk)
    assert verdicts() == {"register": Verdict.WAIT}


def test_a_webhook_tells_of_a_repeat_only_to_a_leader_who_reads_who_brought_both(
    city: City, cast: Cast
) -> None:
    subscription_of(cast["centre_director"].viewer)
    subscription_of(cast["township_leader"].viewer)
    first, again = registered().matter, registered().matter
    act(cast["intake_officer"].viewer, again, "relate", {"number": first.number, "relation": "repeat_of"})
    react()
    assert verdicts()["relate"] is Verdict.TELL
    Party.objects.create(matter=first, unit=city.centre(TOWNSHIP), role=Party.Role.RESPONDENT)
    assert verdicts()["relate"] is Verdict.DROP


def many(count: int, cast: Cast) -> None:
    """Let many things happen in a batch: reports of several places, some concealed, some assigned."""
    for n in range(count):
        matter = registered(division=(TOWNSHIP, COUNTY)[n % 2]).matter
        if n % 3 == 0:
            Matter.objects.filter(pk=matter.pk).update(concealed=True)


def test_a_batch_is_judged_with_as_many_statements_however_many_notices_it_makes(cast: Cast) -> None:
    # What is read but once a process, such as a definition, is read.
    many(6, cast)
    react()
    counts = []
    for size in (6, 30):
        many(size, cast)
        with CaptureQueriesContext(connection) as asked:
            react()
        counts.append(len(asked))
    # 34; five by which the follower of rules takes its rows and finds none on; eight by which those of incidents
    # and of messages outside the desk find nothing of theirs; four by which that of residents takes its rows;
    # five by which that of titles takes its rows and finds none decided; eight by which that of subjects finds nothing;
    # forty by which those of figures take their rows, compute facts anew and add up what differs, a flow at a time;
    # two by which that of chosen mediators takes its rows and finds nobody to ask next;
    # five by which that of confirmations takes its rows and finds none;
    # sixteen by which those of hand-overs find nothing of theirs and the facts of mediation are computed anew.
    assert counts[0] == counts[1] <= 127
    assert Notice.objects.count() >= 36
