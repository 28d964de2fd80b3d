"""PDF to text by pypdf; pages are joined by a line break, hard wraps stay as they are."""

from __future__ import annotations

import io
import logging

from corpus_tools.errors import RefusedFile

__all__ = ["text_of"]

# A year's report has some dozens of pages, a yearbook some thousands; beyond that it is a trap or a data dump.
_MAX_PAGES = 5000


def text_of(data: bytes, *, name: str = "(bytes)") -> str:
    """Text of a PDF file.

    A file that is locked against changes but opens without a password is read; one damaged page costs that page only.

    Raises
    ------
    RefusedFile
        If the file needs a password, is damaged, has more than 5000 pages, or holds no text (a scan).
    """
    from pypdf import PdfReader
    from pypdf.errors import DependencyError

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # it reports every oddity it repairs
    try:
        reader = PdfReader(io.BytesIO(data), strict=False)
        if reader.is_encrypted and not reader.decrypt(""):
            raise RefusedFile(name, "the PDF is protected by a password; save it without one")
        count = len(reader.pages)
    except RefusedFile:
        raise
    except DependencyError as e:
        raise RefusedFile(name, "the PDF is encrypted; save it without protection") from e
    except Exception as e:  # pypdf raises whatever the damage leads to
        raise RefusedFile(name, f"the PDF is damaged ({type(e).__name__}); print it to a new PDF") from e
    if count > _MAX_PAGES:
        raise RefusedFile(name, f"the PDF has {count} pages, more than {_MAX_PAGES}; split it")
    pages = []
    failed = 0
    for n in range(count):
        try:
            pages.append(reader.pages[n].extract_text())
        except Exception:
            failed += 1
    text = "\n".join(stripped for page in pages if (stripped := page.strip("\n")).strip())
    if not text.strip():
        raise RefusedFile(
            name, "the PDF is damaged" if failed else "the PDF holds no text (a scan?); recognise it (OCR) first"
        )
    return text
