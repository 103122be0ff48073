"""Applications that listen, and programs that ask them."""

from __future__ import annotations

import threading
import time

import uvicorn
from fastapi import FastAPI
from starlette.testclient import TestClient


class Server:
    """An application that listens at a free port."""

    def __init__(self, app: FastAPI) -> None:
        config = uvicorn.Config(app, port=0, log_level="error", access_log=False)
        self._socket = config.bind_socket()
        self.address = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, kwargs={"sockets": [self._socket]}, daemon=True)
        self._thread.start()
        while not self._server.started:
            time.sleep(0.01)

    def stop(self) -> None:
        """Stops listening."""
        self._server.should_exit = True
        self._thread.join(10)
        self._socket.close()


def client(app: FastAPI) -> TestClient:
    """A program that asks the application."""
    return TestClient(app, base_url="http://127.0.0.1:8765", follow_redirects=False)
