"""Kernels belong to somebody, there are not too many, and none stays when its page has gone."""

import asyncio

import pytest

from kennisbank.serve.kernels.forked import warm
from kennisbank.serve.kernels.owned import TooBusy
from tests.serve.managers import kernels

pytestmark = [pytest.mark.slow, pytest.mark.timeout(120)]  # slow: the file, taken together


def with_kernels(folder, deed, **limits):
    """Do `deed(manager)` with a kernel manager that has these limits."""

    async def story(forkserver):
        async with kernels(folder, forkserver, **limits) as manager:
            return await deed(manager)

    with warm([["import json"]]) as forkserver:
        return asyncio.run(story(forkserver))


async def gone(manager, kernel):
    for _ in range(200):
        if kernel not in manager:
            return True
        await asyncio.sleep(0.05)
    return False


def test_a_kernel_is_of_who_opened_the_page_and_of_nobody_else(tmp_path):
    async def deed(manager):
        kernel = await manager.start_for("anna", {})
        return [manager.belongs_to(kernel, name) for name in ("anna", "bilal", "")]

    assert [True, False, False] == with_kernels(tmp_path, deed)


def test_who_opens_one_too_many_loses_the_oldest(tmp_path):
    async def deed(manager):
        made = [await manager.start_for("anna", {}) for _ in range(3)]
        return made, manager.of("anna")

    made, left = with_kernels(tmp_path, deed, each=2)

    assert made[1:] == left


def test_a_page_that_is_open_is_spared_when_another_is_not(tmp_path):
    async def deed(manager):
        first, second = [await manager.start_for("anna", {}) for _ in range(2)]
        manager.notify_connect(first)
        third = await manager.start_for("anna", {})
        return {first, third}, set(manager.of("anna")), second

    expected, left, lost = with_kernels(tmp_path, deed, each=2)

    assert expected == left
    assert lost not in left


def test_when_the_house_is_full_the_next_is_told_so(tmp_path):
    async def deed(manager):
        await manager.start_for("anna", {})
        with pytest.raises(TooBusy, match="in a minute"):
            await manager.start_for("bilal", {})
        return list(manager.owners.values())

    assert ["anna"] == [owner.account for owner in with_kernels(tmp_path, deed, in_all=1)]


def test_nobody_new_comes_in_when_memory_runs_short(tmp_path):
    async def deed(manager):
        with pytest.raises(TooBusy):
            await manager.start_for("anna", {})
        return len(manager.owners)

    assert 0 == with_kernels(tmp_path, deed, spare=10**9)


def test_a_kernel_ends_when_its_page_does_not_come_back(tmp_path):
    async def deed(manager):
        kernel = await manager.start_for("anna", {})
        manager.notify_connect(kernel)
        manager.notify_disconnect(kernel)
        return await gone(manager, kernel), dict(manager.owners)

    assert (True, {}) == with_kernels(tmp_path, deed, grace=0.1)


def test_a_kernel_stays_for_a_page_that_comes_back(tmp_path):
    async def deed(manager):
        kernel = await manager.start_for("anna", {})
        manager.notify_connect(kernel)
        manager.notify_disconnect(kernel)
        manager.notify_connect(kernel)
        await asyncio.sleep(0.5)
        return kernel in manager

    assert with_kernels(tmp_path, deed, grace=0.1)


def test_signing_out_ends_all_that_is_open(tmp_path):
    async def deed(manager):
        mine = [await manager.start_for("anna", {}) for _ in range(2)]
        other = await manager.start_for("bilal", {})
        await manager.end_all_of("anna")
        return [kernel in manager for kernel in (*mine, other)]

    assert [False, False, True] == with_kernels(tmp_path, deed)
