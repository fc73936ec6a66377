package dev.tenet.rules.routing;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The live registry of sessions that a host feeds and a {@link Router} reads.
 *
 * <p>Safe for use by many threads; there is no lock over the whole fleet. Each session changes atomically; a look over
 * several sessions sees each as it is at its own moment.
 */
public final class Fleet {
    private final ConcurrentHashMap<String, Session> sessions = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final long staleAfterMillis;

    private Fleet(InstantSource clock, long staleAfterMillis) {
        this.clock = clock;
        this.staleAfterMillis = staleAfterMillis;
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
        sessions.put(session.name(), heard(session));
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
                    return heard(changed);
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
        return sessions.remove(name) != null;
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
        Session best = null;
        for (Session session : sessions.values()) {
            if (eligibility.passes(session, this, nowMillis) && (best == null || comesBefore(session, best))) {
                best = session;
            }
        }
        return best;
    }

    private static boolean comesBefore(Session session, Session best) {
        int byLoad = session.compareLoad(best);
        return byLoad != 0 ? byLoad < 0 : session.name().compareTo(best.name()) < 0;
    }

    /** Whether any session passes. */
    boolean any(Eligibility eligibility, long nowMillis) {
        for (Session session : sessions.values()) {
            if (eligibility.passes(session, this, nowMillis)) {
                return true;
            }
        }
        return false;
    }

    /** This fleet at this moment, so that several looks see the same. */
    Fleet frozen() {
        Fleet copy = new Fleet(clock, staleAfterMillis);
        copy.sessions.putAll(sessions);
        return copy;
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
            if (limit.compareTo(Duration.ofMillis(1)) < 0) {
                throw new IllegalArgumentException("staleAfter is " + limit + ", want one millisecond or more");
            }
            this.staleAfter = limit;
            return this;
        }

        /** The fleet, empty. */
        public Fleet build() {
            return new Fleet(clock, millis(staleAfter));
        }
    }
}
