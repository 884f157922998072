"""Scans of streams."""

import io
import json
import os
import pathlib
import re
import signal
import threading

import pytest
from cases import CASES, is_list

from comfilter import Filter, RecordError

STREAM = b'{"name":"a","state":"ERROR"}\n[{"name":"b"},{"name":"c","state":"ERROR"}]\n{"items":[{"name":"d"}],"total":1}\n'
FAILED = Filter("state eq 'ERROR'")


@pytest.mark.parametrize("of", [bytes, bytearray, io.BytesIO, "path", "file"])
def test_sources(of, tmp_path):
    path = tmp_path / "jobs.ndjson"
    path.write_bytes(STREAM)
    if of == "file":
        source = path.open("rb")
    else:
        source = path if of == "path" else of(STREAM)
    scan = FAILED.scan(source)
    assert list(scan) == [{"name": "a", "state": "ERROR"}, {"name": "c", "state": "ERROR"}]
    assert (scan.records, scan.matched, scan.failed) == (4, 2, 0)
    if of == "file":
        source.close()


def test_loads():
    assert list(FAILED.scan(STREAM, loads=bytes)) == [b'{"name":"a","state":"ERROR"}', b'{"name":"c","state":"ERROR"}']
    inverted = FAILED.scan(STREAM, loads=lambda record: json.loads(record)["name"], invert=True)
    assert list(inverted) == ["b", "d"]


def test_at():
    stream = b'{"data":{"job":{"state":"ERROR"}}}\n{"state":"ERROR"}'
    assert list(FAILED.scan(stream, at="data/job", loads=bytes)) == [stream[:34]]


def test_failures():
    stream = b'{"state":"ERROR"}\n{"state" "ERROR"}\n{"state":"ERROR"}\n'
    scan = FAILED.scan(stream)
    assert next(scan) == {"state": "ERROR"}
    with pytest.raises(RecordError, match="^line 2, column") as caught:
        next(scan)
    assert (caught.value.line, caught.value.index) == (2, None)
    # The scan continues after the failure.
    assert list(scan) == [{"state": "ERROR"}] and scan.failed == 1
    scan = FAILED.scan(stream, errors="skip")
    assert len(list(scan)) == 2 and (scan.records, scan.failed) == (3, 1)
    with pytest.raises(ValueError, match=re.escape("'raise' or 'skip'")):
        FAILED.scan(stream, errors="null")
    assert list(FAILED.scan(b'{"state":"ERROR","x":01}', loads=bytes)) != []
    with pytest.raises(RecordError):
        list(FAILED.scan(b'{"state":"ERROR","x":01}', loads=bytes, strict=True))


def test_count():
    assert FAILED.count(STREAM) == FAILED.count(bytearray(STREAM)) == 2
    broken = STREAM + b'{"state":\n'
    assert FAILED.count(broken, errors="skip") == 2
    with pytest.raises(RecordError, match="^line 4, column 1"):
        FAILED.count(broken)
    assert FAILED.count(b'{"data":{"state":"ERROR"},"x":01}', at="data") == 1
    assert FAILED.count(b'{"data":{"state":"ERROR"},"x":01}', at="data", strict=True, errors="skip") == 0


def test_sources_that_are_none():
    for source, message in [("jobs.json", "not in str"), (3, "not in int")]:
        with pytest.raises(TypeError, match=message):
            FAILED.scan(source)
    with pytest.raises(TypeError, match="binary mode"):
        list(FAILED.scan(io.StringIO("{}")))
    with pytest.raises(FileNotFoundError):
        FAILED.scan(pathlib.Path("/no/such/file"))


class Broken:
    def read(self, size):
        raise RuntimeError("the disk is gone")


class BrokenInside:
    """A file that fails after the start of a record."""

    def read(self, size):
        self.read = Broken().read
        return b'{"'


class Greedy:
    def read(self, size):
        return b" " * (size + 1)


def test_files_that_fail():
    with pytest.raises(RuntimeError, match="the disk is gone"):
        list(FAILED.scan(Broken()))
    with pytest.raises(RuntimeError, match="the disk is gone"):
        list(FAILED.scan(BrokenInside()))
    with pytest.raises(OSError, match="more bytes"):
        list(FAILED.scan(Greedy()))


class Watched:
    """A source that looks at its scan."""

    def __init__(self, look):
        self.look = look
        self.stream = io.BytesIO(STREAM)

    def read(self, size):
        self.look(self.scan)
        return self.stream.read(size)


@pytest.mark.parametrize("look", [next, lambda scan: scan.records, lambda scan: scan.matched, lambda scan: scan.failed])
def test_a_source_that_looks_at_its_scan(look):
    source = Watched(look)
    source.scan = FAILED.scan(source)
    with pytest.raises(ValueError, match="already executing"):
        next(source.scan)
    assert source.scan.records == 0 and list(source.scan) == []


def test_a_scan_that_another_thread_runs():
    reads, goes_on = threading.Event(), threading.Event()

    def wait(_):
        reads.set()
        assert goes_on.wait(60)

    source, found = Watched(wait), []
    source.scan = FAILED.scan(source)
    thread = threading.Thread(target=lambda: found.extend(source.scan))
    thread.start()
    assert reads.wait(60)
    with pytest.raises(ValueError, match="already executing"):
        next(source.scan)
    goes_on.set()
    thread.join()
    assert len(found) == source.scan.matched == 2


class Alarm(Exception):
    pass


@pytest.fixture
def alarm():
    """A signal in a moment, whose handler raises an exception, as that of Ctrl-C does."""

    def handle(*_):
        raise Alarm

    before = signal.signal(signal.SIGALRM, handle)
    signal.setitimer(signal.ITIMER_REAL, 0.3)
    yield
    signal.setitimer(signal.ITIMER_REAL, 0)
    signal.signal(signal.SIGALRM, before)


def test_a_signal_ends_a_scan_that_waits(tmp_path, alarm):
    path, over = tmp_path / "pipe", threading.Event()
    os.mkfifo(path)

    def write():
        with path.open("wb") as file:
            file.write(STREAM + b"{")
            file.flush()
            over.wait(10)

    writer = threading.Thread(target=write)
    writer.start()
    scan = FAILED.scan(path)
    try:
        with pytest.raises(Alarm):
            list(scan)
    finally:
        over.set()
        writer.join()
    # The last record is cut, and not broken; the scan is over, as a generator after an exception.
    assert list(scan) == [] and (scan.matched, scan.failed) == (2, 0)


def test_a_signal_ends_a_scan_that_selects_nothing(alarm):
    with pytest.raises(Alarm):
        list(FAILED.scan(pathlib.Path("/dev/zero"), errors="skip"))


def test_all_cases_of_match():
    for filter, _, jobs in CASES:
        jobs = [(job, verdict) for job, verdict in jobs if not is_list(job)]
        stream = "\n".join(job for job, _ in jobs).encode()
        scan = filter.scan(io.BytesIO(stream), loads=bytes)
        assert [record.decode() for record in scan] == [job.strip() for job, verdict in jobs if verdict], str(filter)
        assert scan.records == len(jobs)


def test_a_scan_is_not_restarted():
    scan = FAILED.scan(STREAM)
    assert iter(scan) is scan and len(list(scan)) == 2 and list(scan) == []
