"""A way to a server that can be made slow, halted, cut and opened again, so that the server itself need not be."""

import contextlib
import random
import select
import socket
import threading


class Link:
    """Forwards what comes to a port of 127.0.0.1 to a server, as long as it is open."""

    def __init__(self, host: str, port: int) -> None:
        self._target = (host, port)
        self._listener = socket.create_server(("127.0.0.1", 0))
        self.port = self._listener.getsockname()[1]
        self._flows, self._ended, self._is_cut = threading.Event(), threading.Event(), False
        self._flows.set()
        self._delay, self._jitter = 0.0, 0.0
        self._pairs: list[tuple[socket.socket, socket.socket]] = []
        self._threads: list[threading.Thread] = []
        self._start(self._accept)

    def halt(self) -> None:
        """Let nothing through; connections stay, and new ones are taken, as those of a process that hangs."""
        self._flows.clear()

    def slow(self, seconds: float, jitter: float = 0.0) -> None:
        """Let each part of what is said through after some seconds, and up to `jitter` more of them."""
        self._delay, self._jitter = seconds, jitter

    def cut(self) -> None:
        """Close every connection, and each new one at once."""
        self._is_cut = True
        self._close_pairs()

    def open(self) -> None:
        """Let everything through again, at once."""
        self._is_cut = False
        self.slow(0)
        self._flows.set()

    def end(self) -> None:
        """Close everything."""
        self._ended.set()
        self._flows.set()
        self._listener.close()
        self._close_pairs()
        for thread in self._threads:
            thread.join(5)

    def _start(self, run, *arguments) -> None:
        thread = threading.Thread(target=run, args=arguments, daemon=True)
        self._threads.append(thread)
        thread.start()

    def _close_pairs(self) -> None:
        for pair in self._pairs:
            for end in pair:
                with contextlib.suppress(OSError):
                    end.shutdown(socket.SHUT_RDWR)

    def _accept(self) -> None:
        self._listener.settimeout(0.1)
        while not self._ended.is_set():
            with contextlib.suppress(OSError):
                near, _address = self._listener.accept()
                if self._is_cut:
                    near.close()
                    continue
                far = socket.create_connection(self._target)
                self._pairs.append((near, far))
                self._start(self._forward, near, far)

    def _forward(self, near: socket.socket, far: socket.socket) -> None:
        with near, far:
            while not self._ended.is_set():
                ready, _writable, _failed = select.select([near, far], [], [], 0.1)
                self._flows.wait()
                for end in ready:
                    try:
                        content = end.recv(65536)
                        if not content:
                            return
                        if self._delay:
                            self._ended.wait(self._delay + random.random() * self._jitter)
                        (far if end is near else near).sendall(content)
                    except OSError:
                        return
