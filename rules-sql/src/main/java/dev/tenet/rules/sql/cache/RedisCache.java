package dev.tenet.rules.sql.cache;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tenet.rules.sql.cache.CacheProblem.Kind;
import dev.tenet.rules.sql.cache.ResultDecoding.Decoded;
import dev.tenet.rules.sql.cache.ResultEncoding.UnreadableException;
import java.lang.reflect.RecordComponent;
import java.net.URI;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.exceptions.JedisException;
import redis.clients.jedis.params.SetParams;

/**
 * Keeps results in a Redis that several hosts share, which must be hosts of the same databases under the same names. What
 * one of them reads all have, and what one writes is old for all. It wants the library Jedis, which Tenet does not bring.
 *
 * <p>An epoch is a random text under {@code <prefix>e:<table>}, made anew by every write of the table, and stands in each
 * result read from it. So a result that was read before a write is never taken for one after it, whichever host read and
 * whichever wrote, and a Redis that forgets keys loses results, nothing more. Between a commit and the new epoch, a
 * fraction of a millisecond, other hosts are given the old result.
 *
 * <p>A Redis that is started again from a file, or a replica that takes its place, may have epochs of before a write, and
 * results that go with them. So each new connection asks for the {@code run_id} of the server ({@code INFO server}), which
 * stands under {@code <prefix>server} too; if it is another one, all results are dropped before anything is asked.
 *
 * <p>If Redis is down, results come from the database; each outage is told once. What was written meanwhile is told to
 * Redis before anything is taken from it again.
 */
public final class RedisCache implements ResultCache, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisCache.class);
    private static final String CLEARED = "";
    private static final String RUN_ID = "run_id:";
    /** Begins the epochs of what is read while there is no Redis. */
    private static final String UNKNOWN = "!";

    private final RedisLink link;
    private final String prefix;
    private final AtomicLong written = new AtomicLong();
    private final ConcurrentMap<String, Long> owed = new ConcurrentHashMap<>();

    private RedisCache(Builder builder) {
        this.prefix = builder.prefix;
        this.link = new RedisLink(
                builder.uri, builder.timeout, builder.pause, builder.ticker, builder.listener, this::meet);
    }

    /**
     * A cache in the Redis at an address with the usual settings. It need not be there yet.
     *
     * @param uri such as {@code redis://user:password@host:6379/0}; {@code rediss} for TLS
     */
    public static RedisCache open(URI uri) {
        return builder(uri).build();
    }

    /** Starts a cache with settings of its own, in the Redis at such an address. */
    public static Builder builder(URI uri) {
        return new Builder(uri);
    }

    /** Drops all results if this is not the server that they were kept on. Two hosts may both do so. */
    private void meet(Jedis redis) {
        String key = prefix + "server";
        String server = runId(redis.info("server"));
        if (!server.equals(redis.get(key))) {
            redis.mset(epochKey(CLEARED), token(), key, server);
        }
    }

    private static String runId(String info) {
        return info.lines()
                .filter(line -> line.startsWith(RUN_ID))
                .map(line -> line.substring(RUN_ID.length()).strip())
                .findFirst()
                .orElseThrow(() -> new JedisException(
                        "INFO server gives no run_id, without which a restart with old data would not be noticed"));
    }

    @Override
    public Lookup look(CacheKey key) {
        String entry;
        try {
            entry = prefix + "r:" + digest(key);
        } catch (UnreadableException e) {
            return unknown();
        }
        if (!payDebts()) {
            return unknown();
        }
        List<String> tables = epochKeys(key.query().tables());
        List<byte[]> asked = new ArrayList<>();
        asked.add(entry.getBytes(UTF_8));
        tables.forEach(table -> asked.add(table.getBytes(UTF_8)));
        return link.ask(redis -> redis.mget(asked.toArray(byte[][]::new)))
                .map(answer -> answer(key, entry, tables, answer))
                .orElseGet(this::unknown);
    }

    private Lookup answer(CacheKey key, String entry, List<String> tables, List<byte[]> answer) {
        List<byte[]> tokens = answer.subList(1, answer.size());
        if (tokens.contains(null)) {
            return begin(tables);
        }
        String epochs = epochs(tokens);
        byte[] bytes = answer.get(0);
        if (bytes == null) {
            return new Lookup.Miss(epochs);
        }
        Decoded decoded;
        try {
            decoded = ResultDecoding.of(bytes);
        } catch (UnreadableException e) {
            if (isDeleted(entry)) {
                link.tell(new CacheProblem(
                        Kind.UNREADABLE,
                        key + " cannot be read from Redis: " + e.getMessage() + "; it is read from the database",
                        Optional.of(e)));
            }
            return new Lookup.Miss(epochs);
        }
        if (!decoded.epochs().equals(epochs)) {
            if (isDeleted(entry)) {
                key.query().counters().invalidated();
            }
            return new Lookup.Miss(epochs);
        }
        return isStale(key, entry) ? new Lookup.Stale(decoded.result(), epochs) : new Lookup.Hit(decoded.result());
    }

    /** Deletes a result; whether it was this caller who did. One that was kept a moment ago is read once more then. */
    private boolean isDeleted(String entry) {
        return link.ask(redis -> redis.del(entry)).orElse(0L) > 0;
    }

    /** Begins the epochs that there are none of; another host may do the same. */
    private Lookup begin(List<String> tables) {
        return link.ask(redis -> {
                    tables.forEach(table ->
                            redis.set(table, token(), SetParams.setParams().nx()));
                    return redis.mget(
                            tables.stream().map(table -> table.getBytes(UTF_8)).toArray(byte[][]::new));
                })
                .filter(tokens -> !tokens.contains(null))
                .<Lookup>map(tokens -> new Lookup.Miss(epochs(tokens)))
                .orElseGet(this::unknown);
    }

    private boolean isStale(CacheKey key, String entry) {
        Duration stale = key.query().stale();
        return !stale.isZero() && link.ask(redis -> redis.pttl(entry)).orElse(0L) <= stale.toMillis();
    }

    /** Nothing, and nothing to be kept; still, what is read now must not pass for what is read after a write. */
    private Lookup unknown() {
        return new Lookup.Miss(UNKNOWN + written.get());
    }

    @Override
    public void store(CacheKey key, String epochs, CachedResult result) {
        if (epochs.startsWith(UNKNOWN)) {
            return;
        }
        try {
            byte[] entry = (prefix + "r:" + digest(key)).getBytes(UTF_8);
            byte[] bytes = ResultEncoding.of(epochs, result);
            long life = key.query().ttl().plus(key.query().stale()).toMillis();
            link.ask(redis -> redis.set(entry, bytes, SetParams.setParams().px(life)));
        } catch (UnreadableException e) {
            link.tell(new CacheProblem(Kind.NOT_KEPT, key + " cannot be kept: " + e.getMessage(), Optional.of(e)));
        }
    }

    @Override
    public void invalidate(Set<String> tables) {
        long now = written.incrementAndGet();
        if (!renew(tables)) {
            tables.forEach(table -> owed.put(table, now));
        }
    }

    /** Drops all results with this prefix, on all hosts. They take room until their time is over. */
    @Override
    public void clear() {
        invalidate(Set.of(CLEARED));
    }

    /** Tells Redis what was written while it was down; whether nothing is owed now. */
    private boolean payDebts() {
        if (owed.isEmpty()) {
            return true;
        }
        Map<String, Long> debts = Map.copyOf(owed);
        if (!renew(debts.keySet())) {
            return false;
        }
        debts.forEach(owed::remove); // unless it was written again
        return true;
    }

    /** Gives tables new epochs, all at once. */
    private boolean renew(Set<String> tables) {
        String[] pairs = tables.stream()
                .flatMap(table -> List.of(epochKey(table), token()).stream())
                .toArray(String[]::new);
        return link.ask(redis -> redis.mset(pairs)).isPresent();
    }

    private List<String> epochKeys(Set<String> tables) {
        List<String> keys = new ArrayList<>();
        keys.add(epochKey(CLEARED));
        new TreeSet<>(tables).forEach(table -> keys.add(epochKey(table)));
        return keys;
    }

    private String epochKey(String table) {
        return prefix + "e:" + table;
    }

    private static String token() {
        return UUID.randomUUID().toString();
    }

    private static String epochs(List<byte[]> tokens) {
        return String.join(
                " ", tokens.stream().map(token -> new String(token, UTF_8)).toList());
    }

    /** What stands for a key: the same on all hosts, and no value can be read from it. */
    private static String digest(CacheKey key) throws UnreadableException {
        List<String> parts = List.of(
                key.query().fingerprint(),
                form(key.rows()),
                key.tenant().map(it -> "=" + it).orElse(""));
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(ResultEncoding.ofKey(parts, key.values())));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    /** What decides how rows are kept for a class; the same class may have other components on another host. */
    private static String form(Class<?> rows) {
        if (!rows.isRecord()) {
            return rows.getName();
        }
        StringBuilder form = new StringBuilder();
        for (RecordComponent component : rows.getRecordComponents()) {
            form.append(component.getName())
                    .append(' ')
                    .append(component.getGenericType().getTypeName())
                    .append(';');
        }
        return form.toString();
    }

    @Override
    public void close() {
        link.close();
    }

    private static void log(CacheProblem problem) {
        LOG.warn("{}", problem.message(), problem.cause().orElse(null));
    }

    /** Collects settings. Not thread-safe. */
    public static final class Builder {
        private final URI uri;
        private String prefix = "tenet:";
        private Duration timeout = Duration.ofMillis(250);
        private Duration pause = Duration.ofSeconds(5);
        private LongSupplier ticker = System::nanoTime;
        private Consumer<CacheProblem> listener = RedisCache::log;

        private Builder(URI uri) {
            if (uri.getHost() == null
                    || uri.getPort() < 0
                    || !Set.of("redis", "rediss").contains(uri.getScheme())) {
                throw new IllegalArgumentException("got an address with the scheme " + uri.getScheme() + ", the host "
                        + uri.getHost() + " and the port " + uri.getPort()
                        + ", want redis://host:port or rediss://host:port");
            }
            this.uri = uri;
        }

        /** What all keys begin with, {@code tenet:} by default. Hosts of other databases need another. */
        public Builder prefix(String text) {
            this.prefix = Objects.requireNonNull(text, "text");
            return this;
        }

        /** How long a call may wait for Redis, 250 ms by default: to connect, and for an answer. */
        public Builder timeout(Duration most) {
            this.timeout = positive(most);
            return this;
        }

        /** How long Redis is left alone after it has failed, 5 seconds by default. */
        public Builder pause(Duration time) {
            this.pause = positive(time);
            return this;
        }

        private static Duration positive(Duration time) {
            if (time.compareTo(Duration.ofMillis(1)) < 0 || time.compareTo(Duration.ofDays(1)) > 0) {
                throw new IllegalArgumentException("got " + time + ", want 1 ms to a day");
            }
            return time;
        }

        /** The clock, in nanoseconds from any beginning; by default {@link System#nanoTime}. */
        public Builder ticker(LongSupplier nanoseconds) {
            this.ticker = Objects.requireNonNull(nanoseconds, "nanoseconds");
            return this;
        }

        /** Who is told of problems, on the thread that met them; by default the log. */
        public Builder listener(Consumer<CacheProblem> told) {
            this.listener = Objects.requireNonNull(told, "told");
            return this;
        }

        /** Makes the cache. */
        public RedisCache build() {
            return new RedisCache(this);
        }
    }
}
