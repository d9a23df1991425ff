"""Fields in which people write are told from those in which they choose."""

from sanling.domain.workflow.written import chosen_fields, written_fields


def test_texts_and_numbers_of_every_city_are_written_and_choices_are_not() -> None:
    found = written_fields()
    assert {"note", "message", "measures", "by"} <= found
    assert not {"cause", "consent", "category", "mediator"} & found


def test_what_is_chosen_is_known_by_its_words_and_a_rating_by_its_name() -> None:
    found = chosen_fields()
    assert str(found["result", "4"][0]) == "办理结果"
    assert found["result", "4"][1] is None
    assert [str(words) for words in found["granted", "no"]] == ["是否同意", "不同意"]
    assert ("result", "6") not in found
