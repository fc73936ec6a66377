package dev.tenet.rules.internal.compile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** AND, OR, NOT, IS: three-valued, from left to right, ending as soon as the outcome is certain. */
final class Logic {

    private Logic() {}

    static Code and(List<Code> terms) {
        return switch (terms.size()) {
            case 1 -> terms.get(0);
            case 2 -> new And2(terms.get(0), terms.get(1));
            case 3 -> new And3(terms.get(0), terms.get(1), terms.get(2));
            default -> new And(terms.toArray(Code[]::new));
        };
    }

    static Code or(List<Code> terms) {
        return terms.size() == 1 ? terms.get(0) : new Or(terms.toArray(Code[]::new));
    }

    private static final class And2 extends Code.Condition {
        private final Code first;
        private final Code second;

        And2(Code first, Code second) {
            this.first = first;
            this.second = second;
        }

        @Override
        int truth(FactValues facts) {
            int a = first.truth(facts);
            if (a == FALSE) {
                return FALSE;
            }
            int b = second.truth(facts);
            return b == TRUE ? a : b;
        }
    }

    private static final class And3 extends Code.Condition {
        private final Code first;
        private final Code second;
        private final Code third;

        And3(Code first, Code second, Code third) {
            this.first = first;
            this.second = second;
            this.third = third;
        }

        @Override
        int truth(FactValues facts) {
            int a = first.truth(facts);
            if (a == FALSE) {
                return FALSE;
            }
            int b = second.truth(facts);
            if (b == FALSE) {
                return FALSE;
            }
            int c = third.truth(facts);
            return c == FALSE ? FALSE : c == UNKNOWN || b == UNKNOWN ? UNKNOWN : a;
        }
    }

    private static final class And extends Code.Condition {
        private final Code[] terms;

        And(Code[] terms) {
            this.terms = terms;
        }

        @Override
        int truth(FactValues facts) {
            int result = TRUE;
            for (Code term : terms) {
                int truth = term.truth(facts);
                if (truth == FALSE) {
                    return FALSE;
                } else if (truth == UNKNOWN) {
                    result = UNKNOWN;
                }
            }
            return result;
        }
    }

    private static final class Or extends Code.Condition {
        private final Code[] terms;

        Or(Code[] terms) {
            this.terms = terms;
        }

        @Override
        int truth(FactValues facts) {
            int result = FALSE;
            for (Code term : terms) {
                int truth = term.truth(facts);
                if (truth == TRUE) {
                    return TRUE;
                } else if (truth == UNKNOWN) {
                    result = UNKNOWN;
                }
            }
            return result;
        }
    }

    static final class Not extends Code.Condition {
        private final Code operand;

        Not(Code operand) {
            this.operand = operand;
        }

        @Override
        int truth(FactValues facts) {
            return not(operand.truth(facts));
        }
    }

    static int not(int truth) {
        return truth == Code.UNKNOWN ? Code.UNKNOWN : truth ^ Code.TRUE;
    }

    /** {@code IS [NOT] NULL}. */
    static final class IsNull extends Code.Condition {
        private final Code operand;
        private final boolean negated;

        IsNull(Code operand, boolean negated) {
            this.operand = operand;
            this.negated = negated;
        }

        @Override
        int truth(FactValues facts) {
            return operand.evalIsNull(facts) != negated ? TRUE : FALSE;
        }
    }

    /** {@code IS [NOT] TRUE | FALSE | UNKNOWN}. */
    static final class IsTruth extends Code.Condition {
        private final Code operand;
        private final int wanted;
        private final boolean negated;

        IsTruth(Code operand, int wanted, boolean negated) {
            this.operand = operand;
            this.wanted = wanted;
            this.negated = negated;
        }

        @Override
        int truth(FactValues facts) {
            return (operand.truth(facts) == wanted) != negated ? TRUE : FALSE;
        }
    }

    /** A dynamic value that must be a condition. */
    static final class AsCondition extends Code.Condition {
        private final Code operand;
        private final Place place;

        AsCondition(Code operand, Place place) {
            this.operand = operand;
            this.place = place;
        }

        @Override
        int truth(FactValues facts) {
            @Nullable Object value = operand.eval(facts);
            if (value == null) {
                return UNKNOWN;
            } else if (value instanceof Boolean truth) {
                return truth ? TRUE : FALSE;
            }
            throw place.got(value, "true or false");
        }
    }
}
