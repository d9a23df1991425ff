"""Amounts of money in figures and in the characters of bills, and whether a text that says both agrees; no Django.

The characters are those of the rules for filling in bills (支付结算办法, annex 1: 正确填写票据和结算凭证的基本规定). An
amount is a whole number of fen.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

DIGITS = "零壹贰叁肆伍陆柒捌玖"
_UNITS = ("", "拾", "佰", "仟")
_GROUPS = ("", "万", "亿", "万亿")
# The most that is written out: 10^16 yuan less a fen.
MOST = 10**18 - 1
_PLAIN = str.maketrans(
    "〇一二两三四五六七八九十百千貳參陸萬億圆圓", "零壹贰贰叁肆伍陆柒捌玖拾佰仟贰叁陆万亿元元"
)
_DIGIT = "零〇一二两三四五六七八九壹贰叁肆伍陆柒捌玖貳參陸"
_CHARACTERS = re.compile(
    rf"[{_DIGIT}十拾][{_DIGIT}十百千拾佰仟万亿萬億]*[元圆圓](?:零?[{_DIGIT}]角)?(?:零?[{_DIGIT}]分)?"
)
_FIGURES = re.compile(r"(?P<sign>[¥￥]\s*)?(?P<number>\d+(?:[,，]\d{3})*(?:\.\d{1,2})?)\s*(?P<unit>万?元)?")
# What may stand between an amount and the same amount in the other spelling.
_BETWEEN = re.compile(r"[\s整正，,、（(：:]*(?:即|合|计|人民币|大写|小写|[（(：:，,\s])*")


def in_characters(fen: int) -> str:
    """Return an amount as bills say it: "壹万零伍拾元叁角整"; raises ``ValueError`` below nothing and above `MOST`."""
    if not 0 <= fen <= MOST:
        raise ValueError(f"{fen} fen can't be written out")
    yuan, jiao, cents = fen // 100, fen // 10 % 10, fen % 10
    said = f"{_whole(yuan)}元" if yuan or not fen else ""
    if not jiao and not cents:
        return f"{said}整"
    if jiao:
        said += f"{DIGITS[jiao]}角"
    elif said:
        said += "零"
    return f"{said}{DIGITS[cents]}分" if cents else f"{said}整"


def _whole(number: int) -> str:
    if not number:
        return DIGITS[0]
    said = ""
    groups = [number // 10_000**nth % 10_000 for nth in range(len(_GROUPS))]
    for nth in reversed(range(len(groups))):
        group = groups[nth]
        if not group:
            continue
        # Between groups, too, zeros are said once.
        zero = bool(said) and (group < 1_000 or not groups[nth + 1])
        said += ("零" if zero else "") + _group(group) + _GROUPS[nth]
    return said.replace("万亿", "万", 1) if groups[2] and groups[3] else said


def _group(group: int) -> str:
    said, open_zero = "", False
    for place in reversed(range(4)):
        digit = group // 10**place % 10
        if not digit:
            open_zero = bool(said)
            continue
        said += ("零" if open_zero else "") + DIGITS[digit] + _UNITS[place]
        open_zero = False
    return said


def of_characters(text: str) -> int | None:
    """Return the fen that characters say, in the spelling of bills or of everyday; ``None`` where they say none."""
    plain = text.translate(_PLAIN).strip().rstrip("整正").removeprefix("人民币")
    found = re.fullmatch(r"(?:(.+)元)?(?:零?(.)角)?(?:零?(.)分)?", plain)
    if not plain or found is None:
        return None
    yuan = _number(found[1]) if found[1] else 0
    parts = [DIGITS.find(digit) if digit else 0 for digit in found.groups()[1:]]
    if yuan is None or min(parts) < 0:
        return None
    return yuan * 100 + parts[0] * 10 + parts[1]


def _number(characters: str) -> int | None:
    for mark, worth in (("亿", 10**8), ("万", 10**4)):
        above, found, below = characters.rpartition(mark)
        if found:
            left, right = _number(above), _number(below) if below else 0
            return None if left is None or right is None else left * worth + right
    total, digit = 0, None
    for character in characters:
        if character in DIGITS:
            digit = DIGITS.index(character)
        elif character in _UNITS[1:]:
            # "拾伍" leaves the one out.
            total += (1 if digit is None and not total else digit or 0) * 10 ** _UNITS.index(character)
            digit = 0
        else:
            return None
    return total + (digit or 0)


def of_figures(number: str, unit: str = "元") -> int | None:
    """Return the fen of "1,234.50" yuan, or of "1.2" with the unit "万元"; ``None`` for what is no whole fen."""
    if not re.fullmatch(r"[0-9]{1,18}(?:[,，][0-9]{3})*(?:\.[0-9]{1,8})?", number):
        return None
    fen = Decimal(re.sub("[,，]", "", number)) * (1_000_000 if unit == "万元" else 100)
    return int(fen) if fen == fen.to_integral_value() else None


def disagreeing(text: str) -> Iterator[tuple[str, str]]:
    """Yield each amount that a text says in figures and beside it in characters otherwise, as both stand there."""
    said = [(*found.span(), found[0], of_characters(found[0])) for found in _CHARACTERS.finditer(text)]
    for found in _FIGURES.finditer(text):
        if found["sign"] or found["unit"]:
            amount = of_figures(found["number"], found["unit"] or "元")
            said.append((*found.span(), found[0].strip(), amount))
    said.sort()
    for first, second in pairwise(said):
        if _BETWEEN.fullmatch(text[first[1] : second[0]]) and first[3] != second[3]:
            yield first[2], second[2]
