"""The order of signatures is the law's: consent and rights first, all sides and the mediator before the seal."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sanling.domain.mediation.rules import Effect
from sanling.domain.mediation.signing import (
    MOST_POINTS,
    Lacking,
    Signing,
    effective_at,
    is_signature,
    lacks_to_seal,
    lacks_to_sign,
)
from sanling.foundation.calendar import CHINA

NOON = datetime(2026, 11, 30, 12, tzinfo=CHINA)
LATER = NOON + timedelta(hours=1)
LAST = NOON + timedelta(hours=2)


def test_nobody_signs_before_all_consented_and_read_their_rights() -> None:
    assert lacks_to_sign(Signing((1, 2))) == [Lacking.CONSENT, Lacking.NOTICE]
    assert lacks_to_sign(Signing((1, 2), consented=(1, 2), informed=(1,))) == [Lacking.NOTICE]
    assert not lacks_to_sign(Signing((1, 2), consented=(1, 2), informed=(1, 2)))


def test_the_seal_comes_after_all_sides_and_the_mediator() -> None:
    assert lacks_to_seal(Signing((1, 2), signed={1: NOON})) == [Lacking.SIGNATURES, Lacking.MEDIATOR]
    assert lacks_to_seal(Signing((1, 2), signed={1: NOON, 2: LATER})) == [Lacking.MEDIATOR]
    assert not lacks_to_seal(Signing((1, 2), signed={1: NOON, 2: LATER}, mediator=NOON))


@pytest.mark.parametrize(
    ("effect", "instant"),
    [(Effect.SEALED, None), (Effect.SIGNED, LATER), (Effect.E_SIGNED, LATER), (Effect.REACHED, None)],
)
def test_each_kind_of_body_has_its_own_instant(effect: Effect, instant: datetime | None) -> None:
    signing = Signing((1, 2), signed={1: NOON, 2: LATER}, mediator=NOON)
    assert effective_at(effect, signing) == instant


def test_a_sealed_one_holds_from_the_seal_an_oral_one_when_it_is_reached() -> None:
    whole = Signing((1, 2), signed={1: NOON, 2: NOON}, mediator=NOON, sealed=LAST)
    assert effective_at(Effect.SEALED, whole) == LAST
    assert effective_at(Effect.REACHED, Signing((1, 2), reached=NOON)) == NOON


@given(st.sets(st.sampled_from([1, 2, 3])), st.booleans(), st.booleans(), st.sampled_from(list(Effect)))
def test_without_all_signatures_no_written_one_holds(
    signed: set[int], mediator: bool, sealed: bool, effect: Effect
) -> None:
    signing = Signing(
        (1, 2, 3),
        signed=dict.fromkeys(signed, NOON),
        mediator=NOON if mediator else None,
        sealed=NOON if sealed else None,
    )
    instant = effective_at(effect, signing)
    if len(signed) < 3:
        assert instant is None
    if effect is Effect.SEALED:
        assert (instant is not None) == (len(signed) == 3 and mediator and sealed)


@pytest.mark.parametrize(
    "strokes",
    [
        (),
        (((0.5, 0.5),),),
        (((0.5, 0.5), (0.51, 0.5)),),
        (((0.1, 0.1), (1.2, 0.5)),),
        (tuple((0.1, nth / MOST_POINTS / 2) for nth in range(MOST_POINTS + 1)),),
    ],
)
def test_a_blank_a_dot_what_leaves_the_pad_and_a_flood_are_no_signature(
    strokes: tuple[tuple[tuple[float, float], ...], ...],
) -> None:
    assert not is_signature(strokes)


def test_a_few_strokes_are_one() -> None:
    assert is_signature((((0.1, 0.4), (0.3, 0.6)), ((0.6, 0.4), (0.8, 0.6))))
