package dev.tenet.rules.routing;

import dev.tenet.rules.routing.Strategy.Weighted;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Whose turn it is under one rule with weights: smooth weighted round robin. At each assignment every session that can
 * take the task gains its weight, and the one with the most, which takes it, gives back the sum of these gains. So in
 * each round of as many assignments as the weights sum up to, each session gets as many as its weight, and never more of
 * them in a row than it must.
 *
 * <p>The lock is the rule's own; whoever assigns holds it from looking to advancing, so that no two take one turn.
 */
final class Turns {
    final ReentrantLock lock = new ReentrantLock();
    private final Weighted strategy;
    private final Candidates candidates;
    private final long[] weights;
    private final long[] credit;

    Turns(Weighted strategy, Candidates candidates) {
        this.strategy = strategy;
        this.candidates = candidates;
        this.weights = new long[candidates.size()];
        this.credit = new long[candidates.size()];
        for (int at = 0; at < weights.length; at++) {
            weights[at] = strategy.of(candidates.name(at));
        }
    }

    /** Whether the turns go on under rules that may have been loaded anew. */
    boolean serve(Weighted other, Candidates others) {
        if (!strategy.equals(other) || candidates.size() != others.size()) {
            return false;
        }
        for (int at = 0; at < weights.length; at++) {
            if (!candidates.name(at).equals(others.name(at))) {
                return false;
            }
        }
        return true;
    }

    /** The session whose turn it is; null when none can take the task. Of equals the first in the rule's order. */
    @Nullable
    Session peek(Candidates from, Fleet fleet, long nowMillis) {
        lock.lock();
        try {
            Session best = null;
            long most = Long.MIN_VALUE;
            for (int at = 0; at < weights.length; at++) {
                Session session = from.able(at, fleet, nowMillis);
                if (session != null && credit[at] + weights[at] > most) {
                    best = session;
                    most = credit[at] + weights[at];
                }
            }
            return best;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Passes the turn on from a session that has just taken a task.
     *
     * @param fleet as it is after that: the session itself may be full by now
     */
    void advance(String taker, Candidates from, Fleet fleet, long nowMillis) {
        lock.lock();
        try {
            int taken = -1;
            long gained = 0;
            for (int at = 0; at < weights.length; at++) {
                boolean took = from.name(at).equals(taker);
                if (took || from.able(at, fleet, nowMillis) != null) {
                    credit[at] += weights[at];
                    gained += weights[at];
                }
                taken = took ? at : taken;
            }
            if (taken >= 0) {
                credit[taken] -= gained;
            }
        } finally {
            lock.unlock();
        }
    }
}
