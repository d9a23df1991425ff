"""What of a matter can be forgotten: parties, texts and files, and what rooms keep beside their matters.

A room says it in its `forgetting` module: `FORGETTERS`, by the code that rules of the profile name; what goes with the
texts of every matter, because somebody typed it, as `forget_texts`; and with its files, as `forget_files`.
"""

from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from sanling.foundation.installed import modules

if TYPE_CHECKING:
    from sanling.domain.matters.models import Matter

OF_EVERY_MATTER = frozenset({"parties", "texts", "files"})
# Forgets it of matters that are over, in the caller's transaction.
Forgetter: TypeAlias = "Callable[[Sequence[Matter]], None]"


@cache
def forgetters() -> Mapping[str, Forgetter]:
    """Return what rooms forget, by code."""
    return {
        code: forgetter for module in modules("forgetting") for code, forgetter in module.FORGETTERS.items()
    }


@cache
def forgetters_with(what: str) -> Sequence[Forgetter]:
    """Return what forgets the texts, or files, that are kept beside matters, and the links that lead there."""
    found = (getattr(module, f"forget_{what}", None) for module in modules("forgetting"))
    return [forgetter for forgetter in found if forgetter is not None]
