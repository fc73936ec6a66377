package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.decision.Effective;
import dev.tenet.rules.decision.HitPolicy;
import dev.tenet.rules.decision.HitPolicyException;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;

/**
 * Finds what is wrong with the rules of a table whatever facts come. Sound and not complete: what it reports is so, and
 * a search that would cost too much reports nothing. The time is near linear in the number of rules.
 *
 * <p>Conditions become unions of boxes over the facts that they test ({@link Regions}); that a rule is covered is shown
 * by taking the boxes of the rules before it away until nothing is left ({@link Cover}). Effective times are one more
 * dimension. Every example is confirmed by evaluating the rules themselves.
 */
public final class TableAnalysis {
    private static final int STEPS = 1_000_000;
    private static final int LEAST_STEPS = 16;
    private static final int MOST_STEPS = 20_000;
    private static final int STEPS_OF_AN_EXAMPLE = 8;
    private static final int MOST_OVERLAPS_OF_A_RULE = 5;
    private static final int MOST_OVERLAPS = 100;

    private final Subject subject;
    private final List<Rule<?>> rules = new ArrayList<>();
    private final List<Region> regions = new ArrayList<>();
    private final Dimensions dimensions;
    private final Regions conditions;
    private final Region given;
    private final boolean timed;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * What is looked at.
     *
     * @param table the rules
     * @param given what is known of the facts beforehand: a condition over the table's schema that is TRUE for all
     *     facts that can occur
     * @param passingOn the ids of the rules that may match without deciding, so that rules after them are tried
     * @param completeness whether the rules are meant to answer every input
     */
    public record Subject(
            RuleTable<?> table, Optional<Expression> given, Set<String> passingOn, Completeness completeness) {
        /** Takes its own copy of the set. */
        public Subject {
            passingOn = Set.copyOf(passingOn);
        }
    }

    /** Whether a gap is a mistake. */
    public enum Completeness {
        /** Some rule is meant to match. */
        COMPLETE,
        /** There may be facts that no rule matches. */
        PARTIAL
    }

    private TableAnalysis(Subject subject) {
        this.subject = subject;
        FactSchema schema = subject.table().schema();
        this.dimensions = new Dimensions(schema);
        this.conditions = new Regions(schema, dimensions);
        this.timed = subject.table().rules().stream()
                .anyMatch(rule -> !rule.effective().always());
        this.given = subject.given().map(conditions::of).orElse(Region.EVERYTHING);
    }

    /** What is wrong with a table, in the order of its rules. */
    public static List<Finding> of(Subject subject) {
        return new TableAnalysis(subject).findings();
    }

    private List<Finding> findings() {
        for (Rule<?> rule : inOrder(subject.table())) {
            Region region = conditions.of(rule.condition());
            switch (ConditionAnalysis.of(rule.condition(), region, given)) {
                case NEVER -> findings.add(new Finding.Never(rule));
                case ALWAYS -> {
                    findings.add(new Finding.Always(rule));
                    add(rule, region);
                }
                case SOMETIMES -> add(rule, region);
            }
        }
        switch (subject.table().hitPolicy()) {
            case FIRST, PRIORITY -> findUnreachable();
            case UNIQUE -> findOverlaps();
            case COLLECT -> {}
        }
        if (subject.completeness() == Completeness.COMPLETE) {
            findGap();
        }
        return List.copyOf(findings);
    }

    private void add(Rule<?> rule, Region region) {
        rules.add(rule);
        regions.add(region.and(given).and(during(rule.effective())));
    }

    /** The enabled rules, those that win first. */
    private static List<Rule<?>> inOrder(RuleTable<?> table) {
        List<Rule<?>> enabled = new ArrayList<>();
        for (Rule<?> rule : table.rules()) {
            if (rule.state() == Rule.State.ENABLED) {
                enabled.add(rule);
            }
        }
        if (table.hitPolicy() == HitPolicy.PRIORITY) {
            enabled.sort(Comparator.<Rule<?>>comparingInt(Rule::priority).reversed());
        }
        return enabled;
    }

    /** When a rule counts. Of a table without effective times nothing is said, to keep the boxes small. */
    private Region during(Effective effective) {
        if (!timed) {
            return Region.EVERYTHING;
        }
        Optional<Object> until =
                effective.until().equals(Instant.MAX) ? Optional.empty() : Optional.of(effective.until());
        return Region.of(Dimensions.MOMENT, ValueSet.interval(Kind.TIME, effective.from(), until));
    }

    private Steps stepsOfARule() {
        return new Steps(Math.min(MOST_STEPS, Math.max(LEAST_STEPS, STEPS / Math.max(1, rules.size()))));
    }

    private void findUnreachable() {
        Candidates before = new Candidates(regions);
        for (int i = 0; i < rules.size(); i++) {
            SortedSet<Integer> by = Cover.of(regions.get(i), before, stepsOfARule());
            if (!by.isEmpty()) {
                findings.add(new Finding.Unreachable(
                        rules.get(i), by.stream().<Rule<?>>map(rules::get).toList()));
            } else if (!subject.passingOn().contains(rules.get(i).id())) {
                before.add(i, regions.get(i));
            }
        }
    }

    private void findOverlaps() {
        Candidates before = new Candidates(regions);
        int found = 0;
        for (int i = 0; i < rules.size() && found < MOST_OVERLAPS; i++) {
            Set<Integer> overlapping = new HashSet<>();
            Steps steps = stepsOfARule();
            for (Box box : regions.get(i).boxes()) {
                Rule<?> rule = rules.get(i);
                before.findAnywhere(box, steps, member -> {
                    if (member.box().meets(box) && !overlapping.contains(member.position())) {
                        steps.take(STEPS_OF_AN_EXAMPLE);
                        overlap(rules.get(member.position()), rule, box.and(member.box()))
                                .ifPresent(overlap -> {
                                    overlapping.add(member.position());
                                    findings.add(overlap);
                                });
                    }
                    return overlapping.size() == MOST_OVERLAPS_OF_A_RULE;
                });
            }
            found += overlapping.size();
            before.add(i, regions.get(i));
        }
    }

    private Optional<Finding.Overlap> overlap(Rule<?> first, Rule<?> second, Optional<Box> common) {
        return common.flatMap(box -> Example.in(box, dimensions))
                .filter(example -> matches(first, example) && matches(second, example))
                .map(example -> new Finding.Overlap(first, second, example));
    }

    private static boolean matches(Rule<?> rule, Example example) {
        try {
            return rule.effective().at(example.moment()) && rule.condition().matches(example.facts());
        } catch (EvaluationException failure) {
            return false; // an example that a condition cannot work with shows nothing
        }
    }

    private void findGap() {
        Candidates all = new Candidates(regions);
        for (int i = 0; i < rules.size(); i++) {
            all.add(i, regions.get(i));
        }
        Region possible = given.and(during(Effective.ALWAYS));
        Region known = possible;
        for (int i = Dimensions.MOMENT + 1; i < dimensions.size(); i++) {
            Dimensions.Dimension dimension = dimensions.get(i);
            if (dimension.path().isPresent() && dimensions.takes(dimension)) {
                known = known.and(Region.of(i, ValueSet.ofNull(dimension.kind()).not()));
            }
        }
        // A gap between values says more than one that only missing facts fall into.
        Optional<Example> between = gaps(all).in(known);
        Optional<Example> found = between.isPresent() ? between : gaps(all).in(possible);
        found.ifPresent(example -> findings.add(new Finding.Gap(example)));
    }

    private Gaps gaps(Candidates all) {
        return new Gaps(all, rules.size(), new Steps(MOST_STEPS), dimensions, this::matchesNone);
    }

    private boolean matchesNone(Example example) {
        try {
            return subject.table().evaluate(example.facts()).isEmpty();
        } catch (EvaluationException | HitPolicyException failure) {
            return false; // nor does an example that two rules match
        }
    }
}
