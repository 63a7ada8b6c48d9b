"""One connection to a plain Redis server, for one thread that sends a command and waits for its answer.

The library makes it (login, database, form of the protocol); what is asked over it goes by the shortest way. A socket that has a
time-out in Python is looked at before it is written and before it is read, and each look and each step lets another thread have
the interpreter, which then has to be waited for. Here the system keeps the time: one step to write, one to read.
"""

import socket
import struct
from collections.abc import Sequence
from typing import Any

import hiredis
import redis

READ_BYTES = 65_536
WAITING = object()
"""Stands for an answer that is not here in full."""


class DirectConnection:
    """The connection; not for two threads at once."""

    def __init__(self, connection: redis.Connection) -> None:
        """Take a connection of the library's, which need not be open."""
        self._connection: Any = connection
        self._socket: socket.socket | None = None
        self._buffer = bytearray(READ_BYTES)
        self._reader: Any = None

    def ask(self, parts: Sequence[Any]) -> Any:
        """The answer to a command.

        Raises:
            redis.TimeoutError: the server did not answer in time. The connection is closed then.
            redis.ConnectionError: the connection is lost, or could not be made. It is closed then.
            redis.ResponseError: the server's answer is an error.
        """
        connected = self._socket or self._connect()
        try:
            connected.sendall(hiredis.pack_command(tuple(parts)))
            answer = self._read(connected)
        except BlockingIOError as error:
            self.close()
            raise redis.TimeoutError("Redis did not answer in time.") from error
        except OSError as error:
            self.close()
            raise redis.ConnectionError("The connection to Redis is lost.") from error
        except BaseException:
            # An answer that was not read would be taken for the next command's.
            self.close()
            raise
        if isinstance(answer, redis.RedisError):
            raise answer
        return answer

    def close(self) -> None:
        """Close it; the next command opens it again."""
        self._socket = None
        self._connection.disconnect()

    def _connect(self) -> socket.socket:
        self._connection.connect()
        connected: socket.socket = self._connection._sock  # noqa: SLF001  # the library shows it nowhere else
        _leave_time_to_system(connected, self._connection.socket_timeout)
        self._reader = hiredis.Reader(
            protocolError=redis.InvalidResponse, replyError=redis.connection.DefaultParser.parse_error, notEnoughData=WAITING
        )
        self._socket = connected
        return connected

    def _read(self, connected: socket.socket) -> Any:
        while (answer := self._reader.gets()) is WAITING or isinstance(answer, hiredis.PushNotification):
            if answer is WAITING:
                size = connected.recv_into(self._buffer)
                if not size:
                    raise ConnectionResetError
                self._reader.feed(self._buffer, 0, size)
        return answer


def _leave_time_to_system(connected: socket.socket, seconds: float | None) -> None:
    """Let the system end a wait, with `BlockingIOError`, where Python would."""
    connected.settimeout(None)
    if seconds is None:
        return
    whole, part = divmod(seconds, 1)
    time = struct.pack("ll", int(whole), int(part * 1e6))
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, time)
    connected.setsockopt(socket.SOL_SOCKET, socket.SO_SNDTIMEO, time)
