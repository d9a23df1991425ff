"""When an agreement takes effect depends on its form: no form has an effect of another."""

from sanling.domain.mediation.rules import EFFECTS, Effect, Form, Free, common, nearest


def test_each_form_has_effects_and_an_oral_agreement_holds_when_it_is_reached() -> None:
    assert set(EFFECTS) == set(Form)
    assert EFFECTS[Form.ORAL] == {Effect.REACHED}
    assert all(Effect.REACHED not in effects for form, effects in EFFECTS.items() if form is not Form.ORAL)


def test_the_nearest_come_first_then_who_is_free_now_then_who_has_least_at_hand() -> None:
    free = [
        Free(1, width=4, in_hours=True, open=0),
        Free(2, width=12, in_hours=False, open=0),
        Free(3, width=12, in_hours=True, open=5),
        Free(4, width=12, in_hours=True, open=2),
        Free(5, width=12, in_hours=True, open=2),
    ]
    assert nearest(free, 4) == [4, 5, 3, 2]
    assert nearest([], 3) == []


def test_the_first_whom_both_sides_name_and_nobody_while_one_has() -> None:
    assert common([[1, 2, 3], [3, 2]]) == [2, 3]
    assert common([[1], [2]]) == []
    assert common([[1]]) == []
    assert common([[1, 2], [2, 1], [2]]) == [2]
