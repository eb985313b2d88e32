/* SPDX-License-Identifier: MIT */
/* Every public function as a row of a table: how to call it, and arguments on the sample project with which it works.
 * Tests of NULL pointers, wrong handles and failing allocations run over the rows. Public header only. */
#ifndef IECI_SUPPORT_FUNCTIONS_H
#define IECI_SUPPORT_FUNCTIONS_H

#include "support/sample.h"

#define FUNCTIONS_ARGUMENTS 9
#define FUNCTIONS_REALS 64

typedef enum function_kind {
    FUNCTION_END,
    FUNCTION_TEXT,       /* a text, `text` */
    FUNCTION_NUMBER,     /* size, stride or enumerator, `number` */
    FUNCTION_CALLBACK,   /* a progress callback; may be NULL */
    FUNCTION_USER_DATA,  /* anything; may be NULL */
    FUNCTION_HANDLE,     /* an object of the sample, `of` and `text` */
    FUNCTION_FRESH,      /* a new table of two rows or new options: the call changes them */
    FUNCTION_HANDLES,    /* the tables of cells, or two ensembles: `of` */
    FUNCTION_TEXTS,      /* codes of units or nodes, `number` of them */
    FUNCTION_REALS_IN,   /* numbers, `number` of them */
    FUNCTION_OUT_HANDLE, /* receives a handle, `of` */
    FUNCTION_OUT_SIZE,   /* receives a size */
    FUNCTION_OUT_REALS,  /* receives `number` numbers */
    FUNCTION_ERROR       /* receives the problems; may be NULL */
} function_kind;

typedef struct function_argument {
    function_kind kind;
    bool optional; /* may be NULL */
    sample_kind of;
    const char *text;
    long number;
} function_argument;

typedef union function_value {
    const void *pointer;
    void *room;
    size_t size;
    ptrdiff_t stride;
    ieci_progress progress;
} function_value;

/** What a function gave back: a status, or the text and number that an accessor gives. */
typedef struct function_answer {
    ieci_status status;
    const void *pointer;
    size_t number;
} function_answer;

typedef struct function_row {
    const char *name;
    function_answer (*call)(const function_value *a);
    ieci_status expected; /* with the arguments as they stand here */
    function_argument arguments[FUNCTIONS_ARGUMENTS];
} function_row;

/** One call in preparation: values that can be changed before it is made. */
typedef struct function_call {
    const function_row *row;
    size_t count;
    function_value value[FUNCTIONS_ARGUMENTS];
    void *out; /* what a handle was put into; &untouched before */
    sample_kind out_kind;
    size_t out_size;
    double reals[FUNCTIONS_REALS];
    void *fresh;
    sample_kind fresh_kind;
    ieci_error *error;
} function_call;

/** All rows: each public function has at least one, but those that end a handle. */
extern const function_row functions[];
extern const size_t num_functions;

/** Fills in the arguments of a row; outputs hold marks. */
void function_prepare(function_call *call, const function_row *row);
/** Makes the call. */
function_answer function_make(function_call *call);
/** Whether no output has changed since function_prepare(); the error does not count. */
bool function_is_untouched(const function_call *call);
/** What the outputs and changed objects say, as a text to be freed. */
char *function_print(const function_call *call);
/** Frees outputs, error and fresh objects. */
void function_finish(function_call *call);

#endif
