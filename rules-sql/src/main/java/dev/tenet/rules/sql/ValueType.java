package dev.tenet.rules.sql;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;

/**
 * The types of parameters and of result columns. Each stands for one Java type, the same on every database.
 *
 * <p>What a host binds is taken exactly or refused: numbers of another Java type where nothing is lost, text in the one
 * form that the constant names.
 */
public enum ValueType {
    /** {@link String}; of a caller any {@link CharSequence}. */
    STRING(String.class, "text"),
    /** {@link Long}: a whole number of 64 bits; as text {@code -12}. */
    INTEGER(Long.class, "a whole number of 64 bits"),
    /** {@link Double}, finite; as text {@code 1.5e3}. */
    NUMBER(Double.class, "a finite number"),
    /** {@link BigDecimal} of at most 1,000 digits; as text {@code 9.90}. SQLite keeps its value, not its trailing zeros. */
    DECIMAL(BigDecimal.class, "an exact decimal number"),
    /** {@link Boolean}; as text {@code true} or {@code false}. */
    BOOLEAN(Boolean.class, "true or false"),
    /**
     * {@link Instant} of the years 1 to 9999, kept to the microsecond, finer parts cut off; as text with its offset:
     * {@code 2026-01-31T12:00:00Z}.
     */
    TIMESTAMP(Instant.class, "a moment such as 2026-01-31T12:00:00Z"),
    /** {@link LocalDate} of the years 1 to 9999; as text {@code 2026-01-31}. */
    DATE(LocalDate.class, "a date such as 2026-01-31"),
    /** {@link UUID}; as text in its usual form of 36 characters. */
    UUID(UUID.class, "a UUID of 36 characters"),
    /** JSON as a {@link String}. The database checks it, where it has such a type. */
    JSON(String.class, "JSON as text"),
    /** {@code byte[]}; no text stands for it. */
    BYTES(byte[].class, "an array of bytes");

    private final Class<?> javaType;
    private final String description;
    private final String yamlName = name().toLowerCase(Locale.ROOT);

    ValueType(Class<?> javaType, String description) {
        this.javaType = javaType;
        this.description = description;
    }

    /** The class of its values. */
    public Class<?> javaType() {
        return javaType;
    }

    /** The first type of a class of values. */
    static ValueType of(Class<?> javaType) {
        for (ValueType known : values()) {
            if (known.javaType == javaType) {
                return known;
            }
        }
        throw new IllegalArgumentException("got " + javaType.getName()
                + ", want String, Long, Double, BigDecimal, Boolean, Instant, LocalDate, UUID or byte[]");
    }

    /** The name as written in YAML, such as {@code integer}. */
    public String yamlName() {
        return yamlName;
    }

    /** What its values are, for messages. */
    public String description() {
        return description;
    }
}
