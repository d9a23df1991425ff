"""What a second person says to what somebody else asked for: yes or no, by the button that was pressed."""

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest


def is_confirmed(request: HttpRequest) -> bool:
    """Tell whether it is confirmed; raises PermissionDenied for what is neither yes nor no."""
    said = request.POST.get("decision")
    if said not in ("confirm", "reject"):
        raise PermissionDenied
    return said == "confirm"
