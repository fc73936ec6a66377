package dev.tenet.rules.sql;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * How a {@link PooledDatabase} keeps its connections. Immutable; the defaults are those of {@link #defaults()}.
 *
 * <p>Reading and writing have a pool each, so that the database sees at most twice the maximum. SQLite has one writer
 * at a time: there the writing pool is one connection, for which writers queue.
 */
public final class PoolOptions {
    private static final PoolOptions DEFAULTS = new Builder().build();

    private final Optional<Login> login;
    private final Optional<Login> reader;
    private final int maximum;
    private final int minimumIdle;
    private final Duration connectionTimeout;
    private final Duration leakDetection;
    private final Duration maxLifetime;

    private PoolOptions(Builder builder) {
        this.login = builder.login;
        this.reader = builder.reader;
        this.maximum = builder.maximum;
        this.minimumIdle = Math.min(builder.minimumIdle, builder.maximum);
        this.connectionTimeout = builder.connectionTimeout;
        this.leakDetection = builder.leakDetection;
        this.maxLifetime = builder.maxLifetime;
    }

    /** A user and a password, which nothing prints. */
    record Login(String user, String password) {
        @Override
        public String toString() {
            return user;
        }
    }

    /**
     * At most 20 connections for reading and as many for writing, 5 of each kept idle, 30 seconds to wait for one, a
     * warning in the log after 60 seconds in one pair of hands, 30 minutes of life; user and password as in the URL.
     */
    public static PoolOptions defaults() {
        return DEFAULTS;
    }

    /** Options to change; unless changed they are the defaults. */
    public static Builder builder() {
        return new Builder();
    }

    Optional<Login> login() {
        return login;
    }

    Optional<Login> reader() {
        return reader;
    }

    int maximum() {
        return maximum;
    }

    int minimumIdle() {
        return minimumIdle;
    }

    Duration connectionTimeout() {
        return connectionTimeout;
    }

    Duration leakDetection() {
        return leakDetection;
    }

    Duration maxLifetime() {
        return maxLifetime;
    }

    /** Makes {@link PoolOptions}. Not thread-safe. */
    public static final class Builder {
        private Optional<Login> login = Optional.empty();
        private Optional<Login> reader = Optional.empty();
        private int maximum = 20;
        private int minimumIdle = 5;
        private Duration connectionTimeout = Duration.ofSeconds(30);
        private Duration leakDetection = Duration.ofSeconds(60);
        private Duration maxLifetime = Duration.ofMinutes(30);

        private Builder() {}

        /** Who logs in. Default: as the URL says. */
        public Builder login(String user, String password) {
            this.login = Optional.of(login(user, password, "login"));
            return this;
        }

        /**
         * Who logs in for reading, a user whom the database lets read alone. On H2, which has no sessions for reading,
         * this is what makes the database refuse changes. Default: the same user as for writing.
         */
        public Builder reader(String user, String password) {
            this.reader = Optional.of(login(user, password, "reader"));
            return this;
        }

        /** How many connections each of the two pools may have, from 1. Default: 20. */
        public Builder maximum(int connections) {
            if (connections < 1) {
                throw new IllegalArgumentException("got a maximum of " + connections + " connections, want 1 or more");
            }
            this.maximum = connections;
            return this;
        }

        /** How many connections each pool keeps ready, from 0, never more than the maximum. Default: 5. */
        public Builder minimumIdle(int connections) {
            if (connections < 0) {
                throw new IllegalArgumentException("got " + connections + " idle connections, want 0 or more");
            }
            this.minimumIdle = connections;
            return this;
        }

        /** How long a borrower waits for a connection, from 250 ms. Default: 30 seconds. */
        public Builder connectionTimeout(Duration timeout) {
            this.connectionTimeout = atLeast(timeout, Duration.ofMillis(250), "a connection timeout");
            return this;
        }

        /**
         * After how long in the same hands a connection is taken for forgotten, and the log warns with the place where
         * it was borrowed; from 2 seconds, zero for never. Default: 60 seconds.
         */
        public Builder leakDetection(Duration threshold) {
            this.leakDetection =
                    threshold.isZero() ? threshold : atLeast(threshold, Duration.ofSeconds(2), "a leak detection");
            return this;
        }

        /** After how long a connection is replaced, from 30 seconds. Default: 30 minutes. */
        public Builder maxLifetime(Duration lifetime) {
            this.maxLifetime = atLeast(lifetime, Duration.ofSeconds(30), "a lifetime");
            return this;
        }

        /** The options. */
        public PoolOptions build() {
            return new PoolOptions(this);
        }

        private static Login login(String user, String password, String what) {
            return new Login(
                    Objects.requireNonNull(user, () -> what + " user"),
                    Objects.requireNonNull(password, () -> what + " password"));
        }

        private static Duration atLeast(Duration value, Duration least, String what) {
            if (value.compareTo(least) < 0) {
                throw new IllegalArgumentException("got " + what + " of " + value + ", want " + least + " or more");
            }
            return value;
        }
    }
}
