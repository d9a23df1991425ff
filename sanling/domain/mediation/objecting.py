"""Until when somebody may object to a ruling that confirmed an agreement (民诉法解释 372); no Django."""

from calendar import monthrange
from datetime import date, timedelta

from sanling.foundation.workdays import Workdays

PARTY_DAYS, THIRD_PERSON_MONTHS = 15, 6


def last_day(by: str, since: date, days: Workdays) -> date:
    """Return the last day on which a party, else a third person, objects.

    A party's time runs from the day of receipt, a third person's from that of learning of it, neither counted. Months
    end on the day of the same number, or the last of the month (Civil Code 202), and no period on a day off (203).
    """
    end = since + timedelta(days=PARTY_DAYS) if by == "party" else _months_later(since, THIRD_PERSON_MONTHS)
    return days.on_or_after(end)


def _months_later(day: date, months: int) -> date:
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))
