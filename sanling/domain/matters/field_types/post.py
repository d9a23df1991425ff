"""A post that may be charged with a matter."""

from collections.abc import Hashable
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _
from typing_extensions import override

from sanling.domain.matters.choosing import chosen_by, key_of, posts_within
from sanling.domain.people.models import Post
from sanling.domain.workflow.field_types import Asked, Box, FieldType, Wrong


class PostType(FieldType):
    """The key of a post."""

    code = "post"
    box = Box.ROW
    is_selected = True
    names = "post"

    @override
    def read(self, raw: Any, asked: Asked) -> Post:
        post = self.rows(asked).filter(pk=key_of(raw)).first()
        if post is None:
            raise Wrong(_("This person can't be charged with it."))
        return post

    @override
    def depends_on(self, asked: Asked) -> Hashable:
        return chosen_by(asked.matter)

    @override
    def rows(self, asked: Asked) -> QuerySet[Post]:
        return posts_within(asked.matter, asked.field.roles, asked.field.select or "below").select_related(
            "unit"
        )
