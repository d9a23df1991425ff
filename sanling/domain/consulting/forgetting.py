"""A draft goes with the texts of a matter that is over; what is published names nobody, and stays."""

from collections.abc import Callable, Mapping, Sequence

from sanling.domain.consulting.models import Answer
from sanling.domain.matters.models import Matter


def forget_texts(matters: Sequence[Matter]) -> None:
    """Forget what was drafted and never published."""
    Answer.objects.filter(matter__in=matters, published_at=None).delete()


FORGETTERS: Mapping[str, Callable[[Sequence[Matter]], None]] = {}
