"""Saved sequences on disk: a file is whole or refused, and the older one stays until the new one is whole."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import blake2b
from pathlib import Path
from struct import pack

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pyllama.engine.state_file import Fingerprints, SavedSequence, StateLimits, read_state, write_state
from pyllama.errors import StateError, StateFileError

MODEL = bytes(range(32))
HERE = Fingerprints(MODEL, (b"a" * 32, b"b" * 32))
LIMITS = StateLimits(n_vocab=512, max_tokens=64, max_state_bytes=1 << 21)
SAVED = SavedSequence((1, 2, 511), b"the state")
# Where the sections of the file of SAVED end: magic, version, lengths, fingerprint, tokens, state, digest.
BOUNDARIES = (8, 12, 16, 24, 56, 60, 72, 81, 113)


def read(path: Path) -> SavedSequence:
    return read_state(path.parent, path.name, HERE, LIMITS)


def refusal(path: Path) -> str:
    with pytest.raises(StateFileError) as caught:
        read(path)
    assert caught.value.name == path.name
    assert caught.value.param == "filename"
    assert str(caught.value).endswith(caught.value.reason)
    return caught.value.reason


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> bytes:
    """The bytes of SAVED's file."""
    folder = tmp_path_factory.mktemp("whole")
    write_state(folder, "x", SAVED, HERE)
    return (folder / "x").read_bytes()


@pytest.fixture(scope="session")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file for hypothesis to write again and again."""
    return tmp_path_factory.mktemp("scratch") / "x"


# --------------------------------------------------------------------------- what is whole


@settings(deadline=None)  # a disk takes its time
@given(tokens=st.lists(st.integers(0, 511), max_size=64), state=st.binary(max_size=300))
def test_what_was_written_is_read(scratch: Path, tokens: list[int], state: bytes) -> None:
    saved = SavedSequence(tuple(tokens), state)
    n_bytes = write_state(scratch.parent, scratch.name, saved, HERE)
    assert n_bytes == saved.file_bytes == scratch.stat().st_size
    assert read(scratch) == saved


def test_the_format_is_what_its_description_says(whole: bytes) -> None:
    body = b"PYLLAMA\n" + pack("<IIQ", 2, 3, 9) + MODEL + pack("<I3i", 0, 1, 2, 511) + b"the state"
    assert whole == body + blake2b(body, digest_size=32).digest()
    assert len(whole) == BOUNDARIES[-1]


def test_a_second_save_takes_the_place_of_the_first(tmp_path: Path) -> None:
    write_state(tmp_path, "x", SAVED, HERE)
    shorter = SavedSequence((4,), b"")
    write_state(tmp_path, "x", shorter, HERE)
    assert read(tmp_path / "x") == shorter
    assert names(tmp_path) == ["x"]


def test_nobody_else_may_read_it(tmp_path: Path) -> None:
    write_state(tmp_path, "x", SAVED, HERE)
    assert (tmp_path / "x").stat().st_mode & 0o777 == 0o600


def test_a_fingerprint_of_another_length_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="32 bytes, not 31"):
        Fingerprints(MODEL[:31])
    with pytest.raises(ValueError, match="32 bytes, not 33"):
        Fingerprints(MODEL, (MODEL + b"x",))


# --------------------------------------------------------------------------- what is not


@pytest.mark.parametrize("n", sorted({n + d for n in (0, *BOUNDARIES) for d in (-1, 0, 1)} - {-1, 113, 114}))
def test_a_file_that_was_cut_is_refused(tmp_path: Path, whole: bytes, n: int) -> None:
    path = tmp_path / "x"
    path.write_bytes(whole[:n])
    assert ("is not a saved sequence" if n < 8 else "is cut short") in refusal(path)


def test_a_file_with_something_behind_its_end_is_refused(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "x"
    path.write_bytes(whole + b"x")
    assert refusal(path) == "is cut short or damaged: it has 114 bytes, not 113"


@settings(deadline=None)
@given(bit=st.integers(0, 8 * BOUNDARIES[-1] - 1))
def test_one_wrong_bit_is_found_wherever_it_is(scratch: Path, whole: bytes, bit: int) -> None:
    damaged = bytearray(whole)
    damaged[bit // 8] ^= 1 << bit % 8
    scratch.write_bytes(damaged)
    refusal(scratch)


@settings(deadline=None)
@given(garbage=st.binary(max_size=200), n=st.integers(0, BOUNDARIES[-1] - 1))
def test_garbage_is_refused_also_behind_a_good_beginning(
    scratch: Path,
    whole: bytes,
    garbage: bytes,
    n: int,
) -> None:
    scratch.write_bytes(whole[:n] + bytes(byte ^ 0xFF for byte in whole[n : n + 1]) + garbage)
    refusal(scratch)


@pytest.mark.parametrize("lengths", [(0xFFFFFFFF, 9), (3, 0xFFFFFFFFFFFFFFFF), (3, 1 << 62)])
def test_lengths_are_not_believed(tmp_path: Path, whole: bytes, lengths: tuple[int, int]) -> None:
    path = tmp_path / "x"
    path.write_bytes(whole[:12] + pack("<IQ", *lengths) + whole[24:])
    assert "has 113 bytes, not" in refusal(path)


def test_a_file_of_more_than_fits_is_not_read(tmp_path: Path, whole: bytes) -> None:
    path = tmp_path / "x"
    n_state = 1 << 42  # with a hole in the file, it really has this size
    path.write_bytes(whole[:12] + pack("<IQ", 3, n_state) + whole[24:])
    os.truncate(path, len(whole) - 9 + n_state)
    assert refusal(path) == f"is too large: {n_state} bytes, at most {1 << 21} fit"
    write_state(tmp_path, "y", SavedSequence((1,) * 65, b""), HERE)
    assert refusal(tmp_path / "y") == "is too large: 65 tokens, at most 64 fit"


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    assert refusal(tmp_path / "x") == "does not exist"


def test_another_model_is_told(tmp_path: Path) -> None:
    write_state(tmp_path, "x", SAVED, Fingerprints(MODEL[::-1]))
    assert refusal(tmp_path / "x") == "was written with another model"


def test_adapters_are_known_again_by_what_they_are(tmp_path: Path) -> None:
    saved = SavedSequence((1, 2), b"the state", ((0, 0.5), (1, -1.0)))
    assert write_state(tmp_path, "x", saved, HERE) == saved.file_bytes == (tmp_path / "x").stat().st_size
    assert read_state(tmp_path, "x", HERE, LIMITS) == saved
    turned = Fingerprints(MODEL, (b"c" * 32, *HERE.adapters[::-1]))
    assert read_state(tmp_path, "x", turned, LIMITS).lora == ((1, -1.0), (2, 0.5))
    for adapters in ((), HERE.adapters[:1], (b"a" * 32, b"c" * 32)):
        with pytest.raises(StateFileError, match="adapters that are not loaded"):
            read_state(tmp_path, "x", Fingerprints(MODEL, adapters), LIMITS)


def test_another_version_is_told(tmp_path: Path, whole: bytes) -> None:
    (tmp_path / "x").write_bytes(whole[:8] + pack("<I", 1) + whole[12:])
    assert refusal(tmp_path / "x") == "has format version 1, not 2"


@pytest.mark.parametrize("token", [-1, 512])
def test_tokens_that_the_vocabulary_does_not_have_are_refused(tmp_path: Path, token: int) -> None:
    write_state(tmp_path, "x", SavedSequence((token,), b""), HERE)
    assert "vocabulary" in refusal(tmp_path / "x")


# --------------------------------------------------------------------------- interruptions

# The shell's limit for the size of files makes writing fail in the middle, as a full disk does.
LIMITED = """
import resource, signal, sys
from pathlib import Path
from pyllama.engine.state_file import Fingerprints, SavedSequence, write_state
from pyllama.errors import StateError
if sys.argv[2] == "killed":
    signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))
try:
    write_state(Path(sys.argv[1]), "x", SavedSequence((1,), bytes(1_000_000)), Fingerprints(bytes(range(32))))
except StateError as error:
    print(type(error.__cause__).__name__, error)
"""


def write_limited(folder: Path, how: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-c", LIMITED, str(folder), how]
    return subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)


def test_a_write_that_fails_leaves_the_older_file_and_nothing_else(tmp_path: Path) -> None:
    write_state(tmp_path, "x", SAVED, HERE)
    ended = write_limited(tmp_path, "failing")
    assert (ended.returncode, ended.stderr) == (0, "")
    assert ended.stdout.startswith("OSError cannot write state file 'x': ")
    assert read(tmp_path / "x") == SAVED
    assert names(tmp_path) == ["x"]


def test_a_process_that_is_killed_while_it_writes_leaves_the_older_file(tmp_path: Path) -> None:
    write_state(tmp_path, "x", SAVED, HERE)
    assert write_limited(tmp_path, "killed").returncode == -signal.SIGXFSZ
    assert read(tmp_path / "x") == SAVED
    rest = [path for path in tmp_path.iterdir() if path.name != "x"]
    assert [(path.name[0], path.suffix, path.stat().st_size) for path in rest] == [(".", ".tmp", 100_000)]
    with pytest.raises(StateFileError):
        read(rest[0])  # no client can name it


@pytest.mark.parametrize("folder", ["missing", "file"])
def test_a_folder_that_is_none_is_not_the_clients_fault(tmp_path: Path, folder: str) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(StateError) as caught:
        write_state(tmp_path / folder, "x", SAVED, HERE)
    assert isinstance(caught.value.__cause__, OSError)
    with pytest.raises(StateError):
        read_state(tmp_path / folder, "x", HERE, LIMITS)


def test_writers_of_one_name_leave_one_whole_file_at_every_moment(tmp_path: Path) -> None:
    versions = [SavedSequence((i,) * (i + 1), bytes([i]) * (200_000 + i)) for i in range(8)]
    write_state(tmp_path, "x", versions[0], HERE)
    with ThreadPoolExecutor(len(versions)) as pool:
        writers = [pool.submit(write_state, tmp_path, "x", saved, HERE) for saved in versions * 2]
        while not all(writer.done() for writer in writers):
            assert read(tmp_path / "x") in versions
    assert [writer.result() for writer in writers] == [saved.file_bytes for saved in versions * 2]
    assert read(tmp_path / "x") in versions
    assert names(tmp_path) == ["x"]
