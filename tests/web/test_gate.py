"""The gate in front of the workers: bounded, fair about it, and nothing taken in is lost."""

from __future__ import annotations

import asyncio
import threading

import pytest

from egovframe.web.gate import Gate, GateFull


def test_result_and_error_come_through() -> None:
    """What the function returns or raises is what the caller gets."""
    gate = Gate(workers=1, queue=0)
    assert asyncio.run(gate.run(lambda: 7)) == 7
    with pytest.raises(ZeroDivisionError):
        asyncio.run(gate.run(lambda: 1 / 0))
    assert gate.inside == 0


def test_full() -> None:
    """Workers and queue hold so many; one more is refused at once, and a place that is left is free again."""
    gate = Gate(workers=1, queue=1)
    go = threading.Event()

    async def three() -> list[object]:
        first, second = (asyncio.create_task(gate.run(lambda: go.wait(10))) for _ in range(2))
        await asyncio.sleep(0)
        with pytest.raises(GateFull):
            await gate.run(lambda: True)
        go.set()
        done: list[object] = [await first, await second]
        return [*done, await gate.run(lambda: "free")]

    assert asyncio.run(three()) == [True, True, "free"]


def test_waited_too_long() -> None:
    """A request that waited beyond the gate's patience is refused instead of answered to nobody."""
    gate = Gate(workers=1, queue=1, patience=0.0)
    go, ran = threading.Event(), []

    async def two() -> None:
        first = asyncio.create_task(gate.run(lambda: ran.append(1)))
        await asyncio.sleep(0)
        go.set()
        with pytest.raises(GateFull):
            await first

    asyncio.run(two())
    assert ran == []


def test_a_cancelled_request_leaves_its_place() -> None:
    """A connection that goes away before its turn frees its place in the queue."""
    gate = Gate(workers=1, queue=1)
    go = threading.Event()

    async def leave() -> object:
        first = asyncio.create_task(gate.run(lambda: go.wait(10)))
        await asyncio.sleep(0)
        second = asyncio.create_task(gate.run(lambda: None))
        await asyncio.sleep(0)
        second.cancel()
        await asyncio.gather(second, return_exceptions=True)
        third = asyncio.create_task(gate.run(lambda: "third"))
        await asyncio.sleep(0)
        go.set()
        await first
        return await third

    assert asyncio.run(leave()) == "third"


def test_closed() -> None:
    """A closed gate takes nothing in and says so as a full one does."""
    gate = Gate(workers=1, queue=0)
    gate.close()
    with pytest.raises(GateFull):
        asyncio.run(gate.run(lambda: 1))
    assert gate.inside == 0
