"""Draws assets/body: figure.json, the geometry of the body figure, and its shade.

Run from the repository's root:

    python -m tools.body.build

Needs shapely (a build-time library; the app itself only reads the file). The file holds, for each
view, the silhouette, the regions of relaxapp/body.py by part and the fine lines of the drawing;
sided regions and lines of the viewer's right half only, which the widget mirrors. Coordinates are
in hundredths of a figure unit (a head is 100 units), each ring as [x, y, x, y, ...].
"""

import json
from pathlib import Path

from shapely.geometry import LineString, MultiPolygon, Polygon
from shapely.geometry.polygon import orient

from relaxapp.body import REGIONS
from tools.body import cells, contours, details, shading
from tools.body.splines import Line

OUT = Path(__file__).parents[2] / "assets" / "body" / "figure.json"
FINE = 0.05  # how far a thinned outline may leave the drawn one, in units
SPECK = 1e-6  # what is smaller is a rounding error
CRUMB = 8.0  # area under which a piece cut off from its region goes to a neighbour


def _pieces(shape: Polygon) -> list[Polygon]:
    parts = shape.geoms if hasattr(shape, "geoms") else [shape]
    return [part for part in parts if part.geom_type == "Polygon" and part.area > SPECK]


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


def _ring(line: Line) -> list[int]:
    """Write points as hundredths: x, y, x, y, ..."""
    return [round(value * 100) for point in line for value in point]


def _lines(view: str) -> list[list[int]]:
    """Write the pen strokes, without what would stick out of the body."""
    silhouette = contours.half(view).buffer(0.2)
    drawn = []
    for line in details.lines(view):
        thin = LineString(line).simplify(FINE)
        if silhouette.contains(thin):
            drawn.append(_ring(list(thin.coords)))
        else:
            kept = _pieces(Polygon(line).buffer(0).intersection(silhouette))
            drawn += _rings(max(kept, key=lambda piece: piece.area))
    return drawn


def _rings(shape: Polygon | MultiPolygon) -> list[list[int]]:
    rings = []
    for piece in _pieces(shape.simplify(FINE)):
        whole = orient(piece)
        rings += [_ring(list(ring.coords)[:-1]) for ring in [whole.exterior, *whole.interiors]]
    return rings


def _both(shape: Polygon) -> Polygon:
    """Return ``shape`` with its mirror image, as one."""
    whole = shape.union(contours.mirrored(shape)).buffer(0.02)
    return whole.simplify(FINE)


def _text(value: object) -> str:
    """Return JSON with a line for each ring, so that a changed contour is a short difference."""
    if isinstance(value, dict):
        inside = ",\n".join(f"{json.dumps(key)}: {_text(each)}" for key, each in value.items())
        return f"{{\n{inside}\n}}"
    if isinstance(value, list) and value and isinstance(value[0], list):
        return "[\n" + ",\n".join(json.dumps(each, separators=(",", ":")) for each in value) + "\n]"
    return json.dumps(value)


def main() -> None:
    """Write the file and say what it holds."""
    views = {}
    for view in ("front", "back"):
        cut = regions(view)
        known = {region.part for region in REGIONS.values() if view in region.views}
        if known != set(cut):
            raise SystemExit(f"{view}: body.py and cells.py differ on {known ^ set(cut)}")
        views[view] = {
            "outline": _rings(_both(contours.half(view))),
            "middle": {name: _rings(_both(cut[name])) for name in cut if name in REGIONS},
            "sided": {name: _rings(shape) for name, shape in cut.items() if name not in REGIONS},
            "lines": _lines(view),
        }
    figure = {"unit": 0.01, "left": -187, "top": -8, "width": 374, "height": 776, "views": views}
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(_text(figure) + "\n", encoding="utf-8")
    shading.write(OUT)
    print(f"{OUT.name}: {OUT.stat().st_size / 1000:.0f} kB")


if __name__ == "__main__":
    main()
