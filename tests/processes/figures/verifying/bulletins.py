"""Bulletins as four cities printed them, and what is made of them."""

from datetime import date

from sanling.processes.figures.verifying.bulletin import Bulletin, read_toml
from sanling.processes.figures.verifying.judging import Judgement, judge

# Zhengzhou 2022-09-14 and 2023-02-21, Xuchang 2022, Changzhi 2020-09, as newspapers printed them.
PRINTED = """
[[bulletin]]
id = "zhengzhou"
city = "4101"
as_of = 2022-09-14
counts = { accepted = 23613, settled = 21484, campaign_found = 27264, campaign_settled = 26439 }
rates = [
  { name = "settlement success", numerator = "settled", denominator = "accepted", stated = false, printed = "94%" },
  { name = "campaign", numerator = "campaign_settled", denominator = "campaign_found", printed = "96.9%" },
]

[[bulletin]]
id = "zhengzhou-2023"
as_of = 2023-02-21
counts = { received = 25200, settled = 23000 }
approx = ["received", "settled"]
rates = [ { name = "settlement", numerator = "settled", denominator = "received", printed = "91.27%" } ]

[[bulletin]]
id = "xuchang"
counts = { found = 10147, settled = 9843 }
rates = [ { name = "settlement", numerator = "settled", denominator = "found", printed = "97%" } ]
conjunctions = [
  { name = "villages", all = "83.5%", each = { petitions = "86.9%" } },
  { name = "companies", all = "99%", each = { petitions = "98.6%" } },
]

[[bulletin]]
id = "changzhi"
sums = [ { total = "subjects", parts = ["villages", "communities", "sites", "institutions", "companies"] } ]
rates = [ { name = "recognition", numerator = "recognised", denominator = "subjects", printed = "96.91%" } ]
[bulletin.counts]
villages = 2662
communities = 159
sites = 168
institutions = 3762
companies = 49602
subjects = 56353
recognised = 54612
"""
TODAY = date(2026, 11, 30)


def bulletin(text: str, at: int = 0) -> Bulletin:
    """Return a bulletin of a text; without its first line."""
    return read_toml(text if "[[bulletin]]" in text else f"[[bulletin]]\n{text}")[at]


def found(text: str, at: int = 0) -> Judgement:
    """Return what is found of a bulletin."""
    return judge(bulletin(text, at), today=TODAY)


def changes(judgement: Judgement, name: str) -> list[tuple[str, str, str]]:
    """Return what would make the first contradiction of a name agree: which number, what it becomes, and how."""
    judged = next(judged for judged in judgement.contradictions if judged.claim.name == name)
    return [
        (way.repair.of or way.repair.key.name, str(way.repair.after), way.repair.how.value)
        for way in judged.repairs
    ]
