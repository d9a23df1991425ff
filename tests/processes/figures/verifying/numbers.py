"""Numbers of claims, and whether whatever a claim has room for makes it agree."""

from collections.abc import Mapping
from fractions import Fraction

from sanling.processes.figures.verifying.claims import Claim, Key, Sort
from sanling.processes.figures.verifying.printed import Printed, read_count, read_share


def said(numbers: Mapping[str, int], share: str = "", change: str = "") -> dict[Key, Printed]:
    found = {Key(Sort.COUNT, name): read_count(number) for name, number in numbers.items()}
    found |= {Key(Sort.SHARE, "r"): read_share(share)} if share else {}
    return found | ({Key(Sort.CHANGE, "c"): read_share(change)} if change else {})


def agrees_everywhere(claim: Claim, numbers: Mapping[Key, Printed]) -> None:
    for key in claim.keys:
        room = claim.room_for(key, numbers)
        if room is None or room.low is None or room.high is None:
            continue
        whole = Fraction(-(-room.low // 1))
        if key.sort is Sort.COUNT and room.holds(whole) and whole >= 0:
            assert claim.judge({**numbers, key: read_count(int(whole))}).agrees, key
