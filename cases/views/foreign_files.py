"""Files of other people on their way to the browser: nothing in them may run."""

from collections.abc import Iterator
from typing import Final

from django.http import StreamingHttpResponse
from django.utils.http import content_disposition_header

from processmaker.transfers import Download

# What other people uploaded may do nothing, whatever a browser takes it for. A viewer for PDF is
# not started in a sandbox: it is kept from loading anything and from leaving its frame instead.
LOCKED: Final = "default-src 'none'; sandbox; frame-ancestors 'self'"
LOCKED_PDF: Final = (
    "default-src 'none'; object-src 'self'; frame-ancestors 'self'; form-action 'none'"
)


class Body:
    """The bytes of a download, in chunks; closing it gives the connection back.

    A body that ends too early raises while it is read, so that the web server breaks the
    connection instead of ending it as if all had come.
    """

    def __init__(self, download: Download) -> None:
        self._download = download

    def __iter__(self) -> Iterator[bytes]:
        return self._download.chunks

    def close(self) -> None:
        self._download.close()


def stream(
    file: Download, content_type: str, name: str, policy: str, *, inline: bool = False
) -> StreamingHttpResponse:
    """The file under `name`: to be saved or, `inline`, to be shown under the locks of `policy`."""
    response = StreamingHttpResponse(Body(file), content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(not inline, name) or ""
    response["Content-Security-Policy"] = policy
    response["X-Content-Type-Options"] = "nosniff"
    if file.length is not None:
        response["Content-Length"] = str(file.length)
    return response
