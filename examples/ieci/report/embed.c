/* SPDX-License-Identifier: MIT */
/* embed OUT.c NAME=FILE...: files as constant texts of a C program. Runs while the program is built. */
#include <stdio.h>
#include <string.h>

static int embed(FILE *out, const char *word) {
    const char *mark = strchr(word, '=');
    FILE *in = mark == NULL ? NULL : fopen(mark + 1, "rb");
    int byte, column = 0;
    if (in == NULL) {
        fprintf(stderr, "embed: cannot read %s\n", word);
        return 1;
    }
    fprintf(out, "const char asset_%.*s[] = {", (int)(mark - word), word);
    while ((byte = getc(in)) != EOF) {
        if (byte != '\r') {
            fprintf(out, "%s'\\%03o',", column++ % 16 == 0 ? "\n" : "", (unsigned)byte);
        }
    }
    fprintf(out, "\n0};\n");
    return fclose(in) != 0;
}

int main(int count, char **words) {
    FILE *out = count < 2 ? NULL : fopen(words[1], "wb");
    int failed = out == NULL;
    if (out != NULL) {
        fprintf(out, "#include \"assets.h\"\n");
        for (int i = 2; i < count; i++) {
            failed |= embed(out, words[i]);
        }
        failed |= fclose(out) != 0;
    }
    return failed;
}
