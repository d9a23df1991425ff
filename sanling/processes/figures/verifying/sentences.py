"""Sentences of a bulletin: counts and rates with the words before them; which counts a rate is of is found."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping

from django.utils.translation import gettext as _

from sanling.foundation.cleaning import fold
from sanling.processes.figures.verifying.bulletin import (
    NEAREST,
    Bulletin,
    NoBulletin,
    best_pair,
    judged,
)
from sanling.processes.figures.verifying.claims import Key, Sort
from sanling.processes.figures.verifying.printed import MOST_DIGITS, NUMBER, read_count
from sanling.processes.figures.verifying.said import BulletinSaid, RateSaid

_LONGEST, _MOST_RATES = 20_000, 200
_NUMBER = re.compile(
    r"(?P<words>[^\d,;:。!?()\[\]\"“”、\n]{0,24}?)"
    r"(?P<about>大约|约|近|超过|超|逾|突破|about |over |some )?"
    rf"(?P<number>{NUMBER}\s?[万亿]?)(?P<after>多|余)?"
    r"(?P<unit>%|个百分点|[年月日时点分号]|[件起人名户家个批条处宗场次对]\w{0,1})?"
)
# What is said of a number and isn't its name.
_FILLER = re.compile(
    r"^(?:其中|共计|共|全市|今年|累计|已|并|和|与|及|其|the|of|and|were|was|is|a)+|"
    r"(?:达到|达|为|是|共计|共|累计|了|到|有|at|to|of|were|was|is)+$",
    re.IGNORECASE,
)
_CHANGED = ("同比", "环比", "下降", "增长", "上升", "减少", "提高")
_NO_COUNT = frozenset("年月日时点分号")


def read_sentences(text: str, *, name: str) -> Bulletin:
    """Return the bulletin of a text. Raises NoBulletin where it holds no two numbers."""
    if len(text) > _LONGEST:
        raise NoBulletin(_("At most %(most)s characters are read as sentences.") % {"most": f"{_LONGEST:,}"})
    # A comma of a Chinese sentence stands between numbers, never within one.
    folded = fold(text.replace("，", ";"))
    counts: dict[str, int | str] = {}
    rates: list[RateSaid] = []
    taken: Counter[str] = Counter()
    for words, printed, is_share in _numbers(folded):
        label = _called(words, taken)
        if not is_share:
            counts[label] = printed
        else:
            rates.append(_of_what_precedes(RateSaid(name=label, printed=printed, stated=False), counts))
        if len(rates) > _MOST_RATES:
            raise NoBulletin(
                _("%(bulletin)s: that is more than can be compared at once.") % {"bulletin": name}
            )
    if len(counts) + len(rates) < 2:
        raise NoBulletin(_("There are no numbers here that could be compared."))
    return judged(BulletinSaid(counts=counts, rates=tuple(rates)), name=name)


def _numbers(text: str) -> Iterator[tuple[str, str, bool]]:
    for found in _NUMBER.finditer(text):
        words, unit = found["words"].strip(), found["unit"] or ""
        changed = any(word in words for word in _CHANGED)
        is_code = len(found["number"]) > MOST_DIGITS
        is_odd = unit == "%" and found["number"][-1] in "万亿"
        if unit in _NO_COUNT or unit == "个百分点" or changed or is_code or is_odd or not words:
            continue
        about = "约" if found["about"] or found["after"] else ""
        sign = "%" if unit == "%" else ""
        yield words, f"{about}{found['number'].replace(' ', '')}{sign}", bool(sign)


def _of_what_precedes(rate: RateSaid, counts: Mapping[str, int | str]) -> RateSaid:
    """Return a rate of the two counts before it that it is a share of, else of the last two."""
    near = list(counts.items())[-NEAREST:]
    numbers = {Key(Sort.COUNT, name): read_count(printed) for name, printed in near}
    last = sorted(list(numbers)[-2:], key=lambda key: numbers[key].value)
    pair = best_pair(rate, numbers) or (tuple(key.name for key in last) if len(last) == 2 else None)
    return rate if pair is None else rate.model_copy(update={"numerator": pair[0], "denominator": pair[1]})


def _called(words: str, taken: Counter[str]) -> str:
    """Return what a number is called; the second of a name is "name (2)"."""
    label = _FILLER.sub("", words).strip() or words
    taken[label] += 1
    return label if taken[label] == 1 else f"{label} ({taken[label]})"
