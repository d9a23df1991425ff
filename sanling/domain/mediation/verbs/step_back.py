"""Step back: the mediator declares a conflict of interest that bars from going on (法释〔2021〕23号 13)."""

from sanling.domain.matters.verbs.send_back import Return


class StepBack(Return):
    """Releases the post; all sides are told the head."""

    code = "step_back"
    asks = {"head": "choice"}
    options = {"head": frozenset({"party", "interest"})}
