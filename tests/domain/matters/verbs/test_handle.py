"""Handle: what was done is written down; the matter stays where it is."""

from tests.domain.workflow.shipped import by_verb
from tests.domain.workflow.stage import done


def test_nothing_happens_but_what_the_definition_says() -> None:
    act = done("handle", {"note": ("long_text", "已上门")})
    assert (act.told, act.params) == ([], {})


def test_in_every_city_whoever_handles_says_something_by_it() -> None:
    for definition, handle in by_verb("handle"):
        said = handle.reason or handle.evidence or any(field.required for field in handle.fields)
        assert said or handle.to is not None, (definition.code, handle.code)


def test_in_every_city_the_first_contact_stops_the_clock_for_it() -> None:
    contacts = [(definition, act) for definition, act in by_verb("handle") if act.code == "contact"]
    assert contacts
    for definition, contact in contacts:
        assert "contact" in definition.stopping("contact"), definition.code
        assert "contact" in definition.met_by(contact.code), definition.code
