"""Structures that several threads read for the first time at once."""

import subprocess
import sys

READ_ANEW = """
import sys, threading, types
from pathlib import Path
from omnia.dialogue.engine import state

sys.setswitchinterval(1e-6)
said = {"channel": "chat", "node": "a", "question": {"path": "p", "step": "s", "level": 0}, "runs": {"date": {"data": {"p": {}}}}}
for number in range(40):
    module = types.ModuleType(f"omnia.dialogue.engine.state_{number}")
    module.__package__ = state.__package__
    sys.modules[module.__name__] = module
    exec(compile(Path(state.__file__).read_text(), module.__name__, "exec"), module.__dict__)
    together, read = threading.Barrier(8), []
    def load():
        together.wait()
        read.append(module.load(said).node)
    threads = [threading.Thread(target=load) for _thread in range(8)]
    [thread.start() for thread in threads]
    [thread.join() for thread in threads]
    assert read == ["a"] * 8, read
print("all were read")
"""


def test_first_turns_of_many_conversations_at_once_are_read_and_end_no_process():
    done = subprocess.run([sys.executable, "-c", READ_ANEW], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (0, "all were read\n"), done.stderr
