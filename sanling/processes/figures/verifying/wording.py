"""What was found of a bulletin, in words: the arithmetic of each claim, and each change that would mend it."""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django_stubs_ext import StrPromise

from sanling.processes.figures.verifying.changes import Change, Lasting, Points
from sanling.processes.figures.verifying.claims import Claim, Said, Share, Total, Within
from sanling.processes.figures.verifying.days import DayFound, Wrong
from sanling.processes.figures.verifying.edits import How
from sanling.processes.figures.verifying.judging import Judged
from sanling.processes.figures.verifying.own import OwnFound
from sanling.processes.figures.verifying.printed import Printed, Rounding, Span
from sanling.processes.figures.verifying.repairs import Found, Repair

_WAYS: Mapping[Rounding, StrPromise] = {
    Rounding.HALF_UP: gettext_lazy("only before both were rounded"),
    Rounding.CUT: gettext_lazy("cut off instead of rounded"),
    Rounding.UP: gettext_lazy("rounded up"),
    Rounding.TWICE: gettext_lazy("rounded twice"),
}
_HOW: Mapping[How, StrPromise] = {
    How.SWAPPED: gettext_lazy("two digits swapped"),
    How.DIGIT: gettext_lazy("one digit"),
    How.MISSING: gettext_lazy("a digit more"),
    How.EXTRA: gettext_lazy("a digit less"),
    How.TWO_DIGITS: gettext_lazy("two digits"),
    How.OTHER: gettext_lazy("another number"),
    How.OTHER_COUNT: gettext_lazy("another count"),
}


def arithmetic(claim: Claim, said: Said, right: Span) -> str:
    """Return what a claim's numbers give, beside what is printed."""
    numbers = [said[key] for key in claim.keys]
    match claim:
        case Share():
            above, below, printed = numbers
            return _("%(above)s of %(below)s is %(right)s; printed: %(printed)s") % {
                "above": _named(claim.above, above),
                "below": _named(claim.below, below),
                "right": _percent(right),
                "printed": printed,
            }
        case Total():
            return _of_total(claim, numbers, right)
        case Within():
            part, whole = numbers
            return _("%(part)s can’t be more than %(whole)s") % {
                "part": _named(claim.part.name, part),
                "whole": _named(claim.whole.name, whole),
            }
        case Change() | Points():
            return _of_change(claim, numbers, right)
        case Lasting():
            return _("from %(begins)s to %(ends)s it is %(right)s days; printed: %(printed)s") % {
                "begins": claim.begins.isoformat(),
                "ends": claim.ends.isoformat(),
                "right": _number(right),
                "printed": numbers[0],
            }
    raise TypeError(type(claim).__name__)


def _of_total(claim: Total, numbers: Sequence[Printed], right: Span) -> str:
    total, *parts = numbers
    told = " + ".join(str(part) for part in parts[:8]) + (" + …" if len(parts) > 8 else "")
    return _("%(sum)s = %(right)s; printed: %(printed)s") % {
        "sum": told,
        "right": _number(right),
        "printed": _named(claim.total, total),
    }


def _of_change(claim: Change | Points, numbers: Sequence[Printed], right: Span) -> str:
    now, before, printed = numbers
    ends = {"now": _named(claim.now, now), "before": _named(claim.before, before)}
    if isinstance(claim, Change):
        told = {**ends, "right": _percent(right), "printed": str(printed)}
        return _("from %(before)s to %(now)s it changed by %(right)s; printed: %(printed)s") % told
    told = {**ends, "right": _percent(right).rstrip("%"), "printed": str(printed).rstrip("%")}
    return _("from %(before)s to %(now)s it changed by %(right)s points; printed: %(printed)s") % told


def remark(judged: Judged, said: Said) -> str:
    """Return by what a claim agrees, "" for one that agrees as figures usually do, or contradicts."""
    verdict, claim = judged.verdict, judged.claim
    if not verdict.remarkable:
        return ""
    if isinstance(claim, Within) and verdict.how is not None:
        step = _("a whole per cent") if said[claim.part].step == 1 else _("its last digit")
        return _("holds only if %(printed)s was rounded to %(step)s") % {
            "printed": said[claim.part],
            "step": step,
        }
    if verdict.how is not None:
        return str(_WAYS[verdict.how])
    return _("as far as numbers that are about so much tell")


def change(repair: Repair) -> str:
    """Return what one change does."""
    if repair.of:
        return _("%(claim)s: of “%(of)s” (%(after)s) instead of “%(name)s” (%(before)s)") % {
            "claim": repair.claim,
            "of": repair.of,
            "after": repair.after,
            "name": repair.key.name,
            "before": repair.before,
        }
    what = {"name": repair.key.name, "before": repair.before, "after": repair.after, "how": _HOW[repair.how]}
    room = repair.room
    if repair.how is How.OTHER and room is not None and not repair.after.share and "–" in _number(room):
        return _("%(name)s: %(before)s → about %(after)s (%(room)s)") % {**what, "room": _number(room)}
    return _("%(name)s: %(before)s → %(after)s (%(how)s)") % what


def effects(found: Found) -> str:
    """Return what else a change does: what it mends besides, and what would contradict then."""
    told = []
    if found.mends > 1:
        told.append(_("mends %(count)s contradictions at once") % {"count": found.mends})
    if found.breaks:
        names = "、".join(dict.fromkeys(claim.name for claim in found.breaks[:3]))
        told.append(_("but then this would contradict: %(names)s") % {"names": names})
    return "; ".join(told)


def day_in_words(found: DayFound) -> str:
    """Return what is wrong with a day."""
    what = {"name": _day_name(found.name), "said": found.said, "right": found.right}
    match found.wrong:
        case Wrong.NONE_SUCH:
            return _("%(name)s: there is no day %(said)s") % what
        case Wrong.AHEAD:
            return _("%(name)s: %(said)s has not come yet") % what
        case Wrong.ORDER:
            return _("%(name)s: %(said)s lies before %(right)s, which it should follow") % what
        case Wrong.WEEKDAY:
            return _("%(name)s: %(said)s is not that weekday (星期%(right)s)") % what


def own_in_words(found: OwnFound) -> str:
    """Return what our own rows say of a number."""
    what = {"name": found.said.name, "printed": found.printed}
    if found.ours is None:
        return _("%(name)s: printed %(printed)s; not counted here, or not for you to count") % what
    ours = {"above": f"{found.ours.numerator:,}", "below": f"{found.ours.denominator:,}", "rate": found.ours}
    return _("%(name)s: printed %(printed)s; our rows now give %(above)s of %(below)s, %(rate)s") % {
        **what,
        **ours,
    }


def claim_in_words(claim: Claim) -> str:
    """Return what a claim is called."""
    kinds: Mapping[type[Claim], StrPromise] = {
        Share: gettext_lazy("rate"),
        Total: gettext_lazy("total"),
        Within: gettext_lazy("part of a whole"),
        Change: gettext_lazy("change"),
        Points: gettext_lazy("change in points"),
        Lasting: gettext_lazy("days"),
    }
    return _("%(name)s (%(kind)s)") % {"name": claim.name, "kind": kinds[type(claim)]}


def _day_name(name: str) -> str:
    return _("as of") if name == "as_of" else name


def _named(name: str, printed: Printed) -> str:
    return f"{name} {printed}"


def _percent(right: Span) -> str:
    ends = [_rounded(end) for end in (right.low, right.high) if end is not None]
    return "—" if not ends else f"{ends[0]}%" if len(set(ends)) == 1 else f"{ends[0]}–{ends[-1]}%"


def _rounded(value: Fraction) -> Decimal:
    """Return a number with two decimals, rounded half up."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return exact.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def _number(span: Span) -> str:
    ends = [span.low, span.high]
    low, high = (None if end is None else end for end in ends)
    least = None if low is None else -(-low.numerator // low.denominator)
    most = None if high is None else high.numerator // high.denominator
    if low is not None and high is not None and least is not None and most is not None and least > most:
        # No whole number lies between: parts of one are printed.
        shown = [f"{_rounded(end):,}".rstrip("0").rstrip(".") for end in (low, high)]
        return shown[0] if shown[0] == shown[1] else "–".join(shown)
    first = "" if least is None else f"{least:,}"
    last = "" if most is None else f"{most:,}"
    return first if first == last else f"{first}–{last}"
