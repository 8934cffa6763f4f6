"""docs/journal-format.md says what the code does, as others write programs by it."""

from __future__ import annotations

import re
from pathlib import Path

from relaxapp.journal.measures import Instrument
from relaxapp.journal.transfer import plan_import
from relaxapp.journal.transfer_json import FORMAT, ORDER, VERSION, read_json
from relaxapp.journal.transfer_values import NAMES, RELIEF
from relaxapp.journal.trial import Act
from relaxapp.journal.vocabulary import (
    BEFORES,
    FEELINGS,
    RELIEFS,
    SIGNS,
    BodyState,
    CareKind,
    DayStatus,
    Kind,
)
from tests.journal.strategies import NOW
from tests.journal.test_transfer import BERLIN

TEXT = (Path(__file__).parents[2] / "docs" / "journal-format.md").read_text("utf-8")


def test_every_table_has_its_columns_in_order() -> None:
    for kind, names in NAMES.items():
        assert f"- `{kind}.csv`: {','.join(names)}\n" in TEXT


def test_every_name_and_word_is_told() -> None:
    told = set(re.findall(r"`([a-z_0-9]+)`", TEXT))
    kinds = (Kind, BodyState, CareKind, DayStatus, Instrument, Act)
    for words in (*NAMES.values(), RELIEF, *kinds):
        assert set(map(str, words)) <= told
    for vocabulary in (BEFORES, FEELINGS, RELIEFS, SIGNS):
        assert set(vocabulary) <= told


def test_the_example_can_be_imported() -> None:
    (example,) = re.findall(r"```json\n(.*?)```", TEXT, re.DOTALL)
    rows, findings = read_json(example.encode(), "example")
    plan = plan_import(rows, findings, {}, BERLIN, NOW)
    assert plan.refused == []
    assert {change.row.kind for change in plan.added} == set(ORDER)
    assert (FORMAT, VERSION) == ("relaxapp journal", 1)
