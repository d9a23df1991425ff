"""Codes are checked, and what nobody can read as one is none."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.subjects.rules import CodeKind, Status, WrongCode, read_code
from tests.domain.subjects.helpers import code_of

SIGNS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)


@given(st.text(SIGNS, min_size=9, max_size=9))
def test_the_last_sign_of_a_credit_code_checks_the_others(own: str) -> None:
    """GB 32100-2015: 31 minus the weighted sum modulo 31."""
    begins = f"91410105{own}"
    check = -sum(weight * SIGNS.index(sign) for weight, sign in zip(WEIGHTS, begins, strict=True)) % 31
    code = begins + SIGNS[check]
    assert read_code(code, CodeKind.USCC) == code
    with pytest.raises(WrongCode):
        read_code(begins + SIGNS[(check + 1) % 31], CodeKind.USCC)


@pytest.mark.parametrize(
    "typed",
    [
        "９１９９９９９９MA００００００１" + code_of(1)[-1],
        f" {code_of(1).lower()} ",
        f"{code_of(1)[:8]}\u200b {code_of(1)[8:]}\u00a0",
    ],
)
def test_a_code_is_read_in_any_width_and_case(typed: str) -> None:
    assert read_code(typed, CodeKind.USCC) == code_of(1)


@pytest.mark.parametrize(
    ("typed", "kind"),
    [
        ("", CodeKind.USCC),
        ("914101050000000001", CodeKind.USCC),
        ("花园小学", CodeKind.USCC),
        ("4101050", CodeKind.DIVISION),
        ("41010500201x", CodeKind.DIVISION),
        ("寺-001", CodeKind.OWN),
        ("A" * 33, CodeKind.OWN),
        ("-1", CodeKind.OWN),
    ],
)
def test_what_is_no_code_is_refused(typed: str, kind: CodeKind) -> None:
    with pytest.raises(WrongCode):
        read_code(typed, kind)


@given(st.text(max_size=40), st.sampled_from(CodeKind))
def test_a_code_that_was_read_is_read_again_as_itself(typed: str, kind: CodeKind) -> None:
    try:
        code = read_code(typed, kind)
    except WrongCode:
        return
    assert read_code(code, kind) == code


def test_what_is_suspended_may_open_again_and_what_is_closed_is_no_more() -> None:
    assert [status for status in Status if status.is_over] == [Status.CLOSED, Status.MOVED, Status.MERGED]
