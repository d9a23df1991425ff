"""Whoever types a question is offered those that are like it, and nothing for what shares a word by chance."""

import pytest

from sanling.domain.consulting.actions.draft_answer import Words
from sanling.domain.consulting.likeness import likest
from tests.city import CITY
from tests.domain.consulting.helpers import Cast, published

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows")]
OTHERS = (
    Words(
        title="身份证丢了怎么补办", question="身份证丢了能在居住地补办吗？", answer="可以，去派出所户籍窗口。"
    ),
    Words(title="高龄津贴怎么领", question="老人满八十岁，高龄津贴要申请吗？", answer="到社区申请。"),
)


def offered(text: str, kind: str = "consultation") -> list[str]:
    return [row.title for row in likest(CITY, kind, text)]


def test_the_likest_are_offered_first(cast: Cast) -> None:
    published(cast)
    for words in OTHERS:
        published(cast, words=words)
    assert offered("我妈在外地看病，异地就医怎么备案，要带什么？")[0] == "异地就医怎么备案"
    assert offered("身份證丟了，怎么补办？")[:1] == ["身份证丢了怎么补办"]
    assert offered("楼下饭店油烟很大，一直没人管") == []
    assert offered("异地就医怎么备案", kind="dispute") == []
    assert offered("，。！") == []
    assert offered("") == []
    assert offered("' & | ! :* \\ 异地就医怎么备案") == ["异地就医怎么备案"]
