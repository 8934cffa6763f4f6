"""What relaxapp costs in the tray, beside a bare PySide6 tray program and, if there, SafeEyes.

`python -m benchmarks.tray [--idle S] [--settle S] [--rounds N]`, on a desktop whose panel has a
StatusNotifier tray. Each program is started, timed until its icon is registered, left alone for
a while, then watched: voluntary context switches and CPU time of the whole process tree, memory
from /proc. One line of JSON for each run, then a table with the ratios.
"""

from __future__ import annotations

import argparse
import contextlib
import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from jeepney import DBusAddress, Properties
from jeepney.io.blocking import open_dbus_connection

WATCHER = "org.kde.StatusNotifierWatcher"
READY_MOST_S = 20.0
BARE = """
import sys
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QIcon, QPixmap
from PySide6.QtWidgets import QApplication, QMenu, QSystemTrayIcon
app = QApplication(sys.argv)
app.setQuitOnLastWindowClosed(False)
picture = QPixmap(32, 32)
picture.fill(Qt.GlobalColor.darkGreen)
menu = QMenu()
menu.addAction("Quit", app.quit)
icon = QSystemTrayIcon(QIcon(picture))
icon.setContextMenu(menu)
icon.show()
timer = QTimer(interval=900_000, timerType=Qt.TimerType.CoarseTimer)
timer.start()
app.exec()
"""


def icons(connection: Any) -> set[str]:
    watcher = DBusAddress("/StatusNotifierWatcher", bus_name=WATCHER, interface=WATCHER)
    ask = Properties(watcher).get("RegisteredStatusNotifierItems")
    with contextlib.suppress(Exception):
        return set(connection.send_and_get_reply(ask, timeout=1).body[0][1])
    return set()


def tree(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int((entry / "stat").read_text().rsplit(")", 1)[1].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def cpu_s(pids: list[int]) -> float:
    total = 0.0
    for pid in pids:
        with contextlib.suppress(OSError):
            total += time.clock_gettime((~pid << 3) | 2)  # a process's CPU clock, see clock_getres
    return total


def switches(pids: list[int]) -> int:
    total = 0
    for pid in pids:
        for task in Path(f"/proc/{pid}/task").glob("*/status"):
            with contextlib.suppress(OSError):
                for line in task.read_text().splitlines():
                    if line.startswith("voluntary_ctxt_switches"):
                        total += int(line.split()[1])
    return total


def memory_mb(pids: list[int]) -> dict[str, float]:
    found = {"Pss": 0.0, "Private_Dirty": 0.0}
    for pid in pids:
        with contextlib.suppress(OSError):
            for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines():
                name = line.split(":")[0]
                if name in found:
                    found[name] += int(line.split()[1]) / 1024
    return found


def measure(name: str, command: list[str], idle_s: float, settle_s: float) -> dict[str, Any]:
    with open_dbus_connection("SESSION") as connection:
        before = icons(connection)
        begun = time.monotonic()
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True
        )
        ready = None
        while time.monotonic() - begun < READY_MOST_S and process.poll() is None:
            if icons(connection) - before:
                ready = time.monotonic() - begun
                break
            time.sleep(0.005)
    time.sleep(settle_s)
    pids = tree(process.pid)
    told: dict[str, Any] = {"program": name, "ready_s": ready, "start_cpu_s": cpu_s(pids)}
    told["processes"] = len(pids)
    first, first_cpu, at = switches(pids), cpu_s(pids), time.monotonic()
    time.sleep(idle_s)
    passed = time.monotonic() - at
    told["switches_a_minute"] = (switches(pids) - first) / passed * 60
    told["idle_cpu_ms_a_minute"] = (cpu_s(pids) - first_cpu) / passed * 60_000
    told |= memory_mb(pids)
    for pid in reversed(tree(process.pid)):
        with contextlib.suppress(OSError):
            os.kill(pid, signal.SIGTERM)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(5)
    if process.poll() is None:
        process.kill()
    print(json.dumps(told), flush=True)
    return told


def programs(folder: Path) -> dict[str, list[str]]:
    (folder / "bare.py").write_text(BARE)
    data = folder / "data"
    for verb in (["enable", "drink"], ["enable", "move"]):
        subprocess.run(
            [sys.executable, "-m", "relaxapp", "--data-dir", str(data), *verb],
            check=True, capture_output=True,
        )  # fmt: skip
    found = {
        "bare": [sys.executable, str(folder / "bare.py")],
        "relaxapp": [sys.executable, "-m", "relaxapp", "--data-dir", str(data), "--background"],
    }
    if (safe_eyes := shutil.which("safeeyes")) is not None:
        found["safeeyes"] = [safe_eyes]
    return found


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--idle", type=float, default=60.0, help="seconds watched")
    parser.add_argument("--settle", type=float, default=8.0, help="seconds left alone before")
    parser.add_argument("--rounds", type=int, default=1)
    chosen = parser.parse_args()
    runs: dict[str, list[dict[str, Any]]] = {}
    with tempfile.TemporaryDirectory() as folder:
        for _ in range(chosen.rounds):
            for name, command in programs(Path(folder)).items():
                told = measure(name, command, chosen.idle, chosen.settle)
                runs.setdefault(name, []).append(told)
    columns = ("ready_s", "start_cpu_s", "Pss", "Private_Dirty", "switches_a_minute",
               "idle_cpu_ms_a_minute")  # fmt: skip
    middle = {
        name: {c: statistics.median(run[c] or 0.0 for run in told) for c in columns}
        for name, told in runs.items()
    }
    print(f"\n{'':24}" + "".join(f"{name:>12}" for name in middle) + "  relaxapp/bare")
    for column in columns:
        row = "".join(f"{values[column]:12.2f}" for values in middle.values())
        base = middle["bare"][column]
        ratio = f"{middle['relaxapp'][column] / base:15.2f}" if base else ""
        print(f"{column:24}{row}{ratio}")


if __name__ == "__main__":
    main()
