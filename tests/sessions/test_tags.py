"""What a file is told about itself: chapters that follow the steps, and bytes that are in order."""

from __future__ import annotations

from itertools import pairwise

from relaxapp.sessions.tags import (
    MOST_CHAPTERS,
    Album,
    Chapter,
    Cover,
    album,
    chapters,
    id3,
    vorbis_comments,
)
from relaxapp.sessions.timeline import RATE, Options, build
from tests.sessions.fakes import FakeClips, squeeze

TWO = (Chapter("Ankommen", 0, RATE), Chapter("Größer", RATE, 3 * RATE))
TOLD = Album("Own One", "To rest.", 3 * RATE, TWO, Cover(b"\x89PNG", 600))


def test_chapters_tile_the_session_and_a_muscle_group_is_one() -> None:
    timeline = build(squeeze(), Options(), FakeClips())
    found = chapters(timeline)
    assert found[0].start == 0
    assert found[-1].end == timeline.length
    for one, other in pairwise(found):
        assert one.end == other.start
        assert one.title != other.title
    assert len(found) < len(timeline.spans)


def test_a_table_of_contents_never_overflows() -> None:
    timeline = build(squeeze(), Options(), FakeClips())
    many = timeline.spans * 400
    found = chapters(type(timeline)(timeline.length, many, timeline.phases, (), ()))
    assert len(found) <= MOST_CHAPTERS


def test_vorbis_comments_name_each_chapter_with_its_time() -> None:
    told = vorbis_comments(TOLD, with_cover=True).decode("utf-8", "replace")
    expected = (
        "TITLE=Own One",
        "ARTIST=relaxapp",
        "LICENSE=",
        "CHAPTER001=00:00:00.000",
        "CHAPTER002=00:00:01.000",
        "CHAPTER002NAME=Größer",
        "METADATA_BLOCK_PICTURE=",
    )
    for words in expected:
        assert words in told
    assert b"PICTURE" not in vorbis_comments(TOLD, with_cover=False)


def test_id3_tells_its_size_in_seven_bits_a_byte_and_names_its_chapters() -> None:
    tag = id3(TOLD)
    assert tag[:5] == b"ID3\x03\x00"
    size = 0
    for byte in tag[6:10]:
        assert byte < 0x80
        size = size << 7 | byte
    assert size == len(tag) - 10
    assert tag.count(b"CHAP\0") == 2
    assert "Größer".encode("utf-16-le") in tag
    assert b"ch2\0" + (1000).to_bytes(4, "big") + (3000).to_bytes(4, "big") in tag
    assert b"image/png\0\x03\0\x89PNG" in tag


def test_a_session_is_told_by_its_own_title_and_purpose() -> None:
    script = squeeze()
    told = album(script, build(script, Options(), FakeClips()), None)
    assert (told.title, told.comment) == (script.title, script.purpose)
    assert b"APIC" not in id3(told)
