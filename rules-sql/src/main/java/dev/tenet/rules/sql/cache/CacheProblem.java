package dev.tenet.rules.sql.cache;

import java.util.Objects;
import java.util.Optional;

/**
 * Something about a cache that a host should know. No call of the host's fails by it.
 *
 * @param kind what it is
 * @param message what happened and what follows from it; no value of a query is in it
 * @param cause what the client said, if anything
 */
public record CacheProblem(Kind kind, String message, Optional<Exception> cause) {
    /** What a problem is. */
    public enum Kind {
        /** The shared cache does not answer: results come from the database. Told once for each outage. */
        UNREACHABLE,
        /** It answers again. */
        RECOVERED,
        /** What it holds is no result, or one of another version of Tenet: it is read from the database instead. */
        UNREADABLE,
        /** A result cannot be kept. */
        NOT_KEPT
    }

    /** Requires all parts. */
    public CacheProblem {
        Objects.requireNonNull(kind, "kind");
        Objects.requireNonNull(message, "message");
        Objects.requireNonNull(cause, "cause");
    }
}
