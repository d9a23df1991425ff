"""The API's operations on published figures: reading, drafting."""

from sanling.interfaces.api.publications import bulletins, drafting, publications

# One router for all that is under one address.
ROUTERS = tuple(dict.fromkeys(module.router for module in (publications, drafting, bulletins)))
