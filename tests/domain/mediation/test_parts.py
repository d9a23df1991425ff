"""What is looked for in texts can be looked for, or the profile is refused."""

import pytest
from pydantic import BaseModel, ValidationError

from sanling.domain.mediation.parts import Code, Pattern


class Kept(BaseModel):
    """A code and words."""

    code: Code
    words: Pattern


def test_a_code_is_plain_and_words_are_an_expression() -> None:
    assert Kept(code="threat", words="杀|砍").words == "杀|砍"
    for wrong in ({"code": "Threat", "words": "杀"}, {"code": "threat", "words": "(杀"}):
        with pytest.raises(ValidationError):
            Kept(**wrong)
