"""Whether bytes that came are the document that a link promised: by what they are, not by what they are called."""

import re
from dataclasses import dataclass
from typing import Literal

from extractors.document import ReadError
from extractors.readers.formats import format_of

Role = Literal["document", "page", "refused", "robots"]
"""What a capture is: a document, a page that led to some, bytes that are no document, a host's robots.txt."""

_NO_DOCUMENTS = {
    "html": "an HTML page (often the site's error page)",
    "text": "plain text",
    "xml": "XML",
    "picture": "a picture",
    "empty": "empty",
}
_MAY_BE = {"html": r"html?|s?shtml|jsp|php|aspx?", "text": "txt|csv", "picture": "jpe?g|png|tiff?|bmp|gif"}
_END_PDF, _TAIL = b"%%EOF", 2048


@dataclass(frozen=True, slots=True)
class Verdict:
    """The format of what came; `error` and `message` say why it is refused, None where it is not."""

    form: str
    error: str | None = None
    message: str | None = None


def judge(body: bytes, name: str, url: str, *, framed: bool) -> Verdict:
    """Whether a body may be kept as the document at an address.

    It is refused where its content is another than its name's ending says (a page in place of a PDF), where it is a
    bomb or damaged, and where nothing proves that it came whole: `framed` says that the server announced its length.
    """
    try:
        form = format_of(body)
    except ReadError as error:
        return Verdict("zip", error.error, f"{url}: {error}")
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    if form == "empty" or (form in _NO_DOCUMENTS and not _named(form, ending)):
        what = _NO_DOCUMENTS[form]
        return Verdict(
            form,
            "html_page" if form == "html" else "wrong_content",
            f"{url}: the content is {what}, whatever the name `{name}` says; open the address in a browser and see",
        )
    if not framed and not _ends(body, form):
        return Verdict(form, "cut_short", f"{url}: nothing shows that it came whole; the next visit tries again")
    return Verdict(form)


def _named(form: str, ending: str) -> bool:
    """Whether a name's ending fits such content; a name that says nothing promises nothing."""
    known = re.fullmatch(r"pdf|docx?|docm|wps|rtf|xlsx?|xlsm|et|zip|rar|7z|ofd", ending)
    return not known if form == "html" else bool(re.fullmatch(_MAY_BE.get(form, "(?!)"), ending))


def _ends(body: bytes, form: str) -> bool:
    """Whether a body has the end of its format."""
    if form == "pdf":
        return _END_PDF in body[-_TAIL:]
    if form == "html":
        return b"</html>" in body[-_TAIL:].lower()
    return form in ("word", "excel", "zip", "office", "ofd")  # the directory of a container stands at its end
