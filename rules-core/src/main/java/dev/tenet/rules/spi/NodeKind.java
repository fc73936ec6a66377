package dev.tenet.rules.spi;

/** The kinds of value of the YAML 1.2 core schema, each with its name in messages. */
public enum NodeKind {
    /** Keys and values. */
    MAP("a map"),
    /** A sequence of values. */
    LIST("a list"),
    /** Text. */
    TEXT("text"),
    /** A whole number of 64 bits. */
    INTEGER("a whole number"),
    /** A number with a fraction or an exponent: an IEEE 754 double. */
    NUMBER("a number"),
    /** {@code true} or {@code false}. */
    BOOLEAN("true or false"),
    /** {@code null}, or nothing at all after a key. */
    NULL("null");

    private final String description;

    NodeKind(String description) {
        this.description = description;
    }

    /** The kind's name in messages. */
    public String description() {
        return description;
    }
}
