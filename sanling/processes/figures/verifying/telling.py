"""What was found of a bulletin, line by line, for whoever tells it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from django.utils.translation import gettext as _

from sanling.processes.figures.verifying.judging import Judgement
from sanling.processes.figures.verifying.own import OwnFound
from sanling.processes.figures.verifying.wording import (
    arithmetic,
    change,
    claim_in_words,
    day_in_words,
    effects,
    own_in_words,
    remark,
)


class Mark(StrEnum):
    """Whether something agrees, the worst first."""

    WRONG = "wrong"
    REMARK = "remark"
    AGREES = "agrees"


class Of(StrEnum):
    """What was looked at."""

    CLAIM = "claim"
    DAY = "day"
    FREE = "free"
    PASSED = "passed"
    OWN = "own"


@dataclass(frozen=True)
class Line:
    """Something that was found: whether it agrees, its name if it has one, in words, and what would mend it."""

    mark: Mark
    of: Of
    name: str
    words: str
    remark: str = ""
    mended_by: Sequence[tuple[str, str]] = ()


def lines_of(judgement: Judgement, own: Sequence[OwnFound]) -> Iterator[Line]:
    """Yield what was found of a bulletin, and of what it says of our own rows."""
    said = judgement.bulletin.said
    for judged in judgement.told:
        claim, verdict = judged.claim, judged.verdict
        yield Line(
            mark=Mark.WRONG if not verdict.agrees else Mark.REMARK if verdict.remarkable else Mark.AGREES,
            of=Of.CLAIM,
            name=claim_in_words(claim),
            words=arithmetic(claim, said, verdict.right),
            remark=remark(judged, said),
            mended_by=[(change(found.repair), effects(found)) for found in judged.repairs],
        )
    for day in judgement.days:
        yield Line(Mark.WRONG, Of.DAY, "", day_in_words(day))
    for name in judgement.bulletin.free:
        yield Line(Mark.REMARK, Of.FREE, name, _("no two of the counts that are printed can be compared"))
    for name, why in judgement.bulletin.passed:
        yield Line(Mark.REMARK, Of.PASSED, name, why)
    for found in own:
        mark = Mark.REMARK if found.ours is None else Mark.AGREES if found.agrees else Mark.WRONG
        yield Line(mark, Of.OWN, "", own_in_words(found))


def sets_of(judgement: Judgement) -> list[list[list[str]]]:
    """Return the sets of changes, each of which mends all that share numbers, in words."""
    return [[[change(repair) for repair in made] for made in sets] for sets in judgement.together]
