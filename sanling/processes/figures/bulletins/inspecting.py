"""Whether what is about to be printed contradicts itself: its figures, and what is said of them in its remarks.

No bulletin leaves the house with figures that contradict each other, whoever typed them.
"""

from collections.abc import Iterator, Sequence

from sanling.domain.publications.models import RATES, Line, Publication
from sanling.domain.publications.wording import in_language
from sanling.foundation.days import today
from sanling.foundation.rates import Rate
from sanling.processes.figures.bulletins.claims import claims_of
from sanling.processes.figures.bulletins.contents import Contents
from sanling.processes.figures.verifying.bulletin import MOST_CLAIMS, Bulletin, NoBulletin, judged
from sanling.processes.figures.verifying.judging import judge
from sanling.processes.figures.verifying.reading import bulletins_in
from sanling.processes.figures.verifying.said import BulletinSaid, RateSaid, SumSaid
from sanling.processes.figures.verifying.telling import Mark, lines_of

# Each line of a table of rates makes one claim, and the whole two.
_MOST_LINES = MOST_CLAIMS - 2


def inspect(publication: Publication) -> Sequence[str]:
    """Return what contradicts in a publication that is saved whole, in words."""
    return [
        f"{line.name}: {line.words}" if line.name else line.words
        for bulletin in _bulletins(publication)
        for line in lines_of(judge(bulletin, today=today()), ())
        if line.mark is Mark.WRONG
    ]


def _bulletins(publication: Publication) -> Iterator[Bulletin]:
    if publication.sort == RATES:
        said = _rates(publication)
    elif publication.contents is not None:
        said = claims_of(Contents.read(publication.contents))
    yield judged(said, name=publication.title)
    if publication.remarks.strip():
        try:
            yield from bulletins_in(publication.remarks)
        except NoBulletin:
            # Words without numbers claim nothing.
            return


def _rates(publication: Publication) -> BulletinSaid:
    """Return what a table of rates claims: each rate of its counts, and the counts of all together of its units'."""
    lines = list(publication.lines.all()[:_MOST_LINES])
    counts: dict[str, int] = {}
    rates = []
    for line in lines:
        above, below = _sides(line)
        rate = Rate(line.numerator, line.denominator)
        counts |= {above: rate.numerator, below: rate.denominator}
        if rate.denominator:
            rates.append(RateSaid(name=_called(line), printed=str(rate), numerator=above, denominator=below))
    sums = [
        SumSaid(
            total=_sides(whole)[side], parts=tuple(_sides(line)[side] for line in lines if not line.whole)
        )
        for whole in lines
        for side in (0, 1)
        if whole.whole and len(lines) > 1
    ]
    return BulletinSaid(counts=dict(counts), rates=tuple(rates), sums=tuple(sums))


def _sides(line: Line) -> tuple[str, str]:
    return f"{_called(line)}分子", f"{_called(line)}分母"


def _called(line: Line) -> str:
    return f"{in_language(line.name)} ({line.unit or '='})"
