package dev.tenet.rules.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The live registry of sessions that a host feeds and a {@link Router} reads and books.
 *
 * <p>The load of a session is what counts against its capacity. The host may feed it; the fleet never takes it below the
 * number of {@linkplain Router#assign assignments} that hold a slot of the session, and these outlive a session that is
 * removed and put back. So a host that counts tasks itself and one that leaves counting to the assignments are both
 * right, and no feed can make room that is not there.
 *
 * <p>Safe for use by many threads; there is no lock over the whole fleet. Each session changes atomically; a look over
 * several sessions sees each as it is at its own moment. Finding the least loaded of n sessions takes O(log n) for each
 * provider, and so does a change of load.
 */
public final class Fleet {
    /** How often a draw may miss before the least loaded session is taken. */
    private static final int DRAWS = 32;

    private final ConcurrentHashMap<String, Session> sessions = new ConcurrentHashMap<>();
    // Changed only within a computation on the same name in `sessions`, as is the index.
    private final ConcurrentHashMap<String, Integer> reserved = new ConcurrentHashMap<>();
    private final FleetIndex index = new FleetIndex();
    private final PortPool ports = new PortPool();
    private final Leases leases;
    private final InstantSource clock;
    private final long staleAfterMillis;

    private Fleet(InstantSource clock, long staleAfterMillis, long assignmentTimeoutMillis) {
        this.clock = clock;
        this.staleAfterMillis = staleAfterMillis;
        this.leases = new Leases(clock, assignmentTimeoutMillis);
    }

    /** An empty fleet on the system clock whose sessions are stale after five minutes without a heartbeat. */
    public static Fleet create() {
        return builder().build();
    }

    /** Starts a fleet with settings of its own. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Adds a session, or replaces the one of that name. A session that was never heard of counts as heard of now.
     */
    public void put(Session session) {
        Session heard = heard(session);
        sessions.compute(session.name(), (name, before) -> changed(name, before, heard));
    }

    /**
     * Replaces a session by a changed one, atomically: no other change of this session comes between.
     *
     * @param change gives the changed session; must keep the name, and may run with other sessions' updates waiting,
     *     so it must be short and must not touch this fleet
     * @return whether there is such a session
     * @throws IllegalArgumentException if the change renames the session
     */
    public boolean update(String name, UnaryOperator<Session> change) {
        return sessions.computeIfPresent(name, (key, session) -> {
                    Session changed = change.apply(session);
                    if (!changed.name().equals(name)) {
                        throw new IllegalArgumentException("an update of session \"" + name + "\" gave one named \""
                                + changed.name() + "\"; remove the old session and put the new one");
                    }
                    return changed(key, session, heard(changed));
                })
                != null;
    }

    /**
     * Notes that a session has just been heard of.
     *
     * @return whether there is such a session
     */
    public boolean heartbeat(String name) {
        Instant now = clock.instant();
        return update(name, session -> session.lastHeartbeat(now));
    }

    /**
     * Takes a session out.
     *
     * @return whether there was such a session
     */
    public boolean remove(String name) {
        boolean[] found = new boolean[1];
        sessions.computeIfPresent(name, (key, session) -> {
            found[0] = true;
            return changed(key, session, null);
        });
        return found[0];
    }

    /**
     * Takes a whole scan in: adds the sessions that are new, updates the known ones and takes out those that the scan
     * does not have. A known session keeps its load, as a scan sees workers and not their tasks, and its last heartbeat
     * if that is later. Takes O(n + m) for n known and m observed sessions, and O(log n) more for each one whose place
     * in the order of loads changes.
     *
     * <p>Each session changes atomically, the fleet as a whole does not. A session that another thread puts while this
     * runs is taken out if the scan does not have it: let one thread scan.
     *
     * @throws IllegalArgumentException if two observed sessions have the same name; the fleet is then unchanged
     */
    public Reconciliation reconcile(Collection<Session> observed) {
        Map<String, Session> scan = new LinkedHashMap<>();
        for (Session session : observed) {
            if (scan.put(session.name(), session) != null) {
                throw new IllegalArgumentException("the scan has two sessions named \"" + session.name() + '"');
            }
        }
        Reconciliation.Builder result = new Reconciliation.Builder();
        for (String name : sessions.keySet()) {
            if (!scan.containsKey(name) && remove(name)) {
                result.removed(name);
            }
        }
        scan.forEach((name, session) -> {
            Session heard = heard(session);
            sessions.compute(name, (key, before) -> {
                Session after = changed(key, before, before == null ? heard : seenAgain(before, heard));
                result.seen(before, after);
                return after;
            });
        });
        return result.build();
    }

    private static Session seenAgain(Session before, Session seen) {
        Session after = seen.load(before.load());
        return before.lastHeartbeat().isAfter(seen.lastHeartbeat())
                ? after.lastHeartbeat(before.lastHeartbeat())
                : after;
    }

    /** The session of that name, as it is now. */
    public Optional<Session> find(String name) {
        return Optional.ofNullable(sessions.get(name));
    }

    /** All sessions by name. The list is the caller's view of one moment and never changes. */
    public List<Session> sessions() {
        return sessions.values().stream()
                .sorted(Comparator.comparing(Session::name))
                .toList();
    }

    /**
     * A copy of this fleet at this moment, with sessions, loads and ports in use, for explanations and what-ifs: nothing
     * done to the one shows in the other. Each session is as it is at its own moment. The copy has no assignments: what
     * they hold stays held in it. Takes O(n log n).
     */
    public Fleet snapshot() {
        Fleet copy = new Fleet(clock, staleAfterMillis, leases.timeoutMillis());
        sessions.values().forEach(copy::put);
        copy.ports.copy(ports);
        return copy;
    }

    /** How many ports of a range no assignment holds. */
    public int freePorts(PortRange range) {
        return ports.free(range);
    }

    /** How long after its last heartbeat a session is stale. */
    public Duration staleAfter() {
        return Duration.ofMillis(staleAfterMillis);
    }

    InstantSource clock() {
        return clock;
    }

    @Nullable
    Session get(String name) {
        return sessions.get(name);
    }

    boolean stale(Session session, long nowMillis) {
        // Subtraction cannot overflow towards "stale": a heartbeat in the future gives a negative age.
        return nowMillis - session.lastHeartbeat().toEpochMilli() >= staleAfterMillis;
    }

    /** The least loaded of the sessions that pass, ties by name; null when none does. */
    @Nullable
    Session leastLoaded(Eligibility eligibility, long nowMillis) {
        return index.leastLoaded(eligibility, this, nowMillis);
    }

    /** The same by looking at each session. */
    @Nullable
    Session leastLoadedByScan(Eligibility eligibility, long nowMillis) {
        Session best = null;
        for (Session session : sessions.values()) {
            if (eligibility.passes(session, this, nowMillis)
                    && (best == null || FleetIndex.comesBefore(session, best))) {
                best = session;
            }
        }
        return best;
    }

    /**
     * The less loaded of two different random sessions that pass; null when none does. Where most draws miss, as when
     * nearly every session is stale or excluded, the least loaded.
     */
    @Nullable
    Session lessLoadedOfTwo(Eligibility eligibility, Draws draws, long nowMillis) {
        Session first = null;
        for (int drawn = 0; drawn < DRAWS; drawn++) {
            String name = index.draw(draws);
            Session session = name == null || first != null && name.equals(first.name()) ? null : sessions.get(name);
            if (session != null && eligibility.passes(session, this, nowMillis)) {
                if (first != null) {
                    return PowerOfTwo.lessLoaded(first, session);
                }
                first = session;
            }
        }
        return leastLoaded(eligibility, nowMillis);
    }

    /** The session that a key sticks to among all that pass; null when none does. */
    @Nullable
    Session rendezvous(String key, Eligibility eligibility, long nowMillis) {
        Rendezvous meeting = new Rendezvous(key);
        for (Session session : sessions.values()) {
            if (eligibility.passes(session, this, nowMillis)) {
                meeting.consider(session);
            }
        }
        return meeting.best();
    }

    /** Whether any session passes. */
    boolean any(Eligibility eligibility, long nowMillis) {
        return leastLoaded(eligibility, nowMillis) != null;
    }

    /** Sets a session aside in the index if it is stale; see {@link FleetIndex}. */
    void park(String name, long nowMillis) {
        sessions.computeIfPresent(name, (key, session) -> {
            if (stale(session, nowMillis)) {
                index.park(session);
            }
            return session;
        });
    }

    /** Brings a session back that was set aside, if it is not stale. */
    void unpark(String name, long nowMillis) {
        sessions.computeIfPresent(name, (key, session) -> {
            if (!stale(session, nowMillis)) {
                index.unpark(session);
            }
            return session;
        });
    }

    /** Takes what a decision promises; null when it is no longer there. */
    Assignment.@Nullable Assigned take(RouteDecision.Routed routed) {
        // The slot first: many may want the same session, but two seldom meet at the last port.
        if (!reserve(routed.session())) {
            return null;
        }
        Optional<PortRange> range = routed.environment().ports();
        OptionalInt port = range.isPresent() ? ports.take(range.get()) : OptionalInt.empty();
        if (range.isPresent() && port.isEmpty()) {
            release(routed.session().name());
            return null;
        }
        Assignment.Assigned assigned = new Assignment.Assigned(routed, port, this);
        leases.file(assigned);
        return assigned;
    }

    /**
     * Takes a slot of a session, if the session is still as it was decided upon.
     *
     * @return whether the slot was taken
     */
    boolean reserve(Session decided) {
        boolean[] taken = new boolean[1];
        sessions.computeIfPresent(decided.name(), (name, session) -> {
            if (!session.equals(decided) || session.full()) {
                return session;
            }
            taken[0] = true;
            reserved.merge(name, 1, Integer::sum);
            return changed(name, session, session.load(session.load() + 1));
        });
        return taken[0];
    }

    /** Gives a slot back, whether the session is still here or not. */
    void release(String name) {
        sessions.compute(name, (key, session) -> {
            reserved.computeIfPresent(key, (held, count) -> count == 1 ? null : Integer.valueOf(count - 1));
            return session == null ? null : changed(key, session, session.load(Math.max(0, session.load() - 1)));
        });
    }

    PortPool ports() {
        return ports;
    }

    Leases leases() {
        return leases;
    }

    /** Brings the index after a change; to be called within the computation that makes it. */
    private @Nullable Session changed(String name, @Nullable Session before, @Nullable Session after) {
        Session kept = after == null ? null : after.load(Math.max(after.load(), reserved.getOrDefault(name, 0)));
        index.change(before, kept);
        return kept;
    }

    private Session heard(Session session) {
        return session.lastHeartbeat().equals(Instant.EPOCH) ? session.lastHeartbeat(clock.instant()) : session;
    }

    private static long millis(Duration duration) {
        try {
            return duration.toMillis();
        } catch (ArithmeticException beyondRange) {
            return Long.MAX_VALUE; // 292 million years: never
        }
    }

    /** Settings of a {@link Fleet}. Not safe for use by many threads. */
    public static final class Builder {
        private InstantSource clock = InstantSource.system();
        private Duration staleAfter = Duration.ofMinutes(5);
        private Duration assignmentTimeout = ChronoUnit.FOREVER.getDuration();

        private Builder() {}

        /** The clock that heartbeats and staleness are measured by; the system's unless given. */
        public Builder clock(InstantSource clock) {
            this.clock = clock;
            return this;
        }

        /**
         * How long after its last heartbeat a session is stale and gets no work; five minutes unless given.
         * {@code ChronoUnit.FOREVER.getDuration()} turns staleness off.
         *
         * @throws IllegalArgumentException if the limit is under one millisecond
         */
        public Builder staleAfter(Duration limit) {
            this.staleAfter = atLeastOneMilli("staleAfter", limit);
            return this;
        }

        /**
         * How long after its last heartbeat an assignment expires and gives back its slot and its port; never unless
         * given. Choose several times the interval at which the host calls {@link Assignment.Assigned#heartbeat}: a task
         * whose assignment expires while it still runs is one task more than the session has room for.
         *
         * @throws IllegalArgumentException if the limit is under one millisecond
         */
        public Builder assignmentTimeout(Duration limit) {
            this.assignmentTimeout = atLeastOneMilli("assignmentTimeout", limit);
            return this;
        }

        private static Duration atLeastOneMilli(String name, Duration limit) {
            if (limit.compareTo(Duration.ofMillis(1)) < 0) {
                throw new IllegalArgumentException(name + " is " + limit + ", want one millisecond or more");
            }
            return limit;
        }

        /** The fleet, empty. */
        public Fleet build() {
            return new Fleet(clock, millis(staleAfter), millis(assignmentTimeout));
        }
    }
}
