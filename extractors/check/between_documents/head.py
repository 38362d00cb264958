"""What is asked of a document without reading it whole: columns of its row of `documents`."""

from typing import Required

from schemas.rows import Common


class DocumentHead(Common, total=False):
    """Whose and of which year a document is, and what tells it from others; a row of `documents` is one."""

    file_name: Required[str]
    reader: Required[str]
    media_type: Required[str]
    kind: Required[str]
    tables_recognised: Required[int]
    title: str | None
    level: str | None
    source_url: str | None
    supersedes: str | None
    superseded_by: str | None
