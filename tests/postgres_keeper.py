"""The program that keeps the tests' PostgreSQL server: it starts it, and stops it when the run is over.

It learns that from a lock which the run holds: however the run ends, the kernel lets go of it.
"""

import ctypes
import fcntl
import os
import pwd
import shutil
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import IO, Any, Final

USER: Final = "idobata"
# The tests kill Idobata, never the server: what the server owes the disk would only cost time.
OPTIONS: Final = (
    "listen_addresses=",
    "unix_socket_permissions=0700",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "wal_level=minimal",
    "max_wal_senders=0",
    "max_connections=200",
    "shared_buffers=64MB",
)


# The benchmarks ask for a server that syncs its commits as one that people use does.
DURABLE: Final = "IDOBATA_TEST_POSTGRES_DURABLE"
HASTY: Final = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def lock(path: Path) -> IO[bytes]:
    """Wait for a lock that keeps other processes out; return the file that holds it until it is closed."""
    file = path.open("ab")
    fcntl.flock(file, fcntl.LOCK_EX)
    return file


def keep(home: Path, folder: Path) -> None:
    """Run the server until the run's lock is free, then remove the run's directory."""
    data, run = home / "data", home / "run"
    data.mkdir(mode=0o700)
    run.mkdir(mode=0o700)
    who: dict[str, Any] = {"cwd": run}
    # PostgreSQL refuses to run as root.
    if os.getuid() == 0:
        account = servant()
        home.chmod(0o755)
        for path in (data, run):
            os.chown(path, account.pw_uid, account.pw_gid)
        who |= {"user": account.pw_uid, "group": account.pw_gid, "extra_groups": []}
    initialise(folder, data, who)
    serve(home, folder, who)
    shutil.rmtree(home)


def initialise(folder: Path, data: Path, who: dict[str, Any]) -> None:
    """Write an empty cluster, the same on every machine."""
    # macOS has no C.UTF-8.
    locale = "C.UTF-8" if sys.platform == "linux" else "C"
    options = ["--auth=trust", f"--username={USER}", "--encoding=UTF8", f"--locale={locale}", "--no-sync"]
    subprocess.run([f"{folder}/initdb", *options, f"--pgdata={data}"], check=True, **who)


def serve(home: Path, folder: Path, who: dict[str, Any]) -> None:
    """Run the server on the cluster until the run's lock is free."""
    run = home / "run"
    wanted = [option for option in OPTIONS if option not in HASTY or DURABLE not in os.environ]
    options = [word for option in wanted for word in ("-c", option)]
    isready = [f"{folder}/pg_isready", "--quiet", f"--host={run}", f"--username={USER}"]
    command = [f"{folder}/postgres", "-D", f"{home}/data", "-k", str(run), *options]
    with subprocess.Popen(command, preexec_fn=die_with_parent, **who) as process:
        while subprocess.run(isready, check=False).returncode != 0:
            if process.poll() is not None:
                sys.exit("postgres ended before it was ready")
            time.sleep(0.02)
        (home / "ready").touch()
        with lock(home / "run.lock"):
            # Immediate: nothing that it holds is needed any more.
            process.send_signal(signal.SIGQUIT)


def servant() -> pwd.struct_passwd:
    """Return the account that runs the server where the tests run as root."""
    try:
        return pwd.getpwnam("postgres")
    except KeyError:
        return pwd.getpwnam("nobody")


def die_with_parent() -> None:
    """Have the kernel stop the server if its keeper is killed; only Linux can."""
    if sys.platform == "linux":
        pr_set_pdeathsig = 1
        ctypes.CDLL(None).prctl(pr_set_pdeathsig, signal.SIGQUIT)


if __name__ == "__main__":
    directory = Path(sys.argv[1])
    if hasattr(os, "sched_setaffinity"):
        # Who has started it stays on one core (tests/thrift.py); it is there for all.
        os.sched_setaffinity(0, range(1024))
    with lock(directory / "keeper.lock"):
        keep(directory, Path(sys.argv[2]))
