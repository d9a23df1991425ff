"""Tally: sum the rows of a stock in a period, for a whole city or for some of its counties; all of it or nothing."""

from collections.abc import Collection
from datetime import date

from django.db import connection, transaction
from django.db.models import Count, F, Q

from sanling.domain.indicators.measures import Stock
from sanling.domain.indicators.models import Tallied, Tally
from sanling.domain.territory.rules import Level
from sanling.foundation import clock
from sanling.foundation.database.turns import take_turn

LEVELS = (Level.COUNTY, Level.TOWNSHIP, Level.VILLAGE)


def tally(stock: Stock, city: str, period: date, *, counties: Collection[str] | None = None) -> None:
    """Sum a period of a city, by its first day, at each level; of some counties where the rest is as it was.

    The rows are read once, in one statement. Whoever changes them calls this in the same transaction, or soon after.
    """
    with transaction.atomic():
        take_turn(f"tally:{stock.code}:{city}:{period}")
        within = Q(pk__in=[]) if counties is not None else Q()
        for county in counties or ():
            within |= Q(place__startswith=county)
        Tally.objects.filter(within, stock=stock.code, period=period, place__startswith=city).delete()
        if counties is None or counties:
            _sum(stock, city, period, counties)
        Tallied.objects.update_or_create(
            stock=stock.code, city=city, period=period, defaults={"at": clock.now()}
        )


def _sum(stock: Stock, city: str, period: date, counties: Collection[str] | None) -> None:
    counted, (division, *others) = stock.counted(city), stock.columns
    rows = stock.rows(city, period)
    if counties is not None:
        inside = Q(pk__in=[])
        for county in counties:
            inside |= Q(**{stock.guarded.below: county})
        rows = rows.filter(inside)
    numbers = {
        f"n{nth}": Count("pk", filter=where or None) for nth, (_code, _zero, where) in enumerate(counted)
    }
    kept = {f"at_{name}": F(name) for name in others}
    grouped = rows.order_by().values(at_place=F(division), **kept).annotate(**numbers)
    text, params = grouped.values_list("at_place", *kept, *numbers).query.sql_with_params()
    names = [name for code, zero, _where in counted for name in (code, zero)]
    values = ", ".join(f"(%s, %s, at_level.{number})" for number in numbers)
    sums = ", ".join(f"sum(cell.{number}) AS {number}" for number in numbers)
    with connection.cursor() as cursor:
        # What is counted stands beside each other until each level is summed: seven times fewer rows to group.
        cursor.execute(
            'INSERT INTO indicators_tally (stock, period, level, place, "group", type, sector, measure, zero, count)'  # noqa: S608
            ' SELECT %s, %s, at_level.width, at_level.place, at_level."group", at_level.type, at_level.sector,'
            " told.measure, told.zero, told.count"
            ' FROM (SELECT lv.width, left(cell.place, lv.width) AS place, cell."group", cell.type, cell.sector, '
            f'{sums} FROM ({text}) AS cell (place, "group", type, sector, {", ".join(numbers)})'
            " CROSS JOIN unnest(%s::int[]) AS lv (width) GROUP BY 1, 2, 3, 4, 5) AS at_level"
            f" CROSS JOIN LATERAL (VALUES {values}) AS told (measure, zero, count) WHERE told.count > 0",
            [stock.code, period, *params, [int(level) for level in LEVELS], *names],
        )
