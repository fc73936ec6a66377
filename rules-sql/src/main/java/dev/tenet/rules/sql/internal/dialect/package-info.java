/** One SQL text for all databases: SQLite's, rewritten for another where that is certain to mean the same. */
package dev.tenet.rules.sql.internal.dialect;
