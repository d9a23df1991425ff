"""Draft: put a question and its answer into words without a person in them, for a second person to publish."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils.translation import gettext as _

from sanling.domain.consulting.access import agreed, may_draft, part_of, told_answers
from sanling.domain.consulting.models import Answer
from sanling.domain.consulting.questions import asked_of, names_in
from sanling.domain.consulting.redacting import certain_in
from sanling.domain.matters.access import visible_matters
from sanling.domain.matters.config import MattersPart
from sanling.domain.matters.errors import Invalid
from sanling.domain.matters.models import Matter
from sanling.domain.people.access import Viewer
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.foundation import clock
from sanling.foundation.audit.record import record
from sanling.foundation.cleaning import read_text, read_title
from sanling.foundation.days import day_of
from sanling.foundation.delivery.notices import notify
from sanling.foundation.privacy.tokens import new_token
from sanling.foundation.profile.registry import profile_for
from sanling.foundation.text import tokens

LONGEST_TITLE, LONGEST = 80, 4000
CODE_LENGTH = 16


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is to be published."""

    title: str
    question: str
    answer: str
    category: str = ""


def draft_answer(*, actor: Viewer, matter_id: int, words: Words) -> Answer:
    """Keep a draft of a matter, the one that there is or a new one, and tell who may publish it.

    Whoever changed it last is its drafter. Raises Matter.DoesNotExist, PermissionDenied, and Invalid for what is too
    long, while nobody agreed, and for words that surely say who somebody is.
    """
    with transaction.atomic():
        found = visible_matters(actor).select_for_update(of=("self",)).select_related("unit")
        matter = found.get(pk=matter_id)
        if not may_draft(actor, matter):
            raise PermissionDenied
        asked = asked_of(actor, matter)
        if asked is None or not agreed(matter):
            raise Invalid({"": _("Whoever asked does not agree to publication.")})
        said = _read(matter, words)
        stands = told_answers(matter.city).filter(matter=matter).first()
        known = Answer.objects.filter(matter=matter, published_at=None).first()
        draft = known or Answer(city=matter.city, matter=matter, code=new_token()[:CODE_LENGTH])
        for name, text in said.items():
            setattr(draft, name, text)
        draft.unit, draft.office = matter.unit, matter.unit.label
        draft.answered_on = day_of(asked.answered_at)
        draft.drafted_by_id, draft.drafted_at = actor.post_id, clock.now()
        draft.replaces = stands
        draft.search = tokens(draft.title, draft.question, draft.answer)
        draft.save()
        record(actor=actor, act="consulting.draft", subject=f"answer:{draft.pk}", city=draft.city)
        _tell(actor, draft, matter)
    return draft


def _read(matter: Matter, words: Words) -> Mapping[str, str]:
    """Return the words as they are kept; raises Invalid beside each field."""
    errors: dict[str, str] = {}
    said: dict[str, str] = {}
    names = names_in(matter)
    for name, text in (("title", words.title), ("question", words.question), ("answer", words.answer)):
        try:
            if name == "title":
                said[name] = read_title(text, longest=LONGEST_TITLE, required=True)
            else:
                said[name] = read_text(text, longest=LONGEST, required=True)
        except ValueError as error:
            errors[name] = str(error)
            continue
        if found := certain_in(said[name], names):
            errors[name] = _("This says who somebody is. Please put it in other words: %(what)s") % {
                "what": "、".join(dict.fromkeys(found))
            }
    part: MattersPart = profile_for(matter.division_id).part("matters")
    if words.category and words.category not in part.category_codes(matter.kind):
        errors["category"] = _("Please choose one of the options.")
    if errors:
        raise Invalid(errors)
    return said | {"category": words.category}


def _tell(actor: Viewer, draft: Answer, matter: Matter) -> None:
    posts = Post.objects.filter(
        in_office(clock.now()), unit=matter.unit_id, role__in=part_of(draft.city).published_by
    )
    others = posts.exclude(user=actor.user_id).values_list("pk", flat=True)
    notify(
        (f"post:{pk}" for pk in others),
        "consulting.waits",
        {"title": draft.title},
        url=f"/desk/answers/{draft.pk}/",
    )
