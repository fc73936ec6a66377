package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactCode.AnyFact;
import dev.tenet.rules.internal.compile.FactCode.ObjectFact;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code IN}: TRUE on the first equal item; else UNKNOWN if the operand or an item is NULL. */
final class Membership {

    private static final int FEW = 4;

    private Membership() {}

    static Code of(Code operand, List<Code> items, boolean negated, Place place) {
        boolean texts = items.stream()
                .allMatch(it -> it instanceof Constant constant && constant.value() instanceof String);
        boolean textOperand = operand.type == FactType.STRING || operand.type == FactType.ANY;
        if (texts && textOperand) {
            String[] values =
                    items.stream().map(it -> (String) ((Constant) it).value()).toArray(String[]::new);
            return operand instanceof AnyFact fact
                    ? new FactInTexts(fact, values, negated, place)
                    : operand instanceof ObjectFact fact
                            ? new TypedFactInTexts(fact, values, negated)
                            : new InTexts(operand, values, negated, place);
        }
        boolean wholes =
                items.stream().allMatch(it -> it instanceof Constant constant && constant.value() instanceof Long);
        if (wholes && operand.type == FactType.LONG && items.size() > FEW) {
            return negate(negated, new InLongs(
                    operand,
                    items.stream().map(it -> it.evalLong(FactValues.NONE)).collect(Collectors.toSet())));
        }
        int equal = Relation.of(dev.tenet.rules.internal.syntax.Node.ComparisonOperator.EQUAL);
        return negate(negated, Logic.or(items.stream()
                .map(item -> Comparison.of(equal, operand, item, place))
                .toList()));
    }

    private static Code negate(boolean negated, Code member) {
        return negated ? new Logic.Not(member) : member;
    }

    /** A few texts are compared one by one; many are hashed. */
    private static final class Texts {
        private final String[] few;
        private final Set<String> all;
        private final int in;
        private final int notIn;

        Texts(String[] values, boolean negated) {
            this.few = values.length <= FEW ? values : new String[0];
            this.all = values.length <= FEW ? Set.of() : new HashSet<>(List.of(values));
            this.in = negated ? Code.FALSE : Code.TRUE;
            this.notIn = Logic.not(in);
        }

        int truth(String value) {
            for (String each : few) {
                if (each.equals(value)) {
                    return in;
                }
            }
            return few.length == 0 && all.contains(value) ? in : notIn;
        }

        int truth(@Nullable Object value, Place place) {
            if (value instanceof String text) {
                return truth(text);
            } else if (value == null) {
                return Code.UNKNOWN;
            }
            throw place.got(value, "text, as the values after IN are");
        }
    }

    private static final class InTexts extends Code.Condition {
        private final Code operand;
        private final Texts texts;
        private final Place place;

        InTexts(Code operand, String[] values, boolean negated, Place place) {
            this.operand = operand;
            this.texts = new Texts(values, negated);
            this.place = place;
        }

        @Override
        int truth(FactValues facts) {
            return texts.truth(operand.eval(facts), place);
        }
    }

    private static final class TypedFactInTexts extends Code.Condition {
        private final ObjectFact fact;
        private final Texts texts;

        TypedFactInTexts(ObjectFact fact, String[] values, boolean negated) {
            this.fact = fact;
            this.texts = new Texts(values, negated);
        }

        @Override
        int truth(FactValues facts) {
            return fact.eval(facts) instanceof String text ? texts.truth(text) : UNKNOWN;
        }
    }

    private static final class FactInTexts extends Code.Condition {
        private final String name;
        private final AnyFact fact;
        private final Texts texts;
        private final Place place;

        FactInTexts(AnyFact fact, String[] values, boolean negated, Place place) {
            this.name = fact.name;
            this.fact = fact;
            this.texts = new Texts(values, negated);
            this.place = place;
        }

        @Override
        int truth(FactValues facts) {
            Object value = facts.get(name);
            return value instanceof String text
                    ? texts.truth(text)
                    : texts.truth(Values.plain(value, fact.place), place);
        }
    }

    private static final class InLongs extends Code.Condition {
        private final Code operand;
        private final long[] sorted;

        InLongs(Code operand, Set<Long> values) {
            this.operand = operand;
            this.sorted = values.stream().mapToLong(Long::longValue).sorted().toArray();
        }

        @Override
        int truth(FactValues facts) {
            long value = operand.evalLong(facts);
            if (value == NULL_LONG && operand.isNull(facts)) {
                return UNKNOWN;
            }
            return java.util.Arrays.binarySearch(sorted, value) >= 0 ? TRUE : FALSE;
        }
    }
}
