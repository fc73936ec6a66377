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
        if (left.type == FactType.ANY || right.type == FactType.ANY) {
            return dynamic(relations, left, right, place);
        } else if (left instanceof LongFact fact && right.type == FactType.LONG && right instanceof Constant constant) {
            return new LongFactWithNumber(relations, fact, constant.evalLong(FactValues.NONE));
        } else if (left instanceof DoubleFact a && right instanceof DoubleFact b) {
            return new DoubleFactWithFact(relations, a, b);
        } else if (left instanceof DoubleFact fact && right instanceof Constant constant && constant.value() != null) {
            return new DoubleFactWithNumber(relations, fact, constant.evalDouble(FactValues.NONE));
        } else if (left instanceof Constant && (right instanceof LongFact || right instanceof DoubleFact)) {
            return of(Relation.swapped(relations), right, left, place);
        } else if (left instanceof ObjectFact fact
                && left.type == FactType.STRING
                && right instanceof Constant constant
                && constant.value() instanceof String text
                && Relation.isEquality(relations)) {
            return new TextFactWithText(relations, fact, text);
        } else if (left.type == FactType.LONG && right.type == FactType.LONG) {
            return new Longs(relations, left, right);
        } else if (left.type.isNumber()) {
            return new Doubles(relations, left, right);
        } else if (left.type == FactType.BOOLEAN) {
            return new Truths(relations, left, right);
        }
        return new Objects(relations, left, right, place);
    }

    private static Code dynamic(int relations, Code left, Code right, Place place) {
        if (left instanceof AnyFact fact && right instanceof Constant constant) {
            return constant.type.isNumber()
                    ? new FactWithNumber(relations, fact, constant, place)
                    : new FactWithObject(relations, fact, constant, place);
        } else if (left instanceof Constant && right instanceof AnyFact) {
            return dynamic(Relation.swapped(relations), right, left, place);
        } else if (left instanceof AnyFact a && right instanceof AnyFact b) {
            return new FactWithFact(relations, a, b, place);
        }
        return new Objects(relations, left, right, place);
    }

    private static final class Longs extends Code.Condition {
        private final int relations;
        private final Code left;
        private final Code right;

        Longs(int relations, Code left, Code right) {
            this.relations = relations;
            this.left = left;
            this.right = right;
        }

        @Override
        int truth(FactValues facts) {
            long a = left.evalLong(facts);
            long b = right.evalLong(facts);
            if (a == NULL_LONG && left.isNull(facts) || b == NULL_LONG && right.isNull(facts)) {
                return UNKNOWN;
            }
            return Relation.longs(a, b, relations);
        }
    }

    private static final class Doubles extends Code.Condition {
        private final int relations;
        private final Code left;
        private final Code right;

        Doubles(int relations, Code left, Code right) {
            this.relations = relations;
            this.left = left;
            this.right = right;
        }

        @Override
        int truth(FactValues facts) {
            double a = left.evalDouble(facts);
            double b = right.evalDouble(facts);
            if (Double.isNaN(a) && left.isNull(facts) || Double.isNaN(b) && right.isNull(facts)) {
                return UNKNOWN;
            }
            return Relation.doubles(a, b, relations);
        }
    }

    private static final class Truths extends Code.Condition {
        private final int relations;
        private final Code left;
        private final Code right;

        Truths(int relations, Code left, Code right) {
            this.relations = relations;
            this.left = left;
            this.right = right;
        }

        @Override
        int truth(FactValues facts) {
            int a = left.truth(facts);
            int b = right.truth(facts);
            return a == UNKNOWN || b == UNKNOWN ? UNKNOWN : Relation.longs(a, b, relations);
        }
    }

    private static final class Objects extends Code.Condition {
        private final int relations;
        private final Code left;
        private final Code right;
        private final Place place;

        Objects(int relations, Code left, Code right, Place place) {
            this.relations = relations;
            this.left = left;
            this.right = right;
            this.place = place;
        }

        @Override
        int truth(FactValues facts) {
            Object a = left.eval(facts);
            Object b = right.eval(facts);
            return a == null || b == null ? UNKNOWN : Values.compare(a, b, relations, place);
        }
    }

    private static final class LongFactWithNumber extends Code.Condition {
        private final int relations;
        private final LongFact fact;
        private final long number;

        LongFactWithNumber(int relations, LongFact fact, long number) {
            this.relations = relations;
            this.fact = fact;
            this.number = number;
        }

        @Override
        int truth(FactValues facts) {
            long value = fact.evalLong(facts);
            return value == NULL_LONG && fact.isNull(facts) ? UNKNOWN : Relation.longs(value, number, relations);
        }
    }

    private static final class DoubleFactWithNumber extends Code.Condition {
        private final int relations;
        private final DoubleFact fact;
        private final double number;

        DoubleFactWithNumber(int relations, DoubleFact fact, double number) {
            this.relations = relations;
            this.fact = fact;
            this.number = number;
        }

        @Override
        int truth(FactValues facts) {
            double value = fact.evalDouble(facts);
            return value != value && fact.isNull(facts) ? UNKNOWN : Relation.doubles(value, number, relations);
        }
    }

    private static final class DoubleFactWithFact extends Code.Condition {
        private final int relations;
        private final DoubleFact left;
        private final DoubleFact right;

        DoubleFactWithFact(int relations, DoubleFact left, DoubleFact right) {
            this.relations = relations;
            this.left = left;
            this.right = right;
        }

        @Override
        int truth(FactValues facts) {
            double a = left.evalDouble(facts);
            double b = right.evalDouble(facts);
            return a != a && left.isNull(facts) || b != b && right.isNull(facts)
                    ? UNKNOWN
                    : Relation.doubles(a, b, relations);
        }
    }

    /** {@code status = 'done'} and {@code <>}, where the fact is declared as text. */
    private static final class TextFactWithText extends Code.Condition {
        private final int equal;
        private final ObjectFact fact;
        private final String text;

        TextFactWithText(int relations, ObjectFact fact, String text) {
            this.equal = Relation.longs(0, 0, relations);
            this.fact = fact;
            this.text = text;
        }

        @Override
        int truth(FactValues facts) {
            Object value = fact.eval(facts);
            return value == null ? UNKNOWN : text.equals(value) ? equal : Logic.not(equal);
        }
    }

    /** {@code priority >= 5}, where the fact is dynamic. */
    private static final class FactWithNumber extends Code.Condition {
        private final int relations;
        private final String name;
        private final boolean whole;
        private final long number;
        private final double approximate;
        private final AnyFact fact;
        private final Constant constant;
        private final Place place;

        FactWithNumber(int relations, AnyFact fact, Constant constant, Place place) {
            this.relations = relations;
            this.name = fact.name;
            this.fact = fact;
            this.constant = constant;
            this.place = place;
            this.whole = constant.type == FactType.LONG;
            this.number = constant.evalLong(FactValues.NONE);
            this.approximate = constant.evalDouble(FactValues.NONE);
        }

        @Override
        int truth(FactValues facts) {
            Object value = facts.get(name);
            if (value instanceof Integer a && whole) {
                return Relation.longs(a, number, relations);
            } else if (value instanceof Long a && whole) {
                return Relation.longs(a, number, relations);
            } else if (value instanceof Double a) {
                return Relation.doubles(a, approximate, relations);
            }
            return value == null ? UNKNOWN : rare(value);
        }

        private int rare(Object value) {
            Object plain = Values.plain(value, fact.place);
            return Values.compare(
                    java.util.Objects.requireNonNull(plain),
                    java.util.Objects.requireNonNull(constant.value()),
                    relations,
                    place);
        }
    }

    /** {@code status = 'done'}, where the fact is dynamic. */
    private static final class FactWithObject extends Code.Condition {
        private final int relations;
        private final AnyFact fact;
        private final @Nullable Object constant;
        private final Place place;

        FactWithObject(int relations, AnyFact fact, Constant constant, Place place) {
            this.relations = relations;
            this.fact = fact;
            this.constant = constant.value();
            this.place = place;
        }

        @Override
        int truth(FactValues facts) {
            Object value = facts.get(fact.name);
            Object wanted = constant;
            if (value == null || wanted == null) {
                return UNKNOWN;
            } else if (value instanceof String a && wanted instanceof String b && Relation.isEquality(relations)) {
                return Relation.longs(a.equals(b) ? 0 : 1, 0, relations);
            }
            Object plain = Values.plain(value, fact.place);
            return Values.compare(java.util.Objects.requireNonNull(plain), wanted, relations, place);
        }
    }

    /** {@code percent_used >= critical_percent}, where both facts are dynamic. */
    private static final class FactWithFact extends Code.Condition {
        private final int relations;
        private final String leftName;
        private final String rightName;
        private final AnyFact left;
        private final AnyFact right;
        private final Place place;

        FactWithFact(int relations, AnyFact left, AnyFact right, Place place) {
            this.relations = relations;
            this.leftName = left.name;
            this.rightName = right.name;
            this.left = left;
            this.right = right;
            this.place = place;
        }

        @Override
        int truth(FactValues facts) {
            Object a = facts.get(leftName);
            Object b = facts.get(rightName);
            if (a instanceof Double x) {
                if (b instanceof Double y) {
                    return Relation.doubles(x, y, relations);
                } else if (b instanceof Integer y) {
                    return Relation.doubles(x, y, relations);
                }
            } else if (a instanceof Integer x && b instanceof Integer y) {
                return Relation.longs(x, y, relations);
            }
            return rare(a, b);
        }

        private int rare(@Nullable Object a, @Nullable Object b) {
            Object x = Values.plain(a, left.place);
            Object y = Values.plain(b, right.place);
            return x == null || y == null ? UNKNOWN : Values.compare(x, y, relations, place);
        }
    }
}
