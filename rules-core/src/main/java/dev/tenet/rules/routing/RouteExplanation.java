package dev.tenet.rules.routing;

import dev.tenet.rules.decision.Explanation;
import dev.tenet.rules.expression.ExpressionExplanation;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Why a {@link Router} decided as it did. {@link #toString()} is the form for people.
 *
 * @param decision what was decided
 * @param rule the rule of the task type, in the variant that the request's key falls into, whether it applies or not;
 *     empty when there is none in force
 * @param when what the rule's condition came to, with the values seen; empty when it has none
 * @param candidates the sessions that were considered, in order; none when no rule applies and no fallback names one
 * @param fallback what became of each fallback rule; empty when none was needed
 */
public record RouteExplanation(
        RouteDecision decision,
        Optional<RoutingRule> rule,
        Optional<ExpressionExplanation> when,
        List<Candidate> candidates,
        Optional<Explanation<Fallback>> fallback) {

    /** Takes its own copy of the list. */
    public RouteExplanation {
        candidates = List.copyOf(candidates);
    }

    /** Why a session was considered. */
    public enum Role {
        /** The rule prefers it. */
        PREFERRED("preferred"),
        /** It is one of the others. */
        OTHER("other"),
        /** A fallback rule names it as its default session. */
        DEFAULT("default");

        private final String words;

        Role(String words) {
            this.words = words;
        }

        @Override
        public String toString() {
            return words;
        }
    }

    /**
     * A session that was considered.
     *
     * @param session its name
     * @param role why it was considered
     * @param passedOver why it did not get the task; empty for the one that did
     */
    public record Candidate(String session, Role role, Optional<PassedOver> passedOver) {
        @Override
        public String toString() {
            return role + " session " + session + " "
                    + passedOver.map(PassedOver::words).orElse("gets the task");
        }
    }

    /**
     * The decision, the rule where the decision does not name it, each candidate and each fallback rule with the values
     * seen; one a line.
     */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(decision.toString());
        boolean byRule = decision instanceof RouteDecision.Routed && fallback.isEmpty();
        if (!byRule) {
            String type = decision.request().taskType();
            out.append("\n  ").append(rule.map(DecisionText::rule).orElse("no rule for the task type \"" + type + '"'));
        }
        when.ifPresent(condition -> out.append("\n  when ").append(condition));
        int width =
                candidates.stream().mapToInt(it -> it.session().length()).max().orElse(0);
        for (Candidate candidate : candidates) {
            String name = candidate.session();
            out.append("\n  ").append(String.format("%-9s", candidate.role())).append("  ");
            out.append(name).append(" ".repeat(width - name.length())).append("  ");
            out.append(candidate.passedOver().map(PassedOver::words).orElse("gets the task"));
        }
        fallback.ifPresent(
                table -> table.entries().forEach(entry -> out.append("\n  ").append(line(entry))));
        return out.toString();
    }

    /** By its condition: most fallback rules have an id that was derived from it and says nothing to people. */
    private static String line(Explanation.Entry<Fallback> entry) {
        String seen = entry.condition()
                .map(condition -> condition
                        .failure()
                        .orElseGet(() ->
                                condition.reads().stream().map(Object::toString).collect(Collectors.joining(", "))))
                .filter(words -> !words.equals(entry.rule().condition().text() + " = TRUE"))
                .filter(words -> !words.equals(entry.rule().condition().text() + " = FALSE"))
                .filter(words -> !words.isEmpty())
                .map(words -> "; " + words)
                .orElse("");
        return "fallback   " + entry.rule().condition().text() + ", "
                + entry.rule().location() + ": " + entry.verdict()
                + (entry.unknownByMissingFact() ? " (a fact is missing)" : "") + seen;
    }
}
