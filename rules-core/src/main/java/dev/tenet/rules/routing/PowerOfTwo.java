package dev.tenet.rules.routing;

import org.jspecify.annotations.Nullable;

/** Chooses the less loaded of two different sessions drawn at random. */
final class PowerOfTwo {
    /** How often a draw may miss before every candidate is looked at. */
    private static final int DRAWS = 8;

    private PowerOfTwo() {}

    /** One of the candidates; every pair of those that can take the task is as likely to be compared. */
    static @Nullable Session choose(Candidates from, Fleet fleet, Draws draws, long nowMillis) {
        int firstAt = -1;
        Session first = null;
        for (int drawn = 0; drawn < DRAWS && from.size() > 2; drawn++) {
            int at = draws.below(from.size());
            Session session = at == firstAt ? null : from.able(at, fleet, nowMillis);
            if (session != null && first != null) {
                return lessLoaded(first, session);
            } else if (session != null) {
                first = session;
                firstAt = at;
            }
        }
        return lookAtAll(from, fleet, draws, nowMillis);
    }

    /** Keeps two of those seen so far, each pair with the same chance (reservoir sampling). */
    private static @Nullable Session lookAtAll(Candidates from, Fleet fleet, Draws draws, long nowMillis) {
        Session first = null;
        Session second = null;
        int seen = 0;
        for (int at = 0; at < from.size(); at++) {
            Session session = from.able(at, fleet, nowMillis);
            if (session == null) {
                continue;
            }
            seen++;
            int place = seen <= 2 ? seen - 1 : draws.below(seen);
            if (place == 0) {
                first = session;
            } else if (place == 1) {
                second = session;
            }
        }
        return first == null || second == null ? first : lessLoaded(first, second);
    }

    static Session lessLoaded(Session first, Session second) {
        return second.compareLoad(first) < 0 ? second : first;
    }
}
