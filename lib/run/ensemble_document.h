/* SPDX-License-Identifier: MIT */
/* An ensemble as a document and back: partial results that travel between machines, and checkpoints. */
#ifndef IECI_RUN_ENSEMBLE_DOCUMENT_H
#define IECI_RUN_ENSEMBLE_DOCUMENT_H

#include "run/ensemble.h"

#define IECI__ENSEMBLE_FORMAT "ieci/ensemble"
#define IECI__ENSEMBLE_VERSION 1

#endif
