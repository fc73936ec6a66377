package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactCode.AnyFact;
import dev.tenet.rules.internal.compile.FactCode.ObjectFact;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** {@code IN}: TRUE on the first equal item; else UNKNOWN if the operand or an item is NULL. */
final class Membership {

    private static final int FEW = 4;

    private Membership() {}

    static Code of(Code operand, List<Code> items, boolean negated, Place place) {
        boolean texts =
                items.stream().allMatch(it -> it instanceof Constant constant && constant.value() instanceof String);
        boolean textOperand = operand.type() == FactType.STRING || operand.type() == FactType.ANY;
        if (texts && textOperand) {
            Texts values = Texts.of(
                    items.stream().map(it -> (String) ((Constant) it).value()).toList());
            return operand instanceof AnyFact fact
                    ? new FactInTexts(fact, values, negated, place)
                    : operand instanceof ObjectFact fact
                            ? new TypedFactInTexts(fact, values, negated)
                            : new InTexts(operand, values, negated, place);
        }
        boolean wholes =
                items.stream().allMatch(it -> it instanceof Constant constant && constant.value() instanceof Long);
        if (wholes && operand.type() == FactType.LONG && items.size() > FEW) {
            return negate(negated, new InLongs(operand, new Wholes(items)));
        }
        int equal = Relation.of(dev.tenet.rules.internal.syntax.Node.ComparisonOperator.EQUAL);
        return negate(
                negated,
                Logic.or(items.stream()
                        .map(item -> Comparison.of(equal, operand, item, place))
                        .toList()));
    }

    private static Code negate(boolean negated, Code member) {
        return negated ? new Logic.Not(member) : member;
    }

    /** Texts known when compiled. */
    private interface Texts {

        static Texts of(List<String> values) {
            int size = values.size();
            return size > FEW
                    ? new Many(new HashSet<>(values))
                    : new Few(
                            values.get(0),
                            values.get(Math.min(1, size - 1)),
                            values.get(Math.min(2, size - 1)),
                            values.get(size - 1));
        }

        boolean contains(String value);
    }

    /** Up to four, the last one repeated. Fields are constants in fused code, and no loop makes that code long. */
    private record Few(String a, String b, String c, String d) implements Texts {
        @Override
        @SuppressWarnings("ReferenceEquality") // tells what is repeated
        public boolean contains(String value) {
            return a.equals(value)
                    || b != a && b.equals(value)
                    || c != b && c.equals(value)
                    || d != c && d.equals(value);
        }
    }

    private record Many(Set<String> texts) implements Texts {
        @Override
        public boolean contains(String value) {
            return texts.contains(value);
        }
    }

    private static int truth(Texts texts, @Nullable Object value, boolean negated, Place place) {
        if (value instanceof String text) {
            return texts.contains(text) != negated ? Code.TRUE : Code.FALSE;
        } else if (value == null) {
            return Code.UNKNOWN;
        }
        throw place.got(value, "text, as the values after IN are");
    }

    private record InTexts(Code operand, Texts texts, boolean negated, Place place) implements Judgement.OfObject {
        @Override
        public int truth(FactValues facts) {
            return judge(operand.eval(facts));
        }

        @Override
        public int judge(@Nullable Object value) {
            return Membership.truth(texts, value, negated, place);
        }
    }

    private record TypedFactInTexts(ObjectFact operand, Texts texts, boolean negated) implements Judgement.OfObject {
        @Override
        public int truth(FactValues facts) {
            return judge(operand.eval(facts));
        }

        @Override
        public int judge(@Nullable Object value) {
            return value instanceof String text ? texts.contains(text) != negated ? TRUE : FALSE : UNKNOWN;
        }
    }

    private record FactInTexts(AnyFact fact, Texts texts, boolean negated, Place place) implements Judgement.OfObject {
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
            return value instanceof String text
                    ? texts.contains(text) != negated ? TRUE : FALSE
                    : Membership.truth(texts, Values.plain(value, fact.place()), negated, place);
        }
    }

    /** Whole numbers, found by halving. */
    private static final class Wholes {
        private final long[] sorted;

        Wholes(List<Code> constants) {
            this.sorted = constants.stream()
                    .mapToLong(it -> it.evalLong(FactValues.NONE))
                    .sorted()
                    .toArray();
        }

        boolean contains(long value) {
            return Arrays.binarySearch(sorted, value) >= 0;
        }
    }

    private record InLongs(Code operand, Wholes wholes) implements Judgement.OfLong {
        @Override
        public int truth(FactValues facts) {
            return judge(operand.evalLong(facts), facts);
        }

        @Override
        public int judge(long value, FactValues facts) {
            if (value == NULL_LONG && operand.isNull(facts)) {
                return UNKNOWN;
            }
            return wholes.contains(value) ? TRUE : FALSE;
        }
    }
}
