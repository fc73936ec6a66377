package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactCode.AnyFact;
import dev.tenet.rules.internal.compile.FactCode.DoubleFact;
import dev.tenet.rules.internal.compile.FactCode.LongFact;
import dev.tenet.rules.internal.compile.FactCode.ObjectFact;
import org.jspecify.annotations.Nullable;

/** {@code = <> < <= > >=}, in a form for each pair of types. */
final class Comparison {

    private Comparison() {}

    /** Compares two operands whose types can be compared. */
    static Code of(int relations, Code left, Code right, Place place) {
        if (left.type() == FactType.ANY || right.type() == FactType.ANY) {
            return dynamic(relations, left, right, place);
        } else if (left instanceof LongFact fact
                && right.type() == FactType.LONG
                && right instanceof Constant constant) {
            return new LongFactWithNumber(relations, fact, constant.evalLong(FactValues.NONE));
        } else if (left instanceof DoubleFact a && right instanceof DoubleFact b) {
            return new DoubleFactWithFact(relations, a, b);
        } else if (left instanceof DoubleFact fact && right instanceof Constant constant && constant.value() != null) {
            return new DoubleFactWithNumber(relations, fact, constant.evalDouble(FactValues.NONE));
        } else if (left instanceof Constant && (right instanceof LongFact || right instanceof DoubleFact)) {
            return of(Relation.swapped(relations), right, left, place);
        } else if (left instanceof ObjectFact fact
                && left.type() == FactType.STRING
                && right instanceof Constant constant
                && constant.value() instanceof String text
                && Relation.isEquality(relations)) {
            return new TextFactWithText(relations, fact, text);
        } else if (left.type() == FactType.LONG && right.type() == FactType.LONG) {
            return new Longs(relations, left, right);
        } else if (left.type().isNumber()) {
            return new Doubles(relations, left, right);
        } else if (left.type() == FactType.BOOLEAN) {
            return new Truths(relations, left, right);
        }
        return new Objects(relations, left, right, place);
    }

    private static Code dynamic(int relations, Code left, Code right, Place place) {
        if (left instanceof AnyFact fact && right instanceof Constant constant) {
            return constant.type().isNumber()
                    ? new FactWithNumber(relations, fact, constant, place)
                    : new FactWithObject(relations, fact, constant.value(), place);
        } else if (left instanceof Constant && right instanceof AnyFact) {
            return dynamic(Relation.swapped(relations), right, left, place);
        } else if (left instanceof AnyFact a && right instanceof AnyFact b) {
            return new FactWithFact(relations, a, b, place);
        }
        return new Objects(relations, left, right, place);
    }

    private record Longs(int relations, Code left, Code right) implements Judgement.OfLongs {
        @Override
        public int truth(FactValues facts) {
            return judge(left.evalLong(facts), right.evalLong(facts), facts);
        }

        @Override
        public int judge(long a, long b, FactValues facts) {
            if (a == NULL_LONG && left.isNull(facts) || b == NULL_LONG && right.isNull(facts)) {
                return UNKNOWN;
            }
            return Relation.longs(a, b, relations);
        }
    }

    private record Doubles(int relations, Code left, Code right) implements Judgement.OfDoubles {
        @Override
        public int truth(FactValues facts) {
            return judge(left.evalDouble(facts), right.evalDouble(facts), facts);
        }

        @Override
        public int judge(double a, double b, FactValues facts) {
            if (Double.isNaN(a) && left.isNull(facts) || Double.isNaN(b) && right.isNull(facts)) {
                return UNKNOWN;
            }
            return Relation.doubles(a, b, relations);
        }
    }

    private record Truths(int relations, Code left, Code right) implements Code.Condition {
        @Override
        public int truth(FactValues facts) {
            int a = left.truth(facts);
            int b = right.truth(facts);
            return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : Relation.longs(a, b, relations);
        }
    }

    private record Objects(int relations, Code left, Code right, Place place) implements Judgement.OfObjects {
        @Override
        public int truth(FactValues facts) {
            return judge(left.eval(facts), right.eval(facts));
        }

        @Override
        public int judge(@Nullable Object a, @Nullable Object b) {
            return a == null || b == null ? UNKNOWN : Values.compare(a, b, relations, place);
        }
    }

    private record LongFactWithNumber(int relations, LongFact operand, long number) implements Judgement.OfLong {
        @Override
        public int truth(FactValues facts) {
            return judge(operand.evalLong(facts), facts);
        }

        @Override
        public int judge(long value, FactValues facts) {
            return value == NULL_LONG && operand.isNull(facts) ? UNKNOWN : Relation.longs(value, number, relations);
        }
    }

    private record DoubleFactWithNumber(int relations, DoubleFact operand, double number)
            implements Judgement.OfDouble {
        @Override
        public int truth(FactValues facts) {
            return judge(operand.evalDouble(facts), facts);
        }

        @Override
        public int judge(double value, FactValues facts) {
            return Double.isNaN(value) && operand.isNull(facts) ? UNKNOWN : Relation.doubles(value, number, relations);
        }
    }

    private record DoubleFactWithFact(int relations, DoubleFact left, DoubleFact right) implements Judgement.OfDoubles {
        @Override
        public int truth(FactValues facts) {
            return judge(left.evalDouble(facts), right.evalDouble(facts), facts);
        }

        @Override
        public int judge(double a, double b, FactValues facts) {
            return Double.isNaN(a) && left.isNull(facts) || Double.isNaN(b) && right.isNull(facts)
                    ? UNKNOWN
                    : Relation.doubles(a, b, relations);
        }
    }

    /** {@code status = 'done'} and {@code <>}, where the fact is declared as text. */
    private record TextFactWithText(int relations, ObjectFact operand, String text) implements Judgement.OfObject {
        @Override
        public int truth(FactValues facts) {
            return judge(operand.eval(facts));
        }

        @Override
        public int judge(@Nullable Object value) {
            return value == null ? UNKNOWN : Relation.longs(text.equals(value) ? 0 : 1, 0, relations);
        }
    }

    /** {@code priority >= 5}, where the fact is dynamic. */
    private record FactWithNumber(int relations, AnyFact fact, Constant constant, Place place)
            implements Judgement.OfObject {
        @Override
        public Code operand() {
            return fact.raw();
        }

        @Override
        public int truth(FactValues facts) {
            return judge(facts.get(fact.name()));
        }

        @Override
        public int judge(@Nullable Object value) {
            boolean whole = constant.type() == FactType.LONG;
            if (value instanceof Integer number && whole) {
                return Relation.longs(number, constant.evalLong(FactValues.NONE), relations);
            } else if (value instanceof Long number && whole) {
                return Relation.longs(number, constant.evalLong(FactValues.NONE), relations);
            } else if (value instanceof Double number) {
                return Relation.doubles(number, constant.evalDouble(FactValues.NONE), relations);
            }
            return value == null ? UNKNOWN : rare(value);
        }

        /** Apart, to keep what is called most small enough to be inlined. */
        private int rare(Object value) {
            Object plain = Values.plain(value, fact.place());
            return Values.compare(
                    java.util.Objects.requireNonNull(plain),
                    java.util.Objects.requireNonNull(constant.value()),
                    relations,
                    place);
        }
    }

    /** {@code status = 'done'}, where the fact is dynamic. */
    private record FactWithObject(
            int relations, AnyFact fact, @Nullable Object wanted, Place place) implements Judgement.OfObject {
        @Override
        public Code operand() {
            return fact.raw();
        }

        @Override
        public int truth(FactValues facts) {
            return judge(facts.get(fact.name()));
        }

        @Override
        public int judge(@Nullable Object value) {
            if (value == null || wanted == null) {
                return UNKNOWN;
            } else if (value instanceof String a && wanted instanceof String b && Relation.isEquality(relations)) {
                return Relation.longs(a.equals(b) ? 0 : 1, 0, relations);
            }
            Object plain = Values.plain(value, fact.place());
            return Values.compare(java.util.Objects.requireNonNull(plain), wanted, relations, place);
        }
    }

    /** {@code percent_used >= critical_percent}, where both facts are dynamic. */
    private record FactWithFact(int relations, AnyFact a, AnyFact b, Place place) implements Judgement.OfObjects {
        @Override
        public Code left() {
            return a.raw();
        }

        @Override
        public Code right() {
            return b.raw();
        }

        @Override
        public int truth(FactValues facts) {
            return judge(facts.get(a.name()), facts.get(b.name()));
        }

        @Override
        public int judge(@Nullable Object left, @Nullable Object right) {
            if (left instanceof Double x) {
                if (right instanceof Double y) {
                    return Relation.doubles(x, y, relations);
                } else if (right instanceof Integer y) {
                    return Relation.doubles(x, y, relations);
                }
            } else if (left instanceof Integer x && right instanceof Integer y) {
                return Relation.longs(x, y, relations);
            }
            return rare(left, right);
        }

        private int rare(@Nullable Object left, @Nullable Object right) {
            Object x = Values.plain(left, a.place());
            Object y = Values.plain(right, b.place());
            return x == null || y == null ? UNKNOWN : Values.compare(x, y, relations, place);
        }
    }
}
