"""A typed client of the ProcessMaker 3.x REST API, on requests; needs no Django.

>>> from processmaker import Client, Server
>>> client = Client(Server(base_url="https://pm.example.test"), token="…")
"""

from processmaker.client import Client
from processmaker.errors import ProcessMakerError
from processmaker.exchange import Sent
from processmaker.server import Server
from processmaker.tokens import TokenSource

__all__ = ["Client", "ProcessMakerError", "Sent", "Server", "TokenSource"]
