/* SPDX-License-Identifier: MIT */
/* Files that the program carries with it, see embed.c. */
#ifndef IECI_PROGRAM_REPORT_ASSETS_H
#define IECI_PROGRAM_REPORT_ASSETS_H

extern const char asset_style[], asset_script[], asset_words[], asset_world[];

#endif
