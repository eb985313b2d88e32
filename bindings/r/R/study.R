compare <- function(result, question = "moves", edition = NULL, against = NULL, before = NULL, ...) {
  earlier <- if (is.null(before)) result else before
  place <- function(object, code) checked(.Call(r_find, model_of(object)$pointer, axes[["edition"]], enc2utf8(format_plain(code))))
  last <- function(object) length(ieci_codes(model_of(object), "edition")) - 1
  at_last <- if (is.null(edition)) last(result) else place(result, edition)
  at_first <- if (!is.null(against)) {
    place(earlier, against)
  } else if (is.null(before)) {
    max(at_last - 1, 0)
  } else {
    last(earlier)
  }
  checked(.Call(
    r_compare, pointer_of(earlier, "ieci_result"), at_first, pointer_of(result, "ieci_result"), at_last,
    enc2utf8(question), option_texts(list(...))
  ))
}

compare_ranks <- function(published, edition_before, edition_after, ...) {
  editions <- enc2utf8(c(format_plain(edition_before), format_plain(edition_after)))
  checked(.Call(r_compare_ranks, plain_frame(published), editions[1], editions[2], option_texts(list(...))))
}
