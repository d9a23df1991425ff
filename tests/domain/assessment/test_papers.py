"""An assessment is printed in both languages, with each of its sources."""

from datetime import date
from io import BytesIO

import pikepdf
import pytest
from django.utils.translation import override

from sanling.domain.assessment.config import AssessmentPart, Topic
from sanling.domain.assessment.papers import assessment_pdf
from sanling.domain.assessment.rules import Answers, assess
from sanling.foundation.printing.font import signs_lacking
from sanling.foundation.profile.registry import profile_by_code
from sanling.foundation.workdays import LAW

PART: AssessmentPart = profile_by_code("zhengzhou").part("assessment")


@pytest.mark.parametrize("language", ["zh-hans", "en"])
@pytest.mark.parametrize("topic", PART.topics, ids=lambda topic: topic.code)
def test_every_topic_can_be_printed(topic: Topic, language: str) -> None:
    answers: Answers = {"amount": 36_000, "since": date(2026, 1, 5)}
    asked = {row.code for row in topic.questions}
    kept = {code: value for code, value in answers.items() if code in asked}
    with override(language):
        made = assessment_pdf(
            assess(PART, topic, kept, today=date(2026, 12, 1), days=LAW), city="郑州", outcomes="12 件"
        )
    with pikepdf.open(BytesIO(made)) as paper:
        assert 1 <= len(paper.pages) <= 4


def test_the_font_has_every_sign_of_the_national_texts() -> None:
    assert signs_lacking(PART.model_dump_json()) == ""
