# SPDX-License-Identifier: MIT
"""Aggregations that are not means, from their definitions: fractions as long as possible, else 60 digits.

A field is {unit: {child: value}} for the units that get a score, in the order of their codes; `shares` are those of the
children in the node. Rivals are the units of the sample: they set ideals and are what others are compared with.
"""

from fractions import Fraction
from itertools import combinations, permutations

from mpmath import exp, mp

from exact import Undefined, level, median, number, real, round_half_away, square_root

HALF = Fraction(1, 2)
KEMENY_MOST = 6  # of the oracle, which tries all orders
PER_UNIT = ("minimum", "maximum", "leontief", "mean_min", "ampi", "median", "owa", "wowa", "choquet")
TOGETHER = ("mpi", "topsis", "vikor", "dp2", "borda", "copeland", "promethee", "kemeny")
NAMES = PER_UNIT + TOGETHER


def total(numbers):
    numbers = level(*numbers)
    return sum(numbers[1:], numbers[0])


def times(a, b):
    a, b = level(a, b)
    return a * b


def weighted_mean(values, weights):
    return total([times(w, z) for w, z in zip(weights, values)])


def spread(values, weights):
    middle = weighted_mean(values, weights)
    return total([times(w, (level(z, middle)[0] - level(z, middle)[1]) ** 2) for w, z in zip(weights, values)])


def penalised(values, weights, rules):
    middle, squares = level(weighted_mean(values, weights), spread(values, weights))
    if middle <= 0:
        raise Undefined("a mean that is not positive")
    return middle + squares / middle if rules.get("penalty") == "plus" else middle - squares / middle


def quantifier(rules, r):
    low, high = number(rules.get("from", "0")), number(rules.get("to", "1"))
    t = min(max((r - low) / (high - low), Fraction(0)), Fraction(1))
    power = number(rules.get("exponent", "1"))
    return t if power == 1 or t in (0, 1) else real(t) ** real(power)


def of_unit(name, rules, values, weights):
    """The score of one unit from its own children."""
    values = level(*values)
    if name == "minimum":
        return min(values)
    if name == "maximum":
        return max(values)
    if name == "median":
        return median(values)
    if name == "leontief":
        if min(values) < 0:
            raise Undefined("a child below 0")
        return min(times(max(weights) / w, z) for w, z in zip(weights, values))
    if name == "mean_min":
        strength, smooth = number(rules.get("strength", "1")), number(rules.get("smoothness", "0"))
        middle, worst = level(weighted_mean(values, weights), min(values))
        gap, smooth = level(middle - worst, smooth)
        root, smooth = level(square_root(gap**2 + smooth**2), smooth)
        middle, taken = level(middle, times(strength, root - smooth))
        return middle - taken
    if name == "ampi":
        return penalised(values, weights, rules)
    if name == "choquet":
        pairs = [times(weights[i] * weights[j], abs(values[i] - values[j]))
                 for i, j in combinations(range(len(values)), 2)]
        middle = weighted_mean(values, weights)
        off = times(number(rules["interaction"]), total(pairs)) if pairs else Fraction(0)
        middle, off = level(middle, off)
        return middle - off
    ordered = sorted(zip(values, weights), key=lambda pair: pair[0], reverse=True)
    before, reach, found = Fraction(0), Fraction(0), []
    for z, w in ordered:
        reach += w if name == "wowa" else Fraction(1, len(ordered))
        here = quantifier(rules, reach)
        found.append(times(level(here, before)[0] - level(here, before)[1], z))
        before = here
    return total(found)


class Field:
    """All units of a node at once."""

    def __init__(self, rows, shares, rivals, schema):
        self.rows, self.shares = rows, shares
        self.rivals = [u for u in rows if u in rivals]
        self.low, self.high, self.fine = schema.low, schema.high, 10**schema.key_decimals

    def on_range(self, t):
        t, low, high = level(t, self.low, self.high)
        return low + (high - low) * t

    def steps(self, u, c):
        """The value as a rank key sees it."""
        return round_half_away(self.rows[u][c] * self.fine)

    def weights(self, u):
        whole = sum(self.shares[c] for c in self.rows[u])
        return {c: self.shares[c] / whole for c in self.rows[u]}

    def of_sample(self, c):
        return level(*[self.rows[v][c] for v in self.rivals if c in self.rows[v]])

    def ideals(self, c, rules):
        if rules.get("ideals") == "range":
            return self.high, self.low
        column = self.of_sample(c)
        if not column:
            raise Undefined("nobody to set an ideal")
        return max(column), min(column)

    def mpi(self, rules):
        scales = {}
        for c in self.shares:
            column = self.of_sample(c)
            if column:
                middle = total(column) / len(column)
                scales[c] = middle, square_root(total([(x - middle) ** 2 for x in level(*column)]) / len(column))
        found = {}
        for u, row in self.rows.items():
            standard = []
            for c, z in row.items():
                if c not in scales or len({self.steps(v, c) for v in self.rivals if c in self.rows[v]}) == 1:
                    raise Undefined("a constant child")
                z, middle, deviation = level(z, *scales[c])
                standard.append(100 + 10 * (z - middle) / deviation)
            found[u] = penalised(level(*standard), list(self.weights(u).values()), rules)
        return found

    def topsis(self, rules):
        found = {}
        for u, row in self.rows.items():
            far = []
            for end in (0, 1):
                squares = [times(w, level(row[c], self.ideals(c, rules)[end])[0]
                                 - level(row[c], self.ideals(c, rules)[end])[1]) ** 2
                           for c, w in self.weights(u).items()]
                far.append(square_root(total(squares)))
            below, above = level(*far)
            if below + above == 0:
                raise Undefined("nothing differs")
            found[u] = self.on_range(above / (above + below))
        return found

    def vikor(self, rules):
        group, single, majority = {}, {}, number(rules.get("majority", "0.5"))
        for u, row in self.rows.items():
            regrets = []
            for c, w in self.weights(u).items():
                best, worst, z = level(*self.ideals(c, rules), row[c])
                regrets.append(times(w, (best - z) / (best - worst)) if best != worst else Fraction(0))
            group[u], single[u] = total(regrets), max(level(*regrets))

        def between(regret, u):
            ends = level(*[regret[v] for v in self.rivals])
            if not ends:
                raise Undefined("nobody to be compared with")
            least, most, own = level(min(ends), max(ends), regret[u])
            return (own - least) / (most - least) if most > least else Fraction(0)
        return {u: self.on_range(1 - total([times(majority, between(group, u)),
                                            times(1 - majority, between(single, u))])) for u in self.rows}

    def borda(self, _):
        found = {}
        for u, row in self.rows.items():
            points = []
            for c, w in self.weights(u).items():
                others = [v for v in self.rivals if v != u and c in self.rows[v]]
                won = sum(Fraction(1 if self.steps(u, c) > self.steps(v, c) else 0) + (
                    HALF if self.steps(u, c) == self.steps(v, c) else 0) for v in others)
                points.append(w * (won / len(others) if others else HALF))
            found[u] = self.on_range(sum(points))
        return found

    def margin(self, u, v):
        both = [c for c in self.rows[u] if c in self.rows[v]]
        return sum((self.shares[c] * ((self.steps(u, c) > self.steps(v, c)) - (self.steps(u, c) < self.steps(v, c)))
                    for c in both), Fraction(0))

    def copeland(self, _):
        found = {}
        for u in self.rows:
            others = [self.margin(u, v) for v in self.rivals if v != u]
            balance = sum((m > 0) - (m < 0) for m in others)
            found[u] = self.on_range(HALF + Fraction(balance, 2 * len(others)) if others else HALF)
        return found

    def promethee(self, rules):
        kind = rules.get("preference", "usual")
        q, p = number(rules.get("indifferent", "0")), number(rules.get("strict", "0"))

        def prefer(d):
            if d <= 0:
                return Fraction(0)
            if kind == "gaussian":
                return 1 - exp(-real(d * d / (2 * p * p)))
            if kind == "u_shape":
                return Fraction(int(d > q))
            if kind == "v_shape":
                return min(d / p, Fraction(1))
            if kind == "level":
                return Fraction(1) if d > p else HALF if d > q else Fraction(0)
            if kind == "linear":
                return min(max((d - q) / (p - q), Fraction(0)), Fraction(1))
            return Fraction(1)

        found = {}
        for u in self.rows:
            flows = []
            for v in self.rivals:
                if v == u:
                    continue
                both = [c for c in self.rows[u] if c in self.rows[v]]
                whole, flow = sum(self.shares[c] for c in both), [Fraction(0)]
                for c in both:
                    d = Fraction(self.steps(u, c) - self.steps(v, c), self.fine)
                    ahead, behind = level(prefer(d), prefer(-d))
                    flow.append(times(self.shares[c], ahead - behind))
                flows.append(total(flow) / (whole if isinstance(total(flow), Fraction) else real(whole))
                             if both else Fraction(0))
            found[u] = self.on_range((total(flows) / len(flows) + 1) / 2 if flows else HALF)
        return found

    def kemeny(self, _):
        if len(self.rivals) > KEMENY_MOST:
            raise Undefined("too many orders to try")
        best, places = None, []
        margin = {(u, v): self.margin(u, v) for u in self.rivals for v in self.rivals if u != v}
        for order in permutations(self.rivals):
            support = sum((margin[pair] for pair in combinations(order, 2)), Fraction(0))
            if best is None or support > best:
                best, places = support, []
            if support == best:
                places.append({u: k + 1 for k, u in enumerate(order)})
        n = len(self.rivals)
        return {u: self.on_range((n - Fraction(sum(p[u] for p in places), len(places))) / (n - 1) if n > 1 else HALF)
                for u in self.rivals}

    def dp2(self, _):
        rivals, children = self.rivals, list(self.shares)
        if not rivals or any(c not in row for u, row in self.rows.items() if u in rivals for c in children):
            raise Undefined("a child is missing")
        distance = {}
        for c in children:
            column = [real(self.rows[u][c]) for u in rivals]
            middle = sum(column) / len(column)
            sd = mp.sqrt(sum((x - middle) ** 2 for x in column) / len(column))
            distance[c] = {u: (real(row[c]) - min(column)) / sd if sd > 0 else mp.mpf(0)
                           for u, row in self.rows.items() if len(row) == len(children)}

        def centred(column):
            own = [column[u] for u in rivals]
            return mp.matrix([x - sum(own) / len(own) for x in own])

        def correlation(a, b):
            a, b = centred(a), centred(b)
            size = mp.norm(a) * mp.norm(b)
            return abs((a.T * b)[0]) / size if size > 0 else mp.mpf(0)

        def unexplained(c, before):
            own = centred(distance[c])
            size, basis = mp.norm(own), []
            if size == 0:
                return mp.mpf(0)
            for other in [centred(distance[d]) for d in before] + [own]:
                rest, length = other.copy(), mp.norm(other)
                for b in basis:
                    rest -= b * (b.T * rest)[0]
                if length > 0 and mp.norm(rest) > length * mp.mpf(10) ** -12:
                    basis.append(rest / mp.norm(rest))
                elif other is own:
                    return mp.mpf(0)
                own_rest = rest
            return (mp.norm(own_rest) / size) ** 2

        score = {u: sum(distance[c][u] for c in children) for u in distance[children[0]]}
        order = None
        for _ in range(100):
            close = {c: correlation(score, distance[c]) for c in children}
            ranked = sorted(close.values())
            if any(0 < b - a < mp.mpf(10) ** -9 for a, b in zip(ranked, ranked[1:])):
                raise Undefined("an order that hangs on rounding")
            fresh = sorted(children, key=lambda c: (-int(mp.floor(close[c] * 10**12 + HALF)), children.index(c)))
            if fresh == order or len(children) == 1:
                return score
            order = fresh
            share = {c: unexplained(c, order[:k]) for k, c in enumerate(order)}
            score = {u: sum(distance[c][u] * share[c] for c in children) for u in score}
        raise Undefined("an order that never settles")


def aggregate(name, rules, rows, shares, rivals, schema):
    """The scores {unit: score} of a node; units that the method cannot place are left out."""
    field = Field(rows, shares, rivals, schema)
    if name in PER_UNIT:
        return {u: of_unit(name, rules, list(row.values()), list(field.weights(u).values())) for u, row in rows.items()}
    return getattr(field, name)(rules)


def condition(name, rows, rivals, shares):
    """How much larger than its children an error of a score may be: the steepest scale that a sample sets."""
    if name not in ("mpi", "topsis", "vikor", "dp2"):
        return 0.0
    steepest = 0.0
    for c in shares:
        column = [float(real(row[c])) for u, row in rows.items() if u in rivals and c in row]
        width = max(column, default=0.0) - min(column, default=0.0)
        if width > 0:
            steepest = max(steepest, 1e3 * max(abs(x) for x in column) / width)
    return steepest
