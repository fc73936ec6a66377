package dev.tenet.rules.routing;

import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.Variants;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A routing rule with all that can be worked out before a request comes. Immutable. */
final class TypeRoute {
    private final RoutingRule rule;
    private final Eligibility eligibility;
    private final Candidates candidates;
    private final @Nullable PortRange ports;
    private final boolean always;
    private final boolean ordered;
    private final String turnsName;
    private final @Nullable Variants<TypeRoute> variants;

    TypeRoute(RoutingRule rule, Set<String> excluded, Optional<Set<String>> supported) {
        this(rule, excluded, supported, null);
    }

    TypeRoute(
            RoutingRule rule,
            Set<String> excluded,
            Optional<Set<String>> supported,
            @Nullable Variants<TypeRoute> variants) {
        this.rule = rule;
        this.variants = variants;
        this.turnsName = rule.variant().map(name -> rule.id() + '\0' + name).orElse(rule.id());
        this.eligibility = new Eligibility(excluded, supported, rule.providers());
        this.candidates = new Candidates(
                rule.preferredSessions().stream()
                        .filter(name -> !excluded.contains(name))
                        .toList(),
                eligibility);
        this.ports = rule.environment().ports().orElse(null);
        this.always = rule.effective().always();
        this.ordered = rule.strategy() instanceof Strategy.Ordered;
    }

    RoutingRule rule() {
        return rule;
    }

    /** What a request with this key follows: the variant that it falls into, or this where there is only one. */
    TypeRoute forKey(Optional<String> key) {
        return variants == null ? this : variants.select(key).value();
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

    /** Whether an environment can be made: the rule needs no port, or one is free. */
    boolean hasPort(Fleet fleet) {
        return ports == null || fleet.ports().anyFree(ports);
    }

    /** The session that the rule gives a task to; null when none can take it. */
    @Nullable
    Session choose(RouteRequest request, Fleet fleet, RouterMemory memory, long nowMillis) {
        Session preferred =
                ordered ? candidates.first(fleet, nowMillis) : byStrategy(request, fleet, memory, nowMillis);
        return preferred != null || rule.exclusive() ? preferred : other(request, fleet, memory, nowMillis);
    }

    /** Whose turn it is under the rule; null when it has no weights. */
    @Nullable
    Turns turns(RouterMemory memory) {
        return rule.strategy() instanceof Strategy.Weighted weighted
                ? memory.turns(turnsName, weighted, candidates)
                : null;
    }

    /** Passes the turn on, if there are turns and the session is one of those that have them. */
    void advance(@Nullable Turns turns, Session taker, Fleet fleet, long nowMillis) {
        if (turns != null && rule.preferredSessions().contains(taker.name())) {
            turns.advance(taker.name(), candidates, fleet, nowMillis);
        }
    }

    private @Nullable Session byStrategy(RouteRequest request, Fleet fleet, RouterMemory memory, long nowMillis) {
        Strategy strategy = rule.strategy();
        if (strategy instanceof Strategy.LeastLoaded) {
            return candidates.leastLoaded(fleet, nowMillis);
        } else if (strategy instanceof Strategy.PowerOfTwo) {
            return PowerOfTwo.choose(candidates, fleet, memory.draws, nowMillis);
        } else if (strategy instanceof Strategy.Weighted weighted) {
            return memory.turns(turnsName, weighted, candidates).peek(candidates, fleet, nowMillis);
        } else if (strategy instanceof Strategy.Sticky) {
            return request.key().isPresent()
                    ? Rendezvous.choose(request.key().get(), candidates, fleet, nowMillis)
                    : candidates.leastLoaded(fleet, nowMillis);
        } else if (strategy instanceof Strategy.Ordered) {
            return candidates.first(fleet, nowMillis);
        }
        throw new AssertionError(strategy);
    }

    /** One that is not preferred. A strategy keeps its meaning where the author prefers nobody. */
    private @Nullable Session other(RouteRequest request, Fleet fleet, RouterMemory memory, long nowMillis) {
        if (rule.preferredSessions().isEmpty() && rule.strategy() instanceof Strategy.PowerOfTwo) {
            return fleet.lessLoadedOfTwo(eligibility, memory.draws, nowMillis);
        } else if (rule.preferredSessions().isEmpty()
                && rule.strategy() instanceof Strategy.Sticky
                && request.key().isPresent()) {
            return fleet.rendezvous(request.key().get(), eligibility, nowMillis);
        }
        return fleet.leastLoaded(eligibility, nowMillis);
    }
}
