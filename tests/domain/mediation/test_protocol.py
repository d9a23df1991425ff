"""The whole text of minutes is kept in one spelling, and its digest is of every sign."""

from dataclasses import replace

from sanling.domain.mediation.protocol import Present, Protocol
from sanling.domain.mediation.terms import SignedSide

SIDE = SignedSide(1, "applicant", "王小明", signs=("王小明",))
PROTOCOL = Protocol(
    "ZZ-1",
    "minutes",
    "2026-12-07 09:00",
    "三号",
    "郑建华",
    (Present(SIDE, "到场"),),
    "如上",
    "2026-12-07 10:00",
)


def test_it_is_read_as_it_was_written() -> None:
    assert Protocol.read(PROTOCOL.as_json()) == PROTOCOL


def test_whoever_changes_a_sign_changes_the_digest() -> None:
    others = [
        replace(PROTOCOL, text="如上。"),
        replace(PROTOCOL, sort="facts"),
        replace(PROTOCOL, present=(Present(SIDE, "电话"),)),
    ]
    assert len({PROTOCOL.digest, *(other.digest for other in others)}) == 4
