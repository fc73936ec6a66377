package dev.tenet.rules.routing;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.decision.Effective;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.expression.Expression;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How tasks of one type are routed: an entry of {@code environment_routing}.
 *
 * @param id the rule's stable name: its task type, or the id of the fallback rule whose terms these are
 * @param when the condition that a request must meet for the rule to apply; empty when it always applies
 * @param preferredSessions the sessions that should do the work, best first, without duplicates
 * @param providers the providers that the rule admits; empty when it admits every supported one
 * @param strategy how one of the preferred sessions is chosen
 * @param exclusive whether only preferred sessions may do the work; otherwise any other session stands in, least
 *     loaded first
 * @param environment where the work is done
 * @param mergePolicy how the result is merged
 * @param priority the priority of a task whose request gives none
 * @param timeout how long the work may take; empty when that is not limited
 * @param urgent told to the host, which decides what urgency means to it
 * @param description text for people; empty when there is none
 * @param state whether the rule takes part; the task type of a disabled rule counts as unknown
 * @param effective when the rule takes part; at other times its task type counts as unknown
 * @param variant the name of the variant that this is; empty for the rule as it is written
 * @param location where the rule stands
 */
public record RoutingRule(
        String id,
        Optional<Expression> when,
        List<String> preferredSessions,
        Set<String> providers,
        Strategy strategy,
        boolean exclusive,
        EnvironmentPlan environment,
        MergePolicy mergePolicy,
        int priority,
        Optional<Duration> timeout,
        boolean urgent,
        String description,
        Rule.State state,
        Effective effective,
        Optional<String> variant,
        SourceLocation location) {

    /** The priority of a task when neither its request nor its rule gives one. */
    public static final int DEFAULT_PRIORITY = 5;

    /**
     * The terms on which a default session takes a task that no routing rule applies to: nothing is known of the work,
     * so it goes on in production, is merged through a pull request, and has no time limit.
     *
     * @param id the id of the fallback rule
     * @param location where the fallback rule stands
     */
    public static RoutingRule termsOfFallback(String id, SourceLocation location) {
        return new RoutingRule(
                id,
                Optional.empty(),
                List.of(),
                Set.of(),
                new Strategy.Ordered(),
                false,
                new EnvironmentPlan.Production(),
                MergePolicy.PULL_REQUEST,
                DEFAULT_PRIORITY,
                Optional.empty(),
                false,
                "",
                Rule.State.ENABLED,
                Effective.ALWAYS,
                Optional.empty(),
                location);
    }

    /** Takes its own copies of the collections. */
    public RoutingRule {
        preferredSessions = List.copyOf(preferredSessions);
        providers = Set.copyOf(providers);
    }
}
