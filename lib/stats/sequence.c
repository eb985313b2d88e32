/* SPDX-License-Identifier: MIT */
#include "stats/sequence.h"

#include "base/philox.h"

static unsigned degree_of(uint16_t polynomial) {
    unsigned degree = 0;
    while (polynomial >> (degree + 1) != 0) {
        degree++;
    }
    return degree;
}

void ieci__sequence_directions(size_t dimension, uint32_t directions[32]) {
    size_t first = 0;
    for (size_t d = 0; d < dimension; d++) {
        first += degree_of(ieci__sobol_polynomials[d]);
    }
    const uint16_t polynomial = ieci__sobol_polynomials[dimension];
    const unsigned degree = degree_of(polynomial);
    for (unsigned k = 0; k < 32; k++) {
        if (degree == 0) {
            directions[k] = UINT32_C(1) << (31 - k); /* the sequence of van der Corput */
        } else if (k < degree) {
            directions[k] = (uint32_t)ieci__sobol_numbers[first + k] << (31 - k);
        } else {
            directions[k] = directions[k - degree] ^ directions[k - degree] >> degree;
            for (unsigned j = 1; j < degree; j++) {
                directions[k] ^= (polynomial >> (degree - j) & 1) != 0 ? directions[k - j] : 0;
            }
        }
    }
}

/* A block of 128 bits has the 127 flips of a tree of seven digits: node 1 is the root, nodes 2 n and 2 n + 1 are below
 * node n. The digits above the tree are the first word of the counter. */
static uint32_t scramble_group(uint64_t seed, size_t dimension, uint32_t point, unsigned done, unsigned digits) {
    uint32_t words[4], flips = 0, node = 1;
    const uint32_t above = done == 0 ? 0 : point >> (32 - done);
    ieci__philox_block(seed, (uint64_t)done << 32 | above, (uint32_t)dimension, IECI__SEQUENCE_STREAM, words);
    for (unsigned i = 0; i < digits; i++) {
        const uint32_t flip = words[node / 32] >> node % 32 & 1;
        flips = flips << 1 | flip;
        node = 2 * node + (point >> (31 - done - i) & 1);
    }
    return flips << (32 - done - digits);
}

double ieci__sequence_scramble(uint64_t seed, size_t dimension, uint32_t point) {
    uint32_t scrambled = point, words[4];
    for (unsigned done = 0; done < 32; done += 7) {
        scrambled ^= scramble_group(seed, dimension, point, done, done < 28 ? 7 : 4);
    }
    ieci__philox_block(seed, UINT64_C(32) << 32 | point, (uint32_t)dimension, IECI__SEQUENCE_STREAM, words);
    return ieci__philox_unit(scrambled, words[0]);
}
