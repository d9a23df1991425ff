"""Fall: a better colour leaves all as it is."""

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import NOW, Case, done


def test_it_is_called_by_its_new_colour_and_stays_with_whoever_has_it() -> None:
    matter = Case(resolved_at=NOW)
    act = done("fall", {"standing": ("standing", {"title": "橙色预警：小学"})}, matter=matter)
    assert (vars(matter)["title"], act.unit_held, matter.resolved_at) == ("橙色预警：小学", 10, NOW)


def test_the_stage_goes_on_in_every_city() -> None:
    assert by_verb("fall")
    assert all(action.to is None for _definition, action in by_verb("fall"))
