# An object is a list with the external pointer, so that it can have a class of its own.
new_object <- function(pointer, class) structure(list(pointer = pointer), class = class)

pointer_of <- function(object, class) {
  if (is.null(object)) return(NULL)
  if (!inherits(object, class)) stop("an object of class ", class, " is needed", call. = FALSE)
  object$pointer
}

# Columns as the library takes them: texts or numbers. NA is missing; NaN is a mistake that is told.
plain_column <- function(values, name) {
  if (is.factor(values) || inherits(values, c("Date", "POSIXt"))) values <- as.character(values)
  if (is.logical(values)) values <- ifelse(values, "yes", "no")
  if (is.character(values)) return(enc2utf8(values))
  if (!is.numeric(values)) stop("column \"", name, "\" holds neither texts nor numbers", call. = FALSE)
  values <- as.double(values)
  if (any(is.nan(values))) {
    stop("column \"", name, "\", row ", which(is.nan(values))[1], ": NaN; write NA for a missing number", call. = FALSE)
  }
  values
}

plain_frame <- function(frame) {
  if (is.null(frame)) return(NULL)
  if (!is.data.frame(frame)) stop("a data frame is needed", call. = FALSE)
  Map(plain_column, as.list(frame), enc2utf8(names(frame)))
}

ieci_version <- function() {
  number <- .Call(r_version)
  numeric_version(sprintf("%d.%d.%d", number %/% 1e6, number %/% 1e3 %% 1e3, number %% 1e3))
}

ieci_open <- function(path, weights = NULL, corrections = TRUE, ...) {
  options <- option_texts(list(weights = weights, corrections = corrections, ...))
  new_object(checked(.Call(r_open, enc2utf8(path.expand(path)), options)), "ieci_model")
}

ieci_project <- function(path, table = "editions") {
  checked(.Call(r_project, enc2utf8(path.expand(path)), table))
}

ieci_catalogue <- function(name = "catalogues") {
  checked(.Call(r_table, NULL, name, NULL))
}

ieci_dataset <- function(cells, units = NULL, editions = NULL, aliases = NULL, sources = NULL, missing = NULL) {
  if (is.data.frame(cells)) cells <- list(cells)
  frames <- c(list(units, editions, aliases, sources), cells)
  pointer <- checked(.Call(r_dataset, lapply(frames, plain_frame), option_texts(list(missing = missing))))
  new_object(pointer, "ieci_dataset")
}

ieci_schema <- function(path = "schema.yaml", yaml = NULL) {
  yaml <- if (!is.null(yaml)) paste(enc2utf8(yaml), collapse = "\n")
  new_object(checked(.Call(r_schema, enc2utf8(path.expand(path)), yaml)), "ieci_schema")
}

# The weights that may vary, as YAML: within +-x % of the model's, or any, of some nodes or of all.
weight_factors <- function(within, nodes) {
  named <- if (is.null(nodes)) "all" else paste0("[", paste(nodes, collapse = ", "), "]")
  drawn <- if (is.null(within)) "simplex" else paste("around, within:", format_plain(within))
  sprintf("format: ieci/factors/1\nfactors:\n  weights: {nodes: %s, distribution: %s}\n", named, drawn)
}

robustness <- function(model, question = "rank-range", factors = NULL, within = NULL, nodes = NULL, ...) {
  pointer <- pointer_of(model, "ieci_model")
  yaml <- if (is.null(factors) && !(is.null(within) && is.null(nodes))) enc2utf8(weight_factors(within, nodes))
  path <- if (!is.null(factors)) enc2utf8(path.expand(factors)) else if (!is.null(yaml)) "factors.yaml"
  checked(.Call(r_robustness, pointer, path, yaml, question, option_texts(list(...))))
}

ieci_weighting <- function(points) {
  new_object(checked(.Call(r_weighting, enc2utf8(names(points)), as.double(points))), "ieci_weighting")
}

ieci_model <- function(dataset, schema, weighting = NULL) {
  pointer <- checked(.Call(
    r_model, pointer_of(dataset, "ieci_dataset"), pointer_of(schema, "ieci_schema"),
    pointer_of(weighting, "ieci_weighting")
  ))
  new_object(pointer, "ieci_model")
}

ieci_with <- function(object, ...) UseMethod("ieci_with")

ieci_with.ieci_schema <- function(object, key, value, ...) {
  value <- if (!is.null(value)) enc2utf8(format_plain(value))
  new_object(checked(.Call(r_schema_with, object$pointer, enc2utf8(key), value)), "ieci_schema")
}

ieci_with.ieci_dataset <- function(object, changes, ...) {
  new_object(checked(.Call(r_dataset_with, object$pointer, plain_frame(changes))), "ieci_dataset")
}

ieci_with.ieci_model <- function(object, dataset = NULL, schema = NULL, weighting = NULL, ...) {
  parts <- .Call(r_model_parts, object$pointer)
  replaced <- function(part, class, new) {
    if (is.null(new) && !is.null(parts[[part]])) new_object(parts[[part]], class) else new
  }
  ieci_model(
    replaced("dataset", "ieci_dataset", dataset), replaced("schema", "ieci_schema", schema),
    replaced("weighting", "ieci_weighting", weighting)
  )
}

ieci_codes <- function(model, axis = c("unit", "edition", "node")) {
  .Call(r_codes, pointer_of(model, "ieci_model"), axes[[match.arg(axis)]])
}

format.ieci_model <- function(x, ...) {
  sprintf(
    "<ieci model: %d units, %d editions, %d nodes and indicators>", length(ieci_codes(x, "unit")),
    length(ieci_codes(x, "edition")), length(ieci_codes(x, "node"))
  )
}

print.ieci_model <- function(x, ...) {
  cat(format(x), "\n", sep = "")
  invisible(x)
}

print.ieci_dataset <- print.ieci_schema <- print.ieci_weighting <- function(x, ...) {
  cat("<", sub("_", " ", class(x)[1]), ">\n", sep = "")
  invisible(x)
}
