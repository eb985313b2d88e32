/* SPDX-License-Identifier: MIT */
#include "stats/gamma.h"

#include <math.h>

#include "stats/elementary.h"
#include "stats/normal.h"

/* Stirling's series needs a large argument; smaller ones go up by gamma(a + 1) = a gamma(a). */
static const double LARGE = 12.0;

double ieci__gamma_log(double a) {
    /* B_2k / (2k (2k - 1)) of Stirling's series. */
    static const double terms[] = {1.0 / 12.0,   -1.0 / 360.0,      1.0 / 1260.0, -1.0 / 1680.0,
                                   1.0 / 1188.0, -691.0 / 360360.0, 1.0 / 156.0};
    double product = 1.0, x = a;
    while (x < LARGE) {
        product *= x;
        x += 1.0;
    }
    const double inverse = 1.0 / x, square = inverse * inverse;
    double series = 0.0;
    for (int i = 6; i >= 0; i--) {
        series = series * square + terms[i];
    }
    const double half_log_two_pi = 0x1.d67f1c864beb5p-1;
    return (((x - 0.5) * ieci__log(x) - x) + half_log_two_pi + series * inverse) - ieci__log(product);
}

/* x^a e^-x / gamma(a + 1), from the logarithm of x. */
static double leading(double a, double log_x, double x) {
    return ieci__exp(a * log_x - x - ieci__gamma_log(a + 1.0));
}

/* The series of the lower tail, over the leading term: sum x^k / ((a + 1) ... (a + k)). */
static double lower_series(double a, double x) {
    double term = 1.0, sum = 1.0;
    for (double k = 1.0; term > sum * 0x1p-54; k += 1.0) {
        term *= x / (a + k);
        sum += term;
    }
    return sum;
}

/* The continued fraction of the upper tail (Lentz), over x^a e^-x / gamma(a); for x > a + 1. */
static double upper_fraction(double a, double x) {
    double b = x + 1.0 - a, c = 1e300, d = 1.0 / b, h = d;
    for (double k = 1.0; k < 100000.0; k += 1.0) {
        const double numerator = -k * (k - a);
        b += 2.0;
        d = 1.0 / (numerator * d + b);
        c = b + numerator / c;
        const double factor = d * c;
        h *= factor;
        if (fabs(factor - 1.0) < 0x1p-52) {
            break;
        }
    }
    return h;
}

static double tails(double a, double log_x, double x, double *above) {
    const double first = leading(a, log_x, x);
    double below;
    if (x < a + 1.0) {
        below = first * lower_series(a, x);
        *above = 1.0 - below;
    } else {
        *above = first * a * upper_fraction(a, x);
        below = 1.0 - *above;
    }
    return below;
}

double ieci__gamma_below(double a, double x, double *above) {
    double upper = 1.0;
    const double below = x > 0.0 ? tails(a, ieci__log(x), x, &upper) : 0.0;
    if (above != NULL) {
        *above = upper;
    }
    return below;
}

/* Wilson and Hilferty's cube of a normal variate; where that fails, the first term of the lower tail. */
static double first_guess(double a, double u) {
    const double root = 1.0 - 1.0 / (9.0 * a) + ieci__normal_quantile(u) / (3.0 * sqrt(a));
    if (a > 0.5 && root > 0.2) {
        return ieci__log(a) + 3.0 * ieci__log(root);
    }
    const double low = (ieci__log(u) + ieci__gamma_log(a + 1.0)) / a;
    return low < 5.0 ? low : 5.0;
}

double ieci__gamma_quantile_log(double a, double u) {
    double y = first_guess(a, u);
    for (int i = 0; i < 60; i++) {
        const double x = ieci__exp(y);
        double above;
        const double below = tails(a, y, x, &above);
        const double density = a * leading(a, y, x); /* of the logarithm */
        const double step =
            u < 0.5 ? below / density * ieci__log(u / below) : above / density * ieci__log(above / (1.0 - u));
        /* From the far left a step could end where the upper tail underflows. */
        const double most = (y > 0.0 ? y : 0.0) + 1.0;
        y = y + step < most ? y + step : most;
        if (fabs(step) <= 1e-14 * (1.0 + fabs(y))) {
            break;
        }
    }
    return y;
}
