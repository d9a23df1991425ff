"""Why an act on a matter was refused; interfaces turn these into a message, a status and the acts allowed now."""

from collections.abc import Mapping, Sequence


class ActError(Exception):
    """An act was refused and nothing was changed."""


class NotFound(ActError):
    """No such matter, or none that this actor may see: the two are not told apart."""


class Stale(ActError):
    """The matter has moved on since the form was opened."""

    def __init__(self, *, opened: int, current: int) -> None:
        super().__init__(f"opened at version {opened}, now {current}")
        self.opened = opened
        self.current = current


class NotAllowed(ActError):
    """The act is not this actor's, or not legal in this state; ``allowed`` lists what is, by code."""

    def __init__(self, *, action: str, reason: str, allowed: Sequence[str]) -> None:
        super().__init__(f"{action}: {reason}")
        self.action = action
        self.reason = reason
        self.allowed = tuple(allowed)


class Invalid(ActError):
    """Some fields are missing or wrong; ``errors`` gives a message beside each field's code."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        super().__init__("; ".join(f"{name}: {message}" for name, message in errors.items()))
        self.errors = dict(errors)
