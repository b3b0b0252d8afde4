"""A kernel manager as the server has it: its kernels are spoken to through files, in a short folder of their own."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from jupyter_client.kernelspec import KernelSpecManager
from traitlets.config import Config

from kennisbank.serve.kernels.forked import Forkserver
from kennisbank.serve.kernels.owned import Limits, OwnedKernels
from kennisbank.serve.server import SHARE

FILES = Config({"KernelManager": {"transport": "ipc"}})  # a port may be taken by the time a kernel wants it


@asynccontextmanager
async def kernels(root: Path, forkserver: Forkserver | None, **limits: int) -> AsyncIterator[OwnedKernels]:
    """Yield a manager of kernels that work in `root`, with these limits; end them all afterwards."""
    specs = KernelSpecManager(kernel_dirs=[str(SHARE / "kernels")], ensure_native_kernel=False)
    with TemporaryDirectory(prefix="kb-", ignore_cleanup_errors=True) as short:
        manager = OwnedKernels(
            config=FILES, kernel_spec_manager=specs, connection_dir=short, root_dir=str(root)
        )
        manager.forkserver = forkserver
        if limits:
            manager.limits = Limits(**limits)
        try:
            yield manager
        finally:
            await manager.shutdown_all(now=True)
