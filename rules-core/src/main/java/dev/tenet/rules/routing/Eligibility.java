package dev.tenet.rules.routing;

import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Which sessions may take the tasks of one rule. Immutable. */
final class Eligibility {
    private final Set<String> excluded;
    private final @Nullable Set<String> providers;

    /**
     * Joins the limits of the section and of the rule.
     *
     * @param excluded the names of excluded sessions
     * @param supported the supported providers; empty supports all
     * @param admitted the providers that the rule admits; an empty set admits all
     */
    Eligibility(Set<String> excluded, Optional<Set<String>> supported, Set<String> admitted) {
        this.excluded = Set.copyOf(excluded);
        this.providers = providers(supported, admitted);
    }

    private static @Nullable Set<String> providers(Optional<Set<String>> supported, Set<String> admitted) {
        if (admitted.isEmpty()) {
            return supported.map(Set::copyOf).orElse(null);
        }
        return admitted.stream()
                .filter(provider -> supported.isEmpty() || supported.get().contains(provider))
                .collect(Collectors.toUnmodifiableSet());
    }

    /** Whether a session can take work at all, by itself and whatever the time. */
    static boolean able(Session session) {
        return againstItself(session) == null && !session.full();
    }

    /** The providers whose sessions may take the tasks; null for every provider. */
    @Nullable
    Set<String> providers() {
        return providers;
    }

    boolean passes(Session session, Fleet fleet, long nowMillis) {
        return passedOver(session, fleet, nowMillis) == null;
    }

    /** The first reason against the session, null when there is none. */
    @Nullable
    PassedOver passedOver(Session session, Fleet fleet, long nowMillis) {
        return excluded.contains(session.name())
                ? PassedOver.EXCLUDED
                : passedOverThoughNotExcluded(session, fleet, nowMillis);
    }

    /** The same for a session that is known not to be excluded, which saves a look-up. */
    @Nullable
    PassedOver passedOverThoughNotExcluded(Session session, Fleet fleet, long nowMillis) {
        if (providers != null && !providers.contains(session.provider())) {
            return PassedOver.PROVIDER_NOT_SUPPORTED;
        }
        PassedOver against = againstItself(session);
        if (against != null) {
            return against;
        }
        if (fleet.stale(session, nowMillis)) {
            return PassedOver.STALE;
        }
        return session.full() ? PassedOver.FULL : null;
    }

    private static @Nullable PassedOver againstItself(Session session) {
        if (session.status() == Session.Status.OFFLINE) {
            return PassedOver.OFFLINE;
        }
        if (session.status() == Session.Status.WAITING_INPUT) {
            return PassedOver.WAITING_INPUT;
        }
        return session.health() == Session.Health.UNHEALTHY ? PassedOver.UNHEALTHY : null;
    }
}
