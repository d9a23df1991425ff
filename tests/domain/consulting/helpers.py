"""A question that was asked, answered, agreed to and put into other words, in one line each."""

from typing import Any

from sanling.domain.consulting.actions.agree_to_publication import agree_to_publication
from sanling.domain.consulting.actions.draft_answer import Words, draft_answer
from sanling.domain.consulting.actions.publish_answer import publish_answer
from sanling.domain.consulting.models import Answer
from sanling.domain.matters.access import LinkActor
from sanling.domain.matters.models import Matter
from sanling.domain.people.cast import Player
from tests.domain.matters.helpers import act, registered

Cast = dict[str, Player]
QUESTION = "我叫王小明，电话138 0000 0000，住通信花园3号楼2单元501室。父母在外地，异地就医要怎么备案？"
ANSWER = "王小明您好：在国家医保服务平台办理备案，当天生效。有问题找李主任，0371-65551234。"
WORDS = Words(
    title="异地就医怎么备案",
    question="父母在外地，异地就医要怎么备案？",
    answer="在国家医保服务平台办理备案，当天生效。",
    category="social_security",
)


def asked(cast: Cast, *, answer: str = ANSWER, **changes: Any) -> Matter:
    """Return a question that the intake officer answered."""
    matter = registered(kind="consultation", text=QUESTION, **changes).matter
    act(cast["intake_officer"].viewer, matter, "answer", {"answer": answer})
    return matter


def asker(matter: Matter) -> LinkActor:
    """Return whoever asked, by the link."""
    return LinkActor(matter.pk)


def drafted(cast: Cast, matter: Matter | None = None, words: Words = WORDS) -> Answer:
    """Return a draft of a question whose asker agrees."""
    found = matter or asked(cast)
    agree_to_publication(actor=asker(found), matter_id=found.pk, agrees=True)
    return draft_answer(actor=cast["intake_officer"].viewer, matter_id=found.pk, words=words)


def published(cast: Cast, matter: Matter | None = None, words: Words = WORDS) -> Answer:
    """Return what the centre's director published of it."""
    draft = drafted(cast, matter, words)
    return publish_answer(actor=cast["centre_director"].viewer, answer_id=draft.pk, shown=draft.shown)
