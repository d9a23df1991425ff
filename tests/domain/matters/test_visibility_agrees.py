"""On random casts, posts and matters every way to a matter agrees with every other, and with a naive oracle."""

from itertools import product
from random import Random

import pytest
from django.db import transaction
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from sanling.domain.matters.access import (
    identity_of,
    matters_of_person,
    rows_for_reading,
    visible_entries,
    visible_matters,
)
from sanling.domain.matters.act import perform
from sanling.domain.matters.changes import TOPIC
from sanling.domain.matters.columns import COLUMNS
from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.matters.ledger_queries import (
    ORDERS,
    Criteria,
    Order,
    count_of,
    ledger,
    ledger_ways,
    ordered,
    page_of,
)
from sanling.domain.matters.ledgers import MATTERS
from sanling.domain.matters.models import Attachment, Entry, Matter, Relation
from sanling.domain.matters.naming import Names
from sanling.domain.matters.queries import Tab, find_matter, inbox, inbox_counts
from sanling.domain.matters.sheets import sheet_for
from sanling.domain.matters.situation import Situations
from sanling.domain.matters.standing import relations
from sanling.domain.matters.telling import who_may_open
from sanling.domain.matters.tie_access import told_ties
from sanling.domain.people.access import Viewer, viewer_for
from sanling.domain.people.models import Post
from sanling.domain.people.sight import viewers_of
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.delivery.models import Notice
from sanling.foundation.delivery.outbox import put
from sanling.foundation.privacy.index import blind_index
from sanling.processes.reactions import react
from sanling.processes.webhooks.judging import Verdict, judge
from sanling.processes.webhooks.models import Delivery, Subscription
from tests.city import City
from tests.domain.matters.differing import differing_roles
from tests.domain.matters.oracle import Oracle
from tests.domain.matters.worlds import FAMILIES, PHONE, Told, World, make_world

pytestmark = pytest.mark.django_db


def test_every_way_to_a_matter_agrees(city: City, workflows: None) -> None:
    # A smaller seed is no simpler world, so nothing is shrunk.
    @settings(max_examples=15, phases=[Phase.reuse, Phase.generate])
    @given(seed=st.integers(0, 2**32 - 1))
    def in_a_world(seed: int) -> None:
        now = clock.now()
        random = Random(seed)
        with clock.turned(to=now), differing_roles(random), transaction.atomic():
            world = make_world(city, random, now)
            for pk in world.oracle.posts:
                post_agrees(world, pk)
            telling_agrees(world)
            transaction.set_rollback(True)

    in_a_world()


def telling_agrees(world: World) -> None:
    """Compare who may be told of what, judged for all posts at once, and who is told in notices and by webhooks."""
    oracle, matters = world.oracle, [known.row for known in world.matters]
    facts = {known.facts.pk: known.facts for known in world.matters}
    assert viewers_of(oracle.posts) == {
        pk: viewer for pk in oracle.posts if (viewer := viewer_for(Post.objects.get(pk=pk)))
    }
    expected = {(post, pk) for post, pk in product(oracle.posts, facts) if oracle.seeing(post, facts[pk])}
    assert who_may_open(product(oracle.posts, matters)) == expected

    for matter in matters:
        register = definition_of(matter.definition_id).register().code
        entry = Entry.objects.create(
            matter=matter,
            at=clock.now(),
            code=register,
            audience="party",
            actor_kind="visitor",
            actor_key="visitor:portal",
            to_state=matter.state,
            version=1,
        )
        put(topic=TOPIC, key=str(matter.pk), payload={"entry": entry.pk})
    units = {post.unit for post in oracle.posts.values()}
    Subscription.objects.bulk_create(
        Subscription(unit_id=unit, url="https://example.org/", secret="x", created_at=clock.now())
        for unit in units
    )
    react()
    by_number = {matter.number: matter.pk for matter in matters}
    for recipient, number in Notice.objects.values_list("recipient", "params__number"):
        assert (int(recipient.removeprefix("post:")), by_number[number]) in expected
    deliveries = list(Delivery.objects.select_related("subscription", "matter"))
    for delivery, verdict in zip(deliveries, judge(deliveries).values(), strict=True):
        leading = [
            post.pk
            for post in oracle.posts.values()
            if post.unit == delivery.subscription.unit_id and post.role.lead and post.held
        ]
        # A webhook is as little told of what a leader sees by standing in as a token reads of it.
        may = any(post in oracle.seeing(post, facts[delivery.matter_id]) for post in leading)
        assert verdict is ((Verdict.TELL if may else Verdict.DROP) if leading else Verdict.WAIT)


def post_agrees(world: World, pk: int) -> None:
    """Compare everything that one post sees."""
    viewer = viewer_for(Post.objects.get(pk=pk))
    assert (viewer is not None) == world.oracle.at_work(pk)
    if viewer is None:
        assert not world.oracle.eyes(pk)
        return
    expected = {known.facts.pk for known in world.matters if world.oracle.seeing(pk, known.facts)}
    rows_agree(viewer, world, expected)
    for known in world.matters:
        matter_agrees(viewer, known, world.oracle, visible=known.facts.pk in expected)
        ties_agree(viewer, known, world)


def rows_agree(viewer: Viewer, world: World, expected: set[int]) -> None:
    """Compare list, count, ledger, pages, search, inbox, person search and export."""
    now = clock.now()
    assert set(visible_matters(viewer).values_list("pk", flat=True)) == expected
    assert visible_matters(viewer).count() == len(expected)
    for family in ("", *FAMILIES):
        of_family = {known.facts.pk for known in world.matters if family in ("", known.facts.family)}
        lists_agree(viewer, family, expected & of_family)
    words = Criteria(family="", words="楼道 垃圾")
    assert set(ledger(viewer, words, now).values_list("pk", flat=True)) == expected
    for place in ("4101", "410105", "410105002", "410105002012001"):
        there = Criteria(family="", division=place)
        within = {known.facts.pk for known in world.matters if known.facts.division.startswith(place)}
        assert set(ledger(viewer, there, now).values_list("pk", flat=True)) == expected & within

    found = set(matters_of_person(viewer, blind_index("phone", PHONE)).values_list("pk", flat=True))
    may_find = {
        known.facts.pk
        for known in world.matters
        if world.oracle.finds_person(viewer.post_id, known.facts, known.person_in)
    }
    assert found == may_find
    exported_agrees(viewer, world, expected)


def lists_agree(viewer: Viewer, family: str, expected: set[int]) -> None:
    """Compare the ledger, its count and its pages of one family or of all, and the inbox of one."""
    now, criteria = clock.now(), Criteria(family=family)
    listed = ledger(viewer, criteria, now)
    assert listed.count() == len(expected)
    assert count_of(ledger_ways(viewer, criteria, now), 1000) == len(expected)
    for column, descending in product(ORDERS.values(), (True, False)):
        order = Order(column, descending)
        whole = [row.pk for row in ordered(listed, order)]
        assert sorted(whole) == sorted(expected)
        assert turned(viewer, criteria, order) == whole
        assert turned(viewer, criteria, order, back=True) == whole
    if family:
        heaps = {tab: {row.pk for way in inbox(viewer, tab, now, family) for row in way} for tab in Tab}
        assert all(heap <= expected for heap in heaps.values())
        assert inbox_counts(viewer, now, family) == {tab: len(heap) for tab, heap in heaps.items()}


def ties_agree(viewer: Viewer, known: Told, world: World) -> None:
    """Compare which ties to the other matters are told."""
    others = [other.facts for other in world.matters if other is not known]
    ties = {(kind, other.pk) for kind in Relation.Kind.values for other in others}
    assert told_ties(viewer, known.facts.pk, ties) == {
        (kind, other.pk)
        for kind, other in product(Relation.Kind.values, others)
        if world.oracle.told_tie(viewer.post_id, kind, (known.facts, other))
    }


def turned(viewer: Viewer, criteria: Criteria, order: Order, *, back: bool = False) -> list[int]:
    """Return the ids that one gets by turning the ledger's pages to the last, or from there to the first again."""
    found: list[int] = []
    after = before = None
    while True:
        ways = ledger_ways(viewer, criteria, clock.now())
        rows = rows_for_reading(viewer)
        part = page_of(ways, order, rows=rows, size=2, after=after, before=before)
        ids = [row.pk for row in part.rows]
        found = [*ids, *found] if before else [*found, *ids]
        if before is None and part.older:
            after = part.older
        elif back and part.newer:
            if before is None:
                # The last page stays as it was read.
                found = ids
            after, before = None, part.newer
        else:
            return found


def exported_agrees(viewer: Viewer, world: World, expected: set[int]) -> None:
    """Compare what an export writes, names included."""
    now = clock.now()
    by_number = {known.row.number: known for known in world.matters}
    matters = list(MATTERS.read(ordered(ledger(viewer, Criteria(family=""), now), Order()), COLUMNS))
    sheet = sheet_for(viewer, matters, now, Names(viewer.city))
    written = [{column.code: str(column.value(matter, sheet)) for column in COLUMNS} for matter in matters]
    assert {by_number[row["number"]].facts.pk for row in written} == expected
    for row in written:
        known = by_number[row["number"]]
        shown = known.person_in & {"applicant", "informant"}
        readable = {
            role for role in shown if world.oracle.identity(viewer.post_id, known.facts, role) != "hidden"
        }
        assert ("王" in row["applicant"]) == bool(readable)
        assert "小明" not in str(row)
        assert "13800000000" not in str(row)


def matter_agrees(viewer: Viewer, known: Told, oracle: Oracle, *, visible: bool) -> None:
    """Compare search by number, detail, relations, entries, files, fields, and the door of every act."""
    by_number = ledger(viewer, Criteria(family="", words=known.row.number), clock.now())
    assert by_number.filter(pk=known.facts.pk).exists() == visible
    found = find_matter(viewer, known.row.number)
    assert (found is not None) == visible
    with pytest.raises(NotAllowed if visible else NotFound):
        perform(actor=viewer, matter_id=known.facts.pk, action="no_such_act", version=1, fields={})
    if found is None:
        return
    seeing = oracle.seeing(viewer.post_id, known.facts)
    for matter in (found, Matter.objects.select_related("unit").get(pk=found.pk)):
        assert {
            reach.post_id for reach, _how in relations(viewer, Situations([matter]).of(matter)) if reach
        } == seeing
        entries = {
            pk
            for pk, audience in known.entries.items()
            if audience != "restricted" or oracle.reads_restricted(viewer.post_id, known.facts)
        }
        assert set(visible_entries(viewer, matter).values_list("pk", flat=True)) == entries
        files = Attachment.objects.filter(entry__in=visible_entries(viewer, matter))
        assert set(files.values_list("entry", flat=True)) == entries
        for party in matter.parties.all():
            told = oracle.identity(viewer.post_id, known.facts, party.role)
            assert identity_of(viewer, matter, party) == told
