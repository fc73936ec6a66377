package dev.tenet.rules.decision;

import dev.tenet.rules.internal.compile.FactTest;
import dev.tenet.rules.internal.compile.FactTest.Among;
import dev.tenet.rules.internal.compile.FactTest.Bound;
import dev.tenet.rules.internal.compile.FactTest.Edge;
import dev.tenet.rules.internal.compile.FactTest.Except;
import dev.tenet.rules.internal.compile.FactTest.IsNotNull;
import dev.tenet.rules.internal.compile.FactTest.IsNull;
import dev.tenet.rules.internal.compile.FactTest.Range;
import dev.tenet.rules.internal.compile.FactTests.Term;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Nodes;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What an index can use of a rule: for each fact the one test that all its terms about that fact come to. */
final class IndexedRule {
    private final int position;
    private final List<Term> terms;
    private final boolean always;
    private final boolean total;
    private final Map<String, Narrowed> narrowed = new LinkedHashMap<>();
    private final boolean left;

    /**
     * What a rule asks of one fact.
     *
     * @param test {@link Among}, {@link Range} or {@link IsNull}; FALSE only if one of the terms is
     * @param exact whether the terms hold wherever it does
     * @param last the last of the terms
     */
    record Narrowed(FactTest test, boolean exact, int last) {}

    /**
     * Reads the terms of a rule.
     *
     * @param always whether the rule counts at all times
     * @param total which terms cannot throw for facts of their types
     */
    IndexedRule(int position, List<Term> terms, boolean always, Predicate<Term> total) {
        this.position = position;
        this.terms = terms;
        this.always = always;
        int prefix = 0;
        while (prefix < terms.size() && total.test(terms.get(prefix))) {
            prefix++;
        }
        this.total = prefix == terms.size();
        this.left = narrow(terms.subList(0, prefix));
    }

    /** Narrows each fact; returns whether a term is left that no narrowing stands for. */
    private boolean narrow(List<Term> prefix) {
        boolean rest = false;
        Map<String, Map<FactTest, Integer>> byFact = new LinkedHashMap<>();
        for (int i = 0; i < prefix.size(); i++) {
            Term term = prefix.get(i);
            if (term.test().isPresent()) {
                FactTest test = term.test().get();
                byFact.computeIfAbsent(test.fact(), fact -> new LinkedHashMap<>())
                        .put(test, i);
            } else {
                rest |= !isTrue(term);
            }
        }
        for (Map.Entry<String, Map<FactTest, Integer>> fact : byFact.entrySet()) {
            Optional<Narrowed> one = narrow(fact.getValue());
            one.ifPresent(it -> narrowed.put(fact.getKey(), it));
            rest |= one.isEmpty();
        }
        return rest;
    }

    private static boolean isTrue(Term term) {
        return term.node() instanceof Node.Literal literal
                && literal.value() instanceof Boolean truth
                && truth != term.negated();
    }

    private static Optional<Narrowed> narrow(Map<FactTest, Integer> tests) {
        FactTest best = null;
        boolean exact = true;
        int last = 0;
        List<FactTest> others = new ArrayList<>();
        for (Map.Entry<FactTest, Integer> each : tests.entrySet()) {
            FactTest test = each.getKey();
            last = Math.max(last, each.getValue());
            if (!(test instanceof Among || test instanceof Range)) {
                others.add(test);
            } else {
                best = best == null ? test : both(best, test);
            }
        }
        if (best == null) {
            boolean nulls = others.stream().allMatch(IsNull.class::isInstance);
            return nulls ? Optional.of(new Narrowed(others.get(0), true, last)) : Optional.empty();
        }
        for (FactTest other : others) {
            if (other instanceof Except && best instanceof Among among) {
                best = filtered(among, other);
            } else {
                exact &= other instanceof IsNotNull; // which follows from any test of the value
            }
        }
        return Optional.of(new Narrowed(best, exact, last));
    }

    private static FactTest both(FactTest a, FactTest b) {
        if (a instanceof Among among) {
            return filtered(among, b);
        } else if (b instanceof Among among) {
            return filtered(among, a);
        } else if (a instanceof Range x && b instanceof Range y) {
            return new Range(x.fact(), x.type(), tighter(x.low(), y.low(), 1), tighter(x.high(), y.high(), -1));
        }
        throw new AssertionError(a + " and " + b);
    }

    private static Among filtered(Among among, FactTest by) {
        Set<Object> values = new LinkedHashSet<>(among.values());
        values.removeIf(value -> !by.holds(value));
        return new Among(among.fact(), among.type(), values);
    }

    private static Optional<Bound> tighter(Optional<Bound> a, Optional<Bound> b, int inwards) {
        if (a.isEmpty() || b.isEmpty()) {
            return a.or(() -> b);
        }
        int order = a.get().compare(b.get().value()) * inwards;
        boolean first = order > 0 || order == 0 && a.get().edge() == Edge.EXCLUDED;
        return first ? a : b;
    }

    int position() {
        return position;
    }

    /** Whether no term can throw for facts of their types. */
    boolean isTotal() {
        return total;
    }

    /** The facts that the index can find the rule by. */
    Map<String, Narrowed> narrowed() {
        return narrowed;
    }

    /** Whether the rule matches wherever what it asks of these facts holds. */
    boolean isDecidedBy(Set<String> facts) {
        return total
                && always
                && !left
                && facts.containsAll(narrowed.keySet())
                && narrowed.values().stream().allMatch(Narrowed::exact);
    }

    /** The names of the facts that the first terms read. */
    Set<String> reads(int count) {
        Set<String> names = new LinkedHashSet<>();
        for (Term term : terms.subList(0, count)) {
            Nodes.paths(term.node()).forEach(path -> names.add(path.name()));
        }
        return names;
    }

    /** The names of all facts that it reads. */
    Set<String> reads() {
        return reads(terms.size());
    }
}
