// SPDX-License-Identifier: Apache-2.0
// SQL functions of PostgreSQL that SQLite lacks, or has for ASCII only.
#pragma once

struct sqlite3;

namespace debrief::db {

/// lower(text) for every letter that the C.UTF-8 locale knows; greatest(…) and least(…), which ignore nulls.
/// Throws DatabaseError.
void add_sqlite_functions(sqlite3* handle);

}  // namespace debrief::db
