package dev.tenet.rules.internal.bind;

import dev.tenet.rules.Problem;
import dev.tenet.rules.decision.HitPolicy;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.internal.analysis.Finding;
import dev.tenet.rules.internal.analysis.TableAnalysis;
import dev.tenet.rules.internal.analysis.TableAnalysis.Completeness;
import dev.tenet.rules.internal.analysis.TableAnalysis.Subject;
import dev.tenet.rules.internal.compile.Program;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Has a table analysed and reports what was found, each thing with the places that take part in it. */
final class TableReport {
    private static final int MOST_NAMED = 4;
    private static final Problem.Related[] NONE = {};

    private final Context context;
    private final String conditionKey;
    private final RuleTable<?> table;
    private final Map<String, MapReader> readers = new HashMap<>();

    /**
     * Where a table stands.
     *
     * @param owner the map that has the rules
     * @param rulesKey the key of the rules there
     * @param policyKey the key of the hit policy there
     * @param given what is known of the facts
     */
    record Context(MapReader owner, String rulesKey, String policyKey, Optional<Expression> given) {

        /** The value that says that the rules are complete, if it does. */
        Optional<Node> complete() {
            return owner.node()
                    .value("complete")
                    .filter(value -> value.toString().equals("true"));
        }

        /** Whether a value was written in a layer above the one that has the owner first. */
        private boolean isOverride(Place place) {
            return !place.source().layer().equals(owner.place().source().layer());
        }

        /** Of two places the one that made the other wrong: what a higher layer says, else the second. */
        Place blamed(Optional<Place> first, Place second) {
            return first.filter(place -> isOverride(place) && !isOverride(second))
                    .orElse(second);
        }
    }

    private TableReport(Context context, String conditionKey, RuleTable<?> table, List<MapReader> rules) {
        this.context = context;
        this.conditionKey = conditionKey;
        this.table = table;
        for (int i = 0; i < rules.size(); i++) {
            readers.put(table.rules().get(i).id(), rules.get(i));
        }
    }

    /**
     * Reports what is wrong with a table.
     *
     * @param rules the readers of its rules, in order
     * @param passingOn the ids of the rules that may match without deciding
     */
    static void of(
            Context context, String conditionKey, RuleTable<?> table, List<MapReader> rules, Set<String> passingOn) {
        TableReport report = new TableReport(context, conditionKey, table, rules);
        if (report.isReadable()) {
            Completeness completeness =
                    context.complete().isPresent() && report.isWhole() ? Completeness.COMPLETE : Completeness.PARTIAL;
            TableAnalysis.of(new Subject(table, context.given(), passingOn, completeness))
                    .forEach(report::report);
        }
    }

    /** Whether the hit policy is what was written, and no placeholder for it. */
    private boolean isReadable() {
        boolean policy = policy().map(
                        node -> node.toString().equals('"' + table.hitPolicy().yamlName() + '"'))
                .orElse(true);
        return policy;
    }

    /** Whether a gap is one: not where a rule is missing because it could not be read. */
    private boolean isWhole() {
        return !table.rules().isEmpty()
                && table.rules().stream()
                        .allMatch(rule -> ((Program) rule.condition()).schema().equals(table.schema()));
    }

    private Optional<Node> policy() {
        return context.owner().node().value(context.policyKey());
    }

    private void report(Finding finding) {
        if (finding instanceof Finding.Never never) {
            Conditions.reportNever(never.rule().condition(), reader(never.rule()), conditionKey);
        } else if (finding instanceof Finding.Always always) {
            Conditions.reportAlways(always.rule().condition(), reader(always.rule()), conditionKey);
        } else if (finding instanceof Finding.Unreachable unreachable) {
            report(unreachable);
        } else if (finding instanceof Finding.Overlap overlap) {
            report(overlap);
        } else if (finding instanceof Finding.Gap gap) {
            report(gap);
        } else {
            throw new AssertionError(finding);
        }
    }

    private void report(Finding.Unreachable finding) {
        Place rule = reader(finding.rule()).place();
        List<Rule<?>> by = finding.by();
        boolean always = by.size() == 1 && Conditions.unconditional(by.get(0).condition());
        String message = always && by.get(0).effective().always()
                ? "this rule is never reached: " + earlier(1) + " always matches"
                : "this rule never decides: whenever it matches, " + earlier(by.size()) + " does";
        List<Problem.Related> related = new ArrayList<>();
        Place at = blameFor(rule, "this rule is never reached", related);
        for (Rule<?> other : by.subList(0, Math.min(MOST_NAMED, by.size()))) {
            related.add(Places.related(
                    reader(other).place(),
                    always
                            ? "this rule always matches"
                            : "this rule matches too: " + other.condition().text()));
        }
        problems().warning("unreachable-rule", at, message, "move it up, or remove it", related.toArray(NONE));
    }

    private String earlier(int count) {
        boolean ranked = table.hitPolicy() == HitPolicy.PRIORITY;
        if (count == 1) {
            return ranked ? "one that has priority" : "an earlier one";
        }
        return "one of " + count + (ranked ? " that have priority" : " earlier ones");
    }

    /** Where to report: at the rule, or at a hit policy of a higher layer; the other place becomes a related one. */
    private Place blameFor(Place rule, String message, List<Problem.Related> related) {
        Place at = context.blamed(policy().map(Node::place), rule);
        if (!at.equals(rule)) {
            related.add(Places.related(rule, message));
        }
        return at;
    }

    private void report(Finding.Overlap finding) {
        Place second = reader(finding.second()).place();
        List<Problem.Related> related = new ArrayList<>();
        Place at = blameFor(second, "this rule matches", related);
        related.add(Places.related(reader(finding.first()).place(), "this rule matches too"));
        problems()
                .warning(
                        "overlapping-rules",
                        at,
                        "two rules match when " + finding.example().text()
                                + ", which is an error under the hit policy unique",
                        "make their conditions exclude each other, or choose another hit policy",
                        related.toArray(NONE));
    }

    private void report(Finding.Gap finding) {
        Place complete = context.complete().orElseThrow().place();
        Place rules = context.owner()
                .node()
                .value(context.rulesKey())
                .map(Node::place)
                .orElse(complete);
        Place at = context.blamed(Optional.of(rules), complete);
        problems()
                .warning(
                        "incomplete-decision",
                        at,
                        "the decision is said to be complete, but no rule matches when "
                                + finding.example().text(),
                        finding.example().withNull()
                                ? "a fact that is missing is NULL: add a last rule without \"" + conditionKey + '"'
                                : "add a rule for it, or remove \"complete\"",
                        at.equals(complete)
                                ? Places.related(rules, "the rules begin here")
                                : Places.related(complete, "it is said to be complete here"));
    }

    private Problems problems() {
        return context.owner().problems();
    }

    private MapReader reader(Rule<?> rule) {
        MapReader reader = readers.get(rule.id());
        if (reader == null) {
            throw new AssertionError(rule);
        }
        return reader;
    }
}
