"""Conditions that Django has no word for."""

from typing import Any

from django.db.models import BooleanField, Lookup


class AnyOf(Lookup):
    """``column = ANY(array)``: unlike ``IN`` one statement, and one plan, for any number of values."""

    output_field = BooleanField()

    def as_sql(self, compiler: Any, connection: Any) -> Any:
        """Return the condition."""
        column, before = self.process_lhs(compiler, connection)
        values, after = compiler.compile(self.rhs)
        return f"{column} = ANY({values})", [*before, *after]
