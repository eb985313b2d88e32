/* SPDX-License-Identifier: MIT */
/* The head of every public object: a magic word that catches handles of the wrong kind, and an atomic count. */
#ifndef IECI_BASE_HANDLE_H
#define IECI_BASE_HANDLE_H

#include <stdatomic.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define IECI__MAGIC_BYTES 0x69420001u
#define IECI__MAGIC_TABLE 0x69420002u
#define IECI__MAGIC_OPTIONS 0x69420003u
#define IECI__MAGIC_DATASET 0x69420004u
#define IECI__MAGIC_SCHEMA 0x69420005u
#define IECI__MAGIC_WEIGHTING 0x69420006u
#define IECI__MAGIC_MODEL 0x69420007u
#define IECI__MAGIC_RESULT 0x69420008u
#define IECI__MAGIC_ERROR 0x69420009u
#define IECI__MAGIC_FACTORS 0x6942000au
#define IECI__MAGIC_ENSEMBLE 0x6942000bu

/** First member of every handle's struct, called `head`. */
typedef struct ieci__handle {
    uint32_t magic;
    atomic_size_t count;
} ieci__handle;

/** Starts the head of a new object with one reference. */
static inline void ieci__handle_start(ieci__handle *head, uint32_t magic) {
    head->magic = magic;
    atomic_init(&head->count, 1);
}

/** Whether `object` is not NULL and starts with this magic word. */
static inline bool ieci__handle_is(const void *object, uint32_t magic) {
    return object != NULL && ((const ieci__handle *)object)->magic == magic;
}

/** Takes one more reference. The count is the only thing about a value that changes, hence the cast. */
static inline void ieci__handle_ref(const ieci__handle *head) {
    atomic_fetch_add_explicit(&((ieci__handle *)(uintptr_t)head)->count, 1, memory_order_relaxed);
}

/** Gives one reference back; true when it was the last: the caller frees the object (after clearing the magic). */
static inline bool ieci__handle_unref(ieci__handle *head) {
    if (atomic_fetch_sub_explicit(&head->count, 1, memory_order_acq_rel) != 1) {
        return false;
    }
    head->magic = 0;
    return true;
}

#endif
