"""Ties a process to the one that started it: when that one is gone, however it went, this one ends within two seconds.

`python -m omnia.serve.lifeline <parent's process id> <script> <arguments>` runs a script so, and every process that it forks is
tied to the script's process in the same way. A parent that is killed can end nobody any more; so each child looks after itself.
"""

import os
import runpy
import signal
import sys
import threading
import time

LOOK_SECONDS = 0.25
ORDERLY_SECONDS = 1.5
"""How long a process without a parent may take to end in order."""


def end_with(parent: int) -> None:
    """Watch `parent` in the background; once it is gone, end in order, then by force, with the process group if it is ours."""
    threading.Thread(target=_watch, args=(parent,), name="lifeline", daemon=True).start()


def _watch(parent: int) -> None:
    while os.getppid() == parent:
        time.sleep(LOOK_SECONDS)
    os.kill(os.getpid(), signal.SIGTERM)
    time.sleep(ORDERLY_SECONDS)
    if os.getpgid(0) == os.getpid():
        os.killpg(0, signal.SIGKILL)
    os._exit(1)


def command(script: str, *arguments: str) -> list[str]:
    """The command that runs a Python script tied to this process."""
    return [sys.executable, "-m", "omnia.serve.lifeline", str(os.getpid()), script, *arguments]


def run(arguments: list[str]) -> None:
    """Run the script that the arguments name, as if it had been called itself."""
    parent, *sys.argv = arguments
    end_with(int(parent))
    os.register_at_fork(after_in_child=lambda: end_with(os.getppid()))
    runpy.run_path(sys.argv[0], run_name="__main__")


if __name__ == "__main__":
    run(sys.argv[1:])
elif __name__ == "__mp_main__":
    # Where processes are spawned, not forked, each imports this module anew.
    end_with(os.getppid())
