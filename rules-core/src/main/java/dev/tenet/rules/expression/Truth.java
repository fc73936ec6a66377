package dev.tenet.rules.expression;

/** The outcome of a condition in SQL's three-valued logic. */
public enum Truth {
    /** The condition holds; only then does a rule match. */
    TRUE,
    /** The condition does not hold. */
    FALSE,
    /** The condition cannot be decided, because a value that it needs is NULL. */
    UNKNOWN
}
