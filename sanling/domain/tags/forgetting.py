"""Tags go with the texts of a matter that is over: somebody typed them, too."""

from collections.abc import Callable, Mapping, Sequence

from sanling.domain.matters.models import Matter
from sanling.domain.tags.models import Tag


def forget_texts(matters: Sequence[Matter]) -> None:
    """Forget which words stood on matters, and who put them there; the audit log keeps that somebody did."""
    Tag.objects.filter(matter__in=matters).delete()


FORGETTERS: Mapping[str, Callable[[Sequence[Matter]], None]] = {}
