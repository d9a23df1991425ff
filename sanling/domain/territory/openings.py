"""How often posters' codes were opened: counted by days, with nothing of whoever came by them."""

from django.db.models import F

from sanling.domain.territory.models import CodePoint, CodePointDay
from sanling.foundation.days import today


def count_opening(code_point: CodePoint) -> None:
    """Count that a code point was opened once more today."""
    counted = CodePointDay.objects.filter(code_point=code_point, day=today())
    if not counted.update(opened=F("opened") + 1):
        CodePointDay.objects.bulk_create(
            [CodePointDay(code_point=code_point, day=today())], ignore_conflicts=True
        )
        counted.update(opened=F("opened") + 1)
