"""The API's operations on units, posts, and what residents are told of them."""

from sanling.interfaces.api.people import directory, offices

ROUTERS = (offices.router, directory.router)
