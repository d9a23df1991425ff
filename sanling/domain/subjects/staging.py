"""What the demonstration city has of subjects: all villages and communities, invented institutions in each township.

Their names are of the place where they are, or of a place and a word; their codes are of no registering office (area
999999), so that they are nobody's.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from random import Random

from stdnum.cn import uscc

from sanling.domain.subjects.actions.put_charges import InCharge, put_charges
from sanling.domain.subjects.actions.put_subjects import Said, put_subjects
from sanling.domain.subjects.config import SubjectsPart, SubjectType
from sanling.domain.subjects.models import Subject
from sanling.domain.subjects.rules import CodeKind, Group, Status
from sanling.domain.territory.models import Division
from sanling.domain.territory.rules import Level
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.days import today
from sanling.foundation.profile.loader import Profile

ACTOR = SystemActor("demo")
# Longer than any year that was over a year ago.
BEGAN = timedelta(days=1000)
# Of institutions, so many in a township, and more where the cast is at work.
USUAL, NEAR = 3, 60
WORDS = (
    "恒通",
    "瑞丰",
    "金禾",
    "永信",
    "中原",
    "嘉和",
    "启明",
    "德润",
    "豫华",
    "盛达",
    "安泰",
    "同方",
    "鼎新",
    "汇源",
)
SURNAMES, GIVEN = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗", "建国秀英志强丽华海涛晓梅文博玉兰永康雅琴"
# What institutions are called, by the code of their type: after the place's name, or after the city's and a word.
AFTER_PLACE = {
    "school": ("中心小学", "第二小学", "实验中学", "第一初级中学"),
    "kindergarten": ("中心幼儿园", "阳光幼儿园", "童星幼儿园"),
    "hospital": ("卫生院", "中医院", "康复医院"),
    "market": ("农贸市场", "果蔬批发市场"),
    "station": ("客运站",),
    "scenic_area": ("生态园景区",),
    "religious_site": ("关帝庙", "兴福寺"),
    "listed_building": ("古戏台", "石桥"),
    "public_institution": ("财政所", "农业服务中心"),
}
AFTER_WORD = {
    "company": ("机械制造有限公司", "食品有限公司", "商贸有限公司", "物流有限公司", "建筑工程有限公司"),
    "shopping_centre": ("购物广场", "生活超市"),
    "outlet": ("银行支行", "大药房"),
    "mine": ("矿业有限公司",),
    "research_institute": ("材料研究所",),
}
ENDING = re.compile("(街道办事处|办事处|街道|镇|乡|社区居委会|社区居民委员会|居委会|村民委员会|村委会)$")
# Of more than these, so many in a hundred are of the first type; their codes are counted from here.
FIRST, MORE = 0.75, 100_000
SEATS = 3
LOT = 10_000
INDUSTRIES = ("制造业", "批发零售业", "交通运输业", "建筑业", "食品加工业")


def stage(*, profile: Profile, posts: Mapping[str, int], village: str) -> None:
    """Add them, as they have been for a year and more; somebody leads each, and some have changed since."""
    random = Random(3)  # noqa: S311 -- invented subjects
    on = today() - BEGAN
    said = [*_places(profile), *_institutions(profile, village, random)]
    puts = put_subjects(actor=ACTOR, city=profile.city, said=said, on=on)
    own = [put.subject for put in puts if put.subject.group != Group.PLACES]
    charge(profile, [subject.pk for subject in own], on, random)
    some = random.sample(own, len(own) // 30)
    _change(profile, [Said(code=subject.code, type=subject.type) for subject in some], random)


def charge(profile: Profile, added: Sequence[int], on: date, random: Random) -> None:
    """Have somebody invented lead each of some subjects that were just added, and be its liaison."""
    duties = [duty.code for duty in profile.part("subjects").duties if duty.required]
    for first in range(0, len(added), LOT):
        charges = {
            subject: {duty: _person(random) for duty in duties} for subject in added[first : first + LOT]
        }
        put_charges(actor=ACTOR, charges=charges, on=on, added=charges.keys())


def _places(profile: Profile) -> Iterator[Said]:
    """Yield the villages and communities, each by its code."""
    part: SubjectsPart = profile.part("subjects")
    kinds = [kind for kind in part.types if kind.known_by is CodeKind.DIVISION]
    for path, name in _divisions(profile.city, Level.VILLAGE):
        called = (
            kind for kind in kinds if any(word in name for word in (kind.name.zh, *kind.also_called[1:]))
        )
        kind = next(called, kinds[0])
        yield Said(code=path, type=kind.code, values={"name": name, "division_id": path})


def _institutions(profile: Profile, village: str, random: Random) -> Iterator[Said]:
    """Yield invented institutions of each township, in its villages."""
    part: SubjectsPart = profile.part("subjects")
    kinds = [kind for kind in part.types if kind.code in AFTER_PLACE or kind.code in AFTER_WORD]
    villages: dict[str, list[str]] = {}
    for path, _called in _divisions(profile.city, Level.VILLAGE):
        villages.setdefault(path[: Level.TOWNSHIP], []).append(path)
    number, names = 0, set[str]()
    for township, place in _divisions(profile.city, Level.TOWNSHIP):
        near = village.startswith(township)
        for nth in range(NEAR if near else USUAL):
            kind = random.choice(kinds)
            name = _name(profile, kind, place, random)
            number += 1
            if name not in names and township in villages:
                names.add(name)
                at = village if near and nth % 3 == 0 else random.choice(villages[township])
                yield Said(
                    code=_code(kind, number), type=kind.code, values=_values(part, kind, name, at, random)
                )


def invented(profile: Profile, types: Sequence[str], count: int, random: Random) -> Iterator[Said]:
    """Yield so many more institutions that are in no list, most of them of the first type.

    They lie where townships have their seats; their codes go on from how many subjects there are.
    """
    part: SubjectsPart = profile.part("subjects")
    kinds = [part.by_type[code] for code in types]
    seats = _seats(profile.city)
    towns = {path: _short(name) for path, name in _divisions(profile.city, Level.TOWNSHIP)}
    there = MORE + Subject.objects.filter(city=profile.city).count()
    for number in range(there, there + count):
        kind = kinds[0] if random.random() < FIRST else random.choice(kinds)
        at, village = random.choice(seats)
        if kind.code in AFTER_PLACE:
            name = _short(village) + random.choice(AFTER_PLACE[kind.code])
        else:
            trade = random.choice(AFTER_WORD[kind.code])
            name = towns[at[: Level.TOWNSHIP]] + "".join(random.sample(WORDS, 2)) + trade
        yield Said(code=_code(kind, number), type=kind.code, values=_values(part, kind, name, at, random))


def _seats(city: str) -> list[tuple[str, str]]:
    """Return the first villages of each township: there most of what a township has stands close together."""
    seats: dict[str, list[tuple[str, str]]] = {}
    for path, name in _divisions(city, Level.VILLAGE):
        seats.setdefault(path[: Level.TOWNSHIP], []).append((path, name))
    return [village for there in seats.values() for village in there[:SEATS]]


def _short(place: str) -> str:
    """Return what a place is called in names of what lies there."""
    return ENDING.sub("", place)


def _divisions(city: str, level: Level) -> Sequence[tuple[str, str]]:
    found = Division.objects.filter(path__startswith=city, level=level, valid_until=None)
    return list(found.order_by("path").values_list("path", "name"))


def _name(profile: Profile, kind: SubjectType, place: str, random: Random) -> str:
    if kind.code in AFTER_PLACE:
        return _short(place) + random.choice(AFTER_PLACE[kind.code])
    return profile.name.zh.removesuffix("市") + random.choice(WORDS) + random.choice(AFTER_WORD[kind.code])


def _values(part: SubjectsPart, kind: SubjectType, name: str, at: str, random: Random) -> dict[str, object]:
    sector = kind.sector or random.choice(part.sectors).code
    known = {"number": random.randint(20, 900), "text": random.choice(INDUSTRIES)}
    fields = {field.code: known[field.type] for field in kind.fields if field.type in known}
    # Of some it isn't known yet.
    return {
        "name": name,
        "division_id": at,
        "sector": sector,
        "fields": fields if random.random() < 0.9 else {},
    }


def _code(kind: SubjectType, number: int) -> str:
    if kind.known_by is CodeKind.OWN:
        return f"{kind.code[:2].upper()}-{number:05d}"
    begins = f"91999999MA{number:07d}"
    return begins + str(uscc.calc_check_digit(begins))


def _person(random: Random) -> InCharge:
    """Return somebody invented; no operator has been given 154, so the phone rings nowhere."""
    name = random.choice(SURNAMES) + "".join(random.sample(GIVEN, 2))
    return InCharge(name, f"+86154{random.randrange(10**8):08d}")


def _change(profile: Profile, some: Sequence[Said], random: Random) -> None:
    """Suspend or close some, on days since."""
    for said in some:
        status = random.choice((Status.SUSPENDED, Status.SUSPENDED, Status.CLOSED))
        on: date = today() - timedelta(days=random.randint(5, 300))
        put_subjects(
            actor=ACTOR,
            city=profile.city,
            said=[Said(code=said.code, type=said.type, values={"status": status.value})],
            on=on,
        )
