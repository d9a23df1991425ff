"""The API's operations on subjects: reading, telling."""

from sanling.interfaces.api.subjects import stock, subjects, telling

# One router for all that is under one address.
ROUTERS = tuple(dict.fromkeys(module.router for module in (subjects, telling, stock)))
