"""What sides said and agreed on goes with the texts of a dispute that is over; that they did, and when, stays."""

from collections.abc import Callable, Mapping, Sequence

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import (
    Agreement,
    Objection,
    Obligation,
    Performance,
    Saying,
    Side,
    Signature,
)


def forget_texts(matters: Sequence[Matter]) -> None:
    """Forget what was said and agreed on, why mediators were refused, what sides were told, and their links."""
    Agreement.objects.filter(matter__in=matters).update(terms=None, content=None, ended_for=None)
    Signature.objects.filter(agreement__matter__in=matters).delete()
    Obligation.objects.filter(agreement__matter__in=matters).update(text=None)
    Performance.objects.filter(obligation__agreement__matter__in=matters).update(remark=None)
    Saying.objects.filter(side__matter__in=matters).delete()
    Objection.objects.filter(matter__in=matters).update(reason=None)
    Side.objects.filter(matter__in=matters).update(summary=None, link_digest=None)


FORGETTERS: Mapping[str, Callable[[Sequence[Matter]], None]] = {}
