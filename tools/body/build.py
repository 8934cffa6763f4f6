"""Draws assets/body/figure.json, the geometry of the body figure. Run from the repository's root:

    python -m tools.body.build

Needs shapely (a build-time library; the app itself only reads the file). The file holds, for each
view, the silhouette, the regions of relaxapp/body.py and the fine lines of the drawing, all of the
viewer's right half only: the widget mirrors them. Coordinates are in hundredths of a figure unit
(a head is 100 units), each ring written as "x0 y0 dx dy dx dy ...".
"""

import json
from pathlib import Path

from shapely.geometry import MultiPolygon, Polygon  # type: ignore[import-not-found]  # build only
from shapely.geometry.polygon import orient  # type: ignore[import-not-found]  # as above

from relaxapp.body import REGIONS
from tools.body import cells, contours, details
from tools.body.splines import Line

OUT = Path(__file__).parents[2] / "assets" / "body" / "figure.json"
FINE = 0.035  # how far a thinned outline may leave the drawn one, in units
CRUMB = 8.0  # area under which a piece cut off from its region goes to a neighbour


def _pieces(shape: Polygon) -> list[Polygon]:
    parts = shape.geoms if hasattr(shape, "geoms") else [shape]
    return [part for part in parts if part.geom_type == "Polygon" and part.area > 1e-6]


def regions(view: str) -> dict[str, Polygon]:
    """Return each region of the right half, cut out of the silhouette; together they tile it."""
    silhouette = contours.half(view)
    left = silhouette
    cut: dict[str, Polygon] = {}
    crumbs: list[Polygon] = []
    for name, cell in cells.front() if view == "front" else cells.back():
        pieces = sorted(_pieces(left.intersection(cell)), key=lambda piece: -piece.area)
        if not pieces:
            raise SystemExit(f"{view}: nothing left for {name}")
        cut[name] = pieces[0]
        crumbs += pieces[1:]
        left = left.difference(cell)
    crumbs += _pieces(left)
    for crumb in crumbs:
        if crumb.area > CRUMB:
            print(f"{view}: {crumb.area:.1f} at {crumb.centroid.coords[0]} had no region")
        edge = crumb.buffer(0.05)
        name = max(cut, key=lambda each: cut[each].intersection(edge).area)
        grown = _pieces(cut[name].union(crumb.buffer(0.01)).intersection(silhouette))
        cut[name] = max(grown, key=lambda piece: piece.area)
    return cut


def _ring(line: Line) -> str:
    """Write points as hundredths: the first absolute, the others as steps from the one before."""
    whole = [(round(x * 100), round(y * 100)) for x, y in line]
    numbers = [*whole[0]]
    for (x0, y0), (x1, y1) in zip(whole, whole[1:], strict=False):
        if (x0, y0) != (x1, y1):
            numbers += [x1 - x0, y1 - y0]
    return " ".join(map(str, numbers))


def _rings(shape: Polygon | MultiPolygon) -> list[str]:
    rings = []
    for piece in _pieces(shape.simplify(FINE)):
        whole = orient(piece)
        rings += [_ring(list(ring.coords)[:-1]) for ring in [whole.exterior, *whole.interiors]]
    return rings


def main() -> None:
    """Write the file and say what it holds."""
    views = {}
    for view in ("front", "back"):
        cut = regions(view)
        known = {region.part for region in REGIONS.values() if view in region.views}
        if known != set(cut):
            raise SystemExit(f"{view}: body.py and cells.py differ on {known ^ set(cut)}")
        views[view] = {
            "outline": _rings(contours.half(view)),
            "regions": {name: _rings(shape) for name, shape in cut.items()},
            "middle": sorted({r.part for r in REGIONS.values() if r.side is None} & set(cut)),
            "lines": [_ring(line) for line in details.lines(view)],
        }
    figure = {"unit": 0.01, "left": -182, "top": -6, "width": 364, "height": 772, "views": views}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps(figure, indent=0) + "\n", encoding="utf-8")
    print(f"{OUT.name}: {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
