"""Whoever shows what a room guards gets it through access; what starts from the tables is listed with its reason.

What is guarded is derived from what each installed room declares, so that a new room is guarded by existing.
"""

import re

from django.apps import apps

from sanling import rooms
from sanling.domain.people.guarded import guarded
from tests.house.guarding import by_hand, hanging, is_showing
from tests.house.sources import listed, python_files, text_of, tree_of

REASONS = {
    "sanling/interfaces/desk/matters/files.py": "finds an attachment's matter, then asks access for both",
    "sanling/interfaces/desk/matters/batch_results.py": "one's own picks, each named if access shows its matter now",
    "sanling/interfaces/api/matters/batches.py": "the same for programs",
    "sanling/interfaces/open311/access.py": "the declaration of what everybody may read",
    "sanling/domain/matters/columns.py": "the parties of matters that access has let through",
}
# Models of the domain that no room guards.
OPEN = {
    "territory": "where places lie is public",
    "people": "who stands where is what access is made of; all staff read it",
    "workflow": "what is done with matters is read by all staff",
    "indicators": "sums name no row; each viewer is told those of the rows that it sees (`indicators/access.py`)",
    "recognition.Standard": "by what subjects are judged is read by all staff",
    "recognition.Confirmation": "which months departments confirmed is read by all staff",
    "subjects.Stocktaking": "how many subjects there are to be is a number that staff read beside what they see",
    "recognition.SpotDraw": "who was drawn from whom is published, so that anybody draws the same again",
    "recognition.Evaluation": "when months were judged tells of no subject",
    "mediation.Body": "which bodies mediate is public",
    "mediation.Seal": "the seal of a body stands under each of its papers",
    "mediation.Mediator": "who mediates is read by all staff, and published of whoever agreed to it",
    "matters.Sequence": "the last number of a day tells of no matter",
}


def test_nothing_that_shows_what_a_room_guards_filters_it_by_hand() -> None:
    models = hanging(room.model for room in guarded().values())
    found = [
        f"{path}:{where}"
        for path in python_files("sanling/")
        if is_showing(path, rooms.ROOMS) and path.as_posix() not in REASONS
        for where in by_hand(tree_of(path), models)
    ]
    assert not found, listed(found)


def test_each_model_of_the_domain_is_guarded_or_open_for_a_reason() -> None:
    models = hanging(room.model for room in guarded().values())
    left = [
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("sanling.domain.")
        and model not in models
        and OPEN.keys().isdisjoint({model._meta.app_label, model._meta.label})
    ]
    assert not left, listed(left)


def test_no_reason_outlives_its_file() -> None:
    left = [name for name in REASONS if not any(path.as_posix() == name for path in python_files("sanling/"))]
    assert not left, listed(left)


# Whoever goes through a viewer's reaches by hand takes the right of one and the place of another all too easily.
REACHES = re.compile(r"\.(?:reaches|substituted|post_ids|unit_ids)\b(?!\()")
BY_REACH = {
    "sanling/domain/people/access.py": "the predicate itself, and `reach_at` and `places_where` for all others",
    "sanling/domain/people/sight.py": "the same predicate in memory, each reach judged whole",
    "sanling/domain/matters/workload.py": "each reach by its own right and place: does it see all of a unit's matters",
    "sanling/domain/people/actions/seek_person.py": "asks for a right that has no place; the rows come by each reach",
    "sanling/domain/matters/access.py": "marks each matter with the reaches that see it, and hands those on",
    "sanling/domain/matters/queries.py": "sorts matters that are seen into the heaps of an inbox",
    "sanling/domain/tags/queries.py": "words of the units acted for, each told of a matter that is seen",
    "sanling/domain/recognition/heaps.py": "sorts warnings that are seen into a heap of an inbox",
    "sanling/processes/figures/access.py": "asks whether there is one reach alone, and all it sees is whole places",
    "sanling/domain/indicators/access.py": "asks whether all that each reach sees is whole places of whole lines",
    "sanling/domain/publications/access.py": "what was published above each reach's own places, as far as it reads so",
    "sanling/domain/matters/registering.py": "the kinds to be offered; kind and place are judged by `registrar`",
    "sanling/domain/matters/over_lists.py": "the acts to be offered; each matter is judged by the act",
    "sanling/interfaces/desk/pages.py": "whether a page is shown at all",
    "sanling/interfaces/desk/account_first.py": "a second factor is wanted if any reach wants one",
    "sanling/domain/subjects/access.py": "whether some are kept at all; place and lines are judged by `keeps`",
    "sanling/domain/incidents/access.py": "the kinds to be offered; kind and place are judged by `may_record`",
    "sanling/domain/people/ordered.py": "as which posts something was made, all of which its reader must still be",
}


def test_right_and_place_are_judged_by_one_reach_at_a_time() -> None:
    by_hand = [
        f"{path}: {match.group()}"
        for path in python_files("sanling/")
        if not path.as_posix().startswith(tuple(BY_REACH))
        for match in REACHES.finditer(text_of(path))
    ]
    assert not by_hand, listed(by_hand)
