"""A PostgreSQL cluster that ends with the program: `python3 cluster.py PROGRAM` runs another program beside it."""
import contextlib
import glob
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import time

import psycopg


@contextlib.contextmanager
def running():
    """Yields the folder with the socket of a new server, which ends after an hour at the latest. Its compiler would take
    minutes for conditions of 60,000 tests."""
    # An end from outside also ends the server.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
    programs = sorted(glob.glob("/usr/lib/postgresql/*/bin"))[-1]
    folder = tempfile.mkdtemp(prefix="comfilter-")
    # The server never runs as root.
    account = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
    if account:
        shutil.chown(folder, "postgres")
    server = None
    try:
        data = f"{folder}/data"
        # The order of an ICU locale is not that of code points.
        subprocess.run([*account, f"{programs}/initdb", "-D", data, "-U", "postgres", "-A", "trust", "-E", "UTF8",
                        "--locale-provider=icu", "--icu-locale=en-US", "--locale=C.UTF-8", "--no-sync"],
                       check=True, stdout=subprocess.DEVNULL, cwd=folder)
        server = subprocess.Popen([*account, "timeout", "3600", f"{programs}/postgres", "-D", data, "-k", folder,
                                   "-c", "listen_addresses=", "-c", "fsync=off", "-c", "jit=off"],
                                  stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder)
        os.environ.update(PGHOST=folder, PGUSER="postgres", PGDATABASE="postgres")
        for _ in range(600):
            with contextlib.suppress(psycopg.OperationalError), psycopg.connect():
                break
            time.sleep(0.05)
        yield folder
    finally:
        if server:
            server.send_signal(signal.SIGTERM)
            server.wait()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    with running():
        sys.exit(subprocess.run([sys.executable, sys.argv[1]]).returncode)
