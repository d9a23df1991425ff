"""What was agreed is kept in one spelling; one sign more makes it another text."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.mediation.terms import Clause, Content, SignedSide, Sort, Terms, without_sides

SIDES = (
    SignedSide(1, "applicant", "王小明", signs=("王小明",)),
    SignedSide(2, "respondent", "李大山", signs=("李大山",)),
)
CLAUSE = Clause("支付五百元", Sort.PAYS, by=2, to=1, amount=500_00, due_on=date(2026, 12, 31))
CONTENT = Content(
    number="（2026）村人调字第1号",
    nth=1,
    matter="ZZ-261130-00001-1",
    body="村人民调解委员会",
    form="written",
    mediator="赵敏",
    sides=SIDES,
    terms=Terms("堆物", (CLAUSE,)),
    closed_on=date(2026, 11, 30),
)


def test_it_is_read_as_it_was_kept() -> None:
    assert Content.read(CONTENT.as_json()) == CONTENT
    assert Terms.read(CONTENT.terms.as_json()) == CONTENT.terms
    assert Terms.read("") == Terms()


@given(st.text(max_size=40), st.integers(1, 10**12))
def test_whatever_changes_changes_the_digest(text: str, amount: int) -> None:
    other = replace(CONTENT, terms=Terms("堆物", (replace(CLAUSE, text=text, amount=amount),)))
    assert (other.digest == CONTENT.digest) == (other == CONTENT)
    assert Content.read(other.as_json()).digest == other.digest


def test_who_is_no_side_owes_nothing() -> None:
    (clause,) = without_sides(Terms("", (CLAUSE,)), [1]).clauses
    assert (clause.by, clause.to) == (None, 1)


def test_only_what_lays_something_on_a_side_is_owed() -> None:
    assert CLAUSE.is_owed
    assert not Clause("再无争议").is_owed
