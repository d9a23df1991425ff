"""What pages weigh over the wire through the shipped nginx, as a browser asks for them the first time."""

import gzip
import re
import sys

from tests.deploy.front import needs_nginx
from tests.faults.site import Site

pytestmark = needs_nginx

# Kilobytes: what a page may weigh with all that a browser loads for it, the first time.
WEIGHED = {"/report/": 60, "/desk/": 90, "/desk/matters/": 100}
SIGNED_IN = """
from sanling.interfaces.console.main import set_up_django
set_up_django()
from django.test import Client
from sanling.domain.people.models import Post
client = Client()
client.force_login(Post.objects.filter(role="intake_officer", unit__division="410105002").earliest("pk").user)
print(client.cookies["sessionid"].value)
"""


def test_pages_weigh_little_over_the_wire(site: Site) -> None:
    number = [site.made() for _ in range(60)][-1]
    session = site.installation.run("-c", SIGNED_IN, module=(sys.executable,)).strip()
    for path, most in {**WEIGHED, f"/desk/matters/{number}/": 100}.items():
        kilobytes = weight(site, path, session) / 1000
        assert kilobytes <= most, (path, kilobytes)


def weight(site: Site, path: str, session: str) -> int:
    """Return the bytes of a page and of all that it has a browser load."""
    sent = {"Cookie": f"sessionid={session}", "Accept-Encoding": "gzip, deflate, br"}
    page = site.front.ask("GET", path, headers=sent)
    assert page.status == 200, path
    parts = set(re.findall(r'(?:src|href)="(/static/[^"#]+)', gzip.decompress(page.body).decode()))
    return len(page.body) + sum(len(site.front.ask("GET", part, headers=sent).body) for part in parts)
