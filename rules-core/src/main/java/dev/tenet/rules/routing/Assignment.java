package dev.tenet.rules.routing;

import dev.tenet.rules.routing.RouteDecision.Routed;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Router#assign} gives: a slot of a session, held until it is closed, or the decision that there is none.
 *
 * <pre>{@code
 * try (Assignment assignment = router.assign(request)) {
 *     if (assignment instanceof Assignment.Assigned assigned) {
 *         work(assigned.decision().session(), assigned.port());
 *     }
 * }
 * }</pre>
 */
public sealed interface Assignment extends AutoCloseable {

    /** What was decided. */
    RouteDecision decision();

    /** Gives back what is held, once: closing again, or after the assignment has expired, does nothing. */
    @Override
    void close();

    /** Whether an assignment still holds its slot. */
    enum State {
        /** It does. */
        OPEN,
        /** It was closed. */
        CLOSED,
        /** No heartbeat came in time, and what it held was given back. Others may hold it now. */
        EXPIRED
    }

    /**
     * No session was assigned: the task is queued or refused.
     *
     * @param decision what was decided; never {@link Routed}
     */
    record Unassigned(RouteDecision decision) implements Assignment {
        @Override
        public void close() {
            // Nothing is held.
        }

        @Override
        public String toString() {
            return decision.toString();
        }
    }

    /**
     * A slot of a session, and a port where the environment needs one. Safe for use by many threads.
     *
     * <p>It ends once, by {@link #close} or by expiring, whichever comes first; what it held is given back at that
     * moment and never again. It expires when its fleet's {@linkplain Fleet.Builder#assignmentTimeout assignment
     * timeout} has passed on the fleet's clock since the last heartbeat: noticed at once by its own methods, and
     * otherwise by the next {@link Router#assign} or {@link Router#expire}.
     */
    final class Assigned implements Assignment {
        // What `due` holds once the assignment has ended; no time is as early.
        private static final long CLOSED = Long.MIN_VALUE;
        private static final long EXPIRED = Long.MIN_VALUE + 1;

        private final Routed decision;
        private final OptionalInt port;
        private final Fleet fleet;
        private final AtomicLong due;
        private volatile Leases.@Nullable Filing filing;

        Assigned(Routed decision, OptionalInt port, Fleet fleet) {
            this.decision = decision;
            this.port = port;
            this.fleet = fleet;
            this.due = new AtomicLong(fleet.leases().nextDue());
        }

        /** The decision, with the session as it was before its slot was taken. */
        @Override
        public Routed decision() {
            return decision;
        }

        /** The port that the environment is to listen on, held by nobody else; empty where the rule asks for none. */
        public OptionalInt port() {
            return port;
        }

        /**
         * Says that the task is still worked on.
         *
         * @return whether the assignment is still open; if not, the host must stop the task, as others may have its slot
         */
        public boolean heartbeat() {
            long seen = due.get();
            while (open(seen)) {
                if (due.compareAndSet(seen, fleet.leases().nextDue())) {
                    return true;
                }
                seen = due.get();
            }
            return false;
        }

        /** Whether the slot is still held. */
        public State state() {
            return open(due.get()) ? State.OPEN : due.get() == CLOSED ? State.CLOSED : State.EXPIRED;
        }

        @Override
        public void close() {
            long seen = due.get();
            while (open(seen) && !end(seen, CLOSED)) {
                seen = due.get();
            }
        }

        /** Ends the assignment if it is due; whether this call did. */
        boolean expireIfDue(long nowMillis) {
            long seen = due.get();
            return seen > EXPIRED && seen <= nowMillis && end(seen, EXPIRED);
        }

        /** The time at which the assignment expires; meaningless once it has ended. */
        long due() {
            return due.get();
        }

        boolean ended() {
            return due.get() <= EXPIRED;
        }

        Leases.@Nullable Filing filing() {
            return filing;
        }

        void filed(Leases.Filing under) {
            filing = under;
        }

        /** Whether it is open at this moment; one that is due is ended on the spot. */
        private boolean open(long seen) {
            if (seen > EXPIRED && fleet.leases().past(seen)) {
                end(seen, EXPIRED);
                return false;
            }
            return seen > EXPIRED;
        }

        /** Only the one change from a time to an end gives back, so that nothing is given back twice. */
        private boolean end(long seen, long as) {
            if (!due.compareAndSet(seen, as)) {
                return false;
            }
            fleet.leases().forget(this);
            port.ifPresent(fleet.ports()::giveBack);
            fleet.release(decision.session().name());
            return true;
        }

        /** The decision, the port and the state. */
        @Override
        public String toString() {
            State state = state();
            return decision
                    + Optional.of(port)
                            .filter(OptionalInt::isPresent)
                            .map(held -> ", port " + held.getAsInt())
                            .orElse("")
                    + (state == State.OPEN ? "" : state == State.CLOSED ? ", closed" : ", expired");
        }
    }
}
