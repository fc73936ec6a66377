package dev.tenet.rules.internal.compile;

import dev.tenet.rules.internal.syntax.Node.ComparisonOperator;

/** A comparison operator as the set of outcomes that satisfy it, so that one test serves every operator. */
final class Relation {

    private static final int LESS = 1;
    private static final int EQUAL = 2;
    private static final int GREATER = 4;
    /** NaN on either side: IEEE 754 lets only {@code <>} hold. */
    private static final int UNORDERED = 8;

    private Relation() {}

    static int of(ComparisonOperator operator) {
        return switch (operator) {
            case EQUAL -> EQUAL;
            case NOT_EQUAL -> LESS | GREATER | UNORDERED;
            case LESS -> LESS;
            case LESS_EQUAL -> LESS | EQUAL;
            case GREATER -> GREATER;
            case GREATER_EQUAL -> GREATER | EQUAL;
        };
    }

    /** The relation that holds with the operands swapped. */
    static int swapped(int relations) {
        return relations & (EQUAL | UNORDERED)
                | ((relations & LESS) != 0 ? GREATER : 0)
                | ((relations & GREATER) != 0 ? LESS : 0);
    }

    static boolean isEquality(int relations) {
        return ((relations & LESS) != 0) == ((relations & GREATER) != 0);
    }

    static int longs(long a, long b, int relations) {
        return truth(a < b ? LESS : a == b ? EQUAL : GREATER, relations);
    }

    static int doubles(double a, double b, int relations) {
        return truth(a < b ? LESS : a == b ? EQUAL : a > b ? GREATER : UNORDERED, relations);
    }

    static int ordered(int comparison, int relations) {
        return truth(comparison < 0 ? LESS : comparison == 0 ? EQUAL : GREATER, relations);
    }

    private static int truth(int outcome, int relations) {
        return (outcome & relations) != 0 ? Code.TRUE : Code.FALSE;
    }
}
