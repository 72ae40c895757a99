"""The native library as a whole."""

from __future__ import annotations

import logging
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import get_args

import pytest

from pyllama import Backend, ClosedError, DeviceKind, InvalidRequestError, Model, samplers
from pyllama.backend import NumaStrategy, native_errors
from pyllama.ctypes_api import UPSTREAM_COMMIT


def test_the_library_says_what_it_is() -> None:
    with Backend() as backend:
        assert backend.commit == UPSTREAM_COMMIT
        assert backend.version
        assert "CPU" in backend.system_info


def test_there_is_a_cpu_with_memory() -> None:
    with Backend() as backend:
        cpu = next(device for device in backend.devices if device.kind is DeviceKind.CPU)
    assert cpu.name == "CPU"
    assert cpu.memory_total_bytes > 2**28


def test_a_closed_reference_is_of_no_use_and_others_are() -> None:
    first, second = Backend(), Backend()
    first.close()
    first.close()
    with pytest.raises(ClosedError):
        _ = first.devices
    assert second.devices
    second.close()


@pytest.mark.parametrize("strategy", get_args(NumaStrategy))
def test_memory_nodes_do_not_change_what_is_computed(decoder_path: Path, strategy: NumaStrategy) -> None:
    # The strategy stays for the rest of the process.
    program = f"""if True:
        from pyllama import Backend, Batch, Context, ContextParams, Model
        with Backend() as backend:
            backend.use_numa({strategy!r})
            with Model.load({str(decoder_path)!r}) as model, Batch(4) as batch:
                with Context(model, ContextParams(n_ctx=64)) as context:
                    row = batch.add_run([1, 300], 0, 0, output_last=True)
                    context.decode(batch)
                    print(context.logits(row).argmax())
    """
    run = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60
    )
    assert run.stdout.strip().isdecimal()


def test_native_lines_go_to_logging(decoder_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="pyllama.native"), Model.load(decoder_path):
        pass
    lines = [record.message for record in caplog.records if record.name == "pyllama.native"]
    assert any("loaded meta data" in line for line in lines)
    assert not any("\n" in line for line in lines)


def test_errors_of_a_call_are_collected_where_it_was_made(decoder: Model) -> None:
    def fail() -> list[str]:
        with native_errors() as errors, pytest.raises(InvalidRequestError):
            samplers.grammar(decoder.vocab, "root ::= (")
        return errors

    with native_errors() as mine, ThreadPoolExecutor(1) as thread:
        theirs = thread.submit(fail).result()
    assert theirs
    assert mine == []
