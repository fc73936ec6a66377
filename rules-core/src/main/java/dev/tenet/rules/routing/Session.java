package dev.tenet.rules.routing;

import java.time.Instant;
import java.util.Objects;

/**
 * One worker that tasks can be routed to, as its host last saw it. An immutable value: a changed session is another
 * value, which {@link Fleet#put} takes in. The methods that take an argument give a changed copy.
 *
 * @param name unique within a fleet; not blank
 * @param provider what runs the session, for example {@code claude}; not blank
 * @param status what the session is doing
 * @param health what the host's own checks say
 * @param capacity how many tasks the session can hold at once; not negative, 0 takes no work
 * @param load how many tasks it holds; not negative, may exceed the capacity
 * @param lastHeartbeat when the session was last heard of; {@link Instant#EPOCH} when never, in which case
 *     {@link Fleet#put} counts being put as the first heartbeat
 */
public record Session(
        String name, String provider, Status status, Health health, int capacity, int load, Instant lastHeartbeat) {

    /**
     * What a session is doing. Only idle and working sessions may get work: one that is waiting for input stands still
     * until a person answers, so a task given to it would wait for that person too; one that is offline is not there.
     */
    public enum Status {
        /** Has nothing to do. */
        IDLE,
        /** Has work, and takes more while its capacity lasts. */
        WORKING,
        /** Blocked until somebody answers. Gets no work. */
        WAITING_INPUT,
        /** Not running. Gets no work. */
        OFFLINE
    }

    /** What the host's health checks say of a session. */
    public enum Health {
        /** All is well. */
        HEALTHY,
        /** Slower or poorer than it should be, yet working: still gets work. */
        DEGRADED,
        /** Broken. Gets no work. */
        UNHEALTHY
    }

    /**
     * Checks the values.
     *
     * @throws IllegalArgumentException if a name is blank, a count negative or the heartbeat beyond the range of
     *     milliseconds since 1970
     */
    public Session {
        requireText(name, "a session's name");
        requireText(provider, "the provider of session \"" + name + "\"");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(health, "health");
        requireCount(capacity, "capacity", name);
        requireCount(load, "load", name);
        if (Math.abs(lastHeartbeat.getEpochSecond()) >= Long.MAX_VALUE / 1000) {
            throw new IllegalArgumentException("the last heartbeat of session \"" + name + "\" is " + lastHeartbeat
                    + ", want a time within the range of milliseconds since 1970");
        }
    }

    /** An idle, healthy session that holds one task at a time and has none. */
    public static Session of(String name, String provider) {
        return new Session(name, provider, Status.IDLE, Health.HEALTHY, 1, 0, Instant.EPOCH);
    }

    /** This session with another status. */
    public Session status(Status status) {
        return new Session(name, provider, status, health, capacity, load, lastHeartbeat);
    }

    /** This session with another health. */
    public Session health(Health health) {
        return new Session(name, provider, status, health, capacity, load, lastHeartbeat);
    }

    /** This session with another capacity. */
    public Session capacity(int capacity) {
        return new Session(name, provider, status, health, capacity, load, lastHeartbeat);
    }

    /** This session with another load. */
    public Session load(int load) {
        return new Session(name, provider, status, health, capacity, load, lastHeartbeat);
    }

    /** This session with another last heartbeat. */
    public Session lastHeartbeat(Instant lastHeartbeat) {
        return new Session(name, provider, status, health, capacity, load, lastHeartbeat);
    }

    /** Whether the session holds as many tasks as it can. */
    public boolean full() {
        return load >= capacity;
    }

    /** Compares by the share of the capacity in use, exactly. Only for sessions whose capacity is not 0. */
    int compareLoad(Session other) {
        return Long.compare((long) load * other.capacity, (long) other.load * capacity);
    }

    private static void requireText(String text, String what) {
        if (text.isBlank()) {
            throw new IllegalArgumentException(what + " is blank");
        }
    }

    private static void requireCount(int count, String what, String name) {
        if (count < 0) {
            throw new IllegalArgumentException(
                    "the " + what + " of session \"" + name + "\" is " + count + ", want 0 or more");
        }
    }
}
