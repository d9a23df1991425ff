"""The paper of an agreement as PDF: its text as it was closed, the signatures, the seal, and a code to check it by."""

import json
from base64 import b64encode
from collections.abc import Mapping
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

import segno
from django.utils.translation import gettext as _
from django.utils.translation import override

from sanling.domain.mediation.amounts import in_characters
from sanling.domain.mediation.keeping import kind_of
from sanling.domain.mediation.models import Agreement, Signature
from sanling.domain.mediation.naming import EFFECTS, called_side
from sanling.domain.mediation.rules import Form
from sanling.domain.mediation.terms import Clause, Content, SignedSide
from sanling.foundation.days import written
from sanling.foundation.printing.font import signs_lacking
from sanling.foundation.printing.press import Press

# The pad that signatures are drawn on, in units of its own.
_WIDE, _HIGH = 300, 100


class Unprintable(Exception):
    """The text has signs that the font lacks; ``signs`` are they."""

    def __init__(self, signs: str) -> None:
        super().__init__(signs)
        self.signs = signs


def agreement_pdf(agreement: Agreement, url: str) -> bytes:
    """Return a closed agreement on paper, in Chinese, as its law is; ``url`` is where it is checked.

    Raises `Unprintable`, and ``ValueError`` for a text that is not closed.
    """
    said = words_of(agreement, url)
    return printed(_press(), {**said, **_pictures(agreement, url), "page": "第 {n} 页 共 {m} 页"})


def printed(press: Press, data: Mapping[str, Any]) -> bytes:
    """Return a paper as PDF; raises `Unprintable` where the font lacks a sign of its data."""
    if lacking := signs_lacking(json.dumps(data, ensure_ascii=False)):
        raise Unprintable(lacking)
    return press.pdf(data)


def effect_said(agreement: Agreement) -> str:
    """Say when an agreement takes effect, by the kind of its body and its form."""
    kind = kind_of(agreement.body)
    effect = kind.agreements.get(Form(agreement.form)) if kind else None
    return str(EFFECTS[effect]) if effect else ""


def owed_in_words(clause: Clause) -> str:
    """Say who owes what to whom by when, as a clause has it; "" where nothing is owed."""
    if not clause.is_owed:
        return ""
    said = []
    if clause.by and clause.to:
        said.append(_("Side %(by)d to side %(to)d") % {"by": clause.by, "to": clause.to})
    if clause.amount:
        said.append(money(clause.amount))
    if clause.due_on:
        said.append(_("by %(day)s") % {"day": clause.due_on})
    return " · ".join(said)


def money(fen: int) -> str:
    """Return an amount in characters and figures: "人民币伍佰元整（¥500.00）"."""
    return f"人民币{in_characters(fen)}（¥{fen // 100:,}.{fen % 100:02}）"


def strokes_drawn(strokes: str) -> str:
    """Return a signature on glass as SVG; nothing for one that isn't on glass."""
    if not strokes:
        return ""
    lines = "".join(
        f'<polyline points="{" ".join(f"{x * _WIDE:.1f},{y * _HIGH:.1f}" for x, y in stroke)}"/>'
        for stroke in json.loads(strokes)
        if len(stroke) > 1
    )
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {_HIGH}" fill="none" stroke="#10243d"'
        f' stroke-width="2.2" stroke-linecap="round" stroke-linejoin="round">{lines}</svg>'
    )


@override("zh-hans")
def words_of(agreement: Agreement, url: str) -> dict[str, Any]:
    """Return what the paper of a closed agreement says, in Chinese, with its signatures in words.

    Raises ``ValueError`` for a text that is not closed.
    """
    if agreement.closed_at is None:
        raise ValueError(f"agreement {agreement.pk} is not closed")
    kind, content = kind_of(agreement.body), Content.read(agreement.content)
    signatures = agreement.signatures.select_related("side").order_by("side__nth")
    return {
        "title": "人民调解协议书" if kind and "人调字" in kind.number else "调解协议书",
        "number": content.number,
        "parties_said": "当事人",
        "sides": [_side_said(side) for side in content.sides],
        "facts_said": "纠纷主要事实、争议事项",
        "facts": content.terms.facts,
        "clauses_said": "经调解，各方自愿达成如下协议",
        "clauses": [{"text": clause.text, "owed": owed_in_words(clause)} for clause in content.terms.clauses],
        "closing": _closing(agreement, free=kind is not None and kind.free),
        "signatures": [_signature_said(signature) for signature in signatures],
        "body": content.body,
        "day": f"{content.closed_on:%Y年%-m月%-d日}",
        "code_said": "扫码查验效力",
        "url": url,
        "digest_said": "文本的 SHA-256：",
        "digest": content.digest.hex(),
    }


def _pictures(agreement: Agreement, url: str) -> Mapping[str, str]:
    """Return the seal and the code of a paper as SVG."""
    seal = b64encode(bytes(agreement.seal.picture)).decode() if agreement.seal else ""
    code = BytesIO()
    segno.make(url, error="m").save(code, kind="svg", scale=4, border=0, xmldecl=False)
    return {
        "seal": (
            '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
            ' viewBox="0 0 100 100"><image width="100" height="100"'
            f' xlink:href="data:image/png;base64,{seal}"/></svg>'
            if seal
            else ""
        ),
        "code": code.getvalue().decode(),
    }


def _side_said(side: SignedSide) -> str:
    said = [called_side(side.nth, side.role, is_minor=side.is_minor), side.name]
    if side.number:
        said.append(f"公民身份号码 {side.number}")
    others = [name for name in side.signs if name != side.name]
    if others:
        said.append(("监护人 " if side.is_minor else "代理人 ") + "、".join(others))
    return "，".join(filter(None, said))


def _closing(agreement: Agreement, *, free: bool) -> str:
    said = [f"本协议{effect_said(agreement)}。"]
    if free:
        said.append("调解不收取任何费用。")
    if agreement.form == Form.ORAL:
        said.append("本协议以口头达成，由调解员记录。")
    said.append("各方可以自协议生效之日起三十日内共同向人民法院申请司法确认（民事诉讼法 205）。")
    return "".join(said)


def _signature_said(signature: Signature) -> Mapping[str, str]:
    who = (
        "调解员"
        if signature.side is None
        else called_side(signature.side.nth, signature.side.role, is_minor=signature.side.is_minor)
    )
    instead = {"code": "以手机验证码签署", "paper": "签名见所附纸质文本"}.get(signature.way, "")
    return {
        "said": f"{who}：{signature.name}",
        "picture": strokes_drawn(signature.strokes),
        "instead": instead,
        "at": written(signature.signed_at),
    }


@cache
def _press() -> Press:
    return Press(Path(__file__).with_name("agreement.typ"))
