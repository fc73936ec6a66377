package dev.tenet.rules.routing;

import org.jspecify.annotations.Nullable;

/**
 * Rendezvous (highest random weight) hashing: each session has a score for each key, and the highest score wins. A
 * session that leaves or comes changes nothing between the others.
 *
 * <p>The score is {@code mix(31 * fnv(key) + fnv(session))} as an unsigned number, with FNV-1a of 64 bits over UTF-16
 * units and the finalizer of SplitMix64: the same in every process, so that several hosts agree without talking.
 */
final class Rendezvous {
    private final long keyHash;
    private @Nullable Session best;
    private long bestScore;

    Rendezvous(String key) {
        this.keyHash = hash(key);
    }

    static @Nullable Session choose(String key, Candidates from, Fleet fleet, long nowMillis) {
        Rendezvous meeting = new Rendezvous(key);
        for (int at = 0; at < from.size(); at++) {
            Session session = from.able(at, fleet, nowMillis);
            if (session != null) {
                meeting.consider(session);
            }
        }
        return meeting.best;
    }

    void consider(Session session) {
        long score = Draws.mix(31 * keyHash + hash(session.name()));
        int higher = best == null ? 1 : Long.compareUnsigned(score, bestScore);
        // Two sessions have one score once in 2^64; the name decides then, as order may differ between hosts.
        if (higher > 0 || higher == 0 && best != null && session.name().compareTo(best.name()) < 0) {
            best = session;
            bestScore = score;
        }
    }

    @Nullable
    Session best() {
        return best;
    }

    private static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }
}
