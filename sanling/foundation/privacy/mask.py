"""Personal data as shown to those who needn't know: recognisable to the person, to nobody else."""

import re
from collections.abc import Callable
from functools import wraps

from sanling.foundation.privacy.unreadable import Unreadable

# Those of two characters that most people have who have one (百家姓).
_SURNAMES_OF_TWO = re.compile(
    "欧阳|上官|司马|端木|诸葛|东方|独孤|南宫|夏侯|尉迟|皇甫|公孙|慕容|长孙|宇文|司徒|司空|令狐|百里|呼延|东郭|西门"
    "|万俟|闻人|赫连|澹台|濮阳|申屠|钟离|鲜于|闾丘|轩辕|拓跋|左丘|梁丘|达奚"
)


def _of_readable(mask: Callable[[str], str]) -> Callable[[str], str]:
    """Let words that stand for an unreadable value be shown as they are: they tell nothing of it."""

    @wraps(mask)
    def masked(value: str) -> str:
        return value if isinstance(value, Unreadable) else mask(value)

    return masked


@_of_readable
def mask_name(name: str) -> str:
    """Keep the first character, for a Chinese name the surname's: "张三丰" becomes "张**"."""
    name = name.strip()
    return name[:1] + "*" * min(max(len(name) - 1, 1), 2) if name else ""


@_of_readable
def surname(name: str) -> str:
    """Return the surname of a Chinese name of two to four characters, "" for any other: "欧阳明" gives "欧阳"."""
    name = name.strip()
    if not re.fullmatch(r"[\u3400-\u9fff]{2,4}", name):
        return ""
    return name[:2] if len(name) > 2 and _SURNAMES_OF_TWO.match(name) else name[:1]


@_of_readable
def mask_phone(phone: str) -> str:
    """Keep three digits at the start and at most four at the end: "+8613812345678" becomes "138****5678".

    At least four are hidden, those of an extension all.
    """
    digits = re.sub(r"[^0-9]", "", phone.partition(",")[0].removeprefix("+86"))
    return f"{digits[:3]}****{digits[7:][-4:]}" if len(digits) >= 10 else "*" * len(digits)


@_of_readable
def mask_citizen_number(number: str) -> str:
    """Keep province and city, and the last two characters: "4101**********0X"."""
    number = number.strip()
    return f"{number[:4]}{'*' * (len(number) - 6)}{number[-2:]}" if len(number) >= 15 else "*" * len(number)


@_of_readable
def mask_address(address: str) -> str:
    """Keep what comes before the first house number, six characters at most where there's none: "文化路***"."""
    address = address.strip()
    # A number of digits, or a Chinese numeral that counts a house, building, unit, floor or room.
    found = re.search(
        r"[0-9０-９A-Za-z]|[一二三四五六七八九十百零〇]+(号|栋|幢|座|单元|层|楼|室|户)", address
    )
    return address[: min(found.start() if found else 6, len(address) // 2 + 1)] + "***" if address else ""
