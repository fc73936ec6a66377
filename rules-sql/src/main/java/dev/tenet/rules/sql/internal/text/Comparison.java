package dev.tenet.rules.sql.internal.text;

import java.util.List;
import java.util.Optional;

/**
 * A column beside an operator and one plain operand: {@code t.status = :status}, {@code priority >= 5},
 * {@code type IN (:types)}. What is more complicated is none.
 *
 * @param qualifier what stands before the dot of the column, in lower case
 * @param column the column, in lower case
 * @param offset where in the text the column stands
 * @param operator how they are compared
 * @param parameter the parameter that it is compared with, or assigned; empty for anything else
 * @param text whether it is compared with a text literal
 * @param condition the number of the {@code WHERE} or {@code ON} of which it is a part that must hold for every row;
 *     empty where it need not, as beside an {@code OR}
 */
public record Comparison(
        Optional<String> qualifier,
        String column,
        int offset,
        Operator operator,
        Optional<String> parameter,
        boolean text,
        Optional<Integer> condition) {

    /** How two values are compared. */
    public enum Operator {
        /** {@code =}, {@code ==}, {@code IN}: an index finds these rows first. */
        EQUAL,
        /** {@code <}, {@code >}, {@code BETWEEN}: an index finds these rows once all before it are equal. */
        RANGE,
        /** {@code <>}, {@code NOT IN}: no index finds these rows. */
        OTHER,
        /** {@code SET column = value}: it is no comparison, but the types must go together as well. */
        ASSIGNED
    }

    /** The comparisons of a text, in their order. */
    public static List<Comparison> in(SqlText text) {
        return new ComparisonReader(text).read();
    }
}
