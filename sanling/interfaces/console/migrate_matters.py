"""``sanling migrate-matters``: open matters move to a newer version of their workflow."""

import sys
from collections import Counter
from collections.abc import Iterator

import click

from sanling.domain.matters.actions.migrate import BATCH, Migrated, keys_of_open, migrate, seen
from sanling.domain.matters.migrating import Versions
from sanling.domain.workflow.models import Definition
from sanling.domain.workflow.queries import definition_of, versions
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor
from sanling.interfaces.console.options import CITY, city_named

ACTOR = SystemActor("console")
# Numbers told of the matters that stay, for each reason.
MOST_TOLD = 20
HELP = """Move the open matters of a workflow to its version in force.

A matter keeps the version of its workflow that it was registered under, until it is moved here. Counts what would
change, state by state and clock by clock, and changes nothing, unless --apply is given. A clock that both versions know
counts from its own start; one that only the new version has begins with the move; one that it lacks ends. A state that
the new version lacks needs --map; matters in it stay otherwise, and are listed. So does one in which something was
written that the new version would take for something else. Each matter moves whole, with an entry in its timeline; what
was interrupted goes on when it is run again. Ends with code 1 while any matter stays.
"""


@click.command(help=HELP)
@click.argument("workflow")
@click.option(
    "--map", "mapped", multiple=True, metavar="OLD=NEW", help="What a state is called in the new version."
)
@CITY
@click.option("--apply", "really", is_flag=True, help="Move them.")
def command(workflow: str, mapped: tuple[str, ...], city: str, *, really: bool) -> None:
    """Show what would change, or change it."""
    profile = city_named(city)
    known = versions(city=profile.city, code=workflow)
    to = next((row for row in known if row.retired_at is None), None)
    if to is None:
        raise click.UsageError(f"{profile.name} has no workflow {workflow!r} in force.")
    older = [row for row in known if row.pk != to.pk and keys_of_open(row)]
    states = _states(mapped, older, to)
    staying = 0
    for of in older:
        of_version = Versions(definition_of(of.pk), definition_of(to.pk), states)
        found = Migrated()
        ids = keys_of_open(of)
        for start in range(0, len(ids), BATCH):
            batch = ids[start : start + BATCH]
            done = (
                migrate(actor=ACTOR, versions=of_version, ids=batch, of=of, to=to)
                if really
                else seen(of_version, batch, of=of)
            )
            found.moves += done.moves
            found.staying += done.staying
        how = "moved" if really else "move"
        click.echo(f"version {of.version} to {to.version}: {len(found.moves):,} matters {how}")
        for line in [*_told(found), *_staying(found)]:
            click.echo(f"  {line}")
        staying += len(found.staying)
    if not older:
        click.echo(f"Every open matter has version {to.version}.")
    elif not really:
        click.echo("Nothing was changed. Move them: add --apply")
    if staying:
        sys.exit(1)


def _states(mapped: tuple[str, ...], older: list[Definition], to: Definition) -> dict[str, str]:
    found = {}
    old = {state.code for of in older for state in definition_of(of.pk).states}
    new = {state.code for state in definition_of(to.pk).states}
    for pair in mapped:
        before, _equals, after = pair.partition("=")
        for code, known in ((before, old), (after, new)):
            if code not in known:
                raise click.BadParameter(
                    f"{code!r} is none of {', '.join(sorted(known))}", param_hint="--map"
                )
        found[before] = after
    return found


def _told(found: Migrated) -> Iterator[str]:
    """Yield a line a state, and a line for each thing that becomes of a clock there."""
    now = clock.now()
    states: Counter[str] = Counter()
    clocks: Counter[tuple[str, str]] = Counter()
    late: Counter[tuple[str, str]] = Counter()
    for _matter, move in found.moves:
        name = move.state.code
        states[name] += 1
        told = [(f"{kept.rule.code} becomes {kept.rule.within}", kept) for kept in move.kept if kept.moves]
        for line, kept in told:
            clocks[name, line] += 1
            late[name, line] += kept.is_late(now)
        clocks.update((name, f"{dropped.code} ends") for dropped in move.dropped)
        clocks.update(
            (name, f"{rule.code} begins, {rule.within}") for rule in (*move.of_stage, *move.of_matter)
        )
    for name, count in sorted(states.items()):
        yield f"{name}: {count:,}"
        for (state, line), times in sorted(clocks.items()):
            if state == name:
                over = f", {late[state, line]:,} late at once" if late[state, line] else ""
                yield f"  clock {line}: {times:,}{over}"


def _staying(found: Migrated) -> Iterator[str]:
    reasons: dict[str, list[str]] = {}
    for matter, why in found.staying:
        reasons.setdefault(f"{matter.state}: {why}", []).append(matter.number)
    for why, numbers in sorted(reasons.items()):
        more = f" and {len(numbers) - MOST_TOLD:,} more" if len(numbers) > MOST_TOLD else ""
        yield f"stay, {why}: {', '.join(numbers[:MOST_TOLD])}{more}"
