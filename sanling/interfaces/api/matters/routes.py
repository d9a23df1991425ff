"""The API's operations on matters: reading, acting, attaching, and what residents do."""

from sanling.interfaces.api.matters import acts, attachments, batches, kinds, matters, public, suggestions

# One router for all that is under one address: acts and attachments stand on that of matters.
ROUTERS = tuple(
    dict.fromkeys(
        module.router for module in (matters, acts, attachments, batches, public, kinds, suggestions)
    )
)
