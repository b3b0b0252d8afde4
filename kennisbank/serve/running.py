"""Running the cells of a page in its kernel, one after the other, each shown as soon as it is done."""

import time
import traceback
from collections.abc import AsyncIterator
from contextlib import suppress
from html import escape
from queue import Empty
from typing import Any

import nbformat
from voila.execute import VoilaExecutor

from kennisbank import errors
from kennisbank.serve.outputs import as_html
from kennisbank.serve.pages import Page
from kennisbank.serve.watching.log import note_fault
from kennisbank.text.catalogue import say
from kennisbank.text.faults import in_plain_words

STARTING, LONGEST = 60, 120
"""Seconds that a kernel may take to answer, and one cell to run."""


async def run(page: Page, kernel: Any) -> AsyncIterator[str]:
    """Yield the HTML of each cell of `page`, run in `kernel` (a kernel manager). Raises what a cell raises."""
    notebook = nbformat.v4.new_notebook(
        cells=[nbformat.v4.new_code_cell(cell.code) for cell in page.cells if cell.code]
    )
    executor = VoilaExecutor(notebook, km=kernel, show_tracebacks=True, timeout=LONGEST)
    executor.kc = await _client(kernel)
    code = iter(enumerate(notebook.cells))
    try:
        for cell in page.cells:
            if cell.html:
                yield cell.html
                continue
            place, source = next(code)
            done = await executor.execute_cell(source, None, place, store_history=False)
            yield "".join(as_html(output) for output in done.outputs)
    finally:
        with suppress(Exception):
            executor.kc.stop_channels()


async def _client(kernel: Any) -> Any:
    """Return a client of `kernel` that hears what it says. Jupyter's own way of waiting takes a fifth of a second longer."""
    client = kernel.client()
    client.start_channels(stdin=False, hb=False)
    client.allow_stdin = False
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        client.kernel_info()
        with suppress(Empty):
            await client.get_iopub_msg(timeout=1)
            await client.get_shell_msg(timeout=1)
            return client
        if not await kernel.is_alive():
            break
    client.stop_channels()
    raise RuntimeError("The kernel does not answer.")


def told_as_number(page: Page, fault: Exception) -> str:
    """Write `fault` to the log and return what the page says of it: our own errors in plain words, and a number."""
    number = note_fault("".join(traceback.format_exception(fault)))
    kind = getattr(errors, getattr(fault, "ename", ""), None)
    words = [say("shell.fault", page.lang, number=number)]
    if isinstance(kind, type) and issubclass(kind, errors.BankProblem):
        words.insert(0, in_plain_words(kind(""), page.lang))
    return f"<p class='kb-message kb-fault' role='alert'>{escape(' '.join(words))}</p>"
