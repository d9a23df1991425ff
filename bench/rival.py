"""Take the same list in by django-import-export, in the environment of an installation: ``python -m bench.rival FILE``.

It isn't among our packages: `python -m bench.lists --rival FOLDER` names where `pip install --target FOLDER
django-import-export[xlsx]` put it. Rows go into a plain table of texts, by its quickest settings: in bulk, a thousand
at a time, rows that are there looked for in memory, no differences shown. It checks nothing, logs nothing, has no
history and no index but that of the key.
"""

import json
import resource
import sys
from importlib import import_module
from pathlib import Path
from time import perf_counter, process_time
from typing import Any

import click
import django

django.setup()

from django.db import connection, models  # noqa: E402

from bench.lists import HEADS  # noqa: E402

NAMES = tuple(f"c{nth}" for nth in range(len(HEADS)))


def _table() -> Any:
    columns = {name: models.TextField(primary_key=name == NAMES[0]) for name in NAMES}
    meta = type("Meta", (), {"app_label": "bench", "db_table": "bench_rival", "managed": False})
    return type("Rival", (models.Model,), {**columns, "Meta": meta, "__module__": __name__})


@click.command()
@click.argument("file", type=click.Path(exists=True, path_type=Path))
def command(file: Path) -> None:
    """Take the list in and print what it took as JSON."""
    resources = import_module("import_export.resources")
    loaders = import_module("import_export.instance_loaders")
    tablib = import_module("tablib")
    table = _table()
    with connection.schema_editor() as editor:
        editor.create_model(table)
    options = {
        "model": table,
        "import_id_fields": (NAMES[0],),
        "fields": NAMES,
        "use_bulk": True,
        "batch_size": 1000,
        "skip_diff": True,
        "skip_html_diff": True,
        "skip_unchanged": True,
        "instance_loader_class": loaders.CachedInstanceLoader,
    }
    made = type("Taking", (resources.ModelResource,), {"Meta": type("Meta", (), options)})()
    begin, spent = perf_counter(), process_time()
    with file.open("rb") as content:
        rows = tablib.Dataset().load(content, format="xlsx")
    rows.headers = list(NAMES)
    result = made.import_data(rows, use_transactions=True, raise_errors=True)
    told = {
        "rows": table.objects.count(),
        "seconds": round(perf_counter() - begin, 1),
        "processor": round(process_time() - spent, 1),
        "megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1000, 1),
        "said": str(dict(result.totals)),
    }
    click.echo(json.dumps(told))


if __name__ == "__main__":
    sys.exit(command())
