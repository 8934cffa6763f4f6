"""The first page of the report as lines of text, for who listens: pictures are tables there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from relaxapp.journal.report_parts import Facts, Figure, Listing, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from relaxapp.journal.report_parts import Block, Sheet


def summary_text(sheet: Sheet) -> str:
    """Return all that the summary says, in reading order."""
    lines = [sheet.title, sheet.name, sheet.period, sheet.made, sheet.lead]
    for part in sheet.parts:
        lines += ["", part.title.upper()]
        for block in part.blocks:
            lines += _block(block)
    return "\n".join([*(line for line in lines[:5] if line), *lines[5:], "", sheet.closing])


def _block(block: Block) -> Iterator[str]:
    match block:
        case Words():
            yield block.text
        case Facts():
            for fact in block.items:
                yield f"{fact.name}: {fact.value} ({fact.detail})"
        case Listing():
            rests = f" ({block.rests})" if block.rests else ""
            yield f"{block.name}{rests}" if block.rows else f"{block.name}: {block.nothing}"
            for name, told in block.rows:
                yield f"  {name}: {told}"
        case Figure():
            yield f"{block.title}. {block.told}"
            heads = block.twin.headers[1:]
            for name, *cells in block.twin.rows:
                told = ", ".join(
                    f"{head} {cell}" for head, cell in zip(heads, cells, strict=True) if cell
                )
                yield f"  {name}: {told}"
