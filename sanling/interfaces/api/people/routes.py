"""The API's operations on units and posts."""

from sanling.interfaces.api.people.offices import router

ROUTERS = (router,)
