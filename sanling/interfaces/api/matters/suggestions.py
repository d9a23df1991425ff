"""What is suggested from a city's settled matters to a post that decides: for an act, for what is to be registered."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from pydantic import BaseModel, Field

from sanling.domain.matters.act import allowed_actions
from sanling.domain.matters.registering import registrable
from sanling.interfaces.api.auth import caller_of, reads
from sanling.interfaces.api.documenting import answers
from sanling.interfaces.api.inputs import Body
from sanling.interfaces.api.matters.matters import router as of_matters
from sanling.interfaces.api.matters.matters import visible_whole
from sanling.interfaces.api.problems import not_found
from sanling.processes.suggestions.offered import Suggestion, offered_for
from sanling.processes.suggestions.suggesting import suggested_about

router = Router(tags=["matters"])
LONGEST_WORDS = 20_000


class SuggestionOut(BaseModel):
    """What a field might be given, and why; never a decision."""

    field: str = Field(description='The field of the act; "about" is kind and category of a new matter.')
    value: str = Field(
        description='What to send in it; of "about" the codes of kind and category, "dispute:labour".'
    )
    name: str
    percent: int | None = Field(description="Of a category: in how many of a hundred cases it is right.")
    note: str = Field(description="Of anything else: how much speaks for it.")
    reasons: list[str] = Field(description="Words of the matter itself that speak for it.")
    numbers: list[str] = Field(
        description="Settled matters that speak for it, of those that the post may see."
    )


class Suggestions(BaseModel):
    """The likeliest first; empty where nothing was learned, or nothing may be suggested."""

    items: list[SuggestionOut]


class Words(Body):
    """What was written down of something that is not registered yet; nothing of it is kept."""

    text: Annotated[str, Field(max_length=LONGEST_WORDS)]
    names: Annotated[
        list[Annotated[str, Field(max_length=100)]],
        Field(max_length=20, description="Names of its parties; they are taken out first."),
    ] = []


@of_matters.get(
    "/matters/{number}/actions/{action}/suggestions",
    auth=reads,
    response=answers(Suggestions, 404),
    operation_id="suggest_for_act",
)
def suggest_for_act(request: HttpRequest, number: str, action: str) -> Suggestions:
    """Suggest category, place and handler for an act that the post may do now."""
    viewer = caller_of(request).viewer
    found = visible_whole(viewer, number)
    act = next((act for act in allowed_actions(viewer, found) if act.code == action), None)
    if act is None:
        raise not_found()
    fields = {field.code for field in act.fields}
    # The desk asks who is charged with what it accepts; here that is an act of its own.
    return _told([offered for offered in offered_for(viewer, found, act) if offered.field in fields])


@router.post(
    "/suggestions",
    auth=reads,
    response=answers(Suggestions, 413, 415),
    operation_id="suggest_kind_and_category",
)
def suggest_kind_and_category(request: HttpRequest, words: Words) -> Suggestions:
    """Suggest kind and category for words, of what the post may register."""
    viewer = caller_of(request).viewer
    kinds = registrable(viewer)
    return _told(suggested_about(viewer.city, words.text, names=words.names, kinds=kinds))


def _told(suggestions: list[Suggestion]) -> Suggestions:
    return Suggestions(
        items=[
            SuggestionOut(
                field=suggestion.field,
                value=suggestion.code,
                name=suggestion.name,
                percent=suggestion.percent,
                note=suggestion.note,
                reasons=list(suggestion.reasons),
                numbers=list(suggestion.numbers),
            )
            for suggestion in suggestions
        ]
    )
