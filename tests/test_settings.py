"""Settings survive whatever a file holds, and come back as they were saved."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from relaxapp.settings import AMBIENCES, Motion, Settings, Theme, Volumes, gain

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)
own_keys = st.sampled_from([*Settings().to_mapping()])
volumes = st.builds(
    Volumes, voice=st.integers(0, 100), ambience=st.integers(0, 100), chimes=st.integers(0, 100)
)
settings = st.builds(
    Settings,
    voice=st.sampled_from(["woman", "man"]),
    ambience=st.sampled_from([None, *AMBIENCES]),
    volumes=volumes,
    duck=st.booleans(),
    device=st.none() | st.text(min_size=1).filter(lambda name: bool(name.strip())),
    theme=st.sampled_from(Theme),
    motion=st.sampled_from(Motion),
    position=st.sampled_from(["lying", "sitting"]),
    start_delay=st.integers(0, 600),
    onboarded=st.booleans(),
    day_boundary=st.integers(0, 12),
)


@given(settings)
def test_what_is_saved_comes_back(chosen: Settings) -> None:
    text = json.dumps(chosen.to_mapping())
    assert Settings.from_mapping(json.loads(text)) == (chosen, ())


@given(st.dictionaries(own_keys | st.text(), json_values))
def test_any_mapping_gives_valid_settings_that_save_again(mapping: dict[str, object]) -> None:
    read, problems = Settings.from_mapping(mapping)
    again, none = Settings.from_mapping(read.to_mapping())
    assert again == read
    assert none == ()
    assert all("\n" not in problem for problem in problems)


@pytest.mark.parametrize(
    ("key", "value", "right"),
    [
        ("voice", "robot", '"woman" or "man"'),
        ("ambience", "traffic", '"mix" or null'),
        ("duck", "yes", "true or false"),
        ("device", "  ", "name of a sound device"),
        ("theme", "sepia", '"contrast"'),
        ("motion", 3, '"reduced"'),
        ("position", None, '"sitting" or "desk"'),
        ("start_delay", 601, "from 0 to 600 seconds"),
        ("start_delay", True, "from 0 to 600 seconds"),
        ("onboarded", 1, "true or false"),
        ("day_boundary", -1, "from 0 to 12"),
        ("volumes", 50, "object"),
    ],
)
def test_a_wrong_value_falls_back_and_is_told_once(key: str, value: object, right: str) -> None:
    read, problems = Settings.from_mapping({key: value, "position": "lying"} | {key: value})
    assert read == Settings()
    (problem,) = problems
    assert problem.startswith(f"{key} is {json.dumps(value)}")
    assert right in problem


def test_one_wrong_volume_leaves_the_others() -> None:
    read, problems = Settings.from_mapping({"volumes": {"voice": 140, "ambience": 20.0}})
    assert read.volumes == Volumes(voice=100, ambience=20, chimes=80)
    (problem,) = problems
    assert problem == (
        "volumes.voice is 140; it should be a whole number from 0 to 100. "
        "Its usual value is used instead."
    )


def test_what_a_newer_version_wrote_is_kept() -> None:
    written = {"haptics": {"on": True}, "volumes": {"voice": 30, "breath": 12}, "voice": "man"}
    read, problems = Settings.from_mapping(written)
    assert problems == ()
    saved = read.with_(voice="woman").to_mapping()
    assert saved["haptics"] == {"on": True}
    assert saved["volumes"] == {"voice": 30, "ambience": 70, "chimes": 80, "breath": 12}


def test_no_mapping_at_all_is_told() -> None:
    read, problems = Settings.from_mapping([1, 2])
    assert read == Settings()
    assert problems[0].startswith("settings is [1, 2]")


def test_a_huge_value_is_told_in_one_short_line() -> None:
    _, (problem, number) = Settings.from_mapping({"theme": "x" * 9000, "start_delay": 10**5000})
    assert len(problem) < 200
    assert len(number) < 200


def test_the_program_cannot_set_a_wrong_value() -> None:
    with pytest.raises(ValueError, match="start_delay is 900; it should be"):
        Settings().with_(start_delay=900)
    with pytest.raises(ValueError, match=r"volumes\.chimes is -1"):
        Volumes().with_(chimes=-1)


def test_with_changes_one_thing() -> None:
    changed = Settings().with_(theme="dark")
    assert changed.theme is Theme.DARK
    assert changed == Settings(theme=Theme.DARK)
    assert hash(changed) == hash(Settings(theme=Theme.DARK))


def test_gain_is_silent_at_none_and_very_quiet_at_the_first_step() -> None:
    steps = [gain(volume) for volume in range(101)]
    assert steps[0] == 0.0
    assert 0.002 < steps[1] < 0.005
    assert steps[100] == 1.0
    assert steps == sorted(set(steps))
    assert (gain(-5), gain(300)) == (0.0, 1.0)
