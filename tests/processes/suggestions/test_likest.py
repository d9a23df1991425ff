"""What speaks for most comes first, and of as many the likest."""

from sanling.processes.suggestions.likest import Spoken, spoken_for


def test_the_most_come_first_and_of_as_many_the_likest() -> None:
    said = [(9, "a"), (8, "b"), (7, "c"), (6, "c"), (5, "c")]
    assert spoken_for(said) == [Spoken("c", 3, 5, [7, 6]), Spoken("a", 1, 5, [9]), Spoken("b", 1, 5, [8])]
    assert spoken_for([]) == []
