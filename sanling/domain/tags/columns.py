"""The tags of matters in ledgers of every family, and the filter by one of them."""

from django.contrib.postgres.expressions import ArraySubquery
from django.utils.translation import gettext_lazy

from sanling.domain.matters.models import Matter
from sanling.domain.matters.sheets import Column, Rows, Sheet, TypedFilter
from sanling.domain.tags.queries import OF_MATTER, bearing
from sanling.domain.tags.words import LONGEST

# By which code the filter, the box and the field of a list's form are known.
CODE = "tag"


def _with_tags(matters: Rows) -> Rows:
    return matters.annotate(tag_words=ArraySubquery(OF_MATTER.values("word")))


def _tags(matter: Matter, _sheet: Sheet) -> str:
    return "、".join(vars(matter)["tag_words"])


COLUMNS = (Column("tags", gettext_lazy("Tags"), _tags, 24, usual=False, read=_with_tags),)
FILTERS = (TypedFilter(CODE, gettext_lazy("Tag"), longest=LONGEST, narrow=bearing),)
