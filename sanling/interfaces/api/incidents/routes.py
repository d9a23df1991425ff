"""The API's operations on incidents."""

from sanling.interfaces.api.incidents.incidents import router

ROUTERS = (router,)
