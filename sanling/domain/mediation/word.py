"""The text of an agreement as a Word document, by a template that the city edits in Word (`agreement.docx`).

For whoever goes on with the text elsewhere, and where the font of the paper lacks a sign. It bears neither signatures
on glass nor the seal, and says that the paper counts, by its digest.
"""

from io import BytesIO

import segno
from docx.shared import Mm

from sanling.domain.mediation.models import Agreement
from sanling.domain.mediation.papers import words_of
from sanling.domain.publications.bulletin import filled_in, template_of

FILE = "agreement.docx"
_CODE = Mm(28)


def agreement_docx(agreement: Agreement, url: str) -> bytes:
    """Return a closed agreement as a Word document, in Chinese; ``url`` is where it is checked.

    Raises `BrokenTemplate`, and ``ValueError`` for a text that is not closed.
    """
    said = words_of(agreement, url)
    code = BytesIO()
    segno.make(url, error="m").save(code, kind="png", scale=6, border=2)
    template = template_of(agreement.matter.city, FILE)
    return filled_in(template, said, {"code": code.getvalue()}, width=_CODE)
