"""Tags are seen with their matter, and changed by who may act on it."""

import pytest

from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.errors import NotAllowed, NotFound
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from sanling.domain.tags.access import lock_taggable, may_tag, visible_tags
from sanling.domain.tags.actions.tag import tag
from sanling.foundation.audit.actor import SystemActor
from tests.domain.matters.helpers import in_mediation, registered
from tests.leaks.test_concealed import complaint

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]
ACTING = ("intake_officer", "centre_director", "mediator", "township_leader", "city_leader")


def test_who_may_act_on_a_matter_may_tag_it_and_who_only_sees_it_may_not(cast: Cast) -> None:
    matter = in_mediation(cast)
    for who in ACTING:
        assert may_tag(cast[who].viewer, Matter.objects.get(pk=matter.pk)), who
    assert not may_tag(cast["village_secretary"].viewer, Matter.objects.get(pk=matter.pk))
    assert may_tag(SystemActor("demo"), matter)


def test_whoever_sees_a_matter_sees_its_tags_and_nobody_else(cast: Cast) -> None:
    matter = in_mediation(cast)
    tag(actor=cast["intake_officer"].viewer, matter_id=matter.pk, word="加装电梯")
    for who in (*ACTING, "village_secretary"):
        assert visible_tags(cast[who].viewer).exists(), who
    for who in ("sibling_township_intake", "sibling_county_intake", "administrator", "auditor"):
        assert not visible_tags(cast[who].viewer).exists(), who
    assert not visible_tags(None).exists()


def test_out_of_sight_and_not_there_are_one_and_only_seen_is_another(cast: Cast) -> None:
    matter = registered().matter
    stranger, seer = cast["sibling_township_intake"].viewer, cast["village_secretary"].viewer
    judged = lock_taggable(stranger, [matter.pk, matter.pk + 1])
    assert {type(found) for found in judged.values()} == {NotFound}
    assert len({str(found) for found in judged.values()}) == 1
    assert isinstance(lock_taggable(seer, [matter.pk])[matter.pk], NotAllowed)


def test_a_unit_sees_no_tag_of_what_is_concealed_from_it(cast: Cast) -> None:
    matter = complaint(cast["intake_officer"].post.unit)
    tag(actor=SystemActor("demo"), matter_id=matter.pk, word="举报")
    assert not visible_tags(cast["intake_officer"].viewer).exists()
    for who in (*ACTING, "village_secretary", "centre_director", "peace_officer"):
        viewer = cast[who].viewer
        assert visible_tags(viewer).exists() == visible_matters(viewer).filter(pk=matter.pk).exists(), who
