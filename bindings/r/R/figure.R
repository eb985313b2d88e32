# SPDX-License-Identifier: MIT

# Figures of a result as ggplot2 objects. `.data` is the frame of a layer, as ggplot2 names it.
.data <- NULL

ieci_figure <- function(result, kind = c("ranking", "changes"), path = NULL, edition = NULL, language = NULL) {
  if (!requireNamespace("ggplot2", quietly = TRUE)) stop("figures need the package ggplot2")
  editions <- ieci_codes(model_of(result), "edition")
  edition <- if (is.null(edition)) editions[length(editions)] else format_plain(edition)
  kind <- match.arg(kind)
  figure <- switch(kind,
    ranking = figure_ranking(result, edition, language),
    changes = figure_changes(result, edition, language, editions[seq_len(match(edition, editions))])
  )
  if (!is.null(path)) {
    rows <- length(unique(figure$data$unit))
    ggplot2::ggsave(path, figure, width = 9, height = 1 + 0.22 * rows, dpi = 200, limitsize = FALSE, bg = "white")
  }
  figure
}

# A bar per unit, cut into the points of the first-level nodes.
figure_ranking <- function(result, edition, language) {
  places <- ranking(result, edition, language = language)
  places <- places[!is.na(places$rank), ]
  parts <- result_table(result, "contributions", edition = edition)
  parts <- parts[parts$parent == ieci_codes(model_of(result), "node")[1] & parts$unit %in% places$unit, ]
  labels <- sprintf("%s  %s%s", places$name, format_number(places$rank), ifelse(places$tied == "yes", "=", ""))
  parts$place <- match(parts$unit, places$unit)
  parts$child <- factor(parts$child, rev(unique(parts$child)))
  places$place <- seq_len(nrow(places))
  ggplot2::ggplot(parts, ggplot2::aes(x = .data[["points"]], y = .data[["place"]])) +
    ggplot2::geom_col(ggplot2::aes(fill = .data[["child"]]), orientation = "y", width = 0.7) +
    ggplot2::geom_text(
      data = places, ggplot2::aes(x = .data[["score"]], label = format(.data[["printed"]], trim = TRUE)),
      hjust = -0.2, size = 2.5
    ) +
    ggplot2::scale_y_reverse(breaks = places$place, labels = labels, expand = ggplot2::expansion(add = 0.6)) +
    ggplot2::scale_fill_brewer(palette = "Set2", name = NULL, guide = ggplot2::guide_legend(reverse = TRUE)) +
    ggplot2::labs(x = NULL, y = NULL) +
    ggplot2::theme_minimal(base_size = 9) +
    ggplot2::theme(panel.grid = ggplot2::element_blank(), legend.position = "top")
}

# A line per unit through its places.
figure_changes <- function(result, edition, language, editions) {
  places <- do.call(rbind, lapply(editions, function(each) {
    values <- ranks(result, each)
    data.frame(edition = each, unit = names(values), rank = unname(values))
  }))
  places <- places[!is.na(places$rank), ]
  names_now <- ranking(result, edition, language = language)
  now <- places[places$edition == edition, ]
  now$label <- sprintf("%s  %s", format_number(now$rank), names_now$name[match(now$unit, names_now$unit)])
  now$level <- now$rank + ave(now$rank, now$rank, FUN = seq_along) - 1
  places$edition <- factor(places$edition, editions)
  now$edition <- factor(now$edition, editions)
  ggplot2::ggplot(places, ggplot2::aes(x = .data[["edition"]], y = .data[["rank"]], group = .data[["unit"]])) +
    ggplot2::geom_line(colour = "#8a94a6") +
    ggplot2::geom_point(colour = "#3b6fb6", size = 1) +
    ggplot2::geom_text(
      data = now, ggplot2::aes(y = .data[["level"]], label = .data[["label"]]), hjust = -0.1, size = 2.5
    ) +
    ggplot2::scale_y_reverse(breaks = NULL) +
    ggplot2::scale_x_discrete(expand = ggplot2::expansion(mult = c(0.05, 0.35))) +
    ggplot2::labs(x = NULL, y = NULL) +
    ggplot2::theme_minimal(base_size = 9) +
    ggplot2::theme(panel.grid = ggplot2::element_blank())
}

format_number <- function(x) format(x, trim = TRUE, digits = 6, drop0trailing = TRUE)
