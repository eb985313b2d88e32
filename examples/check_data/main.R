# SPDX-License-Identifier: MIT
# Checks the shipped cities as delivered: what looks like a slip or changed much, and the ranks that it touches.
library(ieci)

arguments <- commandArgs(trailingOnly = TRUE)
path <- if (length(arguments) > 0) arguments[1] else "examples/data/cities/index.yaml"
found <- findings(evaluate(ieci_open(path, corrections = FALSE)), against = c(2022, 2024))
found <- found[found$class != "note", ]
lines <- sprintf("%-7s  %-3s  %s, %s: %s", found$class, found$code, found$indicator, found$unit, found$message)
ranks <- ifelse(is.na(found$ranks), "", paste0("\n              without it ", found$ranks))
writeLines(enc2utf8(paste0(lines, ranks)), useBytes = TRUE)
