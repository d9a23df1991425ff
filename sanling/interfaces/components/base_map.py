"""The base map below our outlines: Tianditu, the state's own, where the installation has a key for it."""

from urllib.parse import quote

from django.conf import settings

# Whose tiles pages may then load, for the content security policy.
SERVERS = "https://*.tianditu.gov.cn"
# Streets, and their names.
_LAYERS = ("vec", "cva")
_TILES = (
    "https://t{server}.tianditu.gov.cn/{layer}_w/wmts?SERVICE=WMTS&REQUEST=GetTile&VERSION=1.0.0&LAYER={layer}"
    "&STYLE=default&TILEMATRIXSET=w&FORMAT=tiles&TILEMATRIX={{z}}&TILEROW={{y}}&TILECOL={{x}}&tk={key}"
)


def base_map() -> str:
    """Return the addresses of a base map's layers with {z}, {x} and {y} to be filled in, lowest first; "" for none."""
    key = quote(settings.TIANDITU_KEY, safe="")
    if not key:
        return ""
    return " ".join(
        _TILES.format(server=server, layer=layer, key=key) for server, layer in enumerate(_LAYERS)
    )


def servers() -> str:
    """Return the servers of the base map, if there is one."""
    return SERVERS if settings.TIANDITU_KEY else ""
