package dev.tenet.rules.sql.internal.dialect;

/** What is known of a value before a database has seen it. */
enum ValueKind {
    /** A column on its own, of any type. */
    COLUMN,
    /** A parameter on its own. */
    PARAMETER,
    /** Made from columns or parameters: any type. */
    UNKNOWN,
    /** NULL. */
    NULL,
    /** A whole number. */
    INTEGER,
    /** A double. */
    REAL,
    /** Text. */
    TEXT,
    /** A whole number that SQLite holds as text, as {@code strftime('%s', x)} gives it. */
    DIGITS,
    /** A truth value, which SQLite holds as 1 or 0. */
    BOOLEAN,
    /** A date with time, which SQLite holds as text. */
    TIMESTAMP,
    /** A date, which SQLite holds as text. */
    DATE;

    boolean isNumber() {
        return this == INTEGER || this == REAL;
    }

    boolean isTime() {
        return this == TIMESTAMP || this == DATE;
    }

    /** Whether it may be anything. */
    boolean isOpen() {
        return this == COLUMN || this == PARAMETER || this == UNKNOWN;
    }

    /** Of a value that is sometimes this and sometimes the other. */
    ValueKind or(ValueKind other) {
        if (this == other || other == NULL) {
            return this == COLUMN || this == PARAMETER ? UNKNOWN : this;
        }
        return this == NULL ? other.or(other) : UNKNOWN;
    }
}
