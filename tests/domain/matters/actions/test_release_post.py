"""What an ended post was charged with goes back to its unit's pool, each with an entry, and nothing else moves."""

import pytest

from sanling.domain.matters.actions.release_post import release_post
from sanling.domain.matters.models import Assignment, Entry, Matter
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST
from tests.domain.matters.helpers import in_mediation, registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]


def test_each_of_its_matters_is_given_back_visibly_and_those_of_others_stay(cast: dict[str, Player]) -> None:
    first, second, others = in_mediation(cast), in_mediation(cast), registered().matter
    post = cast["mediator"].post
    versions = {matter.pk: matter.version for matter in (first, second)}
    assert release_post(actor=TEST, post_id=post.pk) == 2
    for matter in (first, second):
        matter.refresh_from_db()
        assert (matter.assignee_id, matter.version) == (None, versions[matter.pk] + 1)
        assert matter.state == "mediating"
        entry = Entry.objects.filter(matter=matter).latest("pk")
        assert (entry.code, entry.params, entry.audience) == ("released", {"post": post.pk}, "internal")
        assert (entry.from_state, entry.to_state) == ("mediating", "mediating")
        ended = Assignment.objects.get(matter=matter)
        assert (ended.ended_at, ended.ended_how) == (entry.at, "released")
    assert AuditRow.objects.filter(act="matters.released").count() == 2
    assert Entry.objects.filter(matter=others).count() == 1
    assert release_post(actor=TEST, post_id=post.pk) == 0


def test_a_matter_that_somebody_else_got_meanwhile_is_left_to_them(cast: dict[str, Player]) -> None:
    matter, other = in_mediation(cast), cast["two_posts"].posts[1]
    Matter.objects.filter(pk=matter.pk).update(assignee=other)
    assert release_post(actor=TEST, post_id=cast["mediator"].post.pk) == 0
    matter.refresh_from_db()
    assert matter.assignee_id == other.pk
