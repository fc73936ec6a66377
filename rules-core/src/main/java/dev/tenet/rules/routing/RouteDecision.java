package dev.tenet.rules.routing;

import dev.tenet.rules.decision.Rule;
import java.time.Duration;
import java.util.Optional;

/** What a {@link Router} decided about a request. Immutable. {@code toString()} is one line for people. */
public sealed interface RouteDecision {

    /** The request that was decided. */
    RouteRequest request();

    /**
     * A session was found.
     *
     * @param request the request
     * @param session the session as it was at the moment of the decision
     * @param rule the rule that says how the work is done; its own id when a fallback stands in for it
     * @param fallback the fallback rule that named the session; empty when the routing rule itself did
     */
    record Routed(RouteRequest request, Session session, RoutingRule rule, Optional<Rule<Fallback>> fallback)
            implements RouteDecision {

        /** The id of the routing rule: the task type, or the fallback rule's id where no routing rule applies. */
        public String ruleId() {
            return rule.id();
        }

        /** The variant of the rule that the request's key falls into; empty when the rule has none. */
        public Optional<String> variant() {
            return rule.variant();
        }

        /** Where the work is done. */
        public EnvironmentPlan environment() {
            return rule.environment();
        }

        /** How the result is merged. */
        public MergePolicy mergePolicy() {
            return rule.mergePolicy();
        }

        /** The request's priority, or else the rule's. */
        public int priority() {
            return request.priority().orElse(rule.priority());
        }

        /** How long the work may take; empty when that is not limited. */
        public Optional<Duration> timeout() {
            return rule.timeout();
        }

        /** Whether the rule calls the work urgent; what that means is the host's to decide. */
        public boolean urgent() {
            return rule.urgent();
        }

        @Override
        public String toString() {
            return DecisionText.of(this);
        }
    }

    /**
     * No session can take the task now; ask again later.
     *
     * @param request the request
     * @param retryAfter how long to wait before asking again
     * @param reason why the task cannot be taken now
     * @param rule the fallback rule that said so
     */
    record Queued(RouteRequest request, Duration retryAfter, Reason reason, Rule<Fallback> rule)
            implements RouteDecision {
        @Override
        public String toString() {
            return DecisionText.of(this);
        }
    }

    /**
     * The task is refused.
     *
     * @param request the request
     * @param reason why no routing rule could be followed
     * @param rule the fallback rule that refused it; empty when no fallback rule applied
     */
    record Rejected(RouteRequest request, Reason reason, Optional<Rule<Fallback>> rule) implements RouteDecision {

        /** The reason for people: that of the fallback rule, if it gives one. */
        public String message() {
            return rule.map(Rule::outcome)
                    .filter(Fallback.Reject.class::isInstance)
                    .map(outcome -> ((Fallback.Reject) outcome).reason())
                    .filter(text -> !text.isEmpty())
                    .orElseGet(() -> reason.words(request.taskType()));
        }

        @Override
        public String toString() {
            return DecisionText.of(this);
        }
    }

    /** Why no routing rule could be followed. */
    enum Reason {
        /** There is no rule for the request's task type, or none that is enabled and effective. */
        TASK_TYPE_UNKNOWN("no routing rule for the task type \"%s\""),
        /** There is a rule for the task type, but its {@code when} is not TRUE for the request. */
        NO_RULE_MATCHES("the routing rule for the task type \"%s\" does not apply to the request"),
        /** The rule applies, but no session that it admits can take the task. */
        NO_SESSIONS_AVAILABLE("no session can take a task of the type \"%s\" now"),
        /** A session could take the task, but every port that its environment may use is taken. */
        NO_PORTS_AVAILABLE("no port is free for the environment of a task of the type \"%s\" now");

        private final String words;

        Reason(String words) {
            this.words = words;
        }

        String words(String taskType) {
            return String.format(words, taskType);
        }
    }
}
