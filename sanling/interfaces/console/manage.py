"""``sanling manage``: Django's own commands, for engineers."""

import click
from django.core.management import execute_from_command_line


@click.command(
    help="Run one of Django's own commands, for example `sanling manage shell`.",
    context_settings={"ignore_unknown_options": True, "help_option_names": []},
)
@click.argument("arguments", nargs=-1, type=click.UNPROCESSED)
def command(arguments: tuple[str, ...]) -> None:
    """Hand the arguments on."""
    execute_from_command_line(["sanling manage", *arguments])
