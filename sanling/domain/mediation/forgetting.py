"""What sides said goes with the texts of a dispute that is over; that they were asked and answered stays."""

from collections.abc import Callable, Mapping, Sequence

from sanling.domain.matters.models import Matter
from sanling.domain.mediation.models import Objection, Saying, Side


def forget_texts(matters: Sequence[Matter]) -> None:
    """Forget what was said, why mediators were refused, what sides were told, and their links."""
    Saying.objects.filter(side__matter__in=matters).delete()
    Objection.objects.filter(matter__in=matters).update(reason=None)
    Side.objects.filter(matter__in=matters).update(summary=None, link_digest=None)


FORGETTERS: Mapping[str, Callable[[Sequence[Matter]], None]] = {}
