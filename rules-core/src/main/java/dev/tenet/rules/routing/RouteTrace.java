package dev.tenet.rules.routing;

import dev.tenet.rules.decision.Explanation;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.expression.ExpressionExplanation;
import dev.tenet.rules.routing.RouteDecision.Reason;
import dev.tenet.rules.routing.RouteExplanation.Candidate;
import dev.tenet.rules.routing.RouteExplanation.Role;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Walks once more over all that a decision looked at, and says of each session why it was passed over. */
final class RouteTrace {
    private final RouteDecision decision;
    private final RouteRequest request;
    private final RoutingRules routing;
    private final Fleet fleet;
    private final long nowMillis;
    private final Optional<String> chosen;
    private final List<Candidate> candidates = new ArrayList<>();

    RouteTrace(RouteDecision decision, RoutingRules routing, Fleet fleet, long nowMillis) {
        this.decision = decision;
        this.request = decision.request();
        this.routing = routing;
        this.fleet = fleet;
        this.nowMillis = nowMillis;
        this.chosen = decision instanceof RouteDecision.Routed routed
                ? Optional.of(routed.session().name())
                : Optional.empty();
    }

    RouteExplanation explain() {
        TypeRoute found = routing.route(request);
        TypeRoute route = found != null && found.inForce(nowMillis) ? found : null;
        boolean applies = route != null && route.applies(request, nowMillis);
        boolean byFallback = !(decision instanceof RouteDecision.Routed routed
                && routed.fallback().isEmpty());
        if (route != null && applies) {
            considerPreferred(route);
            considerOthers(route);
        }
        Optional<Explanation<Fallback>> fallback =
                byFallback ? Optional.of(fallback(route, reason(route, applies))) : Optional.empty();
        return new RouteExplanation(
                decision,
                Optional.ofNullable(route).map(TypeRoute::rule),
                Optional.ofNullable(route).flatMap(this::when),
                candidates,
                fallback);
    }

    private Reason reason(@Nullable TypeRoute route, boolean applies) {
        if (route == null) {
            return Reason.TASK_TYPE_UNKNOWN;
        } else if (!applies) {
            return Reason.NO_RULE_MATCHES;
        }
        boolean wantsPort = candidates.stream().anyMatch(it -> it.passedOver().equals(Optional.of(PassedOver.NO_PORT)));
        return wantsPort ? Reason.NO_PORTS_AVAILABLE : Reason.NO_SESSIONS_AVAILABLE;
    }

    private Optional<ExpressionExplanation> when(TypeRoute route) {
        return route.rule().when().map(when -> when.explain(RoutingFacts.of(request, route.rule(), nowMillis)));
    }

    private void considerPreferred(TypeRoute route) {
        for (String name : route.rule().preferredSessions()) {
            add(name, Role.PREFERRED, against(name, route));
        }
    }

    private void considerOthers(TypeRoute route) {
        Set<String> preferred = Set.copyOf(route.rule().preferredSessions());
        for (Session session : fleet.sessions()) {
            if (!preferred.contains(session.name())) {
                PassedOver against = against(session.name(), route);
                boolean able = against == null || against == PassedOver.NO_PORT;
                add(session.name(), Role.OTHER, able && route.rule().exclusive() ? PassedOver.NOT_PREFERRED : against);
            }
        }
    }

    /** What speaks against a session under the rule; null when nothing does. */
    private @Nullable PassedOver against(String name, TypeRoute route) {
        if (routing.excludedSessions().contains(name)) {
            return PassedOver.EXCLUDED;
        }
        Session session = fleet.get(name);
        if (session == null) {
            return PassedOver.UNKNOWN_SESSION;
        }
        PassedOver against = route.eligibility().passedOver(session, fleet, nowMillis);
        return against == null && !route.hasPort(fleet) ? PassedOver.NO_PORT : against;
    }

    private Explanation<Fallback> fallback(@Nullable TypeRoute route, Reason reason) {
        FallbackAttempt attempt = new FallbackAttempt(request, route, reason, routing, fleet, nowMillis);
        return attempt.table().explainAcceptable(attempt.facts(), rule -> consider(rule, attempt));
    }

    private boolean consider(Rule<Fallback> rule, FallbackAttempt attempt) {
        if (rule.outcome() instanceof Fallback.RouteToDefault to) {
            add(to.session(), Role.DEFAULT, attempt.passedOver(to.session()));
        }
        return attempt.test(rule);
    }

    private void add(String name, Role role, @Nullable PassedOver against) {
        PassedOver reason = against == null && !chosen.equals(Optional.of(name)) ? PassedOver.NOT_NEEDED : against;
        candidates.add(new Candidate(name, role, Optional.ofNullable(reason)));
    }
}
