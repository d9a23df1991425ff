"""What speaks for most comes first, and of as many the likest."""

from sanling.processes.suggestions.likest import Speaking, Spoken, spoken_for


def test_the_most_come_first_and_of_as_many_the_likest() -> None:
    said = [Speaking(9 - nth, f"N{9 - nth}", choice) for nth, choice in enumerate("abccc")]
    assert spoken_for(said) == [
        Spoken("c", 3, 5, ["N7", "N6"]),
        Spoken("a", 1, 5, ["N9"]),
        Spoken("b", 1, 5, ["N8"]),
    ]
    assert spoken_for([]) == []
