"""What kind and category a matter's words speak for: the likeliest, how sure, and which of the words say so."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from sanling.domain.matters.models import Matter
from sanling.domain.matters.naming import Names
from sanling.domain.workflow.schema import Action
from sanling.foundation.profile.registry import profile_for
from sanling.processes.suggestions.config import SuggestionsPart
from sanling.processes.suggestions.grams import grams
from sanling.processes.suggestions.learning import KINDS, folder_of
from sanling.processes.suggestions.model import load

LEAST_SURE = 0.05
MOST_SUGGESTED = 3
# What a new matter's form calls kind and category, and how it writes them.
ABOUT = "about"


@dataclass(frozen=True)
class Suggestion:
    """What a field of a form might be given, and why.

    ``percent`` says of a category in how many of a hundred cases it is right, ``note`` of anything else how much speaks
    for it. ``reasons`` are words of the matter itself, ``numbers`` those of settled matters that the reader may see.
    """

    code: str
    name: str
    field: str
    percent: int | None = None
    note: str = ""
    reasons: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()


def may_suggest(matter: Matter) -> bool:
    """Tell whether anything is suggested of a matter: of kinds that the profile names, and of nothing hidden."""
    wanted: SuggestionsPart = profile_for(matter.division_id).part("suggestions")
    return matter.kind in wanted.kinds and not matter.concealed and not matter.confidentiality


def suggested(matter: Matter, action: Action) -> Sequence[Suggestion]:
    """Return up to three categories for an act's form that asks for one; ``action`` must be allowed to who reads it.

    Expects the matter's parties prefetched. Nothing is suggested for what is concealed or confidential, of kinds that
    the profile doesn't name, or where nothing was learned. The words are the matter's own, never another's.
    """
    profile = profile_for(matter.division_id)
    asked = next((field for field in action.fields if field.type == "category"), None)
    if asked is None or not may_suggest(matter):
        return []
    model = load(folder_of(profile.city), matter.kind)
    if model is None:
        return []
    names = [called for party in matter.parties.all() for called in (party.name, party.description)]
    known = Names(profile.city).categories(matter.kind)
    return [
        Suggestion(
            code=guess.category,
            name=known[guess.category],
            field=asked.code,
            percent=round(guess.sure * 100),
            reasons=guess.reasons,
        )
        for guess in model.guesses(grams(f"{matter.title} {matter.text}", names))
        if guess.category in known and guess.sure >= LEAST_SURE
    ]


def suggested_about(
    city: str, text: str, *, names: Collection[str], kinds: Collection[str]
) -> list[Suggestion]:
    """Return up to three kinds with a category each for the words of what is not yet registered, without a query.

    ``names`` are those of its parties, ``kinds`` the codes of what may be registered. How sure it is of both is how
    sure of the kind, times how sure of the category among those of the kind.
    """
    profile, found = profile_for(city), grams(text, names)
    wanted: SuggestionsPart = profile.part("suggestions")
    offered = set(wanted.kinds) & set(kinds)
    of_kinds = load(folder_of(profile.city), KINDS)
    guesses = [
        (kind, kind.sure * category.sure, category)
        for kind in (of_kinds.guesses(found) if of_kinds else ())
        if kind.category in offered and (of_kind := load(folder_of(profile.city), kind.category))
        for category in of_kind.guesses(found)
    ]
    named = Names(city)
    return [
        Suggestion(
            code=f"{kind.category}:{guess.category}",
            name=f"{named.kind(kind.category)} · {named.categories(kind.category)[guess.category]}",
            field=ABOUT,
            percent=round(sure * 100),
            reasons=guess.reasons,
        )
        for kind, sure, guess in sorted(guesses, key=lambda guess: -guess[1])[:MOST_SUGGESTED]
        if sure >= LEAST_SURE and guess.category in named.categories(kind.category)
    ]
