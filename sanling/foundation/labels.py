"""Bilingual labels: what a profile calls a thing, in Chinese and in English."""

from typing import Annotated

from django.utils.translation import get_language
from pydantic import AfterValidator, BaseModel, ConfigDict, StringConstraints

from sanling.foundation.cleaning import has_visible_sign


def _seen(said: str) -> str:
    if not has_visible_sign(said):
        raise ValueError("Give a text that can be seen.")
    return said


Wording = Annotated[
    str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200), AfterValidator(_seen)
]


class Label(BaseModel):
    """A label in both languages of the interface; `str()` gives the one that is active, Chinese first."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    zh: Wording
    en: Wording

    def __str__(self) -> str:
        """Return the English wording where English is active, else the Chinese."""
        return self.en if (get_language() or "").startswith("en") else self.zh
