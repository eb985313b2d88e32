/* SPDX-License-Identifier: MIT */
/* Sobol' points against scipy 1.10.1 (scipy.stats.qmc.Sobol, unscrambled; its order is that of the Gray code), and what
 * scrambling must keep: every net stays a net. */
#include "stats/sequence.h"

#include <check.h>
#include <stdbool.h>

#include "support/distance.h"

Suite *suite(void);

#define COUNT(table) ((int)(sizeof(table) / sizeof *(table)))

static const struct {
    uint32_t index;
    size_t dimension;
    uint32_t point;
} known[] = {
    {1, 0, 0x80000000},     {1, 1, 0x80000000},      {1, 2, 0x80000000},      {1, 7, 0x80000000},
    {1, 39, 0x80000000},    {1, 150, 0x80000000},    {1, 300, 0x80000000},    {1, 511, 0x80000000},
    {7, 0, 0xe0000000},     {7, 1, 0xe0000000},      {7, 2, 0x20000000},      {7, 7, 0x60000000},
    {7, 39, 0x60000000},    {7, 150, 0xa0000000},    {7, 300, 0x20000000},    {7, 511, 0xe0000000},
    {86, 0, 0x6a000000},    {86, 1, 0x42000000},     {86, 2, 0xc6000000},     {86, 7, 0x7a000000},
    {86, 39, 0x22000000},   {86, 150, 0x9e000000},   {86, 300, 0xca000000},   {86, 511, 0x86000000},
    {653, 0, 0xb1400000},   {653, 1, 0xefc00000},    {653, 2, 0x29c00000},    {653, 7, 0xc3400000},
    {653, 39, 0x5bc00000},  {653, 150, 0x7a400000},  {653, 300, 0x9dc00000},  {653, 511, 0xcc400000},
    {2048, 0, 0x00100000},  {2048, 1, 0xf0f00000},   {2048, 2, 0x55900000},   {2048, 7, 0x64100000},
    {2048, 39, 0x3a300000}, {2048, 150, 0x55900000}, {2048, 300, 0xd0300000}, {2048, 511, 0xea300000},
    {8192, 0, 0x00040000},  {8192, 1, 0xcccc0000},   {8192, 2, 0xc09c0000},   {8192, 7, 0x7d140000},
    {8192, 39, 0x448c0000}, {8192, 150, 0x88040000}, {8192, 300, 0x05f40000}, {8192, 511, 0x8f840000},
};

START_TEST(knows_points) {
    uint32_t directions[32];
    ieci__sequence_directions(known[_i].dimension, directions);
    const uint32_t point = ieci__sequence_point(directions, known[_i].index);
    ck_assert_msg(point == known[_i].point, "%08x", point);
    ck_assert(ieci__sequence_point(directions, 0) == 0);
}
END_TEST

/* The first 2^m points of each dimension, scrambled or not, have one in each interval of length 2^-m. */
START_TEST(fills_every_interval) {
    enum {
        SIZE = 1024
    };
    uint32_t directions[32];
    for (size_t d = 0; d < IECI__SOBOL_DIMENSIONS; d += 73) {
        bool seen[SIZE] = {false};
        ieci__sequence_directions(d, directions);
        for (uint32_t i = 0; i < SIZE; i++) {
            const uint32_t point = ieci__sequence_point(directions, i);
            const double u = _i == 0 ? point * 0x1p-32 : ieci__sequence_scramble((uint64_t)_i, d, point);
            const size_t at = (size_t)(u * SIZE);
            ck_assert(u >= 0.0 && u < 1.0 && (_i == 0 || u > 0.0) && !seen[at]);
            seen[at] = true;
        }
    }
}
END_TEST

/* Every box of 2^-k x 2^-(8 - k) holds one of 256 points of the first two dimensions. */
START_TEST(stays_a_net_in_the_plane) {
    uint32_t directions[2][32];
    ieci__sequence_directions(0, directions[0]);
    ieci__sequence_directions(1, directions[1]);
    for (int k = 0; k <= 8; k++) {
        bool seen[256] = {false};
        for (uint32_t i = 0; i < 256; i++) {
            const double x = ieci__sequence_scramble(7, 0, ieci__sequence_point(directions[0], i));
            const double y = ieci__sequence_scramble(7, 1, ieci__sequence_point(directions[1], i));
            const size_t box = (size_t)(x * (1 << k)) * (1u << (8 - k)) + (size_t)(y * (1 << (8 - k)));
            ck_assert_msg(!seen[box], "k %d, box %zu", k, box);
            seen[box] = true;
        }
    }
}
END_TEST

static double identity(double x) {
    return x;
}

/* Over seeds each scrambled point is uniform, and points that part at digit k are independent below it. */
START_TEST(makes_each_point_uniform) {
    enum {
        SIZE = 5000
    };
    static const uint32_t points[] = {0, 0x80000000, 0x12345678, 0xffffffff};
    static double sample[SIZE];
    int same = 0, above = 0;
    for (uint64_t seed = 0; seed < SIZE; seed++) {
        sample[seed] = ieci__sequence_scramble(seed, 3, points[_i]);
        /* A neighbour that differs in digit 10 only. */
        const uint32_t one = (uint32_t)(sample[seed] * 0x1p32);
        const uint32_t two = (uint32_t)(ieci__sequence_scramble(seed, 3, points[_i] ^ UINT32_C(1) << 22) * 0x1p32);
        above += one >> 23 == two >> 23 && (one >> 22) != (two >> 22);
        same += (one >> 21 & 1) == (two >> 21 & 1);
    }
    ck_assert_int_eq(above, SIZE);
    ck_assert(fabs(same - SIZE / 2.0) < 4.0 * sqrt(SIZE) / 2.0);
    const double distance = distance_of(SIZE, sample, identity);
    ck_assert_msg(distance < DISTANCE_BOUND, "%g", distance);
}
END_TEST

/* Dimensions are scrambled independently. */
START_TEST(scrambles_dimensions_apart) {
    double product = 0.0;
    for (uint64_t seed = 0; seed < 5000; seed++) {
        product += (ieci__sequence_scramble(seed, 0, 5) - 0.5) * (ieci__sequence_scramble(seed, 1, 5) - 0.5);
    }
    ck_assert(fabs(product) * 12.0 / sqrt(5000.0) < 4.0);
}
END_TEST

Suite *suite(void) {
    Suite *all = suite_create("sequence");
    TCase *points = tcase_create("points");
    tcase_add_loop_test(points, knows_points, 0, COUNT(known));
    tcase_add_loop_test(points, fills_every_interval, 0, 4);
    tcase_add_test(points, stays_a_net_in_the_plane);
    tcase_add_loop_test(points, makes_each_point_uniform, 0, 4);
    tcase_add_test(points, scrambles_dimensions_apart);
    tcase_set_timeout(points, 60); /* slow under valgrind */
    suite_add_tcase(all, points);
    return all;
}
