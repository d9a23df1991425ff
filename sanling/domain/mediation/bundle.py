"""The bundle for a court, one PDF: what 民诉法解释 354 asks for, the agreement itself last.

It is made of what both sides signed and know: nothing that one of them told the mediator, and nothing that anybody
conceded on the way (法释〔2021〕23号 18). Citizen numbers stand in it whole for the court alone.
"""

from collections.abc import Mapping, Sequence
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sanling.domain.matters.models import Attachment
from sanling.domain.mediation.agreements import members_by_side, sides_of
from sanling.domain.mediation.models import Joining, JudicialConfirmation, Member, Side
from sanling.domain.mediation.naming import CAPACITIES, called_side
from sanling.domain.mediation.papers import agreement_pdf, printed
from sanling.domain.mediation.terms import Content
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import written
from sanling.foundation.printing.press import Press, bind
from sanling.foundation.privacy.mask import mask_citizen_number

UNDERTAKING = (
    "双方出于解决纠纷的目的自愿达成协议，没有恶意串通、规避法律的行为。",
    "协议内容不损害国家利益、社会公共利益和他人合法权益；因此给他人造成损害的，愿意承担相应的民事责任和其他法律责任。",
    "以上送达地址准确有效，地址变更将及时告知法院；按此地址送达即视为送达。",
)


def bundle_pdf(confirmation: JudicialConfirmation, url: str, *, whole: bool) -> bytes:
    """Return the bundle; ``whole`` with citizen numbers in full, for the court, and ``url`` to check the agreement at.

    Raises `Unprintable` for signs that the font lacks.
    """
    with override("zh-hans"):
        data = _data(confirmation, whole=whole)
    bound = BytesIO()
    bind([printed(_press(), data), agreement_pdf(confirmation.agreement, url)], bound)
    return bound.getvalue()


def proofs_of(confirmation: JudicialConfirmation) -> list[Attachment]:
    """Return the proofs that were enclosed with an application, in their order."""
    enclosed = Attachment.objects.filter(entry__matter=confirmation.matter_id, entry__code="enclose")
    return list(enclosed.select_related("file").order_by("pk"))


def _data(confirmation: JudicialConfirmation, *, whole: bool) -> Mapping[str, Any]:
    agreement = confirmation.agreement
    content = Content.read(agreement.content)
    held = agreement.effective_at
    if held is None:
        raise ValueError(f"agreement {agreement.pk} isn't in force")
    day = f"{held.astimezone(CHINA):%Y年%-m月%-d日}"
    proofs = [proof.name for proof in proofs_of(confirmation)]
    sides = _sides(confirmation, whole=whole)
    papers = ["司法确认申请书", "调解组织主持调解的证明", "双方当事人身份、住所、联系方式和送达地址", *proofs]
    return {
        "title": "司法确认申请材料",
        "court": f"{confirmation.court.name}：",
        "list_said": "材料目录（民诉法解释 354）",
        "list": [*papers, f"调解协议书 {content.number}"],
        "application_said": "司法确认申请书",
        "sides": sides,
        "request_said": "申请事项",
        "request": f"请求确认双方于{day}生效的{content.number}调解协议有效。",
        "reasons_said": "事实和理由",
        "reasons": f"{content.terms.facts.rstrip('。')}。经{content.body}主持调解，双方达成协议。"
        f"现依照《中华人民共和国民事诉讼法》第二百零五条，自协议生效之日起三十日内共同提出申请。",
        "undertaking_said": "双方承诺",
        "undertaking": UNDERTAKING,
        "to_court": f"此致 {confirmation.court.name}",
        "certificate_said": "调解组织主持调解的证明",
        "certificate": f"{content.number}纠纷由{content.body}主持调解，调解员{content.mediator or '（未指定）'}。"
        f"双方自愿达成协议，协议自{day}起生效。特此证明。",
        "body": content.body,
        "seal_said": "（盖章）",
        "day": day,
        "identities_said": "当事人身份和送达地址",
        "identities_note": "公民身份号码仅供受理法院使用，查阅留有记录。"
        if whole
        else "公民身份号码已隐去部分，完整号码只提供给受理法院。",
        "proofs_said": "随附证明材料",
        "proofs": proofs,
        "page": "第 {n} 页 共 {m} 页",
    }


def _sides(confirmation: JudicialConfirmation, *, whole: bool) -> list[Mapping[str, Any]]:
    matter = confirmation.agreement.matter_id
    joined = {joining.side_id: joining for joining in confirmation.joinings.all()}
    members = members_by_side(matter)
    return [
        _side(side, members.get(side.pk, ()), joined.get(side.pk), whole=whole) for side in sides_of(matter)
    ]


def _side(
    side: Side, members: Sequence[Member], joining: Joining | None, *, whole: bool
) -> Mapping[str, Any]:
    name = "、".join(_name(member) for member in members) or "（未写明）"
    address = joining.address if joining else ""
    identity = [row for member in members for row in _identity(member, whole=whole)]
    return {
        "called": called_side(side.nth, side.role, is_minor=side.is_minor),
        "rows": [("申请人", name), ("送达地址", address or "（待确认）")],
        "identity": [*identity, ("送达地址", address or "（待确认）")],
        "applicant": f"申请人：{name}",
        "joined": _joined(joining),
    }


def _joined(joining: Joining | None) -> str:
    if joining is None:
        return "（尚未确认）"
    at = written(joining.at)
    return f"{at} 以书面确认，见所附纸质申请" if joining.by_post_id else f"{at} 以本人链接确认共同申请"


def _name(member: Member) -> str:
    party = member.party
    name = party.name or party.description or (str(party.unit) if party.unit_id else "")
    if member.capacity == Member.Capacity.SELF:
        return name
    return f"{CAPACITIES[member.capacity]} {name}"


def _identity(member: Member, *, whole: bool) -> list[tuple[str, str]]:
    party = member.party
    number = party.citizen_number or ""
    shown = number if whole or not number else mask_citizen_number(number)
    said = [
        ("姓名（名称）", _name(member)),
        ("公民身份号码", shown),
        ("电话", party.phone or ""),
        ("住所", party.address or ""),
    ]
    if member.delegated_on:
        said.append(("委托书日期", f"{member.delegated_on}"))
    return [(what, words) for what, words in said if words]


@cache
def _press() -> Press:
    return Press(Path(__file__).with_name("confirmation.typ"))
