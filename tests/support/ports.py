"""Ports for servers that start later than they are named."""

import socket

_reserved: list[socket.socket] = []


def reserved_port() -> int:
    """A port that nobody else is given while this process lives.

    Bound and never listened on, with SO_REUSEADDR: the server that is meant can bind it as well.
    """
    holder = socket.socket()
    holder.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    holder.bind(("127.0.0.1", 0))
    _reserved.append(holder)
    return int(holder.getsockname()[1])
