"""Numbers are read as they are printed, and know what may have been rounded to them."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.figures.verifying.printed import (
    Rounding,
    Span,
    Unreadable,
    point,
    read_count,
    read_share,
)


@pytest.mark.parametrize(
    ("said", "value", "about"),
    [
        (23613, 23613, False),
        ("23,613件", 23613, False),
        ("２．３６万", 23600, False),
        ("约25200", 25200, True),
        ("1.2万余件", 12000, True),
        ("\u200b3 亿", 300_000_000, False),
        ("0", 0, False),
    ],
)
def test_a_count_is_read(said: int | str, value: int, about: bool) -> None:
    printed = read_count(said)
    assert (int(printed.value), printed.about) == (value, about)


@pytest.mark.parametrize("said", ["", "无", "12/13", "12,34", "-3", "94%", "1" * 16, "3,4 和 5", True, 1.5])
def test_what_is_no_count_is_refused(said: object) -> None:
    with pytest.raises(Unreadable):
        read_count(said)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        ("94%", 94),
        ("９６.９％", Fraction(969, 10)),
        ("下降12.5%", Fraction(-25, 2)),
        ("−3%", -3),
        ("增长1.5倍", 150),
        (94.5, Fraction(189, 2)),
        ("-0%", 0),
    ],
)
def test_a_share_is_read(said: int | float | str, value: Fraction) -> None:
    assert read_share(said).value == value


def test_a_number_in_ten_thousands_is_worth_what_its_last_digit_is() -> None:
    assert read_count("2.36万").step == 100
    assert read_count("25200", about=True).step == 100
    assert read_count("25200").is_exact
    assert not read_count("2.36万").is_exact


def test_each_usual_rounding_has_its_span() -> None:
    spans = dict(read_share("96.9%").spans)
    exact = Fraction(26439 * 100, 27264)
    assert [way for way, span in spans.items() if span.holds(exact)] == [Rounding.CUT]
    assert spans[Rounding.HALF_UP].holds(Fraction(9685, 100))
    assert not spans[Rounding.HALF_UP].holds(Fraction(9695, 100))
    assert spans[Rounding.TWICE].holds(Fraction(96846, 1000))


def test_what_fell_is_rounded_as_what_rose() -> None:
    for way, span in read_share("-12.5%").spans.items():
        assert span == dict(read_share("12.5%").spans)[way].mirrored()


@given(st.fractions(min_value=0, max_value=100), st.integers(min_value=0, max_value=3))
def test_what_was_rounded_half_up_may_have_been_what_it_was(value: Fraction, decimals: int) -> None:
    printed = read_share(f"{'1' if not decimals else '1.' + '0' * decimals}%").nearest(value)
    assert printed.usual().holds(value)
    assert abs(printed.value - value) * 2 <= printed.step


def test_spans_meet_in_what_both_hold() -> None:
    whole, half = Span(Fraction(0), Fraction(2)), Span(Fraction(1), None, low_in=False)
    assert whole & half == Span(Fraction(1), Fraction(2), low_in=False)
    assert point(Fraction(1)) & half is None
    assert whole.times(Fraction(3)) == Span(Fraction(0), Fraction(6))
    assert not (Span(None, Fraction(1), high_in=False).meets(point(Fraction(1))))
