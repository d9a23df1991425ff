"""Assign: charge a post with the matter."""

from sanling.domain.matters.acting import Acting
from sanling.domain.matters.movement import charge, participate
from sanling.domain.people.models import Post


def assign(act: Acting) -> None:
    """Charge the chosen post; its unit takes part from now on."""
    post = act.chosen(Post)
    charge(act, post)
    participate(act, post.unit)
