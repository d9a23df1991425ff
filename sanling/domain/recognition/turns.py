"""A month of a city is judged by one at a time."""

from datetime import date

from sanling.foundation.database.turns import take_turn


def take_month(city: str, month: date) -> None:
    """Wait until nobody else judges a city's month, and let others wait until the end of the transaction."""
    take_turn(f"evaluation:{city}:{month:%Y-%m}")
