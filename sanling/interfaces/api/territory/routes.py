"""The API's operations on places."""

from sanling.interfaces.api.territory.places import router

ROUTERS = (router,)
