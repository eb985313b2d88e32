# SPDX-License-Identifier: MIT
"""Normalisations by ratios and of other shapes, from their definitions; the classic ones stand in oracle.py."""

from fractions import Fraction

from mpmath import exp

from exact import Undefined, level, mean, median, number, position, quantile, real, square_root, transform

NAMES = ("reference", "leader", "sum", "vector", "around_mean", "robust", "ampi", "quantile_bands", "peak")
FIXED = ("target", "logistic", "interval")  # these learn nothing from the sample


def ratio(lower):
    """x / y, or y / x where lower is better."""
    def give(x, y):
        top, bottom = level(y, x) if lower else level(x, y)
        if top < 0 or bottom <= 0:
            raise Undefined("a ratio of figures that are not positive")
        return top / bottom
    return give


def fixed(name, rules, change, lower):
    """The share t of the score range as a function of the transformed figure."""
    def figure(key):
        return transform(change, number(rules[key]))

    if name == "target":
        target, share = figure("target"), ratio(lower)
        return lambda x: share(x, target)
    if name == "logistic":
        middle, width = real(figure("middle")), real(number(rules["width"]))


        def logistic(x):
            steps = (real(x) - middle if lower else middle - real(x)) / width
            return Fraction(int(steps < 0)) if abs(steps) > 600 else 1 / (1 + exp(steps))
        return logistic

    def interval(x):
        x, least, first, last, most = level(x, *(figure(key) for key in ("least", "from", "to", "most")))
        if x < first:
            return (x - least) / (first - least)
        return (most - x) / (most - last) if x > last else Fraction(1)
    return interval


def make(name, rules, reference, lower, of, place):
    """The function that gives a transformed figure its score; `reference` is the sample, or the transform of a rule that
    learns nothing from one."""
    outside = rules.get("outside", of.schema.of_indicator(place[1], "outside", "clamp"))

    def clamped(t):
        if outside == "clamp":
            return min(max(t, 0 * t), 0 * t + 1)
        if outside == "error" and not 0 <= t <= 1:
            raise Undefined("a value beyond the ends")
        return t

    if name in FIXED:
        share = fixed(name, rules, reference, lower)
        return lambda x: of.on_range(share(x) if name == "logistic" else clamped(share(x)))
    ordered = sorted(reference)
    low, high = ordered[0], ordered[-1]
    if name == "reference":
        share = ratio(lower)
        return lambda x: of.on_range(share(x, of.named))
    if name == "leader":
        share = ratio(lower)
        return lambda x: of.on_range(clamped(share(x, low if lower else high)))
    if name == "sum":
        if low < 0 or (lower and low == 0):
            raise Undefined("a negative figure")
        total = sum((1 / x for x in ordered) if lower else ordered)
        of.conditioned(ordered, total)

        def part(x):
            x, whole = level(x, total)
            if whole <= 0 or x < 0 or (lower and x == 0):
                raise Undefined("a figure that is not positive")
            return of.on_range(clamped((1 / x if lower else x) / whole))
        return part
    if name == "vector":
        length = square_root(sum(x * x for x in ordered))

        def projected(x):
            x, whole = level(x, length)
            if x < 0 or whole <= 0:
                raise Undefined("a negative figure")
            return of.on_range(clamped(1 - x / whole if lower else x / whole))
        return projected
    if name == "around_mean":
        middle, band = mean(ordered), number(rules.get("band", "0.2"))
        if middle <= 0:
            raise Undefined("a mean that is not positive")

        def side(x):
            x, low_end, high_end = level(x, *(m * b for m, b in (level(middle, 1 - band), level(middle, 1 + band))))
            for edge in (low_end, high_end):
                if x != edge and abs(real(x - edge)) < 1e-12 * abs(real(edge)):
                    raise Undefined("an edge that hangs on rounding")
            above = (x > high_end) - (x < low_end)
            return of.on_range(Fraction(1 + (-above if lower else above), 2))
        return side
    if name == "quantile_bands":
        bands = int(rules.get("bands", "5"))
        return lambda x: of.on_range(min(Fraction(int(bands * position(x, ordered, "percentile", lower))),
                                         Fraction(bands - 1)) / (bands - 1))
    if name == "peak":
        target = transform(of.schema.indicators[place[1]].get("transform", "none"), number(rules["target"]))
        target, *shifted = level(target, *ordered)
        reach = max(abs(x - target) for x in shifted)
        if reach == 0:
            raise Undefined("all at the target")
        of.conditioned((target, *shifted), reach)

        def far(x):
            x, centre, width = level(x, target, reach)
            return of.on_range(clamped(1 - abs(x - centre) / width))
        return far
    return spread(name, rules, ordered, lower, of)


def spread(name, rules, ordered, lower, of):
    """Distances from a middle, in a spread."""
    if name == "ampi":
        middle, width, base, step = mean(ordered), ordered[-1] - ordered[0], Fraction(100), Fraction(60)
        middle = middle if of.named is None else of.named
    else:
        middle, base, step = median(ordered), number(rules.get("median", "0")), number(rules.get("spread", "1"))
        if rules.get("by", "iqr") == "iqr":
            first, third = level(quantile(ordered, Fraction(1, 4)), quantile(ordered, Fraction(3, 4)))
            width = third - first
        else:
            centre, *values = level(middle, *ordered)
            width, factor = level(median([abs(x - centre) for x in values]), Fraction("1.4826"))
            width = width * factor
    if width == 0 or abs(real(width)) < 1e-40:
        raise Undefined("no spread")
    of.conditioned(ordered, width)

    def give(x):
        x, m, w, b, s = level(x, middle, width, base, -step if lower else step)
        return b + s * (x - m) / w
    return give
