"""``sanling token``: an API token for one of the demonstration's cast."""

from datetime import timedelta

import click
from django.conf import settings

from sanling.domain.people.cast import working_token
from sanling.domain.people.models import Post
from sanling.domain.people.queries import in_office
from sanling.foundation import clock
from sanling.foundation.audit.actor import SystemActor

HELP = """Issue an API token that works as one of the demonstration's cast, for a day; it is printed once.

ROLE is the code of one of the profile's roles, or the name that a member of the cast signs in with. Real installations
issue tokens on the desk.
"""


@click.command(help=HELP)
@click.option("--cast", "role", required=True, metavar="ROLE", help="As whom the token works.")
@click.option(
    "--hours", default=24, show_default=True, type=click.IntRange(1, 8784), help="How long it works."
)
def command(role: str, hours: int) -> None:
    """Print a token's secret."""
    if not settings.DEMO:
        raise click.ClickException(
            "Only a demonstration issues tokens so. Fix: sign in and issue one on the desk."
        )
    post = _post_of(role)
    if post is None:
        known = ", ".join(sorted(set(Post.objects.values_list("role", flat=True))))
        raise click.ClickException(
            f"Nobody in the city is {role!r}. "
            + (f"Fix: choose one of {known}." if known else "Fix: load the city with `sanling demo`.")
        )
    until = clock.now() + timedelta(hours=hours)
    issued = working_token(
        actor=SystemActor("console"), post=post, name=f"sanling token {role}", ends_at=until
    )
    click.echo(f"{post} ({post.unit}), until {until:%Y-%m-%d %H:%M} UTC:", err=True)
    click.echo(issued.secret)


def _post_of(role: str) -> Post | None:
    """Return the first post of a cast member or of a role; the cast is loaded before everybody else."""
    posts = Post.objects.filter(in_office(clock.now())).select_related("unit").order_by("pk")
    return posts.filter(user__username=role).first() or posts.filter(role=role).first()
