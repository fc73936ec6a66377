package dev.tenet.rules.sql.internal.text;

/**
 * Something about a statement that speaks against it.
 *
 * @param code the code of the problem, such as {@code writing-statement}
 * @param offset where in the text it begins
 * @param message what was found
 * @param hint what to do
 */
public record Finding(String code, int offset, String message, String hint) {}
