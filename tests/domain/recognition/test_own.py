"""A subject sees of itself which months were kept, and never what happened."""

import pytest

from sanling.domain.matters.models import Matter
from sanling.domain.recognition.own import own_facts

pytestmark = pytest.mark.django_db


def test_it_is_told_its_months_in_words(recognition: Matter) -> None:
    facts = own_facts(recognition.recognition)
    assert (facts.type, facts.sector) == ("企业", "住房和物业")
    assert [(name, stood.kept) for name, stood in facts.zeros] == [
        ("零上访", 12),
        ("零事故", 12),
        ("零案件", 12),
    ]
