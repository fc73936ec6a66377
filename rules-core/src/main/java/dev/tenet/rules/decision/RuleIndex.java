package dev.tenet.rules.decision;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.internal.compile.FactValues;
import dev.tenet.rules.internal.compile.Program;
import dev.tenet.rules.internal.syntax.Node;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules of a table that can match by the text of one fact. A rule is keyed if its condition begins with
 * {@code fact = 'text'} or {@code fact IN ('text', ...)}: for another text that first term is FALSE, which ends the
 * condition before anything in it can fail, so leaving the rule out changes neither result nor errors. For NULL and
 * for values that are no text this does not hold, and every rule is tried.
 */
final class RuleIndex {
    private static final int[] NONE = {};

    private final @Nullable String fact;
    private final FactSchema schema;
    private final int slot;
    private final Map<String, int[]> keyed;
    private final int[] residual;
    private final int[] all;

    private RuleIndex(@Nullable String fact, FactSchema schema, Map<String, int[]> keyed, int[] residual, int[] all) {
        this.fact = fact;
        this.schema = schema;
        this.slot = fact == null || schema.fact(fact).isEmpty() ? -1 : schema.slot(fact);
        this.keyed = keyed;
        this.residual = residual;
        this.all = all;
    }

    /** Indexes conditions by the fact that most of them begin with. */
    static RuleIndex of(List<Expression> conditions, FactSchema schema) {
        List<Optional<Key>> keys = conditions.stream()
                .map(condition -> key(((Program) condition).syntax()))
                .toList();
        Map<String, Integer> uses = new HashMap<>();
        keys.forEach(key -> key.ifPresent(it -> uses.merge(it.fact, 1, Integer::sum)));
        Optional<String> fact = uses.entrySet().stream()
                .max(Map.Entry.<String, Integer>comparingByValue().thenComparing(Map.Entry.comparingByKey()))
                .map(Map.Entry::getKey);
        Map<String, List<Integer>> positions = new HashMap<>();
        List<Integer> residual = new ArrayList<>();
        for (int i = 0; i < keys.size(); i++) {
            Optional<Key> key =
                    keys.get(i).filter(it -> fact.filter(it.fact::equals).isPresent());
            if (key.isEmpty()) {
                residual.add(i);
            }
            for (String text : key.map(Key::texts).orElse(Set.of())) {
                positions.computeIfAbsent(text, any -> new ArrayList<>()).add(i);
            }
        }
        Map<String, int[]> keyed = new HashMap<>();
        positions.forEach((text, list) -> keyed.put(text, ints(list)));
        return new RuleIndex(
                fact.orElse(null),
                schema,
                keyed,
                ints(residual),
                IntStream.range(0, conditions.size()).toArray());
    }

    /**
     * The positions, in order, of the keyed rules that can match, or of all rules where the index cannot tell; to be
     * joined with {@link #residual}.
     */
    int[] keyed(Facts facts) {
        String text = fact == null ? null : ((FactValues) facts).text(fact, schema, slot);
        return text == null ? all : keyed.getOrDefault(text, NONE);
    }

    /** The positions, in order, of the rules to be tried beside those that {@link #keyed} gave. */
    int[] residual(int[] keyed) {
        return keyed == all ? NONE : residual;
    }

    /** The index in a sorted array of the first number that is at least {@code least}. */
    static int firstAtLeast(int[] sorted, int least) {
        if (least == 0) {
            return 0;
        }
        int found = Arrays.binarySearch(sorted, least);
        return found >= 0 ? found : -found - 1;
    }

    private record Key(String fact, Set<String> texts) {}

    private static Optional<Key> key(Node node) {
        if (node instanceof Node.And and) {
            return key(and.terms().get(0));
        } else if (node instanceof Node.Compare compare && compare.operator() == Node.ComparisonOperator.EQUAL) {
            String text = text(compare.right());
            return text != null
                    ? key(compare.left(), Set.of(text))
                    : key(compare.right(), texts(List.of(compare.left())));
        } else if (node instanceof Node.In in && !in.negated()) {
            return key(in.operand(), texts(in.items()));
        }
        return Optional.empty();
    }

    private static Optional<Key> key(Node operand, Set<String> texts) {
        return operand instanceof Node.Path path && path.steps().isEmpty() && !texts.isEmpty()
                ? Optional.of(new Key(path.name(), texts))
                : Optional.empty();
    }

    /** The texts of literals; empty if one of them is anything else. */
    private static Set<String> texts(List<Node> items) {
        List<String> texts = new ArrayList<>();
        for (Node item : items) {
            String text = text(item);
            if (text == null) {
                return Set.of();
            }
            texts.add(text);
        }
        return Set.copyOf(texts);
    }

    private static @Nullable String text(Node node) {
        return node instanceof Node.Literal literal && literal.value() instanceof String text ? text : null;
    }

    private static int[] ints(List<Integer> list) {
        return list.stream().mapToInt(Integer::intValue).toArray();
    }
}
