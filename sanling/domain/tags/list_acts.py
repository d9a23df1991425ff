"""Tags are put on a whole list of matters at once, and taken off."""

from collections.abc import Collection, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sanling.domain.matters.errors import ActError, Invalid
from sanling.domain.matters.list_acts import ListAct
from sanling.domain.people.access import Viewer
from sanling.domain.tags.actions.tag import Outcome, tag_each
from sanling.domain.tags.actions.untag import untag_each
from sanling.domain.tags.columns import CODE
from sanling.domain.tags.models import Tag
from sanling.domain.tags.words import LONGEST, read_word
from sanling.domain.workflow.schema import FormField
from sanling.foundation.labels import Label

WORD = FormField(code=CODE, type="text", name=Label(zh="标签", en="Tag"), required=True, max_length=LONGEST)


def _refuse(said: Mapping[str, Any]) -> None:
    try:
        read_word(_word(said))
    except ValueError as error:
        raise Invalid({CODE: str(error)}) from error


def _word(said: Mapping[str, Any]) -> str:
    word = said.get(CODE, "")
    return word if isinstance(word, str) else ""


def _tag(*, actor: Viewer, matters: Sequence[int], said: Mapping[str, Any]) -> Sequence[str | ActError]:
    return _told(tag_each(actor=actor, matters=matters, word=_word(said)), _("Tagged: %(word)s"))


def _untag(*, actor: Viewer, matters: Sequence[int], said: Mapping[str, Any]) -> Sequence[str | ActError]:
    return _told(untag_each(actor=actor, matters=matters, word=_word(said)), _("Tag taken off: %(word)s"))


def _told(outcomes: Sequence[Outcome], done: str) -> Sequence[str | ActError]:
    return [done % {"word": found.word} if isinstance(found, Tag) else found for found in outcomes]


def _tagged(matters: Collection[int]) -> Collection[int]:
    found = Tag.objects.filter(matter__in=matters, taken_at=None).order_by()
    return set(found.values_list("matter_id", flat=True))


LIST_ACTS = (
    ListAct("tag", gettext_lazy("Put a tag on"), (WORD,), _refuse, _tag),
    ListAct("untag", gettext_lazy("Take a tag off"), (WORD,), _refuse, _untag, _tagged),
)
