"""A bulletin that contradicts itself is told so, with the smallest changes that would make it agree."""

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from sanling.processes.figures.verifying.printed import Rounding
from tests.processes.figures.verifying.bulletins import PRINTED, changes, found


def test_a_rate_that_fits_no_denominator_is_shown_with_what_would_fit() -> None:
    judgement = found(PRINTED)
    (wrong,) = judgement.contradictions
    assert wrong.claim.name == "settlement success"
    assert round(float(wrong.verdict.right.low or 0), 2) == 90.98
    assert changes(judgement, "settlement success") == [
        ("settlement success", "91%", "digit"),
        ("accepted", "22,855", "other"),
        ("settled", "22,196", "other"),
    ]


def test_a_rate_that_was_cut_off_agrees_with_a_remark() -> None:
    (remark,) = found(PRINTED).remarks
    assert remark.claim.name == "campaign"
    assert remark.verdict.how is Rounding.CUT
    assert round(float(remark.verdict.right.low or 0), 2) == 96.97


def test_numbers_that_are_about_so_much_give_the_rate_that_is_printed() -> None:
    judgement = found(PRINTED, 1)
    (remark,) = judgement.remarks
    assert judgement.agrees
    assert remark.verdict.about
    assert remark.verdict.how is None
    assert round(float(remark.verdict.right.low or 0), 2) == 91.27


def test_all_of_several_zeros_may_be_more_than_one_of_them_only_by_rounding() -> None:
    judgement = found(PRINTED, 2)
    assert judgement.agrees
    (remark,) = judgement.remarks
    assert remark.claim.name == "companies: petitions"
    exact = PRINTED.replace('"99%"', '"99.0%"')
    (wrong,) = found(exact, 2).contradictions
    assert wrong.claim.name == "companies: petitions"


def test_what_agrees_says_so() -> None:
    judgement = found(PRINTED, 3)
    assert judgement.agrees
    assert not judgement.remarks
    assert {judged.claim.name for judged in judgement.told} == {"subjects", "recognition"}


def test_several_totals_are_mended_together() -> None:
    judgement = found(
        """
        counts = { first = 120, a = 40, b = 35, c = 54, second = 200, d = 80, e = 102, f = 19, all = 320 }
        sums = [
          { total = "first", parts = ["a", "b", "c"] },
          { total = "second", parts = ["d", "e", "f"] },
          { total = "all", parts = ["first", "second"] },
        ]
        """
    )
    assert [judged.claim.name for judged in judgement.contradictions] == ["first", "second"]
    assert ("c", "45", "swapped") in changes(judgement, "first")
    ((best, *_others),) = judgement.together
    assert ("c", "45") in {(repair.key.name, str(repair.after)) for repair in best}
    assert len(best) == 2


def test_several_rates_that_share_one_wrong_count_are_mended_by_it_alone() -> None:
    judgement = found(
        """
        counts = { taken_in = 1342, settled = 1150, on_time = 1001, rated = 620 }
        rates = [
          { name = "settled", numerator = "settled", denominator = "taken_in", printed = "93.34%" },
          { name = "on time", numerator = "on_time", denominator = "taken_in", printed = "81.25%" },
          { name = "rated", numerator = "rated", denominator = "taken_in", printed = "50.32%" },
        ]
        """
    )
    assert len(judgement.contradictions) == 3
    for judged in judgement.contradictions:
        best = judged.repairs[0]
        assert (best.repair.key.name, str(best.repair.after), best.mends) == ("taken_in", "1,232", 3)
    ((best_set, *_others),) = judgement.together
    assert [(repair.key.name, str(repair.after)) for repair in best_set] == [("taken_in", "1,232")]


def test_a_change_that_mends_one_thing_and_breaks_another_stands_last() -> None:
    judgement = found(
        """
        counts = { whole = 100, part = 90, rest = 10 }
        sums = [ { total = "whole", parts = ["part", "rest"] } ]
        rates = [ { name = "share", numerator = "part", denominator = "whole", printed = "80%" } ]
        """
    )
    ways = judgement.contradictions[0].repairs
    assert str(ways[0].repair.after) == "90%"
    assert all(way.breaks for way in ways[1:])


def test_another_count_may_be_what_a_rate_is_of() -> None:
    judgement = found(
        """
        counts = { taken_in = 200, accepted = 160, settled = 120 }
        rates = [ { name = "settlement", numerator = "settled", denominator = "taken_in", printed = "75%" } ]
        """
    )
    assert ("accepted", "160", "other_count") in changes(judgement, "settlement")


def test_year_on_year_and_points_are_computed() -> None:
    judgement = found(
        """
        counts = { visits = 880, visits_before = 1000 }
        rates = [
          { name = "now", printed = "83.51%" },
          { name = "before", printed = "80.31%" },
        ]
        changes = [ { name = "visits fell", now = "visits", before = "visits_before", printed = "同比下降21%" } ]
        points = [ { name = "rate rose", now = "now", before = "before", printed = "上升3.3个百分点" } ]
        """
    )
    assert changes(judgement, "visits fell")[0] == ("visits fell", "−12%", "swapped")
    assert ("rate rose", "3.2%", "digit") in changes(judgement, "rate rose")
    assert judgement.bulletin.free == ()


def test_days_exist_are_past_and_follow_each_other() -> None:
    judgement = found(
        """
        as_of = "2027-01-01"
        dates = { begun = "2022-09-14 星期四", ended = "2022-02-30", before = "2022-08-01" }
        order = [["begun", "before"]]
        """
    )
    assert [(day.name, day.wrong.value) for day in judgement.days] == [
        ("begun", "weekday"),
        ("ended", "none_such"),
        ("as_of", "ahead"),
        ("before", "order"),
    ]
    assert not judgement.agrees


def test_so_many_days_may_be_counted_with_both_ends_or_with_one() -> None:
    said = """
        dates = { begun = "2022-09-01", ended = "2022-09-30" }
        spans = [ { name = "campaign", begins = "begun", ends = "ended", printed = %s } ]
        """
    assert found(said % 29).agrees
    assert found(said % 30).agrees
    assert changes(found(said % 92), "campaign")[0] == ("campaign", "29", "swapped")


@given(
    st.lists(st.integers(min_value=1, max_value=99_999), min_size=2, max_size=6),
    st.data(),
)
def test_a_total_with_one_wrong_digit_is_mended_by_it(parts: list[int], data: st.DataObject) -> None:
    total = str(sum(parts))
    at = data.draw(st.integers(min_value=0, max_value=len(total) - 1))
    digit = data.draw(st.sampled_from([sign for sign in "123456789" if sign != total[at]]))
    wrong = f"{total[:at]}{digit}{total[at + 1 :]}"
    counts = ", ".join(f"p{n} = {part}" for n, part in enumerate(parts))
    names = ", ".join(f'"p{n}"' for n in range(len(parts)))
    judgement = found(
        f"counts = {{ {counts}, t = {wrong} }}\nsums = [ {{ total = 't', parts = [{names}] }} ]"
    )
    after = [(name, number.replace(",", "")) for name, number, _how in changes(judgement, "t")]
    assert ("t", total) in after


@given(st.integers(min_value=1, max_value=10**7), st.integers(min_value=0, max_value=10**7))
def test_what_the_house_prints_of_any_two_counts_agrees(whole: int, part: int) -> None:
    part %= whole + 1
    share = Fraction(part * 100, whole)
    cents = int(share * 100 + Fraction(1, 2))
    printed = f"{cents // 100}.{cents % 100:02}%"
    judgement = found(
        f"counts = {{ part = {part}, whole = {whole} }}\n"
        f"rates = [ {{ name = 'r', numerator = 'part', denominator = 'whole', printed = '{printed}' }} ]"
    )
    assert judgement.agrees
    assert not judgement.remarks


def test_what_would_take_too_long_is_told_without_what_mends_it() -> None:
    numbers = ", ".join(f"a{n} = {10_000 + 7 * n}" for n in range(290))
    rates = ", ".join(
        f"{{ name = 'r{n}', numerator = 'a{n}', denominator = 'w', printed = '{n * 37 % 100}.5%' }}"
        for n in range(290)
    )
    judgement = found(f"counts = {{ w = 23613, {numbers} }}\nrates = [ {rates} ]")
    assert len(judgement.contradictions) > 250
    assert judgement.contradictions[0].repairs
    assert not judgement.contradictions[-1].repairs
