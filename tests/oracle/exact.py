# SPDX-License-Identifier: MIT
"""Arithmetic of the oracle: fractions as long as possible, 60 digits where logarithms and roots occur.

A number is a Fraction or an mpmath mpf. Nothing here was written after the C code: it follows the documents of the
formats and methods, so that an agreement means something.
"""

import re
from fractions import Fraction
from math import isqrt

from mpmath import exp, log, mp, mpf

mp.dps = 60

NUMBER = re.compile(r"[ \t]*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?[ \t]*", re.ASCII)
ONE = Fraction(1)


class Undefined(Exception):
    """The documents ask for something that has no answer; the library must report an error too."""


def number(text):
    """The exact value of a decimal text."""
    if not isinstance(text, str) or not NUMBER.fullmatch(text):
        raise Undefined(f"not a number: {text!r}")
    return Fraction(text.strip())


def real(x):
    """The number with 60 digits."""
    return x if isinstance(x, mpf) else mpf(x.numerator) / x.denominator


def level(*numbers):
    """All the numbers in one kind: fractions if all of them are, else 60 digits."""
    if all(isinstance(x, Fraction) for x in numbers):
        return numbers
    return tuple(real(x) for x in numbers)


def square_root(x):
    """The root, exact where it is a fraction."""
    if isinstance(x, Fraction):
        top, bottom = isqrt(x.numerator), isqrt(x.denominator)
        if top * top == x.numerator and bottom * bottom == x.denominator:
            return Fraction(top, bottom)
    return mp.sqrt(real(x))


def round_half_away(x):
    """The nearest whole number; halves go away from zero."""
    if isinstance(x, Fraction):
        whole = (2 * abs(x.numerator) + x.denominator) // (2 * x.denominator)
        return whole if x >= 0 else -whole
    whole = int(mp.floor(abs(x) + mpf(0.5)))
    return whole if x >= 0 else -whole


def from_half(x):
    """How far the number is from the nearest half of a whole one."""
    if isinstance(x, Fraction):
        return abs(float((x - (x.numerator // x.denominator)) - Fraction(1, 2)))
    return abs(float(x - mp.floor(x) - mpf(0.5)))


def mean(numbers):
    """The arithmetic mean."""
    numbers = level(*numbers)
    return sum(numbers[1:], numbers[0]) / len(numbers)


def median(numbers):
    """The middle number, or the mean of the middle two."""
    ordered = sorted(level(*numbers))
    half = len(ordered) // 2
    return ordered[half] if len(ordered) % 2 else mean(ordered[half - 1 : half + 1])


def transform(name, x):
    """A raw figure on the scale on which it is compared."""
    if name == "none":
        return x
    if name == "sqrt":
        if x < 0:
            raise Undefined("square root of a negative number")
        return square_root(x)
    if name == "cbrt":
        return x if x == 0 else (mp.cbrt(abs(real(x))) if x > 0 else -mp.cbrt(abs(real(x))))
    shifted = x + 1 if name == "log1p" else x
    if shifted <= 0:
        raise Undefined("logarithm of a number that is not positive")
    return Fraction(0) if shifted == 1 else log(real(shifted))


def shape(values):
    """Skewness G1, squared with its sign, and excess kurtosis G2 of a sample; None for a constant one."""
    n, middle = len(values), mean(values)
    m2, m3, m4 = (sum((x - middle) ** k for x in values) for k in (2, 3, 4))
    if m2 == 0:
        return None
    g1_squared = n * m3 * abs(m3) / m2**3 * n * (n - 1) / (n - 2) ** 2
    return g1_squared, ((n + 1) * (n * m4 / m2**2 - 3) + 6) * (n - 1) / ((n - 2) * (n - 3))


def winsor_limits(values, skew, kurtosis, max_points):
    """The limits (low, high) to which the rule clamps; None where a side is not treated."""
    ordered, n = sorted(values), len(values)
    low, high, moved_low, moved_high = ordered[:1], ordered[-1:], 0, 0
    low, high = (low[0], high[0]) if n else (None, None)
    while n >= 4:
        now = shape([min(max(x, low), high) for x in ordered])
        if now is None or abs(now[0]) <= skew**2 or now[1] <= kurtosis:
            break
        inner = [x for x in ordered if low < x < high]
        if not inner:
            break  # the next move would make all values equal
        if now[0] > 0:
            limit = max(inner)
            points = sum(x > limit for x in ordered)
            if points + moved_low > max_points:
                break
            high, moved_high = limit, points
        else:
            limit = min(inner)
            points = sum(x < limit for x in ordered)
            if points + moved_high > max_points:
                break
            low, moved_low = limit, points
    return (low if moved_low else None), (high if moved_high else None)


def quantile(ordered, share):
    """Type 7."""
    place = share * (len(ordered) - 1)
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    rest, a, b = level(place - below, ordered[below], ordered[above])
    return a + rest * (b - a)


def fence(name, values, rules):
    """The limits (low, high) of a rule that knows no moments."""
    if not values:
        return None, None
    ordered = sorted(values)
    if name == "percentiles":
        low, high = (quantile(ordered, number(rules.get(k, usual)) / 100) for k, usual in
                     (("low", "2.5"), ("high", "97.5")))
        return (low, high) if low < high else (None, None)
    if name == "iqr":
        low, high = quantile(ordered, Fraction(1, 4)), quantile(ordered, Fraction(3, 4))
        width = (high - low) * number(rules.get("factor", "1.5"))
        return (low - width, high + width) if low < high else (None, None)
    middle = median(ordered)
    far = median([abs(x - middle) for x in ordered]) * Fraction("1.4826")
    width = far * number(rules.get("factor", "3"))
    return (middle - width, middle + width) if far > 0 else (None, None)


def clamp(x, low, high):
    """The number, not beyond its limits; None is no limit."""
    if low is not None and x < low:
        return low
    return high if high is not None and x > high else x


def position(x, reference, rule, lower_is_better):
    """The share t in [0, 1] by rank score or percentile among reference values."""
    n = len(reference)
    x, *reference = level(x, *reference)
    below = sum(1 for y in reference if (y > x if lower_is_better else y < x))
    equal = sum(1 for y in reference if y == x)
    if rule == "percentile":
        return (below + Fraction(equal, 2)) / n
    if n == 1:
        return Fraction(1, 2)
    return min(max((below + Fraction(equal - 1, 2)) / (n - 1), Fraction(0)), ONE)


def standard_deviation(values, population):
    """The standard deviation with divisor n or n - 1."""
    divisor = len(values) - (0 if population else 1)
    if divisor <= 0:
        raise Undefined("standard deviation of too few values")
    middle = mean(values)
    values = level(middle, *values)
    squares = [(x - values[0]) ** 2 for x in values[1:]]
    return square_root(sum(squares[1:], squares[0]) / divisor)


def power_mean(values, weights, exponent):
    """The mean with an exponent; weights add up to 1."""
    values = level(*values)
    if exponent != 1 and min(values) <= 0 and (exponent <= 0 or exponent.denominator != 1 or min(values) < 0):
        raise Undefined("a mean of numbers that are not positive")
    if all(z == values[0] for z in values):
        return values[0]
    if exponent == 1:
        if isinstance(values[0], mpf):
            weights = [real(w) for w in weights]
        products = [w * z for w, z in zip(weights, values)]
        return sum(products[1:], products[0])
    if exponent == -1:
        if isinstance(values[0], mpf):
            weights = [real(w) for w in weights]
        parts = [w / z for w, z in zip(weights, values)]
        return 1 / sum(parts[1:], parts[0])
    if exponent == 0:
        return exp(sum(real(w) * log(real(z)) for w, z in zip(weights, values)))
    if exponent == 2 and isinstance(values[0], Fraction):
        return square_root(sum(w * z * z for w, z in zip(weights, values)))
    p = real(exponent)
    whole = int(exponent) if exponent.denominator == 1 else None
    total = sum(real(w) * (real(z) ** (p if whole is None else whole)) for w, z in zip(weights, values) if z != 0)
    return total ** (1 / p)
