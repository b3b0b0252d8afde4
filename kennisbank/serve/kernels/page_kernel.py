"""The kernel of a page: IPython's, without what nobody uses there, and made ready as far as can be before a fork.

    python -m kennisbank.serve.kernels.page_kernel -f CONNECTION_FILE

starts one the ordinary way. No debugger, no history, no start-up files of whoever runs the server.
"""

import sys
from collections.abc import Callable, Sequence
from typing import Any

import comm
from ipykernel.compiler import XCachingCompiler
from ipykernel.ipkernel import IPythonKernel
from ipykernel.kernelapp import IPKernelApp
from ipykernel.kernelbase import Kernel
from ipykernel.zmqshell import ZMQInteractiveShell

QUIET = ("--HistoryManager.enabled=False", "--IPKernelApp.log_level=50")
_COMM_MESSAGES = ("comm_open", "comm_msg", "comm_close")


class PageKernel(IPythonKernel):
    """IPython's kernel in the shell that is there already, or in a new one."""

    def __init__(self, **given: Any) -> None:
        """Join shell, sockets and widgets; what IPython's own does besides is for debugging."""
        Kernel.__init__(self, **{**given, "debugpy_stream": None})
        shell = self.shell = make_shell(self.parent)
        shell.parent = shell.kernel = self
        shell.displayhook.session = shell.display_pub.session = self.session
        shell.displayhook.pub_socket = shell.display_pub.pub_socket = self.iopub_socket
        shell.displayhook.topic = self._topic("execute_result")
        self.comm_manager: Any = comm.get_comm_manager()
        for name in _COMM_MESSAGES:
            self.shell_handlers[name] = getattr(self.comm_manager, name)


class PageApp(IPKernelApp):
    """What starts the kernel, in two halves: `prepare` may be done before a fork, `serve` after it."""

    kernel_class = PageKernel

    def prepare(self) -> None:
        """Do all that needs no socket, thread or key."""
        super(IPKernelApp, self).initialize([*QUIET])
        self.init_pdb()
        make_shell(self)

    def serve(self, connection_file: str, *, ready: Callable[[], None] | None = None) -> None:
        """Open the sockets that `connection_file` names, say `ready()`, and answer until told to stop."""
        self.connection_file = connection_file
        self.init_connection_file()
        self.init_poller()
        self.init_sockets()
        self.shell_channel_thread = None  # for subshells, which a page has none of
        self.init_heartbeat()
        self.write_connection_file()
        self.log_connection_info()
        self.init_io()
        self.init_signal()
        self.init_kernel()
        self.init_path()
        self.init_shell()
        sys.stdout.flush()
        sys.stderr.flush()
        if ready:
            ready()
        self.start()


def make_shell(app: Any) -> Any:
    """Return the one shell of this process, made at the first call."""
    return ZMQInteractiveShell.instance(
        parent=app, profile_dir=app.profile_dir, user_ns={}, compiler_class=XCachingCompiler
    )


def main(arguments: Sequence[str]) -> None:
    """Be a kernel."""
    app = PageApp.instance()
    app.prepare()
    app.serve(arguments[arguments.index("-f") + 1])


if __name__ == "__main__":
    main(sys.argv[1:])
