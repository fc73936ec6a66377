package dev.tenet.rules.sql.internal.dialect;

/**
 * A part of a statement that has a value.
 *
 * @param first the index of its first significant token
 * @param last the index of its last
 */
record Operand(int first, int last, ValueKind kind) {
    Operand as(ValueKind other) {
        return new Operand(first, last, other);
    }

    /** All from here up to another, both included. */
    Operand upTo(Operand other, ValueKind whole) {
        return new Operand(first, other.last, whole);
    }
}
