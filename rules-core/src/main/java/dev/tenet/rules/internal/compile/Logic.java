package dev.tenet.rules.internal.compile;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** AND, OR, NOT, IS: three-valued, from left to right, ending as soon as the outcome is certain. */
final class Logic {

    private Logic() {}

    /** AND or OR: an outcome that is {@link #decisive} ends it; UNKNOWN prevails over the other. */
    interface Chain extends Code.Condition {
        int decisive();

        List<Code> terms();
    }

    /** AND. */
    interface Conjunction extends Chain {
        @Override
        default int decisive() {
            return FALSE;
        }
    }

    static Code and(List<Code> terms) {
        return switch (terms.size()) {
            case 1 -> terms.get(0);
            case 2 -> new And2(terms.get(0), terms.get(1));
            case 3 -> new And3(terms.get(0), terms.get(1), terms.get(2));
            default -> new And(List.copyOf(terms));
        };
    }

    static Code or(List<Code> terms) {
        return terms.size() == 1 ? terms.get(0) : new Or(List.copyOf(terms));
    }

    private record And2(Code first, Code second) implements Conjunction {
        @Override
        public List<Code> terms() {
            return List.of(first, second);
        }

        @Override
        public int truth(FactValues facts) {
            int a = first.truth(facts);
            if (a == FALSE) {
                return FALSE;
            }
            int b = second.truth(facts);
            return b == TRUE ? a : b;
        }
    }

    private record And3(Code first, Code second, Code third) implements Conjunction {
        @Override
        public List<Code> terms() {
            return List.of(first, second, third);
        }

        @Override
        public int truth(FactValues facts) {
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

    private record And(List<Code> terms) implements Conjunction {
        @Override
        public int truth(FactValues facts) {
            int result = TRUE;
            for (int i = 0; i < terms.size(); i++) {
                int truth = terms.get(i).truth(facts);
                if (truth == FALSE) {
                    return FALSE;
                } else if (truth == UNKNOWN) {
                    result = UNKNOWN;
                }
            }
            return result;
        }
    }

    private record Or(List<Code> terms) implements Chain {
        @Override
        public int decisive() {
            return TRUE;
        }

        @Override
        public int truth(FactValues facts) {
            int result = FALSE;
            for (int i = 0; i < terms.size(); i++) {
                int truth = terms.get(i).truth(facts);
                if (truth == TRUE) {
                    return TRUE;
                } else if (truth == UNKNOWN) {
                    result = UNKNOWN;
                }
            }
            return result;
        }
    }

    record Not(Code operand) implements Code.Condition {
        @Override
        public int truth(FactValues facts) {
            return not(operand.truth(facts));
        }
    }

    static int not(int truth) {
        return truth == Code.UNKNOWN ? Code.UNKNOWN : truth ^ Code.TRUE;
    }

    static boolean isDecisive(int decisive, int truth) {
        return truth == decisive;
    }

    /** The outcome of a chain from that of its first term, which is not decisive, and that of all the others. */
    static int merge(int decisive, int first, int others) {
        return others == not(decisive) ? first : others;
    }

    /** {@code IS [NOT] NULL}. */
    record IsNull(Code operand, boolean negated) implements Code.Condition {
        @Override
        public int truth(FactValues facts) {
            return operand.evalIsNull(facts) != negated ? TRUE : FALSE;
        }
    }

    /** {@code IS [NOT] TRUE | FALSE | UNKNOWN}. */
    record IsTruth(Code operand, int wanted, boolean negated) implements Code.Condition {
        @Override
        public int truth(FactValues facts) {
            return (operand.truth(facts) == wanted) != negated ? TRUE : FALSE;
        }
    }

    /** A dynamic value that must be a condition. */
    record AsCondition(Code operand, Place place) implements Judgement.OfObject {
        @Override
        public int truth(FactValues facts) {
            return judge(operand.eval(facts));
        }

        @Override
        public int judge(@Nullable Object value) {
            if (value == null) {
                return UNKNOWN;
            } else if (value instanceof Boolean truth) {
                return truth ? TRUE : FALSE;
            }
            throw place.got(value, "true or false");
        }
    }
}
