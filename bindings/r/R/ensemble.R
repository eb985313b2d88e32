# Factors from a file, or from YAML text.
ieci_factors <- function(path = "factors.yaml", yaml = NULL) {
  yaml <- if (!is.null(yaml)) paste(enc2utf8(yaml), collapse = "\n")
  new_object(checked(.Call(r_factors, enc2utf8(path.expand(path)), yaml)), "ieci_factors")
}

uncertainty <- function(model, factors, replicates = 10000, first = 0, ...) {
  if (is.character(factors)) factors <- ieci_factors(factors)
  range <- as.double(c(first, first + replicates))
  if (anyNA(range) || first < 0 || replicates < 0) stop("replicates and first are whole numbers from 0", call. = FALSE)
  new_object(checked(.Call(
    r_ensemble_run, pointer_of(model, "ieci_model"), pointer_of(factors, "ieci_factors"), range,
    option_texts(list(...))
  )), "ieci_ensemble")
}

merge_ensembles <- function(parts) {
  pointers <- lapply(parts, function(part) pointer_of(if (is.raw(part)) read_ensemble(part) else part, "ieci_ensemble"))
  new_object(checked(.Call(r_ensemble_merge, pointers)), "ieci_ensemble")
}

ensemble_raw <- function(ensemble) checked(.Call(r_ensemble_raw, pointer_of(ensemble, "ieci_ensemble")))

read_ensemble <- function(raw) new_object(checked(.Call(r_ensemble_read, as.raw(raw))), "ieci_ensemble")

print.ieci_ensemble <- function(x, n = 10L, ...) {
  ranks <- result_table(x, "ranks")
  items <- result_table(x, "provenance")
  cat(sprintf(
    "<ieci ensemble: %s replicates, seed %s>\n", items$value[items$item == "replicates"],
    items$value[items$item == "seed"]
  ))
  print(head(ranks[, c("rank", "name", "median", "low", "high")], n), row.names = FALSE)
  invisible(x)
}
