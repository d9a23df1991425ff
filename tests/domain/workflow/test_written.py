"""Fields in which people write are told from those in which they choose."""

from sanling.domain.workflow.written import written_fields


def test_texts_and_numbers_of_every_city_are_written_and_choices_are_not() -> None:
    found = written_fields()
    assert {"note", "message", "measures", "by"} <= found
    assert not {"cause", "consent", "category", "mediator"} & found
