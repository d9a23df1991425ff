"""Tokens of a demonstration, a measurement or a test, where whoever asks for one may be everybody."""

from collections.abc import Collection
from datetime import datetime

from sanling.domain.people.access import viewer_for
from sanling.domain.people.actions.accept_token import AcceptedToken, accept_token
from sanling.domain.people.actions.issue_token import issue_token
from sanling.domain.people.models import Post
from sanling.foundation.audit.actor import Actor


def working_token(
    *, actor: Actor, post: Post, name: str, ends_at: datetime, scopes: Collection[str] = ()
) -> AcceptedToken:
    """Issue a token and accept it as the post's holder; raises ``LookupError`` when nobody holds the post."""
    viewer = viewer_for(post)
    if viewer is None:
        raise LookupError(f"Nobody holds {post} now.")
    token = issue_token(actor=actor, post_id=post.pk, name=name, ends_at=ends_at, scopes=scopes)
    return accept_token(actor=viewer, token_id=token.pk)
