package dev.tenet.rules.expression;

/** The type of a fact, of a part of an expression, or of its value. NULL belongs to every type. */
public enum FactType {
    /** {@code TRUE} or {@code FALSE}; in Java {@link Boolean}. */
    BOOLEAN("true or false"),
    /** A whole number of 64 bits; in Java {@link Long}, {@link Integer}, {@link Short} or {@link Byte}. */
    LONG("a whole number"),
    /** An IEEE 754 number of 64 bits; in Java {@link Double} or any other {@link Number}. */
    DOUBLE("a number"),
    /** Text; in Java {@link String}, or an enum constant, which reads as its name. */
    STRING("text"),
    /** A point in time; in Java {@link java.time.Instant}, or a date with offset or zone. */
    TIMESTAMP("a timestamp"),
    /** An exact length of time; in Java {@link java.time.Duration}. */
    DURATION("a duration"),
    /** A {@link java.util.List}; its elements are dynamic. */
    LIST("a list"),
    /** A {@link java.util.Map} with text keys; its values are dynamic unless a shape declares them. */
    MAP("a map"),
    /** Known only when evaluated, and checked then. */
    ANY("any value");

    private final String description;

    FactType(String description) {
        this.description = description;
    }

    /** The type as messages name it, with its article. */
    public String description() {
        return description;
    }

    /** Whether this is {@link #LONG} or {@link #DOUBLE}. */
    public boolean isNumber() {
        return this == LONG || this == DOUBLE;
    }
}
