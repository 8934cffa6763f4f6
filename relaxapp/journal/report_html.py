"""The report as one HTML file that needs nothing else: semantic, escaped, and fit for paper.

It loads nothing and runs nothing: the policy in its head forbids it, whatever a note may hold.
"""

from __future__ import annotations

import base64
import hashlib
from html import escape
from typing import TYPE_CHECKING, Final

from relaxapp.journal.report_parts import Facts, Figure, Listing, Words

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from relaxapp.journal.report_parts import Block, Fact, Grid, Log, LogGroup, Part, Sheet

PAPERS: Final = ("a4", "letter")

STYLE: Final = """
:root { color-scheme: light; }
body { margin: 0 auto; padding: 1.5rem; max-width: 62rem; background: #fff; color: #111;
  font: 0.95rem/1.4 Inter, "Segoe UI", "Noto Sans", system-ui, sans-serif; }
h1 { font-size: 1.6rem; line-height: 1.2; margin: 0 0 0.3rem; }
h2 { font-size: 1.15rem; margin: 1.6rem 0 0.5rem; border-bottom: 1px solid #777; }
p { margin: 0.3rem 0; max-width: 48rem; }
.meta { font-weight: 600; }
.grave { border-left: 4px solid #111; padding-left: 0.7rem; font-weight: 600; }
section.where, section.when { display: grid; gap: 0 2rem; align-items: start;
  grid-template-columns: repeat(auto-fit, minmax(min(22rem, 100%), 1fr)); }
section.where h2, section.when h2 { grid-column: 1 / -1; }
dl.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(11rem, 1fr));
  gap: 0.8rem; margin: 0.8rem 0; }
dl.facts div { border: 1px solid #777; border-radius: 4px; padding: 0.5rem 0.7rem; }
dl.facts dt { font-size: 0.9rem; } dl.facts dd { margin: 0; font-size: 0.9rem; }
dl.facts dd.value { font-size: 1.4rem; font-weight: 600; }
.lists { display: grid; grid-template-columns: repeat(auto-fit, minmax(min(19rem, 100%), 1fr));
  gap: 0.5rem 1.5rem; align-items: start; }
table { border-collapse: collapse; width: 100%; margin: 0.5rem 0; }
caption { text-align: start; font-weight: 600; padding: 0.2rem 0; }
caption small { font-weight: 400; font-size: 0.9rem; }
th, td { text-align: start; vertical-align: top; padding: 0.15rem 0.5rem 0.15rem 0;
  border-bottom: 1px solid #bbb; overflow-wrap: anywhere; font-weight: 400; }
thead th { font-weight: 600; border-bottom: 2px solid #111; }
td.more { white-space: pre-line; } tr.day th { background: #ececec; padding: 0.3rem 0.5rem; }
table.log th, table.log td { overflow-wrap: break-word; } table.log td.more { min-width: 14rem;
  overflow-wrap: anywhere; }
div.wide { overflow-x: auto; } figure { margin: 0.8rem 0; }
figure svg { max-width: 100%; height: auto; display: block; }
figcaption { font-weight: 600; } figcaption span { font-weight: 400; }
summary { cursor: pointer; }
@page { size: PAPER; margin: 15mm; @bottom-right { content: counter(page) " / " counter(pages); } }
@media print {
  html { font-size: 8.5pt; } body { padding: 0; max-width: none; font-size: 1rem; }
  section.log { break-before: page; } div.wide { overflow: visible; }
  figure svg { max-height: 62mm; width: auto; }
  thead { display: table-header-group; } h2, h3, tr.day, figcaption { break-after: avoid; }
  figure, dl.facts div { break-inside: avoid; } details { display: none; }
}
""".strip()


def write_html(sheet: Sheet, pictures: Mapping[str, str], paper: str = PAPERS[0]) -> bytes:
    """Return the report as HTML in UTF-8.

    ``pictures`` are the charts as SVG elements, by their names; a chart without one is told by
    its table alone. ``paper`` is one of `PAPERS`, for who prints it.
    """
    return ("\n".join(_lines(sheet, pictures, paper)) + "\n").encode()


def _lines(sheet: Sheet, pictures: Mapping[str, str], paper: str) -> Iterator[str]:
    style = STYLE.replace("PAPER", paper)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    yield "<!DOCTYPE html>"
    yield f'<html lang="{_e(sheet.language)}" dir="auto">'
    yield '<head>\n<meta charset="utf-8" />'
    yield f'<meta http-equiv="Content-Security-Policy" content="{_e(policy)}" />'
    yield '<meta name="viewport" content="width=device-width" />'
    yield '<meta name="referrer" content="no-referrer" />'
    yield '<meta name="generator" content="relaxapp" />'
    yield f"<title>{_e(sheet.title)}, {_e(sheet.period)}</title>"
    yield f"<style>{style}</style>\n</head>\n<body>\n<main>"
    yield f"<header>\n<h1>{_e(sheet.title)}</h1>"
    if sheet.name:
        yield f'<p class="meta" dir="auto">{_e(sheet.name)}</p>'
    yield f'<p class="meta">{_e(sheet.period)}</p>'
    yield f"<p>{_e(sheet.made)}</p>"
    yield f"<p>{_e(sheet.lead)}</p>\n</header>"
    for part in sheet.parts:
        yield from _part(part, pictures)
    yield f"<p>{_e(sheet.closing)}</p>"
    yield from _log(sheet.log)
    yield "</main>\n</body>\n</html>"


def _part(part: Part, pictures: Mapping[str, str]) -> Iterator[str]:
    yield f'<section class="{part.key}" aria-labelledby="{part.key}">'
    yield f'<h2 id="{part.key}">{_e(part.title)}</h2>'
    lists = [one for one in part.blocks if isinstance(one, Listing)]
    for block in part.blocks:
        if not isinstance(block, Listing):
            yield from _block(block, part, pictures)
    if lists:
        yield '<div class="lists">'
        for block in lists:
            yield from _listing(block)
        yield "</div>"
    yield "</section>"


def _block(block: Block, part: Part, pictures: Mapping[str, str]) -> Iterator[str]:
    match block:
        case Words():
            grave = ' class="grave"' if block.grave else ""
            yield f"<p{grave}>{_e(block.text)}</p>"
        case Facts():
            yield '<dl class="facts">'
            yield from (_fact(one) for one in block.items)
            yield "</dl>"
        case Figure():
            yield from _figure(block, part, pictures)


def _fact(fact: Fact) -> str:
    return (
        f'<div><dt>{_e(fact.name)}</dt><dd class="value">{_e(fact.value)}</dd>'
        f"<dd>{_e(fact.detail)}</dd></div>"
    )


def _listing(block: Listing) -> Iterator[str]:
    rests = f" <small>{_e(block.rests)}</small>" if block.rests and block.rows else ""
    if not block.rows:
        yield f"<div><p><strong>{_e(block.name)}</strong> {_e(block.nothing)}</p></div>"
        return
    yield f"<table>\n<caption>{_e(block.name)}{rests}</caption>\n<tbody>"
    for name, told in block.rows:
        yield f'<tr><th scope="row" dir="auto">{_e(name)}</th><td>{_e(told)}</td></tr>'
    yield "</tbody>\n</table>"


def _figure(block: Figure, part: Part, pictures: Mapping[str, str]) -> Iterator[str]:
    key = f"{part.key}-{block.chart}"
    picture = pictures.get(block.chart, "")
    yield f'<figure aria-labelledby="{key}">'
    yield f'<figcaption id="{key}">{_e(block.title)} <span>{_e(block.told)}</span></figcaption>'
    if picture:
        # The table says all of it; a reader of the screen is spared a hundred loose numbers.
        yield f'<div aria-hidden="true">{picture}</div>'
    if block.twin.rows:
        yield "<details>" if picture else '<details open="open">'
        yield f"<summary>{_e(block.twin.caption)}</summary>"
        yield from _grid(block.twin)
        yield "</details>"
    yield "</figure>"


def _grid(grid: Grid) -> Iterator[str]:
    yield f"<table>\n<caption>{_e(grid.caption)}</caption>"
    yield from _heads(grid.headers)
    yield "<tbody>"
    for name, *cells in grid.rows:
        told = "".join(f"<td>{_e(cell)}</td>" for cell in cells)
        yield f'<tr><th scope="row">{_e(name)}</th>{told}</tr>'
    yield "</tbody>\n</table>"


def _heads(headers: tuple[str, ...]) -> Iterator[str]:
    cells = "".join(f'<th scope="col">{_e(one)}</th>' for one in headers)
    yield f"<thead><tr>{cells}</tr></thead>"


def _log(log: Log) -> Iterator[str]:
    yield '<section class="log" aria-labelledby="log">'
    yield f'<h2 id="log">{_e(log.title)}</h2>'
    if log.groups:
        # On a narrow screen the table scrolls by itself; by keys too, so it can have the focus.
        yield '<div class="wide" role="region" aria-labelledby="log" tabindex="0">'
        yield f'<table class="log">\n<caption>{_e(log.caption)}</caption>'
        yield from _heads(log.headers)
        for group in log.groups:
            yield from _group(group, len(log.headers))
        yield "</table>\n</div>"
    else:
        yield f"<p>{_e(log.nothing)}</p>"
    yield "</section>"


def _group(group: LogGroup, width: int) -> Iterator[str]:
    yield "<tbody>"
    yield (
        f'<tr class="day"><th scope="rowgroup" colspan="{width}"><strong>{_e(group.title)}</strong>'
        f' <span dir="auto">{_e(group.told)}</span></th></tr>'
    )
    for first, *cells, more in group.rows:
        told = "".join(f"<td>{_e(cell)}</td>" for cell in cells)
        yield (
            f'<tr><th scope="row">{_e(first)}</th>{told}'
            f'<td class="more" dir="auto">{_e(more)}</td></tr>'
        )
    yield "</tbody>"


def _e(text: str) -> str:
    return escape(text, quote=True)
