package dev.tenet.rules.routing;

import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.routing.RouteDecision.Reason;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** One walk down the fallback rules: accepts the first that can be carried out and holds what it decides. */
final class FallbackAttempt implements Predicate<Rule<Fallback>> {
    private final RouteRequest request;
    private final @Nullable TypeRoute route;
    private final Reason reason;
    private final RoutingRules routing;
    private final Fleet fleet;
    private final long nowMillis;
    private @Nullable RouteDecision decision;

    /**
     * Begins a walk.
     *
     * @param route the rule of the task type; null when there is none
     * @param reason why the rule cannot be followed
     */
    FallbackAttempt(
            RouteRequest request,
            @Nullable TypeRoute route,
            Reason reason,
            RoutingRules routing,
            Fleet fleet,
            long nowMillis) {
        this.request = request;
        this.route = route;
        this.reason = reason;
        this.routing = routing;
        this.fleet = fleet;
        this.nowMillis = nowMillis;
    }

    RuleTable<Fallback> table() {
        return routing.fallbacks();
    }

    Facts facts() {
        boolean noSessions = ruleApplies() || !fleet.any(routing.anyTask(), nowMillis);
        return RoutingFacts.of(request, route == null ? null : route.rule(), reason, noSessions, nowMillis);
    }

    @Override
    public boolean test(Rule<Fallback> rule) {
        decision = attempt(rule);
        return decision != null;
    }

    /** What the accepted rule decided. */
    RouteDecision decision() {
        if (decision == null) {
            throw new IllegalStateException("no fallback rule was accepted");
        }
        return decision;
    }

    /** What is decided when no fallback rule applies. */
    RouteDecision rejected() {
        return new RouteDecision.Rejected(request, reason, Optional.empty());
    }

    /** What speaks against a default session; null when nothing does. */
    @Nullable
    PassedOver passedOver(String name) {
        Session session = fleet.get(name);
        if (session == null) {
            return PassedOver.UNKNOWN_SESSION;
        }
        PassedOver against = eligibility().passedOver(session, fleet, nowMillis);
        return against == null && lacksPort() ? PassedOver.NO_PORT : against;
    }

    private @Nullable RouteDecision attempt(Rule<Fallback> rule) {
        Fallback outcome = rule.outcome();
        if (outcome instanceof Fallback.Queue queue) {
            return new RouteDecision.Queued(request, queue.retryAfter(), reason, rule);
        } else if (outcome instanceof Fallback.Reject) {
            return new RouteDecision.Rejected(request, reason, Optional.of(rule));
        } else if (outcome instanceof Fallback.RouteToDefault to) {
            Session session = fleet.get(to.session());
            return session == null || !eligibility().passes(session, fleet, nowMillis) || lacksPort()
                    ? null
                    : new RouteDecision.Routed(request, session, terms(to), Optional.of(rule));
        }
        throw new AssertionError(outcome);
    }

    /** A rule that applies says how the work is done even where a fallback says who does it. */
    private RoutingRule terms(Fallback.RouteToDefault to) {
        return route != null && ruleApplies() ? route.rule() : to.terms();
    }

    /** A rule that applies limits the providers of the default session too. */
    private Eligibility eligibility() {
        return route != null && ruleApplies() ? route.eligibility() : routing.anyTask();
    }

    /** A default session works on the terms of a rule that applies, so it needs the rule's port. */
    private boolean lacksPort() {
        return route != null && ruleApplies() && !route.hasPort(fleet);
    }

    private boolean ruleApplies() {
        return reason == Reason.NO_SESSIONS_AVAILABLE || reason == Reason.NO_PORTS_AVAILABLE;
    }
}
