"""A Python for each page: forked from one process that has everything imported.

    python -m tests.support.native.process SOCKET

A page's Python begins with a connection, tells its process id and what it exports, answers calls
one after the other, and ends with the connection.
"""

import importlib
import json
import os
import signal
import socket
import struct
import sys
import tempfile
from collections.abc import Callable
from typing import Any

from tests.support.native.codec import decode, encode

LENGTH = struct.Struct("<Q")


def send(connection: socket.socket, content: bytes) -> None:
    connection.sendall(LENGTH.pack(len(content)) + content)


def receive(connection: socket.socket) -> bytes:
    """One message; raises `EOFError` where there is none any more."""
    [length] = LENGTH.unpack(exactly(connection, LENGTH.size))
    return exactly(connection, length)


def exactly(connection: socket.socket, count: int) -> bytes:
    content = bytearray()
    while len(content) < count:
        if not (part := connection.recv(min(count - len(content), 1 << 20))):
            raise EOFError
        content += part
    return bytes(content)


def main(path: str) -> None:
    """Fork for every connection."""
    worker = importlib.import_module("web.worker")
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # nobody asks how a page's Python ended
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind(path)
        listener.listen(64)
        print("up", flush=True)
        while True:
            connection, _ = listener.accept()
            if os.fork() == 0:
                listener.close()
                serve(connection, worker)
            connection.close()


def serve(connection: socket.socket, worker: Any) -> None:
    """Be one page's Python, in a folder of its own, as in the page."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        sys.path.insert(0, folder)
        functions = {name: getattr(worker, name) for name in worker.__export__}
        functions["use_kernel"] = lambda wasm, name: None  # only Pyodide can load one
        about = {"pid": os.getpid(), "functions": list(functions)}
        try:
            send(connection, json.dumps(about).encode())
            while True:
                send(connection, answer(functions, receive(connection)))
        except (EOFError, OSError):
            os.chdir("/")
    os._exit(0)


def answer(functions: dict[str, Callable[..., Any]], message: bytes) -> bytes:
    name, *args = decode(message)
    try:
        return encode(functions[name](*args))
    except TypeError as error:  # an answer that the page could not have
        return encode({"error": {"type": "TypeError", "message": str(error)}})


if __name__ == "__main__":
    main(sys.argv[1])
