"""What becomes of open matters is counted by state and clock, whether it is shown or done."""

from functools import partial

import pytest

from sanling.domain.matters.actions.migrate import seen
from sanling.domain.matters.migrating import Versions
from sanling.domain.workflow.queries import definition_of
from sanling.foundation import clock
from sanling.processes.publishing.effects import counted
from tests.domain.matters.actions.test_migrate import changed, renamed, shorter
from tests.domain.matters.helpers import registered

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("workflows", "cast")]


def test_matters_are_counted_by_state_and_clock_and_late_ones_apart() -> None:
    matters = [registered().matter for _each in range(2)]
    to = changed(matters[0], shorter)
    versions = Versions(definition_of(matters[0].definition_id), definition_of(to.pk))
    with clock.turned(to=clock.now().replace(year=clock.now().year + 1)):
        found = counted(versions, matters[0].definition, partial(seen, versions, of=matters[0].definition))
    assert (found["moves"], found["staying"]) == (2, [])
    (state,) = found["states"]
    assert (state["name"]["zh"], state["count"]) == ("待受理", 2)
    assert found["late"] == sum(row["late"] for row in state["clocks"]) > 0
    assert {row["what"] for row in state["clocks"]} == {"becomes"}


def test_what_stays_is_counted_with_its_reason() -> None:
    matter = registered().matter
    to = changed(matter, renamed)
    versions = Versions(definition_of(matter.definition_id), definition_of(to.pk))
    found = counted(versions, matter.definition, partial(seen, versions, of=matter.definition))
    assert found["moves"] == 0
    assert [(row["why"], row["count"]) for row in found["staying"]] == [("state", 1)]
