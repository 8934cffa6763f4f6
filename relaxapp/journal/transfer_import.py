"""Which reader a file wants: our JSON, our tables, or an export of another app."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from relaxapp.journal.transfer_csv import header_of, kind_of_table, read_csv
from relaxapp.journal.transfer_json import Finding, Row, read_json
from relaxapp.journal.transfer_loop import is_loop_header, read_loop
from relaxapp.journal.transfer_tracks import is_tracks_header, read_tracks

if TYPE_CHECKING:
    from collections.abc import Mapping

    from relaxapp.journal.transfer_json import Reading
    from relaxapp.journal.transfer_reading import Here

_UNKNOWN = (
    "this is neither a relaxapp journal nor a table of one (episodes.csv, days.csv, drinks.csv, "
    "...), nor an export of Loop Habit Tracker or Track & Graph"
)


def read_files(files: Mapping[str, bytes], here: Here) -> Reading:
    """Return the entries in all files, by name, and what in them cannot be read."""
    if any(re.search(r"(^|/)Habits\.csv$", name) for name in files):
        return read_loop(files)
    rows: list[Row] = []
    findings: list[Finding] = []
    for name in sorted(files):
        more, wrong = _read(name, files[name], here)
        rows += more
        findings += wrong
    return rows, findings


def _read(name: str, data: bytes, here: Here) -> Reading:
    if name.lower().endswith(".json") or data.removeprefix(b"\xef\xbb\xbf").lstrip()[:1] == b"{":
        return read_json(data, name)
    header = header_of(data)
    if is_tracks_header(header):
        return read_tracks(data, name, here)
    if is_loop_header(header) or re.search(r"(^|/)\d{3,}[^/]*/Checkmarks\.csv$", name):
        return read_loop({name: data})
    kind = kind_of_table(name, header)
    if kind is None:
        return [], [Finding(name, 1, _UNKNOWN)]
    return read_csv(data, name, kind)
