"""Runs a filter in Spark on a cluster of a master and two workers, over a large file, and kills a worker in the middle.

Run it in the environment of `./test --spark`; its ratios need a wheel of `./build`, which is optimized. Each way counts
the jobs twice: undisturbed, and while SIGKILL ends a worker with its executor. Every count must be that of
`comfilter match --count`, and the exit code is 1 otherwise.
"""

import argparse
import concurrent.futures
import contextlib
import json
import os
import random
import re
import shlex
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pyspark
from pyspark.sql import SparkSession

import comfilter.spark

FILTER = (
    "(state eq 'ERROR' or resultCode in ('FAILURE','DECLINED')) and generation ge 5 and not contains(status,'retried')"
    " and createdAt gt 2026-03-01T00:00:00Z and resource/type eq 'compute-ops-mgmt/server'"
)
HOME = Path(pyspark.__file__).parent
COMMAND = str(Path(sys.executable).parent / "comfilter")
EXAMPLES = Path(__file__).parent.parent / "examples/jobs.json"
PARTITIONS = 64


def lines(count):
    """Jobs of the shapes in the examples, with the values and the spellings that engines of JSON read differently."""
    choose = random.Random(20)
    shapes = json.loads(EXAMPLES.read_text(encoding="utf-8"))["items"]
    for _ in range(count):
        job = dict(choose.choice(shapes))
        job["state"] = choose.choice(["ERROR"] * 6 + ["COMPLETE"] * 2 + ["RUNNING", "error", None, ["ERROR"], True])
        job["resultCode"] = choose.choice(["SUCCESS", "SUCCESS", "FAILURE", "DECLINED", None])
        job["generation"] = choose.choice([1, 4, 5, 6, 9, 5.0, 4.999, "7", None, 12345678901234567890])
        job["status"] = choose.choice(["retried 2 times", 'checksum of "é\\x"\t differs', "", None, "Übertragung 🚀"])
        job["createdAt"] = f"2026-{choose.randrange(1, 13):02}-01T00:00:{choose.randrange(60):02}.5Z"
        options = [{"id": choose.randrange(99), "state": "ERROR"}] * choose.randrange(6)
        job["jobParams"] = {"options": options, "tags": [[]]}
        for name in ["state", "status", "resource", "createdAt"]:
            if choose.random() < 0.04:
                del job[name]
        spaces = choose.choice([(",", ":"), (", ", " : ")])
        line = json.dumps(job, ensure_ascii=choose.random() < 0.5, separators=spaces)
        match choose.randrange(8):
            case 0:
                line = line.replace('"ERROR"', r'"\u0045RR\u004fR"').replace("compute-ops", r"\u0063ompute\u002dops")
            case 1:
                line = line.replace('"state"', r'"st\u0061te"').replace('"resource"', r'"\u0072esource"')
            case 2 if job.get("state") and job.get("resultCode"):
                # A first value of null is a difference of Spark that the documents list.
                line = line[:-1] + ',"state":"COMPLETE","resultCode":"FAILURE","jobParams":null}'
        yield line.encode() + b"\n"


def write(path, size):
    choose = random.Random(2)
    some = list(lines(20_000))
    with open(path, "wb") as file:
        while file.tell() < size:
            file.writelines(choose.choices(some, k=2000))


def start(folder, name, *options):
    """A program of the cluster, as a session of processes that ends after an hour at the latest; and its log."""
    command = ["timeout", "--signal=KILL", "3600", HOME / "bin/spark-class", f"org.apache.spark.deploy.{name}"]
    command += ["--host", "127.0.0.1", "--port", "0", "--webui-port", "0", *options]
    environment = os.environ | {"SPARK_HOME": str(HOME), "SPARK_LOCAL_DIRS": str(folder)}
    with tempfile.NamedTemporaryFile(dir=folder, suffix=".log", delete=False) as log:
        leader = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
    return leader, Path(log.name)


def processes(leader):
    """The processes of a session, with the fields of their status that follow the name."""
    for process in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):
            fields = (process / "stat").read_text().rpartition(")")[2].split()
            if int(fields[3]) == leader.pid and fields[0] != "Z":
                yield process, fields


def kill(leader):
    """Ends a program with all that it started, also while it starts another."""
    while running := list(processes(leader)):
        for process, _ in running:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(process.name), signal.SIGKILL)
    leader.wait()


def usage(workers):
    """The processor's seconds until now, and the most memory of a JVM and of a Python since the last call, in MiB."""
    seconds, peaks = 0, {"java": 0, "pyth": 0}
    for process, fields in (found for worker in workers for found in processes(worker)):
        seconds += sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")
        with contextlib.suppress(OSError):
            name = (process / "comm").read_text()[:4]
            peak = sum(map(int, re.findall(r"VmHWM:\s+(\d+)", (process / "status").read_text()))) >> 10
            peaks[name] = max(peaks.get(name, 0), peak)
            (process / "clear_refs").write_text("5")
    return seconds, peaks["java"], peaks["pyth"]


def wait(found):
    """The value of a function as soon as it has one; a broken cluster must not keep `.ci/long` waiting."""
    until = time.monotonic() + 300
    while not (value := found()):
        assert time.monotonic() < until, "the cluster does not answer"
        time.sleep(0.1)
    return value


def sql(*arguments):
    command = [COMMAND, "sql", "--dialect", "spark", "--format", "json", *arguments]
    return json.loads(subprocess.run(command, check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL).stdout)


def lowering(spark, path):
    for statement in sql("--prelude")["prelude"]:
        spark.sql(statement)
    where = sql(FILTER)
    spark.read.text(path).withColumnRenamed("value", "job").createOrReplaceTempView("jobs")
    values = {f"p{number}": value for number, value in enumerate(where["parameters"], 1)}
    return spark.sql(f"SELECT * FROM jobs WHERE {where['condition']}", args=values).count()


def arrow(spark, path):
    return comfilter.spark.filter(spark.read.text(path), FILTER, column="value").count()


def pipe(spark, path):
    command = shlex.join([COMMAND, "match", "--exit-zero", FILTER])
    return spark.sparkContext.textFile(path, PARTITIONS).pipe(command, env=dict(os.environ), checkCode=True).count()


def disturbed(spark, worker, way, path):
    """The count while a worker ends after a quarter of the tasks, and the task."""
    tracker = spark.sparkContext.statusTracker()

    def middle():
        stages = filter(None, map(tracker.getStageInfo, tracker.getActiveStageIds()))
        return next((stage for stage in stages if stage.numCompletedTasks * 4 > stage.numTasks > 2), None)

    with concurrent.futures.ThreadPoolExecutor() as pool:
        pending = pool.submit(way, spark, path)
        stage = wait(middle)
        kill(worker)
        assert not pending.done(), "the job ended first: give it more data"
        return pending.result(), f"{stage.numCompletedTasks} of {stage.numTasks}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--mib", type=int, default=1024, help="the size of the file in MiB")
    size = parser.parse_args().mib << 20
    # An end from outside also ends the cluster.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    os.environ.update(SPARK_LOCAL_IP="127.0.0.1", PYSPARK_PYTHON=sys.executable)
    with tempfile.TemporaryDirectory(prefix="comfilter-") as name, contextlib.ExitStack() as stack:
        folder, path, small = Path(name), f"{name}/jobs.ndjson", f"{name}/small.ndjson"
        write(path, size)
        write(small, size // 32)
        command = [COMMAND, "match", "--count", FILTER, path]
        expected = int(subprocess.run(command, check=True, stdout=subprocess.PIPE).stdout)

        master, log = start(folder, "master.Master")
        stack.callback(kill, master)
        url = wait(lambda: re.search(r"spark://127.0.0.1:\d+", log.read_text()))[0]

        def worker():
            options = ["--cores", "1", "--memory", "1g", "--work-dir", f"{name}/work"]
            leader, _ = start(folder, "worker.Worker", *options, url)
            stack.callback(kill, leader)
            return leader

        workers = [worker(), worker()]
        builder = SparkSession.builder.master(url).config("spark.driver.host", "127.0.0.1")
        builder = builder.config("spark.ui.enabled", "false").config("spark.ui.showConsoleProgress", "false")
        builder = builder.config("spark.sql.warehouse.dir", f"{name}/warehouse").config("spark.local.dir", name)
        spark = builder.config("spark.sql.files.maxPartitionBytes", size // PARTITIONS).getOrCreate()
        stack.callback(spark.stop)
        spark.sparkContext.setLogLevel("OFF")
        executors = spark.sparkContext._jsc.sc().getExecutorMemoryStatus

        print(f"{size >> 20} MiB, {expected} jobs match")
        form = "{:8} {:>8} {:>6} {:>10} {:>6} {:>8} {:>8} {:>9} {:>9} {:>9}"
        heads = ["seconds", "ratio", "processor", "ratio", "JVM", "Python", "count", "killed", "at task"]
        print(form.format("way", *heads), flush=True)
        first, counts = None, {expected}
        for way in [lowering, arrow, pipe]:
            # The driver counts too.
            wait(lambda: executors().size() == 3)
            way(spark, small)
            before, at = usage(workers)[0], time.monotonic()
            count = way(spark, path)
            taken, (after, *memory) = time.monotonic() - at, usage(workers)
            first = first or (taken, after - before)
            killed, task = disturbed(spark, workers.pop(0), way, path)
            workers.append(worker())
            counts |= {count, killed}
            ratios = f"{first[0] / taken:.2f}", f"{first[1] / (after - before):.2f}"
            row = f"{taken:.1f}", ratios[0], f"{after - before:.1f}", ratios[1], *(f"{peak} MiB" for peak in memory)
            print(form.format(way.__name__, *row, count, killed, task), flush=True)
    if counts != {expected}:
        sys.exit("the counts differ")


if __name__ == "__main__":
    main()
