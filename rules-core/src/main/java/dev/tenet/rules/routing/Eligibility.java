package dev.tenet.rules.routing;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Which sessions may take the tasks of one rule. Immutable. */
final class Eligibility {
    private final Set<String> excluded;
    private final Set<String> supported;
    private final Set<String> admitted;

    /**
     * Joins the limits of the section and of the rule.
     *
     * @param excluded the names of excluded sessions
     * @param supported the supported providers; empty supports all
     * @param admitted the providers that the rule admits; empty admits all
     */
    Eligibility(Set<String> excluded, Set<String> supported, Set<String> admitted) {
        this.excluded = excluded;
        this.supported = supported;
        this.admitted = admitted;
    }

    boolean excludes(String name) {
        return excluded.contains(name);
    }

    boolean passes(Session session, Fleet fleet, long nowMillis) {
        return passedOver(session, fleet, nowMillis) == null;
    }

    /** The first reason against the session, null when there is none. */
    @Nullable PassedOver passedOver(Session session, Fleet fleet, long nowMillis) {
        return excluded.contains(session.name())
                ? PassedOver.EXCLUDED
                : passedOverThoughNotExcluded(session, fleet, nowMillis);
    }

    /** The same for a session that is known not to be excluded, which saves a look-up. */
    @Nullable PassedOver passedOverThoughNotExcluded(Session session, Fleet fleet, long nowMillis) {
        if (!(admits(supported, session) && admits(admitted, session))) {
            return PassedOver.PROVIDER_NOT_SUPPORTED;
        }
        if (session.status() == Session.Status.OFFLINE) {
            return PassedOver.OFFLINE;
        }
        if (session.status() == Session.Status.WAITING_INPUT) {
            return PassedOver.WAITING_INPUT;
        }
        if (session.health() == Session.Health.UNHEALTHY) {
            return PassedOver.UNHEALTHY;
        }
        if (fleet.stale(session, nowMillis)) {
            return PassedOver.STALE;
        }
        return session.full() ? PassedOver.FULL : null;
    }

    private static boolean admits(Set<String> providers, Session session) {
        return providers.isEmpty() || providers.contains(session.provider());
    }
}
