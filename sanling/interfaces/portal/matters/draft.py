"""A report on its way: all that was typed so far travels in the form itself, so that nothing depends on a session."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Self

from django.http import QueryDict

from sanling.foundation.cleaning import clean_line, clean_text
from sanling.foundation.privacy.tokens import new_token
from sanling.interfaces.portal.matters.pictures import Picture, claim

KEY = re.compile(r"[A-Za-z0-9_-]{16,64}")
STEPS = ("what", "where", "check")
NAMES = ("kind", "text", "query", "division", "lon", "lat", "place", "name", "phone", "messages")


@dataclass(frozen=True)
class Draft:
    """What was typed, as typed; the key that makes sending it twice one report; pictures stored already."""

    key: str
    values: Mapping[str, str] = field(default_factory=dict)
    pictures: tuple[Picture, ...] = ()

    @classmethod
    def new(cls, kind: str = "") -> Self:
        """Begin an empty draft."""
        return cls(key=new_token(), values={"kind": clean_line(kind)[:40]})

    @classmethod
    def read(cls, data: QueryDict) -> Self:
        """Take up a draft from a form; pictures that were never given to this draft are left out."""
        values = {name: clean_text(str(data[name])) for name in NAMES if name in data}
        key = data.get("key", "")
        if not KEY.fullmatch(key):
            return cls(key=new_token(), values=values)
        return cls(key=key, values=values, pictures=claim(data.getlist("picture"), draft=key))

    def anew(self) -> Self:
        """Return the same content as another report, to be sent beside one that was sent already."""
        key = new_token()
        return replace(self, key=key, pictures=tuple(picture.moved(key) for picture in self.pictures))

    def without(self, picture: str) -> Self:
        """Return the draft without one of its pictures."""
        return replace(self, pictures=tuple(kept for kept in self.pictures if kept.file_id != picture))

    def without_point(self) -> Self:
        """Return the draft without the point on the map."""
        return replace(self, values={**self.values, "lon": "", "lat": ""})

    def beside(self, names: Mapping[str, object]) -> list[tuple[str, str]]:
        """Return what a form that shows ``names`` must carry along hidden."""
        return [(name, value) for name, value in self.values.items() if name not in names and value]
