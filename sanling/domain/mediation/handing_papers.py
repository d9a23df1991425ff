"""The letter of a hand-over as PDF: what the office is told, and its receipt to be sent back."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sanling.domain.mediation.handing import finding_said, handovers_part, partner_name, told_in
from sanling.domain.mediation.models import Handover
from sanling.domain.mediation.papers import printed
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.foundation.calendar import CHINA
from sanling.foundation.days import written
from sanling.foundation.printing.press import Press

_EMPTY: Mapping[str, Any] = {
    "reason_said": "",
    "reason": "",
    "withheld": "",
    "receipt_said": "",
    "receipt": [],
    "back_to": "",
    "page": "第 {n} 页 共 {m} 页",
}


def letter_pdf(handover: Handover) -> bytes:
    """Return the letter, or the receipt of what came, in Chinese; raises `Unprintable` for signs the font lacks."""
    with override("zh-hans"):
        said = _receipt(handover) if handover.way == Handover.Way.IN else _data(handover)
        return printed(_press(), said)


def _receipt(handover: Handover) -> Mapping[str, Any]:
    """Return the receipt of what came: that it was taken or not and what became of it, and nobody's name."""
    definition = definition_of(handover.matter.definition_id)
    unit = handover.to_unit.name if handover.to_unit else ""
    return {
        **_EMPTY,
        "title": "回执",
        "number": handover.matter.number,
        "to": f"{partner_name(handover)}：",
        "opening": "你单位移送的下列事项，办理情况如下。",
        "parts": [
            {
                "heading": "办理情况",
                "lines": [
                    ["你单位编号", handover.reference],
                    ["签收单位", unit],
                    ["签收时间", written(handover.received_at) if handover.received_at else ""],
                    ["目前状态", str(definition.state(handover.matter.state).name)],
                    ["处理结果", finding_said(handover)],
                    ["反馈时间", written(handover.answered_at) if handover.answered_at else ""],
                ],
                "text": "",
            }
        ],
        "sender": unit,
        "day": f"{clock.now().astimezone(CHINA):%Y年%-m月%-d日}",
    }


def _data(handover: Handover) -> Mapping[str, Any]:
    partner = handovers_part(handover.dispute.city).partner(handover.partner)
    to = handover.to_unit.name if handover.to_unit else handover.office
    sender = handover.from_unit.name if handover.from_unit else handover.office
    return {
        **_EMPTY,
        "title": "移送（移交）函",
        "number": handover.matter.number,
        "to": f"{to}：",
        "opening": "现将调解中的下列事项移送你单位依法处理，请签收并反馈结果。"
        + (f"（依据：{partner.source}）" if partner and partner.source else ""),
        "reason_said": "移送原因",
        "reason": handover.reason or "",
        "parts": [
            {"heading": told.heading, "lines": [list(line) for line in told.lines], "text": told.text}
            for told in told_in(handover)
        ],
        "withheld": "本函不含当事人单独向调解员所说的内容，也不含调解过程中的让步和调解笔录（法释〔2021〕23号 18）。",
        "sender": sender,
        "day": f"{handover.matter.registered_at.astimezone(CHINA):%Y年%-m月%-d日}",
        "receipt_said": "回执",
        "receipt": [
            ["移送编号", handover.matter.number],
            ["签收（是 / 不予接收）", ""],
            ["不予接收的理由", ""],
            ["本单位编号", ""],
            ["签收人、日期（盖章）", ""],
        ],
        "back_to": f"请退回：{sender}",
    }


@cache
def _press() -> Press:
    return Press(Path(__file__).with_name("handover.typ"))
