"""``sanling succeed``: divisions merged or split, with all that was theirs."""

from collections.abc import Sequence
from datetime import date

import click
from django.core.exceptions import ValidationError

from sanling.domain.people.models import Post, Unit
from sanling.domain.territory.actions.succeed import NewDivision
from sanling.foundation.audit.actor import SystemActor
from sanling.foundation.cleaning import fold_code
from sanling.interfaces.console.options import DAY, refusal
from sanling.processes.succession import Reorganised, reorganise

WHY = {
    "two_of_a_kind": "stands beside another of its kind: end one of them",
    "outside_its_unit": "no longer answers for a division that left its unit's territory",
    "split": "answers where its office stays: say what it answers for among the successors",
}
HELP = """Merge divisions into one, or split one into several, from a day on; all of it or nothing.

Divisions below, outlines, posters, units, jurisdictions and matters go along. What only the city can decide is listed.

\b
A merge:  sanling succeed --from 110101002 --to 110101001 --on 2026-01-01
A split:  sanling succeed --from 110101002 --to 110101002 --to 110101031=新街道 \\
              --move 110101002012=110101031 --on 2026-01-01
"""


@click.command(help=HELP)
@click.option("--from", "old", multiple=True, required=True, help="Path of a division whose place is taken.")
@click.option(
    "--to", "new", multiple=True, required=True, help="Path of a successor; PATH=NAME makes a new one."
)
@click.option("--on", required=True, type=DAY, help="Day from which it holds.")
@click.option("--move", "moves", multiple=True, help="BELOW=SUCCESSOR: who takes a division just below.")
@click.option(
    "--office", "offices", multiple=True, help="ENDED=SUCCESSOR: where a split office stays (the first)."
)
def command(
    *, old: Sequence[str], new: Sequence[str], on: date, moves: Sequence[str], offices: Sequence[str]
) -> None:
    """Do it, and list what is left."""
    try:
        done = reorganise(
            actor=SystemActor("console"),
            predecessors=[fold_code(path) for path in old],
            successors=[_successor(typed) for typed in new],
            on=on,
            moves=dict(map(_pair, moves)),
            offices=dict(map(_pair, offices)),
        )
    except ValidationError as error:
        raise click.ClickException(f"Nothing was changed. {refusal(error)}") from error
    _report(done)


def _successor(typed: str) -> str | NewDivision:
    path, equals, name = typed.partition("=")
    return NewDivision(path=fold_code(path), name=name) if equals else fold_code(path)


def _pair(typed: str) -> tuple[str, str]:
    left, equals, right = typed.partition("=")
    if not equals:
        raise click.BadParameter(f"{typed!r} is not two paths with = between them.")
    return fold_code(left), fold_code(right)


def _report(done: Reorganised) -> None:
    click.echo(
        f"{len(done.becomes):,} divisions ended and go on elsewhere; {done.matters:,} matters and"
        f" {done.subjects:,} subjects went along."
    )
    units = Unit.objects.in_bulk([undecided.unit_id for undecided in done.left])
    posts = Post.objects.in_bulk([undecided.post_id for undecided in done.left if undecided.post_id])
    for undecided in done.left:
        post = posts.get(undecided.post_id) if undecided.post_id else None
        who = f"{units[undecided.unit_id].name}{f', {post.name}' if post else ''} ({undecided.division})"
        click.echo(f"  to decide: {who} {WHY[undecided.why]}")
    click.echo("Successors that lack units get them from `sanling city`.")
