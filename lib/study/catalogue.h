/* SPDX-License-Identifier: MIT */
/* ieci_catalogue(): the tables that the library works by, as tables. */
#ifndef IECI_STUDY_CATALOGUE_H
#define IECI_STUDY_CATALOGUE_H

#include <ieci/base.h>

#endif
