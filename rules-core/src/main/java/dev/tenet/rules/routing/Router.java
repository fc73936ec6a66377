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
 * preferred sessions the one that its {@link Strategy} says gets the task; if none of them can take it and the rule is
 * not exclusive, the least loaded other session does, the first by name of equals. Sessions that are excluded, of a
 * provider not supported, offline, waiting for input, unhealthy, stale or full are passed over. A task whose rule gives
 * its environment a port needs a free one, too. When a session or a port is lacking, the fallback rules are tried in
 * order; a default session that cannot take the task passes on to the next of them.
 *
 * <p>Safe for use by many threads. One decision sees one rule set throughout, and one moment. {@link #route} changes
 * neither the fleet nor whose turn it is; {@link #assign} takes what it decided upon.
 */
public final class Router {
    private final RuleSource rules;
    private final Fleet fleet;
    private final InstantSource clock;
    private final RouterMemory memory;

    // One reference, so that a rule set and what was read from it can never be of two loads.
    private volatile @Nullable Current current;

    private record Current(RuleSet source, RoutingRules routing) {}

    private Router(Builder builder) {
        this.rules = builder.rules;
        this.fleet = builder.fleet;
        this.clock = builder.clock;
        this.memory = new RouterMemory(builder.seed);
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
        return decide(request, routing(), fleet, memory, clock.millis());
    }

    /**
     * Decides about a request and takes a slot of the session, and a port where the environment needs one, for as long
     * as the assignment is open. Assignments that are due expire first.
     *
     * <p>Nothing is taken twice, however many threads assign: the slot is taken only if the session is still as it was
     * decided upon, else it is decided anew. While others assign or feed the fleet, a decision may see a slot as taken
     * that is given back a moment later.
     *
     * @return an {@link Assignment.Assigned} to close when the task is done, or an {@link Assignment.Unassigned} with
     *     the decision to queue or refuse it
     * @throws dev.tenet.rules.expression.EvaluationException where {@link #route} throws it
     */
    public Assignment assign(RouteRequest request) {
        fleet.leases().expire();
        Assignment assignment = null;
        while (assignment == null) {
            assignment = attempt(request);
        }
        return assignment;
    }

    /**
     * Ends the assignments whose hosts have not been heard of within the fleet's
     * {@linkplain Fleet.Builder#assignmentTimeout assignment timeout}, on the fleet's clock, and gives back what they
     * held. {@link #assign} does so by itself; call this now and then where a fleet may be idle.
     *
     * @return how many this call ended
     */
    public int expire() {
        return fleet.leases().expire();
    }

    /** One decision and what it takes; null when others were quicker. */
    private @Nullable Assignment attempt(RouteRequest request) {
        long nowMillis = clock.millis();
        RoutingRules routing = routing();
        TypeRoute route = routing.route(request);
        Turns turns = route == null ? null : route.turns(memory);
        if (route == null || turns == null) {
            return attempt(request, routing, nowMillis);
        }
        turns.lock.lock(); // from looking whose turn it is to passing it on
        try {
            Assignment assignment = attempt(request, routing, nowMillis);
            if (assignment instanceof Assignment.Assigned assigned
                    && assigned.decision().fallback().isEmpty()) {
                route.advance(turns, assigned.decision().session(), fleet, nowMillis);
            }
            return assignment;
        } finally {
            turns.lock.unlock();
        }
    }

    private @Nullable Assignment attempt(RouteRequest request, RoutingRules routing, long nowMillis) {
        RouteDecision decision = decide(request, routing, fleet, memory, nowMillis);
        return decision instanceof RouteDecision.Routed routed
                ? fleet.take(routed)
                : new Assignment.Unassigned(decision);
    }

    /**
     * What {@link #route} decides at this moment, and why: each session and why it was passed over.
     *
     * @throws dev.tenet.rules.expression.EvaluationException where {@link #route} throws it
     */
    public RouteExplanation explain(RouteRequest request) {
        Fleet frozen = fleet.snapshot();
        long nowMillis = clock.millis();
        RoutingRules routing = routing();
        RouteDecision decision = decide(request, routing, frozen, memory, nowMillis);
        return new RouteTrace(decision, routing, frozen, nowMillis).explain();
    }

    static RouteDecision decide(
            RouteRequest request, RoutingRules routing, Fleet fleet, RouterMemory memory, long nowMillis) {
        TypeRoute route = routing.route(request);
        if (route == null || !route.inForce(nowMillis)) {
            return fallBack(new FallbackAttempt(request, null, Reason.TASK_TYPE_UNKNOWN, routing, fleet, nowMillis));
        }
        if (!route.applies(request, nowMillis)) {
            return fallBack(new FallbackAttempt(request, route, Reason.NO_RULE_MATCHES, routing, fleet, nowMillis));
        }
        Session session = route.choose(request, fleet, memory, nowMillis);
        if (session == null) {
            return fallBack(
                    new FallbackAttempt(request, route, Reason.NO_SESSIONS_AVAILABLE, routing, fleet, nowMillis));
        }
        return route.hasPort(fleet)
                ? new RouteDecision.Routed(request, session, route.rule(), Optional.empty())
                : fallBack(new FallbackAttempt(request, route, Reason.NO_PORTS_AVAILABLE, routing, fleet, nowMillis));
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
            memory.keep(known.routing);
        }
        return known.routing;
    }

    /** Settings of a {@link Router}. Not safe for use by many threads. */
    public static final class Builder {
        private final RuleSource rules;
        private final Fleet fleet;
        private InstantSource clock;
        private long seed;

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

        /**
         * What the random numbers of the strategy {@code power_of_two} begin from; 0 unless given. The same seed draws
         * the same numbers, so routers that share a fleet between processes should have different ones.
         */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** The router. */
        public Router build() {
            return new Router(this);
        }
    }
}
