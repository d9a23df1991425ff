"""What holds at a kind of body is said in a sentence: fees, forms, and when an agreement takes effect."""

from django.utils import translation

from sanling.domain.mediation.naming import EFFECTS, FORMS, agreements_of, fees_of, specialities_of
from sanling.domain.mediation.rules import Effect, Form
from sanling.foundation.profile.registry import profile_by_code
from tests.city import CITY


def test_each_form_and_effect_has_words() -> None:
    assert set(FORMS) == set(Form)
    assert set(EFFECTS) == set(Effect)


def test_what_holds_at_a_village_is_said() -> None:
    kind = profile_by_code("zhengzhou").part("mediation").kinds[0]
    assert fees_of(kind) == "免费"
    assert agreements_of(kind) == [
        "口头协议：自达成之时起生效",
        "书面协议：自各方当事人和调解员签名、调解组织盖章之时起生效",
    ]
    with translation.override("en"):
        assert agreements_of(kind)[0] == "Oral agreement: takes effect when it is reached"


def test_somebody_is_versed_in_the_categories_of_disputes() -> None:
    assert len(specialities_of(CITY)) == 18
