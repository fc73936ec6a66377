package dev.tenet.rules.routing;

import dev.tenet.rules.decision.Explanation;
import dev.tenet.rules.expression.ExpressionExplanation;
import java.util.List;
import java.util.Optional;

/**
 * Why a {@link Router} decided as it did. {@link #toString()} is the form for people.
 *
 * @param decision what was decided
 * @param rule the rule of the task type, whether it applies or not; empty when there is none in force
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

    /** The decision, the rule and its place, each candidate, and each fallback rule; one a line. */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(decision.toString());
        String type = decision.request().taskType();
        out.append("\n  ")
                .append(rule.map(it -> "rule " + it.id() + " (" + it.location() + ")")
                        .orElse("no rule for the task type \"" + type + '"'));
        when.ifPresent(condition -> out.append("\n  when ").append(condition));
        candidates.forEach(candidate -> out.append("\n  ").append(candidate));
        fallback.ifPresent(table ->
                table.entries().forEach(entry -> out.append("\n  fallback ").append(entry)));
        return out.toString();
    }
}
