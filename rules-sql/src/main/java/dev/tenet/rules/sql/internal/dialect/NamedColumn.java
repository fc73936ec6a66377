package dev.tenet.rules.sql.internal.dialect;

/**
 * A column that a text names.
 *
 * @param table its table; empty where it stands alone and none is known
 * @param column its own name
 * @param offset where in the text as written it stands
 */
public record NamedColumn(String table, String column, int offset) {}
