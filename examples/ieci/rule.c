/* SPDX-License-Identifier: MIT */
#include "rule.h"

#include <string.h>

#include "screen.h"

const char *rule_part(const char *rule, const char *key, size_t *size) {
    const char *found = rule == NULL ? "" : rule;
    size_t length = strlen(key);
    if (*found != '{') {
        found = strcmp(key, "rule") == 0 ? found : "";
        *size = strlen(found);
        return found;
    }
    do {
        found += 1 + strspn(found + 1, " ");
        if (strncmp(found, key, length) == 0 && strncmp(found + length, ": ", 2) == 0) {
            found += length + 2;
            *size = strcspn(found, ",}");
            return found;
        }
        found += strcspn(found, ",}");
    } while (*found == ',');
    *size = 0;
    return "";
}

bool rule_is(const char *rule, const char *name) {
    size_t size;
    const char *part = rule_part(rule, "rule", &size);
    return size == strlen(name) && memcmp(part, name, size) == 0;
}

bool rule_adds_up(const char *rule) {
    return rule_is(rule, "arithmetic") || rule_is(rule, "geometric") || rule_is(rule, "harmonic") ||
           rule_is(rule, "power");
}

bool rule_fills(const char *rule) {
    static const char *const fills[] = {"zero", "worst", "mean", "median", "mode", "last", "nearest", "linear"};
    bool found = false;
    for (size_t i = 0; i < sizeof fills / sizeof *fills; i++) {
        found = found || rule_is(rule, fills[i]);
    }
    return found;
}

void rule_put_filling(const char *rule, double figures, const char *group, text *out) {
    size_t size;
    const char *part = rule_part(rule, "rule", &size);
    text_append(out, part, size);
    if (figures == figures) {
        text_print(out, " of %.0f cit%s", figures, figures == 1 ? "y" : "ies");
    }
    part = rule_part(rule, "of", &size);
    if (size > 0 && group != NULL) {
        text_put(out, " with ");
        text_append(out, part, size);
        text_put(out, " ");
        screen_escape(out, group);
    }
}

void rule_put_mean(const char *rule, text *out) {
    size_t size;
    const char *part = rule_part(rule, "rule", &size);
    text_append(out, part, size);
    text_put(out, " mean");
    part = rule_part(rule, "exponent", &size);
    if (size > 0) {
        text_put(out, " with exponent ");
        text_append(out, part, size);
    }
}
