/* SPDX-License-Identifier: MIT */
#include "data/schema.h"

#include <string.h>

#include "base/memory.h"
#include "base/numerics.h"
#include "base/options.h"
#include "base/table.h"
#include "data/keys.h"
#include "data/schema_notes.h"
#include "data/schema_read.h"
#include "format/yaml.h"
#include "format/yaml_write.h"

static void free_schema(ieci_schema *schema) {
    ieci__names_clear(&schema->node_codes);
    ieci__memory_free(schema->nodes);
    ieci__memory_free(schema->child_block);
    ieci__memory_free(schema->indicators);
    ieci__memory_free(schema->covariates);
    ieci__memory_free(schema->covariate_trees);
    ieci__memory_free(schema->denominators);
    ieci__memory_free(schema->eligible);
    ieci_table_unref(schema->notes);
    ieci__document_free(schema->document);
    ieci__memory_free(schema);
}

/* Reads a schema as far as it can be read out of a document, which it takes over (NULL: a problem was added already).
 * NULL: there is not even a tree, or out of memory. */
static ieci_schema *draft_schema(ieci_error **problems, ieci__document *document) {
    if (document == NULL) {
        return NULL;
    }
    ieci_schema *schema = ieci__memory_allocate(1, sizeof *schema);
    if (schema == NULL) {
        ieci__document_free(document);
        ieci__error_nomem(problems);
        return NULL;
    }
    ieci__handle_start(&schema->head, IECI__MAGIC_SCHEMA);
    schema->document = document;
    ieci__schema_read(problems, schema);
    if (*problems == NULL) {
        schema->notes = ieci__schema_notes_make(problems, schema);
    }
    if (schema->num_nodes == 0 || ieci_error_status(*problems) == IECI_ERROR_NOMEM) {
        free_schema(schema);
        return NULL;
    }
    return schema;
}

ieci_schema *ieci__schema_draft(const ieci_bytes *yaml, ieci_error **problems) {
    return draft_schema(problems, ieci__yaml_parse(yaml, problems));
}

/* The same, but NULL if there is any problem. */
static ieci_schema *make_schema(ieci_error **problems, ieci__document *document) {
    ieci_schema *schema = draft_schema(problems, document);
    if (*problems != NULL && schema != NULL) {
        free_schema(schema);
        return NULL;
    }
    return schema;
}

ieci_status ieci_schema_parse(const ieci_bytes *yaml, const ieci_options *options, ieci_schema **schema,
                              ieci_error **error) {
    ieci_error *problems = NULL;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    bool valid = ieci__error_check_handle(&problems, yaml, IECI__MAGIC_BYTES, "yaml");
    valid = ieci__options_check(&problems, options) && valid;
    valid = ieci__error_check_pointer(&problems, schema, "schema") && valid;
    ieci_schema *made = valid ? make_schema(&problems, ieci__yaml_parse(yaml, &problems)) : NULL;
    if (made != NULL) {
        *schema = made;
    }
    ieci__numerics_leave(&caller);
    return ieci__error_give(problems, error);
}

/* The document of a schema with one key changed; NULL: problems were added. */
static ieci__document *change_document(ieci_error **problems, const ieci_schema *schema, const char *key_path,
                                       const char *yaml_value) {
    ieci__text source = {0};
    ieci__document *value = NULL;
    ieci__document *changed = ieci__document_copy(schema->document);
    if (changed == NULL) {
        ieci__error_nomem(problems);
    } else if (yaml_value != NULL) {
        ieci__text_append_text(&source, "<set ");
        ieci__text_append_text(&source, key_path);
        ieci__text_append_text(&source, ">");
        if (source.failed) {
            ieci__error_nomem(problems);
        } else {
            value = ieci__yaml_parse_text(yaml_value, source.data, problems);
        }
    }
    if (*problems == NULL) {
        ieci__document_set(changed, key_path, value == NULL ? NULL : ieci__document_root(value), problems);
    }
    if (*problems != NULL) {
        ieci__document_free(changed);
        changed = NULL;
    }
    ieci__document_free(value);
    ieci__text_clear(&source);
    return changed;
}

ieci_status ieci_schema_with(const ieci_schema *schema, const char *key_path, const char *yaml_value,
                             ieci_schema **changed, ieci_error **error) {
    ieci_error *problems = NULL;
    fenv_t caller;
    ieci__numerics_enter(&caller);
    bool valid = ieci__error_check_handle(&problems, schema, IECI__MAGIC_SCHEMA, "schema");
    valid = ieci__error_check_pointer(&problems, key_path, "key_path") && valid;
    valid = ieci__error_check_pointer(&problems, changed, "changed") && valid;
    if (valid && key_path[0] == '\0') {
        ieci__error_argument(&problems, "key_path", "is empty, expected a key path such as nodes.index.aggregate");
    } else if (valid && ieci__text_check_utf8(key_path, strlen(key_path)) < strlen(key_path)) {
        ieci__error_add(&problems, IECI_ERROR_ENCODING, &(ieci__place){.key = "key_path"}, "is not valid UTF-8");
    } else if (valid) {
        ieci_schema *made = make_schema(&problems, change_document(&problems, schema, key_path, yaml_value));
        if (made != NULL) {
            *changed = made;
        }
    }
    ieci__numerics_leave(&caller);
    return ieci__error_give(problems, error);
}

ieci_schema *ieci__schema_with_values(const ieci_schema *schema, size_t count, const char *const *paths,
                                      const ieci__tree *const *values, ieci_error **problems) {
    ieci__document *changed = ieci__document_copy(schema->document);
    if (changed == NULL) {
        ieci__error_nomem(problems);
        return NULL;
    }
    for (size_t i = 0; i < count && *problems == NULL; i++) {
        ieci__document_set(changed, paths[i], values[i], problems);
    }
    if (*problems != NULL) {
        ieci__document_free(changed);
        return NULL;
    }
    return make_schema(problems, changed);
}

void ieci_schema_unref(ieci_schema *schema) {
    if (ieci__handle_is(schema, IECI__MAGIC_SCHEMA) && ieci__handle_unref(&schema->head)) {
        free_schema(schema);
    }
}

ieci_schema *ieci__schema_ref(const ieci_schema *schema) {
    ieci__handle_ref(&schema->head);
    return (ieci_schema *)(uintptr_t)schema;
}

const char *ieci__schema_name(const ieci_schema *schema, size_t node, const char *language) {
    const ieci__schema_node *of = &schema->nodes[node];
    return ieci__keys_name(ieci__tree_find(of->tree, "name"), language, of->code);
}

void ieci__schema_write(const ieci_schema *schema, ieci__text *out) {
    const char *written = NULL;
    for (size_t i = 0; i < schema->root->num_children; i++) {
        const ieci__tree *next = NULL;
        for (const ieci__tree *each = schema->root->first; each != NULL; each = each->next) {
            const bool left = written == NULL || strcmp(each->key, written) > 0;
            next = left && (next == NULL || strcmp(each->key, next->key) < 0) ? each : next;
        }
        written = next->key;
        /* A map of this key alone; the order of keys means something in the tree only. */
        ieci__tree map = {.kind = IECI__TREE_MAP, .num_children = 1};
        ieci__tree child = *next;
        child.parent = &map;
        child.next = NULL;
        map.first = map.last = &child;
        ieci__yaml_write(&map, strcmp(next->key, "tree") != 0, out);
    }
}
