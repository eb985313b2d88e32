/* SPDX-License-Identifier: MIT */
/* Uncertainty of ranks on many machines: every process runs its range of replicates, the first one merges them.
 * mpirun -n 4 mpi_uncertainty [PROJECT [FACTORS [REPLICATES]]] prints the table "ranks" as CSV; the same bytes for any
 * number of processes. */
#include <ieci/ieci.h>
#include <mpi.h>
#include <stdio.h>
#include <stdlib.h>

/* Ends all processes with the message of the one that failed. */
static void require(ieci_status status, ieci_error *error) {
    if (status != IECI_OK) {
        fprintf(stderr, "%s\n", ieci_error_message(error));
        MPI_Abort(MPI_COMM_WORLD, 1);
    }
}

static ieci_bytes *read_file(const char *path) {
    ieci_bytes *bytes = NULL;
    ieci_error *error = NULL;
    require(ieci_bytes_read(path, NULL, &bytes, &error), error);
    return bytes;
}

/* The range of one process, as bytes. */
static ieci_bytes *run(const char *project, const char *varied, uint64_t first, uint64_t last) {
    ieci_bytes *document = read_file(project), *yaml = read_file(varied), *bytes = NULL;
    ieci_model *model = NULL;
    ieci_factors *factors = NULL;
    ieci_ensemble *part = NULL;
    ieci_error *error = NULL;
    require(ieci_model_open(document, NULL, &model, &error), error);
    require(ieci_factors_parse(yaml, NULL, &factors, &error), error);
    require(ieci_ensemble_run(model, factors, NULL, first, last, &part, &error), error);
    require(ieci_ensemble_format(part, &bytes, &error), error);
    ieci_ensemble_unref(part);
    ieci_factors_free(factors);
    ieci_model_unref(model);
    ieci_bytes_unref(yaml);
    ieci_bytes_unref(document);
    return bytes;
}

/* Prints the ranks of all parts together. */
static void print_merged(const char *data, const int *sizes, int count) {
    ieci_ensemble **parts = calloc((size_t)count, sizeof *parts), *merged = NULL;
    ieci_table *ranks = NULL;
    ieci_bytes *csv = NULL;
    ieci_error *error = NULL;
    size_t size = 0;
    if (parts == NULL) {
        MPI_Abort(MPI_COMM_WORLD, 1);
        return;
    }
    for (int i = 0; i < count; data += sizes[i++]) {
        ieci_bytes *bytes = NULL;
        require(ieci_bytes_new(data, (size_t)sizes[i], "part", &bytes, &error), error);
        require(ieci_ensemble_parse(bytes, &parts[i], &error), error);
        ieci_bytes_unref(bytes);
    }
    require(ieci_ensemble_merge((size_t)count, (const ieci_ensemble *const *)parts, NULL, &merged, &error), error);
    require(ieci_ensemble_table(merged, "ranks", NULL, &ranks, &error), error);
    require(ieci_table_format(ranks, "csv", NULL, &csv, &error), error);
    const char *text = ieci_bytes_data(csv, &size);
    fwrite(text, 1, size, stdout);
    ieci_bytes_unref(csv);
    ieci_table_unref(ranks);
    ieci_ensemble_unref(merged);
    for (int i = 0; i < count; i++) {
        ieci_ensemble_unref(parts[i]);
    }
    free(parts);
}

int main(int argc, char **argv) {
    MPI_Init(&argc, &argv);
    const char *project = argc > 1 ? argv[1] : "examples/data/cities/index.yaml";
    const char *factors = argc > 2 ? argv[2] : "examples/data/cities/factors.yaml";
    uint64_t replicates = argc > 3 ? strtoull(argv[3], NULL, 10) : 10000;
    int rank = 0, processes = 1, size, total = 0;
    size_t length = 0;
    MPI_Comm_rank(MPI_COMM_WORLD, &rank);
    MPI_Comm_size(MPI_COMM_WORLD, &processes);
    uint64_t here = (uint64_t)rank, all = (uint64_t)processes;
    ieci_bytes *bytes = run(project, factors, replicates * here / all, replicates * (here + 1) / all);
    const char *data = ieci_bytes_data(bytes, &length);
    int *sizes = calloc(2 * all, sizeof *sizes), *starts = sizes + all;
    size = (int)length;
    MPI_Gather(&size, 1, MPI_INT, sizes, 1, MPI_INT, 0, MPI_COMM_WORLD);
    for (int i = 0; rank == 0 && i < processes; i++) {
        starts[i] = total;
        total += sizes[i];
    }
    char *gathered = malloc((size_t)total + 1);
    MPI_Gatherv(data, size, MPI_CHAR, gathered, sizes, starts, MPI_CHAR, 0, MPI_COMM_WORLD);
    if (rank == 0) {
        print_merged(gathered, sizes, processes);
    }
    free(gathered);
    free(sizes);
    ieci_bytes_unref(bytes);
    MPI_Finalize();
    return 0;
}
