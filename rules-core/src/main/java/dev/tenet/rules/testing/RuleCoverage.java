package dev.tenet.rules.testing;

import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.expression.Truth;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What the tests reach. A rule is reached when it decides in a test that passes; a routing rule by sending a task to a
 * session, its own or one that a fallback rule names. Rules that are switched off do not count. A rule counts once,
 * also where an environment changes its values; a rule that stands in an environment's file alone counts when a test
 * runs under that environment. Immutable.
 *
 * @param items every rule that a test can reach, in the order of sections and lines
 */
public record RuleCoverage(List<Item> items) {
    /** Whether a rule decided in a test that passed. */
    public enum Reach {
        /** It did. */
        DECIDED,
        /** It did not. */
        NEVER
    }

    /**
     * A rule that a test can reach.
     *
     * @param kind what it is: {@code routing rule}, {@code fallback rule}, {@code SLA target}, {@code escalation rule},
     *     {@code rule of a decision} or {@code variant}
     * @param name its name for people; the text of its condition where it has no other
     * @param location where it stands
     * @param reach whether it decided
     * @param condition what its condition came to; empty when it has none, or one that never changes
     */
    public record Item(String kind, String name, SourceLocation location, Reach reach, Optional<Condition> condition) {
        /** What and where. */
        @Override
        public String toString() {
            return kind + " " + name + " (" + location + ")";
        }
    }

    /**
     * What a condition came to.
     *
     * @param text the condition
     * @param outcomes what it came to in tests that passed; it is tested on both sides when TRUE and FALSE are there
     */
    public record Condition(String text, Set<Truth> outcomes) {
        /** Takes its own copy of the set. */
        public Condition {
            outcomes = Set.copyOf(outcomes);
        }

        /** Which of TRUE and FALSE it never came to. */
        public Set<Truth> never() {
            Set<Truth> never = EnumSet.of(Truth.TRUE, Truth.FALSE);
            never.removeAll(outcomes);
            return never;
        }
    }

    /** Takes its own copy of the list. */
    public RuleCoverage {
        items = List.copyOf(items);
    }

    /** The rules that no passing test reaches. */
    public List<Item> untested() {
        return items.stream().filter(item -> item.reach() == Reach.NEVER).toList();
    }

    /** The rules whose condition was never TRUE or never FALSE in a passing test. */
    public List<Item> oneSided() {
        return items.stream()
                .filter(item ->
                        item.condition().filter(it -> !it.never().isEmpty()).isPresent())
                .toList();
    }

    /** How many percent of the rules the tests reach; 100 where there are none. */
    public double percent() {
        return items.isEmpty() ? 100 : 100.0 * (items.size() - untested().size()) / items.size();
    }

    /** What is not tested, each as information at its rule: {@code untested-rule}, {@code untested-condition}. */
    public List<Problem> problems() {
        List<Problem> problems = new ArrayList<>();
        untested()
                .forEach(item -> problems.add(problem(
                        "untested-rule",
                        item,
                        "no test reaches the " + item.kind() + " " + item.name(),
                        "add one to tests/")));
        oneSided().stream()
                .filter(item -> item.reach() == Reach.DECIDED)
                .forEach(item -> problems.add(problem(
                        "untested-condition",
                        item,
                        "in no test is the condition " + never(item) + ": "
                                + item.condition().orElseThrow().text(),
                        "add one to tests/")));
        return problems;
    }

    private static Problem problem(String code, Item item, String message, String hint) {
        return new Problem(Severity.INFO, code, item.location(), message, hint, List.of(), "");
    }

    private static String never(Item item) {
        return item.condition().orElseThrow().never().stream()
                .map(Truth::toString)
                .collect(Collectors.joining(" or "));
    }

    /** One line with the share, and one for each gap. */
    @Override
    public String toString() {
        int reached = items.size() - untested().size();
        StringBuilder out = new StringBuilder("coverage ")
                .append(words(percent()))
                .append(" %: ")
                .append(reached)
                .append(" of ")
                .append(items.size())
                .append(items.size() == 1 ? " rule" : " rules");
        problems()
                .forEach(problem -> out.append("\n    ")
                        .append(problem.location())
                        .append(": ")
                        .append(problem.message()));
        return out.toString();
    }

    /** Rounded down, so that nothing but all is 100. */
    static String words(double percent) {
        double tenths = Math.floor(percent * 10) / 10;
        return tenths == Math.rint(tenths) ? String.valueOf((long) tenths) : String.valueOf(tenths);
    }
}
