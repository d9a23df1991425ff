"""Signals in a dispute: computed from its rows each time, explained, and for a person to confirm; they decide nothing.

What a side said to the mediator alone is never looked at. Of earlier matters those count that the viewer may see of
persons whom the viewer reads in full, and looking for them is counted and recorded as any search is.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta

from sanling.domain.matters.access import matters_of_person
from sanling.domain.matters.models import Matter, Party
from sanling.domain.matters.sought import sought_from
from sanling.domain.mediation.access import may_follow_up, sayings_for
from sanling.domain.mediation.keeping import part_of
from sanling.domain.mediation.models import Saying, Side, SignalDecision
from sanling.domain.mediation.signals_config import Signal, SignalsPart
from sanling.domain.people.access import Viewer
from sanling.foundation import clock
from sanling.foundation.privacy.index import blind_index

# Who of a dispute may have been in others; whoever informed of something in confidence is looked for by nobody.
ROLES = (Party.Role.APPLICANT, Party.Role.RESPONDENT)
MOST_WORDS = 20
MOST_MATTERS = 20


@dataclass(frozen=True)
class Raised:
    """A signal that is there: the words or the earlier matters, and what was decided of all of it last."""

    signal: Signal
    words: Sequence[str] = ()
    matters: Sequence[Matter] = ()
    decision: SignalDecision | None = None

    @property
    def marks(self) -> frozenset[str]:
        """Marks of what it rests on, which tell nothing of it."""
        said = [*self.words, *(str(matter.pk) for matter in self.matters)] or [self.signal.code]
        return frozenset(blind_index("signal", words).hex()[:24] for words in said)

    @property
    def is_decided(self) -> bool:
        """Tell whether somebody decided of all that is there now."""
        return self.decision is not None and self.marks <= set(self.decision.seen)


def signals_part(city: str) -> SignalsPart:
    """Return what a city's profile says of signals."""
    return part_of(city).signals


def raised_in(viewer: Viewer, dispute: Matter, *, by_person: bool = True) -> list[Raised]:
    """Return the signals in a dispute, to who has or had charge of it; nobody else is told of any.

    Raises `SeekingRefused` where the viewer has looked for too many persons: ask again without ``by_person``.
    """
    if not may_follow_up(viewer, dispute):
        return []
    part = signals_part(dispute.city)
    found = [*_by_words(viewer, dispute, part)]
    if part.minors and Side.objects.filter(matter=dispute.pk, is_minor=True).exists():
        found.append(Raised(part.minors))
    if by_person and part.again:
        found += _by_person(viewer, dispute, part)
    rows = SignalDecision.objects.filter(matter=dispute.pk).select_related("post").order_by("pk")
    last = {row.signal: row for row in rows}
    return [Raised(each.signal, each.words, each.matters, last.get(each.signal.code)) for each in found]


def _by_words(viewer: Viewer, dispute: Matter, part: SignalsPart) -> Iterator[Raised]:
    texts = [dispute.title, dispute.text]
    for side in Side.objects.filter(matter=dispute.pk).select_related("matter"):
        said = sayings_for(viewer, side).filter(kind=Saying.Kind.STATEMENT)
        texts += [saying.text or "" for saying in said]
    for signal in part.words:
        words = [match[0] for text in texts for match in signal.pattern.finditer(text or "")]
        if words:
            yield Raised(signal, list(dict.fromkeys(words))[:MOST_WORDS])


def _by_person(viewer: Viewer, dispute: Matter, part: SignalsPart) -> Iterator[Raised]:
    indexes = [index for _by, index in sought_from(viewer, dispute, ROLES, where="signals")]
    earlier: dict[int, Matter] = {}
    for index in dict.fromkeys(indexes):
        known = matters_of_person(viewer, index).filter(registered_at__lt=dispute.registered_at)
        for matter in known.exclude(pk=dispute.pk).defer("search").order_by("-registered_at")[:MOST_MATTERS]:
            earlier[matter.pk] = matter
    newest = sorted(earlier.values(), key=lambda matter: matter.registered_at, reverse=True)
    for signal in part.again:
        since = clock.now() - timedelta(days=signal.days)
        fit = [
            matter
            for matter in newest
            if matter.registered_at >= since and (not signal.outcomes or matter.outcome in signal.outcomes)
        ]
        if len(fit) >= signal.times:
            yield Raised(signal, matters=fit[:MOST_MATTERS])
