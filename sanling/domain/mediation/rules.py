"""What holds of agreements by the kind of body that they are reached at; no Django."""

from enum import StrEnum


class Form(StrEnum):
    """How an agreement is made: by word, on paper, or by electronic signatures."""

    ORAL = "oral"
    WRITTEN = "written"
    ELECTRONIC = "electronic"


class Effect(StrEnum):
    """When an agreement takes effect.

    ``REACHED``: when all agree (人民调解法 30). ``SEALED``: when all parties and the mediator have signed and the body
    has sealed it (29). ``SIGNED``: when all parties and the mediator have signed. ``E_SIGNED``: the instant at which
    all parties have completed their electronic signatures (法释〔2021〕23号 19).
    """

    REACHED = "reached"
    SEALED = "sealed"
    SIGNED = "signed"
    E_SIGNED = "e_signed"


# What can only be of an agreement in such a form.
EFFECTS = {
    Form.ORAL: frozenset({Effect.REACHED}),
    Form.WRITTEN: frozenset({Effect.SEALED, Effect.SIGNED}),
    Form.ELECTRONIC: frozenset({Effect.E_SIGNED, Effect.SEALED}),
}
