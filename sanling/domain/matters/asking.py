"""What comes next for a matter's party, in words: those of its state, as far as what they ask for can still be done."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from sanling.domain.matters.models import Matter, Rating
from sanling.domain.matters.situation import Situations
from sanling.domain.matters.verbs.rate import Rate
from sanling.domain.matters.verbs.reopen import Reopen
from sanling.domain.workflow.rules import Facts, refusal
from sanling.domain.workflow.schema import Action, ActorRelation, State, Workflow
from sanling.foundation import clock
from sanling.foundation.database.prepared import Prepared
from sanling.foundation.holidays.schedules import workdays_at


def next_words(matter: Matter, definition: Workflow, state: State) -> str:
    """Return what comes next.

    The words of a state are fixed with the definition's version. Once something that they ask for is done or over,
    what is left of it is said instead; a remedy that they only name stays.
    """
    told = str(state.next) if state.next else ""
    open_here = [
        action
        for action in definition.actions
        if state.code in action.sources and action.by(ActorRelation.PARTY)
    ]
    asked = [action for action in open_here if action.code in state.asks]
    left = _left(matter, asked) if asked else []
    if len(left) < len(asked):
        told = _in_words(left)
    if matter.resolved_at is None or all(action.verb != Rate.code for action in open_here):
        return told
    if _ratings.first(matter=matter.pk, since=matter.resolved_at) is None:
        return told
    return (_("Your rating has arrived. %(next)s") % {"next": told}).strip()


def _left(matter: Matter, asked: Sequence[Action]) -> list[Action]:
    """Return what the party, whoever it is, can still do."""
    situation = Situations([matter]).of(matter)
    facts = Facts(
        state=matter.state,
        relations=frozenset({ActorRelation.PARTY}),
        counts=situation.counts(asked),
        since=situation.since(asked),
        days=workdays_at(matter.division_id),
    )
    now = clock.now()
    return [action for action in asked if refusal(action, facts, now) is None]


def _in_words(left: Sequence[Action]) -> str:
    words = {
        Rate.code: _("Please rate it."),
        Reopen.code: _("If the problem remains, you can ask to reopen it in time."),
    }
    return " ".join(words[action.verb] for action in left if action.verb in words)


@Prepared
def _ratings(matter: int, since: datetime) -> QuerySet[Rating, int]:
    """Return the ratings of how a matter was resolved the last time."""
    return Rating.objects.filter(matter=matter, entry__at__gte=since).values_list("pk", flat=True)
