"""What in a text may say who somebody is: found by rules, marked, and put in other words; a person reads it after.

Sources: 个人信息保护法 25 (published by separate consent alone) and 73 (anonymised: nobody can be told by it).
What is ``certain`` keeps a text from being published; all else a person looks at, twice.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

# Digits and letters of full width, and digits in characters, each for one: places in the text stay the same.
_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_SPELT = str.maketrans("〇零一二三四五六七八九壹贰叁肆伍陆柒捌玖", "00123456789123456789")
_SEP = r"[ \-‐-―－·.]?"
_DIGIT = rf"[0-9](?:{_SEP}[0-9])"
_PLACE_SIGNS = "一-鿿"

# Each kind with what stands in its place, whether it is certain, and how it is found.
KINDS: Mapping[str, tuple[str, bool]] = {
    "id": ("〔证件号〕", True),
    "phone": ("〔电话〕", True),
    "account": ("〔账号〕", True),
    "plate": ("〔车牌〕", True),
    "email": ("〔邮箱〕", True),
    "link": ("〔链接〕", True),
    "number": ("〔编号〕", True),
    "name": ("某某", True),
    "called": ("某某", False),
    "address": ("〔地址〕", False),
    "place": ("〔地点〕", False),
}
_RULES: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    ("link", re.compile(r"https?://[^\s，。；]+|www\.[^\s，。；]+", re.I)),
    ("email", re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")),
    ("number", re.compile(r"(?<![A-Za-z])[A-Z]{2}-?[0-9]{6}-?[0-9]{5}-?[0-9A-Z]\b")),
    (
        "plate",
        re.compile(
            "[京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼使领]"
            r" ?[A-HJ-NP-Z] ?[·.\- ]? ?[A-HJ-NP-Z0-9]{4,5}[A-HJ-NP-Z0-9挂学警港澳]",
            re.I,
        ),
    ),
    ("id", re.compile(rf"(?<![0-9]){_DIGIT}{{16}}{_SEP}[0-9Xx](?![0-9])|(?<![0-9])[0-9]{{15}}(?![0-9])")),
    ("phone", re.compile(rf"(?<![0-9])(?:\+?86{_SEP})?1[3-9](?:{_SEP}[0-9]){{9}}(?![0-9])")),
    ("phone", re.compile(r"(?<![0-9])0[0-9]{2,3}[ \-－]?[2-9][0-9]{6,7}(?![0-9])")),
    ("account", re.compile(r"(?<![0-9])(?:[0-9][ \-]?){15,18}[0-9](?![0-9])")),
    ("account", re.compile(r"(?:微信号?|QQ|qq|抖音号?)[号:： 为是]{0,3}[A-Za-z0-9][A-Za-z0-9_\-]{4,19}")),
    ("phone", re.compile(r"(?<![0-9年.,])[2-9][0-9]{6,7}(?![0-9元万.,年])")),
)
_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭"
    "陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_INTRODUCED = re.compile(
    rf"(?:我叫|我是|我姓名|姓名[是为:：]?)(?P<what>[{_SURNAMES}][{_PLACE_SIGNS}]{{1,2}})"
)
_GUESSES: tuple[tuple[str, "re.Pattern[str]"], ...] = (
    (
        "called",
        re.compile(
            rf"(?:我叫|名叫|姓名(?:是|为)?[:：]?|叫做?)(?P<what>[{_SURNAMES}][{_PLACE_SIGNS}]{{1,2}})"
        ),
    ),
    (
        "called",
        re.compile(
            rf"(?P<what>(?:[老小][{_SURNAMES}]|[{_SURNAMES}][{_PLACE_SIGNS}]{{0,2}}?)"
            "(?:先生|女士|小姐|阿姨|大爷|大妈|师傅|老师|医生|律师|主任|书记|经理|老板|某某?))"
        ),
    ),
    (
        "address",
        re.compile(
            r"(?<![第0-9])[0-9A-Za-z]{1,5}(?:号楼|号院|栋|幢|单元|室|层|楼|号|门)"
            r"(?:[0-9A-Za-z]{1,5}(?:号楼|号院|栋|幢|单元|室|层|楼|号|门)?)*"
        ),
    ),
    (
        "place",
        re.compile(
            rf"[{_PLACE_SIGNS}]{{2,6}}?(?:小区|花园|家园|新村|社区|公寓|大厦|学校|中学|小学|幼儿园|医院|街道|胡同|路|街|巷|村)(?![{_PLACE_SIGNS}]?[由长])"
        ),
    ),
)


@dataclass(frozen=True, order=True)
class Found:
    """Something that may say who somebody is: from where to where, and of which kind."""

    start: int
    end: int
    kind: str

    @property
    def certain(self) -> bool:
        """Tell whether it keeps a text from being published."""
        return KINDS[self.kind][1]


@dataclass(frozen=True)
class Piece:
    """A part of a text, and what it may say of somebody: "" where nothing was found."""

    text: str
    kind: str = ""
    certain: bool = False


def find(text: str, names: Iterable[str] = ()) -> list[Found]:
    """Return what a text may say of persons, in its order and apart; ``names`` are those that it must not have."""
    folded = text.translate(_WIDTH)
    taken: list[Found] = []
    for found in _all(folded, names):
        if not any(found.start < other.end and other.start < found.end for other in taken):
            taken.append(found)
    return sorted(taken)


def _all(folded: str, names: Iterable[str]) -> Iterator[Found]:
    """Yield what is found, the surest first: what lies over it is not looked at."""
    for name in sorted({name for name in names if len(name) > 1}, key=len, reverse=True):
        spaced = re.compile(" ?".join(map(re.escape, name.translate(_WIDTH))), re.I)
        yield from (Found(*hit.span(), "name") for hit in spaced.finditer(folded))
    spelt = folded.translate(_SPELT)
    for kind, rule in _RULES:
        yield from (Found(*hit.span(), kind) for hit in rule.finditer(folded))
    for hit in re.finditer(r"(?<![0-9])1[3-9](?: ?[0-9]){9}(?![0-9])", spelt):
        yield Found(*hit.span(), "phone")
    for kind, rule in _GUESSES:
        for hit in rule.finditer(folded):
            yield Found(*hit.span("what" if "what" in rule.groupindex else 0), kind)


def introduced(text: str) -> list[str]:
    """Return the names by which whoever wrote a text says who it is: they may stand in what was answered, too."""
    return [hit["what"] for hit in _INTRODUCED.finditer(text)]


def redact(text: str, names: Iterable[str] = ()) -> str:
    """Return a text with other words for whatever was found."""
    return "".join(KINDS[piece.kind][0] if piece.kind else piece.text for piece in pieces(text, names))


def pieces(text: str, names: Iterable[str] = ()) -> list[Piece]:
    """Return a text in pieces, with what was found in it marked."""
    parts: list[Piece] = []
    done = 0
    for found in find(text, names):
        parts += [Piece(text[done : found.start])] if found.start > done else []
        parts.append(Piece(text[found.start : found.end], found.kind, found.certain))
        done = found.end
    return [*parts, Piece(text[done:])] if done < len(text) else parts


def certain_in(text: str, names: Iterable[str] = ()) -> list[str]:
    """Return what keeps a text from being published, as it stands there."""
    return [text[found.start : found.end] for found in find(text, names) if found.certain]
