"""A typed client of the ProcessMaker 3.x REST API, on requests; needs no Django.

>>> from processmaker import Client, Server
>>> client = Client(Server(base_url="https://pm.example.test"), token="…")
"""

from processmaker.client import Client, Sent, Server, TokenSource
from processmaker.errors import ProcessMakerError

__all__ = ["Client", "ProcessMakerError", "Sent", "Server", "TokenSource"]
