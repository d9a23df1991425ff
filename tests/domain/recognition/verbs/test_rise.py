"""Rise: what was worked off is to be worked off again, where the definition leads back; else nothing moves."""

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import NOW, Case, done


def test_it_is_called_by_its_new_colour_and_stays_with_whoever_has_it() -> None:
    matter = Case(resolved_at=NOW)
    act = done("rise", {"standing": ("standing", {"title": "橙色预警：小学"})}, matter=matter)
    assert (vars(matter)["title"], act.unit_held, matter.resolved_at) == ("橙色预警：小学", 10, NOW)


def test_what_was_worked_off_is_taken_up_again_where_the_definition_leads_back() -> None:
    matter = Case(resolved_at=NOW)
    done("rise", {"standing": ("standing", {"title": "红"})}, said={"to": "here"}, matter=matter)
    assert matter.resolved_at is None


def test_the_system_alone_does_it_in_every_city_and_no_work_is_taken_away() -> None:
    assert by_verb("rise")
    for definition, action in by_verb("rise"):
        assert [who.relation for who in action.who] == ["system"], definition.code
        assert action.to is None or definition.state(action.to).unassigned
