"""What desk and portal share of sittings: the file for calendars."""

from django.http import HttpResponse


def ics_answer(made: bytes) -> HttpResponse:
    """Return a file that calendars take."""
    answer = HttpResponse(made, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="sitting.ics"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
