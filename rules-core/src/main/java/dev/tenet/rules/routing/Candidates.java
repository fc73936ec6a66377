package dev.tenet.rules.routing;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The sessions that a rule prefers, without the excluded ones, in the rule's order. Immutable. */
final class Candidates {
    private final String[] names;
    private final Eligibility eligibility;

    Candidates(List<String> names, Eligibility eligibility) {
        this.names = names.toArray(String[]::new);
        this.eligibility = eligibility;
    }

    int size() {
        return names.length;
    }

    String name(int at) {
        return names[at];
    }

    /** The session at a position of the list if it can take the task; else null. */
    @Nullable
    Session able(int at, Fleet fleet, long nowMillis) {
        Session session = fleet.get(names[at]);
        return session != null && eligibility.passedOverThoughNotExcluded(session, fleet, nowMillis) == null
                ? session
                : null;
    }

    @Nullable
    Session first(Fleet fleet, long nowMillis) {
        for (int at = 0; at < names.length; at++) {
            Session session = able(at, fleet, nowMillis);
            if (session != null) {
                return session;
            }
        }
        return null;
    }

    /** Of equally loaded ones the first in the list: its order is what the author prefers. */
    @Nullable
    Session leastLoaded(Fleet fleet, long nowMillis) {
        Session best = null;
        for (int at = 0; at < names.length; at++) {
            Session session = able(at, fleet, nowMillis);
            if (session != null && (best == null || session.compareLoad(best) < 0)) {
                best = session;
            }
        }
        return best;
    }
}
