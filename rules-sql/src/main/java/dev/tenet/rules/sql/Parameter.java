package dev.tenet.rules.sql;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * A named parameter of a query.
 *
 * @param name as the SQL names it after the colon
 * @param type the type of its value, or of each value of its list
 * @param shape whether it takes one value or a list
 * @param required whether the caller must give it, unless it has a default
 * @param defaultValue what is bound when the caller gives nothing: a value of the type, or a list of such; without one
 *     it is NULL, or the empty list
 * @param values the only values that a caller may give, each of the type; empty when all are allowed
 * @param sensitive whether its value is kept out of every message
 */
public record Parameter(
        String name,
        ValueType type,
        Shape shape,
        boolean required,
        Optional<Object> defaultValue,
        List<Object> values,
        boolean sensitive) {

    /** How many values a parameter takes. */
    public enum Shape {
        /** One, or NULL. */
        ONE,
        /** Any number, none of them NULL; for {@code IN}. */
        LIST
    }

    /** Takes its own copy of the values. */
    public Parameter {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(shape, "shape");
        Objects.requireNonNull(defaultValue, "defaultValue");
        values = List.copyOf(values);
    }

    /** Whether a call without it is a mistake. */
    public boolean mustBeGiven() {
        return required && defaultValue.isEmpty();
    }

    /** The type as written in YAML: {@code integer}, {@code integer[]}. */
    public String typeName() {
        return shape == Shape.LIST ? type.yamlName() + "[]" : type.yamlName();
    }
}
