"""A line between browser and server that counts every byte: headers, frames of web sockets as they were compressed."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass


@dataclass
class Line:
    """Forwards connections to `port` and counts what passes, both ways; browsers call at `own_port`."""

    port: int
    own_port: int = 0
    bytes: int = 0

    async def call(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Pass one connection on, until both ends are through."""
        with suppress(OSError):
            far_reader, far_writer = await asyncio.open_connection("127.0.0.1", self.port)
            await asyncio.gather(self._pass(reader, far_writer), self._pass(far_reader, writer))

    async def _pass(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with suppress(OSError):
            while some := await reader.read(65_536):
                self.bytes += len(some)
                writer.write(some)
                await writer.drain()
        writer.close()


@asynccontextmanager
async def line(port: int) -> AsyncIterator[Line]:
    """Have a counting line to `port` while the block runs."""
    made = Line(port)
    server = await asyncio.start_server(made.call, "127.0.0.1", 0)
    made.own_port = server.sockets[0].getsockname()[1]
    try:
        yield made
    finally:
        server.close()
