"""What a post answers for changes by a list alone, with what was before in the trail."""

import pytest
from django.core.exceptions import PermissionDenied

from sanling.domain.people.actions.change_posts import PostChange, change_posts
from sanling.domain.people.cast import Player
from sanling.foundation.audit.models import AuditRow
from tests.city import TEST, VILLAGE

pytestmark = pytest.mark.django_db


def test_a_post_keeps_its_key_and_gets_other_divisions(cast: dict[str, Player]) -> None:
    post = cast["grid_worker"].post
    before = sorted(post.jurisdictions.values_list("division", flat=True))
    change = PostChange(paths=[f"{VILLAGE}003", f"{VILLAGE}004"], phone="12345")
    assert change_posts(actor=TEST, changes={post.pk: change}) == [post]
    assert sorted(post.jurisdictions.values_list("division", flat=True)) == [f"{VILLAGE}003", f"{VILLAGE}004"]
    told = AuditRow.objects.get(act="post.change").detail
    assert told == {"phone": True, "paths": [before, [f"{VILLAGE}003", f"{VILLAGE}004"]]}


def test_what_is_so_already_is_no_change(cast: dict[str, Player]) -> None:
    post = cast["grid_worker"].post
    paths = list(post.jurisdictions.values_list("division", flat=True))
    assert change_posts(actor=TEST, changes={post.pk: PostChange(paths=paths, phone=post.phone)}) == []


def test_nobody_changes_a_post_from_a_desk(cast: dict[str, Player]) -> None:
    with pytest.raises(PermissionDenied):
        change_posts(
            actor=cast["administrator"].viewer, changes={cast["grid_worker"].post.pk: PostChange(phone="1")}
        )
