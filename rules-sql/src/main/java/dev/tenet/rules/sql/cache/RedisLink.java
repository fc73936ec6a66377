package dev.tenet.rules.sql.cache;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Connection;
import redis.clients.jedis.ConnectionFactory;
import redis.clients.jedis.ConnectionPoolConfig;
import redis.clients.jedis.DefaultJedisClientConfig;
import redis.clients.jedis.HostAndPort;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.JedisClientConfig;
import redis.clients.jedis.RedisClient;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.providers.PooledConnectionProvider;
import redis.clients.jedis.util.JedisURIHelper;

/**
 * The way to a Redis that may be down. After a failure nobody asks it for a while, then one caller tries; so an outage
 * costs each thread one timeout at most, and then one thread now and then. Safe for use by many threads.
 */
final class RedisLink implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisLink.class);
    private static final int CONNECTIONS = 32;

    private final RedisClient client;
    private final Duration pause;
    private final LongSupplier ticker;
    private final Consumer<CacheProblem> listener;
    private final AtomicLong nextTry = new AtomicLong();

    private volatile boolean down;

    /**
     * A way to the Redis at an address.
     *
     * @param meet is given each new connection before it is used; what it throws is a failure to connect
     */
    RedisLink(
            URI uri,
            Duration timeout,
            Duration pause,
            LongSupplier ticker,
            Consumer<CacheProblem> listener,
            Consumer<Jedis> meet) {
        this.pause = pause;
        this.ticker = ticker;
        this.listener = listener;
        int millis = Math.toIntExact(timeout.toMillis());
        ConnectionPoolConfig pool = new ConnectionPoolConfig();
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
        pool.setMaxWait(timeout);
        pool.setJmxEnabled(false);
        DefaultJedisClientConfig.Builder config = DefaultJedisClientConfig.builder()
                .connectionTimeoutMillis(millis)
                .socketTimeoutMillis(millis)
                .user(JedisURIHelper.getUser(uri))
                .password(JedisURIHelper.getPassword(uri))
                .database(JedisURIHelper.getDBIndex(uri));
        if (JedisURIHelper.isRedisSSLScheme(uri)) {
            config.sslOptions(SslOptions.defaults());
        }
        JedisClientConfig built = config.build();
        ConnectionFactory connections = new MeetingFactory(new HostAndPort(uri.getHost(), uri.getPort()), built, meet);
        this.client = RedisClient.builder()
                .clientConfig(built)
                .connectionProvider(new PooledConnectionProvider(connections, pool))
                .build();
    }

    /** Makes connections. */
    private static final class MeetingFactory extends ConnectionFactory {
        private final Consumer<Jedis> meet;

        MeetingFactory(HostAndPort server, JedisClientConfig config, Consumer<Jedis> meet) {
            super(server, config);
            this.meet = meet;
        }

        @Override
        @SuppressWarnings("resource") // the pool closes the connection
        protected void initialize(Connection connection) {
            super.initialize(connection);
            try {
                meet.accept(new Jedis(connection));
            } catch (RuntimeException e) {
                connection.disconnect();
                throw e;
            }
        }
    }

    /** What a command gives; empty if there is no Redis to be had just now. */
    <T> Optional<T> ask(Function<RedisClient, T> command) {
        if (down && !isMyTurn()) {
            return Optional.empty();
        }
        try {
            T answer = command.apply(client);
            if (down) {
                down = false;
                tell(new CacheProblem(CacheProblem.Kind.RECOVERED, "Redis answers again", Optional.empty()));
            }
            return Optional.of(answer);
        } catch (JedisException e) {
            fail(e);
            return Optional.empty();
        }
    }

    private boolean isMyTurn() {
        long at = nextTry.get();
        long now = ticker.getAsLong();
        return now - at >= 0 && nextTry.compareAndSet(at, now + pause.toNanos());
    }

    private void fail(JedisException e) {
        nextTry.set(ticker.getAsLong() + pause.toNanos());
        synchronized (this) {
            if (down) {
                return;
            }
            down = true;
        }
        tell(new CacheProblem(
                CacheProblem.Kind.UNREACHABLE,
                "Redis does not answer: " + e.getMessage() + "; results come from the database, and what is written"
                        + " meanwhile other hosts learn when Redis answers again, or when their results are too old",
                Optional.of(e)));
    }

    void tell(CacheProblem problem) {
        try {
            listener.accept(problem);
        } catch (RuntimeException e) {
            LOG.warn("the listener failed for: {}", problem.message(), e);
        }
    }

    @Override
    public void close() {
        client.close();
    }
}
