package dev.tenet.rules.internal.syntax;

import org.jspecify.annotations.Nullable;

/** A word of an expression; {@code value} is the name or the literal's value. */
record Token(Kind kind, int start, int end, @Nullable Object value) {

    enum Kind {
        NAME("a name"),
        LONG("a number"),
        DOUBLE("a number"),
        DURATION("a duration"),
        STRING("text"),
        AND("AND"),
        OR("OR"),
        NOT("NOT"),
        IN("IN"),
        BETWEEN("BETWEEN"),
        LIKE("LIKE"),
        IS("IS"),
        NULL("NULL"),
        TRUE("TRUE"),
        FALSE("FALSE"),
        EQUAL("="),
        NOT_EQUAL("<>"),
        LESS("<"),
        LESS_EQUAL("<="),
        GREATER(">"),
        GREATER_EQUAL(">="),
        PLUS("+"),
        MINUS("-"),
        STAR("*"),
        SLASH("/"),
        PERCENT("%"),
        OPEN("("),
        CLOSE(")"),
        OPEN_BRACKET("["),
        CLOSE_BRACKET("]"),
        OPEN_BRACE("${"),
        CLOSE_BRACE("}"),
        COMMA(","),
        DOT("."),
        END("the end");

        final String description;

        Kind(String description) {
            this.description = description;
        }
    }
}
