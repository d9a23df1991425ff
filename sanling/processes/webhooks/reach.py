"""Where webhooks may go: out into the world by https, and into those private networks that the settings name.

Those of a demonstration stay on its machine.
"""

from django.conf import settings

from sanling.foundation.outward import Reach


def webhook_reach() -> Reach:
    """Return what may be reached."""
    return Reach.of(
        settings.WEBHOOK_NETWORKS,
        plain_loopback=settings.DEMO or settings.DEBUG,
        only_loopback=settings.DEMO,
    )
