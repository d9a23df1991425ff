"""What a city's kinds, categories, outcomes and channels are called in the lists of other systems."""

import re
from collections.abc import Iterable, Mapping
from functools import cached_property

from django.utils.translation import gettext as _

from sanling.domain.matters.config import Category, Channel, KindRules, MattersPart, Named
from sanling.domain.matters.earlier import end_of
from sanling.domain.matters.families import REPORTED
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import current, definition_of
from sanling.domain.workflow.schema import Workflow
from sanling.foundation.labels import Label
from sanling.foundation.profile.loader import Profile
from sanling.foundation.tables.frame import is_undone, plain

# "邻里" and "邻里纠纷" are one.
_ENDING = re.compile("(?<=.)(?:纠纷|争议|问题|事项|案件|事件|类)$")


def _key(said: str) -> str:
    return _ENDING.sub("", plain(said))


def _codes(named: Iterable[Named]) -> Mapping[str, str]:
    return {key: found.code for found in named for key in _keys(found.code, found.name)}


def _keys(code: str, name: Label) -> tuple[str, ...]:
    return plain(code), _key(name.zh), _key(name.en)


class Words:
    """Finds codes by what is said, from memory; raises ``ValueError`` with words for the writer."""

    def __init__(self, profile: Profile) -> None:
        """Know a city."""
        self.city = profile.city
        self.part: MattersPart = profile.part("matters")
        self._categories: dict[str, Mapping[str, str]] = {}
        self._outcomes: dict[str, Mapping[str, str]] = {}

    @cached_property
    def _kinds(self) -> Mapping[str, str]:
        return _codes(self.part.kinds_of(REPORTED))

    @cached_property
    def _channels(self) -> Mapping[str, str]:
        return _codes(self.part.channels)

    def kind(self, said: str) -> KindRules:
        """Return the kind that residents bring and that is called so."""
        return self.part.rules(_found(self._kinds, said))

    def category(self, kind: str, said: str) -> str:
        """Return the category; that of what nobody has classified where nothing is said."""
        if kind not in self._categories:
            categories: tuple[Category, ...] = self.part.categories(kind)
            self._categories[kind] = _codes(categories)
        return _found(self._categories[kind], said) if said else self.part.default_category(kind)

    def channel(self, said: str) -> str:
        """Return the channel; that of files where nothing is said."""
        if said:
            return _found(self._channels, said)
        of_files: list[Channel] = [channel for channel in self.part.channels if channel.way == "file"]
        if not of_files:
            raise ValueError(_("Say how it came: this city has no channel for files."))
        return of_files[0].code

    def outcome(self, kind: str, said: str) -> str:
        """Return an outcome with which a matter of a kind may be over, by its name or that of a stage with it."""
        if kind not in self._outcomes:
            definition = self._workflow(kind)
            stages = {
                key: state.outcome
                for state in definition.states
                if state.outcome
                for key in _keys(state.code, state.name)
            }
            known = stages | dict(_codes(self.part.outcomes))
            self._outcomes[kind] = {key: code for key, code in known.items() if end_of(definition, code)}
        if is_undone(said):
            raise ValueError(_("A note in brackets takes this back: say what the outcome is."))
        return _found(self._outcomes[kind], said) if said else ""

    def _workflow(self, kind: str) -> Workflow:
        try:
            return definition_of(current(city=self.city, code=self.part.rules(kind).workflow).pk)
        except Definition.DoesNotExist:
            text = _("The workflow of this kind isn't published: run `sanling city` first.")
            raise ValueError(text) from None


def _found(codes: Mapping[str, str], said: str) -> str:
    code = codes.get(plain(said)) or codes.get(_key(said))
    if code is None:
        raise ValueError(_("The city's profile has none that is called so."))
    return code
