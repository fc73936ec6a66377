package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactCode.AnyFact;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** {@code IN}: TRUE on the first equal item; else UNKNOWN if the operand or an item is NULL. */
final class Membership {

    private static final int FEW = 4;

    private Membership() {}

    static Code of(Code operand, List<Code> items, Place place) {
        boolean texts =
                items.stream().allMatch(it -> it instanceof Constant constant && constant.value() instanceof String);
        boolean textOperand = operand.type == FactType.STRING || operand.type == FactType.ANY;
        if (texts && textOperand) {
            String[] values =
                    items.stream().map(it -> (String) ((Constant) it).value()).toArray(String[]::new);
            return operand instanceof AnyFact fact
                    ? new FactInTexts(fact, values, place)
                    : new InTexts(operand, values, place);
        }
        boolean wholes =
                items.stream().allMatch(it -> it instanceof Constant constant && constant.value() instanceof Long);
        if (wholes && operand.type == FactType.LONG && items.size() > FEW) {
            return new InLongs(
                    operand,
                    items.stream().map(it -> it.evalLong(FactValues.NONE)).collect(Collectors.toSet()));
        }
        int equal = Relation.of(dev.tenet.rules.internal.syntax.Node.ComparisonOperator.EQUAL);
        return Logic.or(items.stream()
                .map(item -> Comparison.of(equal, operand, item, place))
                .toList());
    }

    /** A few texts are compared one by one; many are hashed. */
    private static final class Texts {
        private final String[] few;
        private final Set<String> all;

        Texts(String[] values) {
            this.few = values.length <= FEW ? values : new String[0];
            this.all = values.length <= FEW ? Set.of() : new HashSet<>(List.of(values));
        }

        int has(String value) {
            for (String each : few) {
                if (each.equals(value)) {
                    return Code.TRUE;
                }
            }
            return few.length == 0 && all.contains(value) ? Code.TRUE : Code.FALSE;
        }
    }

    private static final class InTexts extends Code.Condition {
        private final Code operand;
        private final Texts texts;
        private final Place place;

        InTexts(Code operand, String[] values, Place place) {
            this.operand = operand;
            this.texts = new Texts(values);
            this.place = place;
        }

        @Override
        int truth(FactValues facts) {
            Object value = operand.eval(facts);
            if (value instanceof String text) {
                return texts.has(text);
            } else if (value == null) {
                return UNKNOWN;
            }
            throw place.got(value, "text, as the values after IN are");
        }
    }

    private static final class FactInTexts extends Code.Condition {
        private final String name;
        private final AnyFact fact;
        private final Texts texts;
        private final Place place;

        FactInTexts(AnyFact fact, String[] values, Place place) {
            this.name = fact.name;
            this.fact = fact;
            this.texts = new Texts(values);
            this.place = place;
        }

        @Override
        int truth(FactValues facts) {
            Object value = facts.get(name);
            return value instanceof String text ? texts.has(text) : rare(value);
        }

        private int rare(@Nullable Object value) {
            Object plain = Values.plain(value, fact.place);
            if (plain instanceof String text) {
                return texts.has(text);
            } else if (plain == null) {
                return UNKNOWN;
            }
            throw place.got(plain, "text, as the values after IN are");
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
