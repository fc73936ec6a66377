package dev.tenet.rules.sql.internal.dialect;

/**
 * A column that a text orders by, and that may be NULL.
 *
 * @param table its table, as the database has it
 * @param column its own name, as the database has it
 * @param offset where in the text as written it stands
 */
public record SortKey(String table, String column, int offset) {}
