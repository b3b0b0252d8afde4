"""Kernels: one process per open page, with a clean environment, ended soon after the page closes."""

from typing import Any

from jupyter_server import CallContext
from jupyter_server.services.kernels.kernelmanager import AsyncMappingKernelManager

from kennisbank.serve.forked import Forkserver

PASSED_ON = (
    "PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "SYSTEMROOT", "VIRTUAL_ENV", "PYTHONPATH", "XDG_CACHE_HOME",
    "KENNISBANK_URL", "KENNISBANK_ACTOR", "KENNISBANK_LANG", "KENNISBANK_INDEX",
    "QUERY_STRING", "SCRIPT_NAME", "PATH_INFO", "SERVER_NAME", "SERVER_PORT", "SERVER_PROTOCOL", "SERVER_SOFTWARE",
    "VOILA_PREHEAT", "VOILA_BASE_URL", "VOILA_SERVER_URL", "VOILA_REQUEST_URL", "VOILA_APP_PORT",
)  # fmt: skip
"""The only variables a kernel sees: what the server knows besides these stays with the server."""


KERNEL = "kennisbank"
"""The name of our kernel (`share/kernels`), which is forked where there is a `forkserver`."""


class CleanKernels(AsyncMappingKernelManager):
    """Starts kernels that know only what they need, whatever kernel a notebook names."""

    forkserver: Forkserver | None = None

    async def start_kernel(self, **wanted: Any) -> str:  # type: ignore[override] # jupyter's own is async too
        """Start a kernel and return its id."""
        given = wanted.get("env") or {}
        wanted["env"] = {name: given[name] for name in PASSED_ON if name in given}
        if handler := CallContext.get(CallContext.JUPYTER_HANDLER):
            wanted["env"]["KENNISBANK_ACTOR"] = handler.current_user.username
        wanted["kernel_name"] = KERNEL
        wanted["env"]["PYTHONSAFEPATH"] = "1"
        wanted["env"]["PYDEVD_DISABLE_FILE_VALIDATION"] = "1"
        kernel: str = await super().start_kernel(**wanted)
        return kernel
