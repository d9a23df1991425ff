"""How much a post has open is counted with one query, as far as the viewer may count it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from sanling.domain.matters.workload import open_with
from sanling.domain.people.cast import Player
from sanling.domain.people.models import Post
from tests.domain.matters.helpers import in_mediation

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
Cast = dict[str, Player]


def test_all_posts_of_a_list_are_counted_with_one_query(cast: Cast) -> None:
    for _nth in range(2):
        in_mediation(cast)
    posts = list(Post.objects.select_related("unit"))
    viewer = cast["county_intake_officer"].viewer
    with CaptureQueriesContext(connection) as queries:
        counted = open_with(viewer, posts)
    assert len(queries) == 1
    assert counted[cast["mediator"].post.pk] == 2
    assert counted[cast["township_mediator"].post.pk] == 0


def test_a_part_of_what_a_unit_has_is_not_told_for_all(cast: Cast) -> None:
    """A department sees its own lines, a grid worker what is theirs: neither counts what a mediator has."""
    mediator = Post.objects.select_related("unit").filter(pk=cast["mediator"].post.pk)
    for who in ("department_clerk", "grid_worker", "sibling_township_intake", "auditor"):
        assert open_with(cast[who].viewer, mediator) == {}, who
    clerk = Post.objects.select_related("unit").filter(pk=cast["department_clerk"].post.pk)
    assert open_with(cast["department_leader"].viewer, clerk) == {cast["department_clerk"].post.pk: 0}
