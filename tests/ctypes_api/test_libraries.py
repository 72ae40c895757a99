from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from pyllama import Backend
from pyllama.ctypes_api import gguf, llama, loader, search
from pyllama.ctypes_api.libraries import NativeLibraries
from pyllama.errors import AbiMismatchError, LibraryLoadError
from tests.ctypes_api.conftest import CompileLibrary

USE = """
import logging
logging.basicConfig(level=logging.DEBUG)
from pyllama.ctypes_api import ggml, llama, loader
print(loader.library_dir(), llama.llama_version().decode(), ggml.ggml_backend_dev_count())
"""


@pytest.fixture
def copy_of_the_build(tmp_path: Path) -> Path:
    """Link the files of the build in use to a folder of our own."""
    original = loader.library_dir()
    assert original is not None
    folder = tmp_path / "copy"
    folder.mkdir()
    for file in original.iterdir():
        if file.name == "build.json":
            shutil.copy(file, folder)
        else:
            (folder / file.name).symlink_to(file)
    return folder


def use(folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, search.LIBRARY_VARIABLE: str(folder)}
    return subprocess.run(
        [sys.executable, "-c", USE], env=environment, capture_output=True, text=True, check=False
    )


def test_the_chosen_folder_is_used(copy_of_the_build: Path) -> None:
    result = use(copy_of_the_build)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"{copy_of_the_build} ")


def test_a_correct_build_without_a_record_is_used(copy_of_the_build: Path) -> None:
    (copy_of_the_build / "build.json").unlink()
    result = use(copy_of_the_build)
    assert result.returncode == 0, result.stderr
    assert result.stdout.startswith(f"{copy_of_the_build} ")


def test_a_changed_struct_is_refused_before_anything_is_loaded(copy_of_the_build: Path) -> None:
    record = copy_of_the_build / "build.json"
    contents = json.loads(record.read_text())
    contents["abi"]["llama_context_params"]["size"] += 8
    record.write_text(json.dumps(contents))
    library = copy_of_the_build / search.file_name("llama")
    library.unlink()
    library.write_text("loading this would be another error")
    with pytest.raises(AbiMismatchError, match="llama_context_params") as caught:
        NativeLibraries(copy_of_the_build)
    assert caught.value.path == copy_of_the_build


def test_a_broken_record_is_an_error(copy_of_the_build: Path) -> None:
    (copy_of_the_build / "build.json").write_text("{")
    with pytest.raises(LibraryLoadError, match=r"python build_native\.py"):
        NativeLibraries(copy_of_the_build)


def test_a_library_of_another_project_is_refused(compile_library: CompileLibrary) -> None:
    folder = compile_library('const char * llama_version(void) { return "2003"; }')
    with pytest.raises(AbiMismatchError, match="llama_version is 2003"):
        NativeLibraries(folder)


def test_a_file_that_is_no_library_is_an_error(tmp_path: Path) -> None:
    (tmp_path / search.file_name("llama")).write_text("not a library")
    with pytest.raises(LibraryLoadError, match="cannot load") as caught:
        NativeLibraries(tmp_path)
    assert (caught.value.library, caught.value.searched) == ("llama", (tmp_path,))


# A ggml that has no backend until it is told where they are, as one with backends as modules has.
GGML_WITHOUT_BACKENDS = """
#include <stddef.h>
static const char * folder = NULL;
static void (*log)(int, const char *, void *) = NULL;
void ggml_log_set(void (*callback)(int, const char *, void *), void * data) { log = callback; }
void ggml_log_get(void ** callback, void ** data) { *callback = (void *)log; *data = NULL; }
size_t ggml_backend_dev_count(void) { return folder == NULL ? 0 : 1; }
void ggml_backend_load_all_from_path(const char * path) {
    folder = path;
    log(3, "a backend was left out\\n", NULL);
}
"""


def test_backends_that_are_modules_are_loaded_from_the_folder(
    compile_library: CompileLibrary, caplog: pytest.LogCaptureFixture
) -> None:
    info = loader.build_info()
    assert info is not None
    folder = compile_library("int llama_max_devices(void) { return 16; }")
    compile_library(GGML_WITHOUT_BACKENDS, "ggml")
    for variant, score in {"slow": 1, "fast": 5, "impossible": 0}.items():
        body = f"(void) {{ return {score}; }}"
        compile_library(f"int ggml_backend_score{body} int ggml_cpu_variant{body}", f"ggml-cpu-{variant}")
    shutil.copy(info.folder / "build.json", folder)
    libraries = NativeLibraries(folder)
    assert libraries.function("ggml", "ggml_backend_dev_count", keeps_gil=False)() == 1
    assert libraries.function("ggml-cpu", "ggml_cpu_variant", keeps_gil=False)() == 5
    assert [record.getMessage() for record in caplog.records] == ["a backend was left out"]


def test_a_missing_part_is_an_error_when_it_is_needed() -> None:
    folder = loader.library_dir()
    assert folder is not None
    with pytest.raises(LibraryLoadError, match=search.file_name("no-such-part")):
        loader.function("no-such-part", "f")


def test_without_any_library_the_error_lists_the_places(tmp_path: Path) -> None:
    environment = {name: value for name, value in os.environ.items() if name != search.LIBRARY_VARIABLE}
    environment |= {"PYLLAMA_CACHE_DIR": str(tmp_path), "LD_LIBRARY_PATH": str(tmp_path)}
    result = subprocess.run(
        [sys.executable, "-c", USE], env=environment, capture_output=True, text=True, check=False
    )
    assert result.returncode == 1
    assert "LibraryLoadError: there is no native library" in result.stderr
    assert str(tmp_path / "native") in result.stderr
    assert "run `python build_native.py`" in result.stderr


def test_threads_that_come_at_once_load_once(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    loaded: list[NativeLibraries] = []
    backend = Backend()
    monkeypatch.setattr(loader, "_loaded", [])
    barrier = threading.Barrier(8)

    def load() -> None:
        barrier.wait()
        loaded.append(loader._libraries())

    threads = [threading.Thread(target=load) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(loaded) == 8
    # Loading does not change where native code logs to.
    with backend:
        assert not gguf.gguf_init_from_file(b"missing.gguf", gguf.gguf_init_params())
    assert "failed to open GGUF file 'missing.gguf'" in caplog.text
    assert len(set(map(id, loaded))) == 1
    assert llama.llama_max_devices() > 0
