package dev.tenet.rules.sql;

/**
 * A column that pages are ordered by.
 *
 * @param label its label in the result
 * @param type what it was declared
 * @param descending whether the greatest comes first
 */
record PageKey(String label, ValueType type, boolean descending) {
    /** As it stands in an ORDER BY. */
    String ordered() {
        return descending ? label + " DESC" : label;
    }
}
