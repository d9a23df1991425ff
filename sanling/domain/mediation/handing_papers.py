"""The letter of a hand-over as PDF: what the office is told, and its receipt to be sent back."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.utils.translation import override

from sanling.domain.mediation.handing import handovers_part, told_in
from sanling.domain.mediation.models import Handover
from sanling.domain.mediation.papers import printed
from sanling.foundation.calendar import CHINA
from sanling.foundation.printing.press import Press


def letter_pdf(handover: Handover) -> bytes:
    """Return the letter, in Chinese, as its readers are; raises `Unprintable` for signs that the font lacks."""
    with override("zh-hans"):
        return printed(_press(), _data(handover))


def _data(handover: Handover) -> Mapping[str, Any]:
    partner = handovers_part(handover.dispute.city).partner(handover.partner)
    to = handover.to_unit.name if handover.to_unit else handover.office
    sender = handover.from_unit.name if handover.from_unit else handover.office
    return {
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
        "page": "第 {n} 页 共 {m} 页",
    }


@cache
def _press() -> Press:
    return Press(Path(__file__).with_name("handover.typ"))
