package dev.tenet.rules.internal.syntax;

import dev.tenet.rules.internal.syntax.Token.Kind;

/** How tightly operators bind; a greater number binds tighter. */
final class Precedence {

    static final int NONE = -1;
    static final int OR = 10;
    static final int AND = 20;
    static final int NOT = 30;
    static final int PREDICATE = 40;
    static final int SUM = 50;
    static final int PRODUCT = 60;
    static final int SIGN = 70;
    static final int PRIMARY = 80;

    private Precedence() {}

    /** How tightly a token binds between two operands; {@link #NONE} if it cannot stand there. */
    static int ofInfix(Kind kind) {
        return switch (kind) {
            case OR -> OR;
            case AND -> AND;
            case IS, NOT, IN, BETWEEN, LIKE, EQUAL, NOT_EQUAL, LESS, LESS_EQUAL, GREATER, GREATER_EQUAL -> PREDICATE;
            case PLUS, MINUS -> SUM;
            case STAR, SLASH, PERCENT -> PRODUCT;
            default -> NONE;
        };
    }
}
