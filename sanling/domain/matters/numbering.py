"""Matter numbers: `<city letters>-<yymmdd>-<sequence>-<check>`, unique in a city and checked by ISO/IEC 7064."""

import re
from datetime import date

from django.db import connection, transaction
from stdnum.iso7064 import mod_37_36

from sanling.foundation.cleaning import fold_code

NUMBER = re.compile(r"([A-Z]{2,4})([0-9]{6})([0-9]{5,7})([0-9A-Z])")


def compose(letters: str, day: date, sequence: int) -> str:
    """Return the number of the ``sequence``-th matter of a day."""
    body = f"{letters}{day:%y%m%d}{sequence:05d}"
    return f"{letters}-{day:%y%m%d}-{sequence:05d}-{mod_37_36.calc_check_digit(body)}"


def parse(text: str) -> str | None:
    """Return the number as written in full, or ``None`` when it is malformed or mistyped.

    Only its letters and digits are looked at, in any width and case: the last of them proves the others.
    """
    found = NUMBER.fullmatch(re.sub("[^0-9A-Z]", "", fold_code(text)))
    if not found:
        return None
    letters, day, sequence, check = found.groups()
    if mod_37_36.calc_check_digit(f"{letters}{day}{sequence}") != check:
        return None
    return f"{letters}-{day}-{sequence}-{check}"


def next_number(*, city: str, letters: str, day: date) -> str:
    """Draw the next number of a city's day; the row stays locked until the transaction ends."""
    return compose(letters, day, draw(1, city, day))


def take_numbers(count: int, *, city: str, letters: str, day: date) -> list[str]:
    """Draw a block of numbers of a day for a batch, in a transaction of their own before the one that uses them.

    So whoever registers meanwhile waits for no batch. Numbers of a batch that fails are given to nobody. Raises
    RuntimeError within a transaction, which would keep the day locked until its end.
    """
    with transaction.atomic(durable=True):
        return next_numbers(count, city=city, letters=letters, day=day)


def next_numbers(count: int, *, city: str, letters: str, day: date) -> list[str]:
    """Draw the next numbers of a city's day, which stays locked until the transaction ends: where nobody works yet."""
    last = draw(count, city, day)
    return [compose(letters, day, sequence) for sequence in range(last - count + 1, last + 1)]


def draw(count: int, city: str, day: date) -> int:
    """Let so many more numbers of a day be given, and return the last of them; it stays locked like `next_number`'s."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO matters_sequence (city, day, last) VALUES (%s, %s, %s) "
            "ON CONFLICT (city, day) DO UPDATE SET last = matters_sequence.last + excluded.last RETURNING last",
            [city, day, count],
        )
        return int(cursor.fetchone()[0])
