evaluate <- function(model) {
  new_object(checked(.Call(r_evaluate, pointer_of(model, "ieci_model"))), "ieci_result")
}

# A table of a result; of the dataset or schema as well.
result_table <- function(object, name, ...) {
  if (!inherits(object, c("ieci_result", "ieci_dataset", "ieci_schema"))) stop("there are no tables of this object")
  checked(.Call(r_table, object$pointer, name, option_texts(list(...))))
}

ranking <- function(result, edition = NULL, ...) {
  result_table(result, "ranking", edition = edition, ...)
}

findings <- function(result, accepted = NULL, edition = NULL, against = NULL, ...) {
  pointer <- pointer_of(result, "ieci_result")
  options <- option_texts(list(edition = edition, against = against, ...))
  checked(.Call(r_findings, pointer, plain_frame(accepted), options))
}

model_of <- function(result) {
  new_object(.Call(r_result_model, pointer_of(result, "ieci_result")), "ieci_model")
}

# Scores or ranks of all units, named by their codes.
unit_numbers <- function(result, edition, node, ranks) {
  model <- model_of(result)
  place <- function(axis, code) checked(.Call(r_find, model$pointer, axes[[axis]], enc2utf8(format_plain(code))))
  at_edition <- if (is.null(edition)) length(ieci_codes(model, "edition")) - 1 else place("edition", edition)
  at_node <- if (is.null(node)) 0 else place("node", node)
  values <- checked(.Call(r_numbers, result$pointer, at_edition, at_node, ranks))
  structure(values, names = ieci_codes(model, "unit"))
}

scores <- function(result, edition = NULL, node = NULL) unit_numbers(result, edition, node, FALSE)

ranks <- function(result, edition = NULL, node = NULL) unit_numbers(result, edition, node, TRUE)

as.data.frame.ieci_result <- function(x, row.names = NULL, optional = FALSE, table = "scores", ...) {
  frame <- result_table(x, table, ...)
  if (!is.null(row.names)) row.names(frame) <- row.names
  frame
}

format.ieci_result <- function(x, ...) sub("<ieci model", "<ieci result", format(model_of(x)))

print.ieci_result <- function(x, n = 10L, ...) {
  cat(format(x), "\n", sep = "")
  frame <- ranking(x)
  shown <- head(frame[!is.na(frame$rank), c("rank", "name", "printed")], n)
  print(shown, row.names = FALSE)
  if (nrow(frame) > nrow(shown)) cat("... and", nrow(frame) - nrow(shown), "more units\n")
  invisible(x)
}
