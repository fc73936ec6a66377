package dev.tenet.rules.routing;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSource;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.routing.RouteDecision.Reason;
import java.time.InstantSource;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Decides which session takes a task, by the current rules and the fleet as it is.
 *
 * <p>A rule applies to a request of its task type while it is enabled and effective and its {@code when} is TRUE. Of its
 * preferred sessions the one that its strategy says gets the task; if none of them can take it and the rule is not
 * exclusive, the least loaded other session does, the first by name of equals. Sessions that are excluded, of a provider
 * not supported, offline, waiting for input, unhealthy, stale or full are passed over. When that finds nobody, the
 * fallback rules are tried in order; a default session that cannot take the task passes on to the next of them.
 *
 * <p>Safe for use by many threads. Deciding changes nothing: neither the fleet nor the rules. One decision sees one rule
 * set throughout, and one moment.
 */
public final class Router {
    private final RuleSource rules;
    private final Fleet fleet;
    private final InstantSource clock;

    // One reference, so that a rule set and what was read from it can never be of two loads.
    private volatile @Nullable Current current;

    private record Current(RuleSet source, RoutingRules routing) {}

    private Router(Builder builder) {
        this.rules = builder.rules;
        this.fleet = builder.fleet;
        this.clock = builder.clock;
    }

    /** A router on the fleet's clock. */
    public static Router of(RuleSource rules, Fleet fleet) {
        return builder(rules, fleet).build();
    }

    /** Starts a router with settings of its own. */
    public static Builder builder(RuleSource rules, Fleet fleet) {
        return new Builder(rules, fleet);
    }

    /**
     * Decides about a request.
     *
     * @throws dev.tenet.rules.expression.EvaluationException if a condition meets an attribute that it cannot work with
     */
    public RouteDecision route(RouteRequest request) {
        return decide(request, routing(), fleet, clock.millis());
    }

    /**
     * What {@link #route} decides at this moment, and why: each session and why it was passed over.
     *
     * @throws dev.tenet.rules.expression.EvaluationException where {@link #route} throws it
     */
    public RouteExplanation explain(RouteRequest request) {
        Fleet frozen = fleet.frozen();
        long nowMillis = clock.millis();
        RoutingRules routing = routing();
        RouteDecision decision = decide(request, routing, frozen, nowMillis);
        return new RouteTrace(decision, routing, frozen, nowMillis).explain();
    }

    static RouteDecision decide(RouteRequest request, RoutingRules routing, Fleet fleet, long nowMillis) {
        TypeRoute route = routing.route(request.taskType());
        if (route == null || !route.inForce(nowMillis)) {
            return fallBack(new FallbackAttempt(request, null, Reason.TASK_TYPE_UNKNOWN, routing, fleet, nowMillis));
        }
        if (!route.applies(request, nowMillis)) {
            return fallBack(new FallbackAttempt(request, route, Reason.NO_RULE_MATCHES, routing, fleet, nowMillis));
        }
        Session session = route.choose(fleet, nowMillis);
        return session != null
                ? new RouteDecision.Routed(request, session, route.rule(), Optional.empty())
                : fallBack(
                        new FallbackAttempt(request, route, Reason.NO_SESSIONS_AVAILABLE, routing, fleet, nowMillis));
    }

    private static RouteDecision fallBack(FallbackAttempt attempt) {
        Optional<Rule<Fallback>> rule = attempt.table().firstAcceptable(attempt.facts(), attempt);
        return rule.isPresent() ? attempt.decision() : attempt.rejected();
    }

    @SuppressWarnings("ReferenceEquality") // a reload gives another object
    private RoutingRules routing() {
        RuleSet source = rules.current();
        Current known = current;
        if (known == null || known.source != source) {
            known = new Current(source, source.routing());
            current = known;
        }
        return known.routing;
    }

    /** Settings of a {@link Router}. Not safe for use by many threads. */
    public static final class Builder {
        private final RuleSource rules;
        private final Fleet fleet;
        private InstantSource clock;

        private Builder(RuleSource rules, Fleet fleet) {
            this.rules = rules;
            this.fleet = fleet;
            this.clock = fleet.clock();
        }

        /** The clock by which sessions are stale and rules effective; the fleet's unless given. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /** The router. */
        public Router build() {
            return new Router(this);
        }
    }
}
