"""Rooms say which of their facts a standard may cite."""

from sanling.domain.subjects.facts import fact_sources


def test_a_field_is_found_by_its_code_and_another_is_not() -> None:
    accidents = fact_sources()["accident"]
    deaths = accidents.field("deaths")
    assert deaths is not None
    assert deaths.holds == "number"
    assert accidents.field("colour") is None


def test_each_field_is_a_column_of_its_rows() -> None:
    for source in fact_sources().values():
        columns = {column.name for column in source.model._meta.get_fields()}
        assert {field.code for field in source.fields} | {source.subject, source.day} <= columns, source.code
