"""Whether bytes that came are what a link promised: by what they are, not by what they are called."""

import re
from dataclasses import dataclass
from typing import Literal

from extractors.document.troubles import ReadError
from extractors.read.formats import format_of
from flows.crawl.challenge import ADVICE, is_challenge
from flows.crawl.pages import text_of

Kind = Literal["index", "link", "file", "robots"]
"""What is asked for: a page of the list, what a list links to (an article or a file), a file of an article."""

PAGE, ROBOTS, REFUSED = "page", "robots", "refused"
"""What a capture is where it is no document."""

_SAID = {
    "html": "an HTML page (often the site's error page)",
    "text": "plain text",
    "xml": "XML",
    "json": "data for programs (JSON)",
    "svg": "a drawing (SVG)",
    "base64": "a file written as text (Base64)",
    "picture": "a picture",
    "empty": "empty",
}
_ENDINGS = {"text": "txt|csv", "picture": "jpe?g|png|tiff?|bmp|gif"}
_DOCUMENT = re.compile(r"pdf|docx?|docm|wps|rtf|xlsx?|xlsm|et|zip|rar|7z|ofd|txt|csv")
_END_PDF, _TAIL = b"%%EOF", 2048


@dataclass(frozen=True, slots=True)
class Verdict:
    """The format of what came and its role (None: a document); `error` and `message` say why it is refused."""

    form: str
    role: str | None = None
    error: str | None = None
    message: str | None = None


def judge(body: bytes, name: str, url: str, kind: Kind, *, articles: bool) -> Verdict:
    """What a body is that came from an address.

    It is refused where its content is another than its name's ending says (a page in place of a PDF), and where it is
    a bomb or damaged. `articles` says that a page which a list links to is itself the disclosure.
    """
    if kind == "robots":
        return Verdict("text", ROBOTS)
    try:
        form = format_of(body)
    except ReadError as error:
        return Verdict("zip", REFUSED, error.error, f"{url}: {error}")
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    role: str | None = None
    if form == "html" and is_challenge(text_of(body)):
        message = f"{url}: the site answers with a test for browsers (script, cookie) in place of the page; {ADVICE}"
        return Verdict(form, REFUSED, "challenge", message)
    if kind == "index":
        fits, role = form in ("html", "text", "xml", "json"), PAGE
    elif form == "html":
        fits = not _DOCUMENT.fullmatch(ending)
        role = None if kind == "file" or articles else PAGE
    else:
        fits = form not in _SAID or bool(re.fullmatch(_ENDINGS.get(form, "(?!)"), ending))
    if fits:
        return Verdict(form, role)
    what = _SAID.get(form, f"a file ({form})")
    message = f"{url}: the content is {what}, whatever the name `{name}` says; open the address in a browser and see"
    return Verdict(form, REFUSED, "html_page" if form == "html" else "wrong_content", message)


def proves_whole(body: bytes) -> bool:
    """Whether a body has the end of its format; asked where the server did not say how long it is."""
    try:
        form = format_of(body)
    except ReadError:
        return False
    if form == "pdf":
        return _END_PDF in body[-_TAIL:]
    if form == "html":
        return b"</html>" in body[-_TAIL:].lower()
    return form in ("word", "excel", "zip", "office", "ofd")  # the directory of a container stands at its end
