"""What is said of each kind, and what follows from it."""

from sanling.domain.incidents.fields import COMPUTED, FIELDS, NEEDED, entered
from sanling.domain.incidents.models import Incident
from sanling.domain.incidents.rules import Kind


def test_every_kind_says_something_and_needs_some_of_it() -> None:
    for kind in Kind:
        said = {field.code for field in entered(kind)}
        assert NEEDED[kind] <= said
        assert said.isdisjoint(COMPUTED)


def test_what_is_said_has_a_column() -> None:
    columns = {field.name for field in Incident._meta.get_fields()}
    assert {field.code for fields in FIELDS.values() for field in fields} <= columns
