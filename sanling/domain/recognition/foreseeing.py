"""What publishing a standard would make of the warnings: done for the months that are judged each night, and undone.

So it foresees exactly what the next night brings, by the same statements.
"""

from collections.abc import Sequence

from django.db import transaction

from sanling.domain.recognition.config import StandardPart
from sanling.domain.recognition.evaluating import Scope, write
from sanling.domain.recognition.judging import Month
from sanling.domain.recognition.models import Standard
from sanling.domain.recognition.months import months_back
from sanling.domain.recognition.standing import Difference, differences, has_warnings
from sanling.domain.recognition.turns import take_month
from sanling.foundation import clock


def foresee_warnings(city: str, part: StandardPart) -> Sequence[Difference]:
    """Return which warnings would open, change and be lifted if a city were judged by another standard tonight."""
    if not has_warnings(city):
        return ()
    with transaction.atomic():
        # Nobody but this transaction ever sees it.
        trial = Standard.objects.create(
            city=city, version=0, body={}, digest="", published_at=clock.now(), retired_at=clock.now()
        )
        for month in reversed(months_back(2)):
            take_month(city, month)
            write(Scope(city, Month(month), part), trial.pk)
        found = differences(city, part)
        transaction.set_rollback(True)
    return found
