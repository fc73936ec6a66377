package dev.tenet.rules.routing;

import dev.tenet.rules.decision.Rule;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A routing rule with all that can be worked out before a request comes. Immutable. */
final class TypeRoute {
    private final RoutingRule rule;
    private final Eligibility eligibility;
    private final String[] candidates;
    private final boolean always;

    TypeRoute(RoutingRule rule, Set<String> excluded, Optional<Set<String>> supported) {
        this.rule = rule;
        this.eligibility = new Eligibility(excluded, supported, rule.providers());
        this.candidates = rule.preferredSessions().stream()
                .filter(name -> !excluded.contains(name))
                .toArray(String[]::new);
        this.always = rule.effective().always();
    }

    RoutingRule rule() {
        return rule;
    }

    Eligibility eligibility() {
        return eligibility;
    }

    /** Whether the rule exists for requests of this moment at all. */
    boolean inForce(long nowMillis) {
        return rule.state() == Rule.State.ENABLED && (always || rule.effective().at(Instant.ofEpochMilli(nowMillis)));
    }

    /** Whether the rule's condition is TRUE for a request. */
    boolean applies(RouteRequest request, long nowMillis) {
        return rule.when().isEmpty() || rule.when().get().matches(RoutingFacts.of(request, rule, nowMillis));
    }

    /** The session that the rule gives a task to; null when none can take it. */
    @Nullable
    Session choose(Fleet fleet, long nowMillis) {
        Session preferred =
                rule.strategy() == Strategy.ORDERED ? first(fleet, nowMillis) : leastLoaded(fleet, nowMillis);
        return preferred != null || rule.exclusive() ? preferred : fleet.leastLoaded(eligibility, nowMillis);
    }

    private @Nullable Session first(Fleet fleet, long nowMillis) {
        for (String name : candidates) {
            Session session = candidate(name, fleet, nowMillis);
            if (session != null) {
                return session;
            }
        }
        return null;
    }

    /** Of equally loaded ones the first in the list: its order is what the author prefers. */
    private @Nullable Session leastLoaded(Fleet fleet, long nowMillis) {
        Session best = null;
        for (String name : candidates) {
            Session session = candidate(name, fleet, nowMillis);
            if (session != null && (best == null || session.compareLoad(best) < 0)) {
                best = session;
            }
        }
        return best;
    }

    private @Nullable Session candidate(String name, Fleet fleet, long nowMillis) {
        Session session = fleet.get(name);
        return session != null && eligibility.passedOverThoughNotExcluded(session, fleet, nowMillis) == null
                ? session
                : null;
    }
}
