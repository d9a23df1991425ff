"""What agreements lay on sides and is not performed yet, and of which somebody is to be reminded (人民调解法 31)."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Obligation

IN_FORCE = Q(agreement__effective_at__isnull=False, agreement__ended_at=None)
# No profile reminds longer ahead; of what is late for longer nobody is reminded any more.
_AHEAD, _LATE = timedelta(days=60), timedelta(days=30)


def to_remind_of(day: date) -> Iterator[Obligation]:
    """Yield the obligations of which to remind on a day: some days before each is due, and when it is late.

    How many days before, the profile says. Each is reminded of once before and once after, also where a day was missed.
    """
    found = Obligation.objects.filter(IN_FORCE, performed_at=None, due_on__range=(day - _LATE, day + _AHEAD))
    for obligation in found.select_related("agreement__matter__unit").order_by("due_on", "pk"):
        if _is_time(obligation, day):
            yield obligation


def _is_time(obligation: Obligation, day: date) -> bool:
    due, reminded = obligation.due_on, obligation.reminded_on
    if due is None:
        return False
    if day > due:
        return reminded is None or reminded <= due
    days = part_of(obligation.agreement.matter.division_id[:4]).remind_days
    return reminded is None and day >= due - timedelta(days=days)
