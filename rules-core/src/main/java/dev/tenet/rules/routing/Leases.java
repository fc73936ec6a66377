package dev.tenet.rules.routing;

import dev.tenet.rules.routing.Assignment.Assigned;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The open assignments of a fleet in the order in which they were due when last looked at. A heartbeat changes only the
 * assignment itself; one that turns out not to be due is filed anew, so each is moved at most once in each timeout.
 */
final class Leases {
    private final InstantSource clock;
    private final long timeoutMillis;
    private final AtomicLong numbers = new AtomicLong();
    private final ConcurrentSkipListSet<Filing> filings =
            new ConcurrentSkipListSet<>(Comparator.comparingLong(Filing::due).thenComparingLong(Filing::number));

    record Filing(long due, long number, Assigned assigned) {}

    Leases(InstantSource clock, long timeoutMillis) {
        this.clock = clock;
        this.timeoutMillis = timeoutMillis;
    }

    long timeoutMillis() {
        return timeoutMillis;
    }

    private boolean never() {
        return timeoutMillis == Long.MAX_VALUE;
    }

    /** When an assignment that is heard of now will be due. */
    long nextDue() {
        long now = never() ? 0 : clock.millis();
        return timeoutMillis > Long.MAX_VALUE - Math.max(0, now) ? Long.MAX_VALUE : now + timeoutMillis;
    }

    /** Whether a time has come. */
    boolean past(long due) {
        return !never() && due <= clock.millis();
    }

    /** Keeps an assignment in sight until it ends. */
    void file(Assigned assigned) {
        if (never()) {
            return;
        }
        Filing filing = new Filing(assigned.due(), numbers.getAndIncrement(), assigned);
        assigned.filed(filing);
        filings.add(filing);
        if (assigned.ended()) { // before it could find its filing
            filings.remove(filing);
        }
    }

    void forget(Assigned assigned) {
        Filing filing = assigned.filing();
        if (filing != null) {
            filings.remove(filing);
        }
    }

    /**
     * Ends the assignments that are due.
     *
     * @return how many this call ended
     */
    int expire() {
        if (never() || filings.isEmpty()) {
            return 0;
        }
        long now = clock.millis();
        int expired = 0;
        for (Filing filing : filings) {
            if (filing.due() > now) {
                break;
            }
            if (filing.assigned().expireIfDue(now)) {
                expired++;
            } else if (filings.remove(filing) && !filing.assigned().ended()) {
                file(filing.assigned());
            }
        }
        return expired;
    }

    /** How many assignments are in sight. */
    int size() {
        return filings.size();
    }
}
