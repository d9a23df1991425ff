"""Published answers in the demonstration city, of questions that were answered there: all of them are invented."""

from collections.abc import Mapping
from datetime import timedelta

from sanling.domain.consulting.access import part_of
from sanling.domain.consulting.models import Answer, Consent
from sanling.domain.matters.models import Matter
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.foundation import clock
from sanling.foundation.database.bulk import insert_many
from sanling.foundation.days import day_of
from sanling.foundation.privacy.tokens import new_token
from sanling.foundation.profile.loader import Profile
from sanling.foundation.text import tokens

# What is often asked, by category: title, question and answer.
ASKED = (
    (
        "social_security",
        "异地就医怎么备案",
        "父母在外地跟着我住，看病报销要不要先备案，怎么办？",
        "要先备案。在国家医保服务平台网上办理，当天生效；急诊可以先看病，出院前补办。带上参保人的社保卡和居住地地址。",
    ),
    (
        "education",
        "外来务工人员子女怎么报名小学",
        "我们租房住，孩子今年上一年级，要准备什么材料？",
        "带居住证或者租房合同备案证明、父母一方的务工证明或者营业执照、户口簿，在公布的报名时间到片区学校登记，由教育部门统筹安排。",
    ),
    (
        "registration",
        "身份证丢了怎么补办",
        "身份证丢了，急着用，能不能在居住地补办？",
        "可以在任何一个派出所户籍窗口补办，不用回户籍地，费用40元，一般15个工作日。急用的可以同时办临时身份证。",
    ),
    (
        "housing",
        "公租房申请条件",
        "刚毕业参加工作，没有房子，能申请公租房吗？",
        "在本市有稳定工作、无自有住房的新就业职工可以申请。带劳动合同和社保缴纳证明到居住地街道提出，审核后轮候配租。",
    ),
    (
        "law",
        "老板拖欠工资怎么办",
        "干完活老板一直不给工资，没有签合同，怎么要？",
        "没有合同也能要。先打12333向劳动保障监察投诉，也可以在离开之日起一年内申请劳动仲裁，都不收费；经济困难的可以申请法律援助，电话12348。",
    ),
    (
        "benefits",
        "高龄津贴怎么领",
        "家里老人满八十岁了，高龄津贴要自己申请吗？",
        "要申请。带老人的身份证、户口簿和银行卡到户籍所在社区填表，从批准的下个月起按月发放。",
    ),
)


def stage(*, profile: Profile, posts: Mapping[str, int], village: str) -> None:
    """Publish them, each of an answered question; where the profile publishes none there are none."""
    part = part_of(profile.city)
    if not part.kinds:
        return
    answered = Matter.objects.filter(
        kind__in=part.kinds, division__path__startswith=profile.city, resolved_at__isnull=False
    ).exclude(confidentiality__gt=0)
    matters = list(
        answered.exclude(concealed=True).select_related("unit").defer("search").order_by("-pk")[: len(ASKED)]
    )
    held = Post.objects.filter(in_office(clock.now()), unit__city=profile.city).order_by("pk")
    publisher = held.filter(role__in=part.published_by).first()
    drafter = held.exclude(role__in=part.published_by).first()
    if publisher is None or drafter is None:
        return
    now = clock.now()
    insert_many(Consent, [Consent(matter=matter, agrees=True, at=now) for matter in matters])
    rows = [
        Answer(
            city=profile.city,
            matter=matter,
            code=new_token()[:16],
            category=category,
            title=title,
            question=question,
            answer=answer,
            unit=matter.unit,
            office=matter.unit.label,
            answered_on=day_of(matter.resolved_at or now),
            drafted_by=drafter,
            drafted_at=now - timedelta(hours=1),
            published_by=publisher,
            published_at=now,
            search=tokens(title, question, answer),
        )
        for matter, (category, title, question, answer) in zip(matters, ASKED, strict=False)
    ]
    insert_many(Answer, rows)
