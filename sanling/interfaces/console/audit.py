"""``sanling audit``: the trail of all acts."""

import sys

import click

from sanling.foundation.audit.verify import verify

VERIFY_HELP = """Check that no row of the audit trail was changed, removed, inserted or put elsewhere.

Each row that doesn't fit is named; the chain's head outside the database shows rows removed from its end. Ends with
code 1 when something was found.
"""


@click.group(help="Check the audit trail.", no_args_is_help=True)
def command() -> None:
    """Hold the subcommands together."""


@command.command("verify", help=VERIFY_HELP)
def verify_trail() -> None:
    """Print what was found."""
    outcome = verify()
    if outcome.unvouched:
        click.echo(
            f"{outcome.unvouched} rows were sealed under another key, which was given up as lost: whether they were "
            "changed can't be told. The rest:"
        )
    for finding in outcome.findings:
        click.echo(
            f"{finding.kind}: position {finding.position or '-'}, row {finding.row_id or '-'}: {finding.text}"
        )
    if outcome.findings:
        click.echo(
            f"{len(outcome.findings)} findings in {outcome.rows} rows. Keep this output and a copy of the database."
        )
        sys.exit(1)
    vouched = outcome.rows - outcome.unvouched
    click.echo(
        f"{vouched} rows, each where and as it was written; {outcome.waiting} still wait for their seal."
    )
