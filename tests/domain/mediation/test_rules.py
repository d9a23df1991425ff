"""When an agreement takes effect depends on its form: no form has an effect of another."""

from sanling.domain.mediation.rules import EFFECTS, Effect, Form


def test_each_form_has_effects_and_an_oral_agreement_holds_when_it_is_reached() -> None:
    assert set(EFFECTS) == set(Form)
    assert EFFECTS[Form.ORAL] == {Effect.REACHED}
    assert all(Effect.REACHED not in effects for form, effects in EFFECTS.items() if form is not Form.ORAL)
