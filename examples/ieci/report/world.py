#!/usr/bin/python3
# SPDX-License-Identifier: MIT
"""world.py LAND_110M.json > world.txt: the coast lines of the report's map, as one SVG path.

LAND_110M.json is land-110m.json of the npm package world-atlas 2.0.2: Natural Earth 4.1.0, 1:110m, public domain
(naturalearthdata.com). Antarctica is left out. Projection: Natural Earth (Savric, Patterson, Jenny 2011), the same
polynomials as in figure_map.c, 1000 units wide."""
import json
import math
import sys

SCALE = 1000 / (2 * math.pi * 0.8707)


def project(longitude, latitude):
    """Units of the map, y downwards; the equator is 0."""
    lam, phi = math.radians(longitude), math.radians(latitude)
    p = phi * phi
    x = lam * (0.8707 - 0.131979 * p + p**2 * (-0.013791 + p**3 * (0.003971 - 0.001529 * p)))
    y = phi * (1.007226 + p * (0.015085 + p**2 * (-0.044475 + 0.028874 * p - 0.005916 * p**2)))
    return SCALE * x, -SCALE * y


def arcs(topology):
    """The arcs in degrees."""
    (kx, ky), (tx, ty) = topology["transform"]["scale"], topology["transform"]["translate"]
    for arc in topology["arcs"]:
        x = y = 0
        points = []
        for dx, dy in arc:
            x, y = x + dx, y + dy
            points.append((x * kx + tx, y * ky + ty))
        yield points


def rings(topology):
    """The rings of all land."""
    lines = list(arcs(topology))
    for geometry in topology["objects"]["land"]["geometries"]:
        for polygon in geometry["arcs"]:
            for ring in polygon:
                points = []
                for index in ring:
                    line = lines[index] if index >= 0 else lines[~index][::-1]
                    points += line[1:] if points else line
                yield points


def clamp(points):
    """Points beyond the meridian move to it; of several in a row the first and the last stay."""
    away = [abs(longitude) > 180 for longitude, _ in points]
    return [
        (min(180, max(-180, longitude)), latitude)
        for i, (longitude, latitude) in enumerate(points)
        if not (away[i] and away[i - 1] and away[(i + 1) % len(points)])
    ]


def cut(points):
    """A ring that crosses the 180th meridian as two that end there."""
    turn, before, unrolled = 0, points[0][0], []
    for longitude, latitude in points:
        turn += 360 if before - longitude > 180 else -360 if longitude - before > 180 else 0
        before = longitude
        unrolled.append((longitude + turn, latitude))
    for shift in (-360, 0, 360):
        if any(-180 < longitude + shift < 180 for longitude, _ in unrolled):
            yield clamp([(longitude + shift, latitude) for longitude, latitude in unrolled])


def path(points):
    """A ring as steps of whole units; steps that round to nothing are left out."""
    at, steps = None, []
    for longitude, latitude in points:
        here = tuple(round(v) for v in project(longitude, latitude))
        if at is None:
            steps.append(f"M{here[0]} {here[1]}")
        elif here != at:
            steps.append(f"l{here[0] - at[0]} {here[1] - at[1]}".replace(" -", "-"))
        at = here
    return "".join(steps) + "z" if len(steps) > 3 else ""


def main(name):
    with open(name, encoding="utf-8") as file:
        topology = json.load(file)
    land = [ring for ring in rings(topology) if min(latitude for _, latitude in ring) > -60]
    text = "".join(path(part) for ring in land for part in cut(ring))
    for start in range(0, len(text), 118):
        print(text[start : start + 118])


if __name__ == "__main__":
    main(sys.argv[1])
