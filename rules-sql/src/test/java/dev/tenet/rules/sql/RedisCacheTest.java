package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.cache.CacheProblem;
import dev.tenet.rules.sql.cache.CacheProblem.Kind;
import dev.tenet.rules.sql.cache.CacheStats;
import dev.tenet.rules.sql.cache.RedisCache;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import redis.clients.jedis.RedisClient;

/** Two hosts over one database and one Redis. */
@Timeout(60)
final class RedisCacheTest {
    private static final String QUERIES = """
            queries:
              add: { sql: "INSERT INTO items (name, raw) VALUES (:name, :raw)", read_only: false, params: [{ name: name, type: string }, { name: raw, type: bytes }] }
              bump: { sql: UPDATE counter SET n = n + 1, read_only: false }
              counter: { sql: SELECT n FROM counter, cache_ttl: 60 }
              count: { sql: "SELECT COUNT(*) AS n FROM items", cache_ttl: 60 }
              brief: { sql: "SELECT COUNT(*) AS n FROM items", cache_ttl: 1 }
              slow: { sql: { h2: "SELECT PAUSE(n) AS n FROM (SELECT COUNT(*) AS n FROM items)" }, cache_ttl: 60 }
              named: { sql: "SELECT name, made_at, raw FROM items WHERE name = :name", cache_ttl: 60, params: [{ name: name, type: string, sensitive: true }] }
            """;
    private static final String MADE = "2026-03-29 01:30:00.123456+00";

    private static TestRedis redis;

    private final String url = TestDatabase.H2.create();
    private final PooledDatabase pool;
    private final AtomicLong clock = new AtomicLong();
    private final Queue<CacheProblem> problems = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<AutoCloseable> opened = new ArrayList<>();
    private final SqlTemplates one;
    private final SqlTemplates other;

    RedisCacheTest() throws SQLException {
        TestDatabase.execute(
                url,
                "CREATE TABLE items (name VARCHAR(50), made_at TIMESTAMP WITH TIME ZONE DEFAULT '" + MADE
                        + "', raw VARBINARY(9))",
                "CREATE TABLE counter (n BIGINT)",
                "INSERT INTO counter VALUES (0)",
                "CREATE ALIAS PAUSE FOR \"" + PausingFunction.class.getName() + ".pause\"");
        pool = PooledDatabase.open(url);
        one = host(redis.uri());
        other = host(redis.uri());
    }

    @BeforeAll
    static void start() {
        redis = new TestRedis();
    }

    @AfterAll
    static void stop() {
        if (redis != null) {
            redis.close();
        }
    }

    @AfterEach
    void close() throws Exception {
        threads.shutdownNow();
        PausingFunction.PAUSES.clear();
        for (AutoCloseable each : opened) {
            each.close();
        }
        pool.close();
    }

    /** A record as one host has it. */
    public record Item(String name, Instant madeAt, byte[] raw) {}

    private SqlTemplates host(URI uri) {
        return host(uri, SqlTemplates.builder(rules()));
    }

    private static RuleSet rules() {
        return RuleSet.loader().layer(Layer.of("q", QUERIES)).load();
    }

    private SqlTemplates host(URI uri, SqlTemplates.Builder builder) {
        RedisCache cache = RedisCache.builder(uri)
                .prefix(url + ':')
                .timeout(Duration.ofSeconds(1))
                .pause(Duration.ofSeconds(5))
                .ticker(clock::get)
                .listener(problems::add)
                .build();
        SqlTemplates templates = builder.database("main", pool).cache(cache).build();
        opened.add(templates);
        opened.add(cache);
        return templates;
    }

    private static long ask(TemplateRunner runner, String query) {
        return runner.query(query).scalar(Long.class);
    }

    private static CacheStats stats(SqlTemplates templates, String query) {
        return templates.cache().statsByQuery().getOrDefault(query, CacheStats.NONE);
    }

    private static void add(SqlTemplates host, String name) {
        host.update("add").bind("name", name).bind("raw", new byte[] {1, 2}).execute();
    }

    private void addUnseen() throws SQLException {
        TestDatabase.execute(url, "INSERT INTO items (name) VALUES ('unseen')");
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void what_one_host_reads_the_other_need_not() {
        add(one, "a");
        Item read = one.query("named").bind("name", "a").one(Item.class);
        Item kept = other.query("named").bind("name", "a").one(Item.class);
        assertThat(kept).usingRecursiveComparison().isEqualTo(read);
        assertThat(other.query("named").bind("name", "a").maps()).hasSize(1);
        assertThat(one.query("named").bind("name", "a").one())
                .containsEntry("made_at", Instant.parse("2026-03-29T01:30:00.123456Z"));
        assertThat(stats(other, "named").loads()).as("the maps").isEqualTo(1);
        assertThat(stats(other, "named").hits()).as("the record").isEqualTo(1);
        assertThat(stats(one, "named").hits()).as("the map").isEqualTo(1);
        assertThat(problems).isEmpty();
    }

    @Test
    void what_one_host_writes_is_old_for_all() {
        assertThat(ask(one, "count")).isZero();
        assertThat(ask(other, "count")).isZero();
        add(one, "a");
        assertThat(ask(other, "count")).isEqualTo(1);
        other.inTransaction(tx -> tx.update("add").bind("name", "b").execute());
        assertThat(ask(one, "count")).isEqualTo(2);
        assertThat(stats(one, "count").invalidations()).isEqualTo(1);
    }

    @Test
    void all_can_be_dropped_for_all() throws SQLException {
        assertThat(ask(one, "count")).isZero();
        addUnseen();
        assertThat(ask(other, "count")).isZero();
        other.cache().clear();
        assertThat(ask(one, "count")).isEqualTo(1);
    }

    @Test
    void a_result_read_before_another_host_has_written_is_not_given_after_it() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        PausingFunction.PAUSES.add(() -> {
            reading.countDown();
            await(go);
        });
        Future<Long> early = threads.submit(() -> ask(one, "slow"));
        await(reading);
        add(other, "a");
        assertThat(ask(one, "slow")).as("asked while the old is read").isEqualTo(1);
        go.countDown();
        assertThat(early.get()).isZero();
        assertThat(ask(one, "slow")).isEqualTo(1);
        assertThat(ask(other, "slow")).isEqualTo(1);
    }

    @Test
    void whoever_asks_any_host_after_a_write_has_returned_sees_it() throws Exception {
        AtomicLong written = new AtomicLong();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int thread = 0; thread < 5; thread++) {
            boolean writes = thread == 0;
            SqlTemplates host = thread % 2 == 0 ? one : other;
            work.add(() -> {
                for (int time = 0; time < (writes ? 100 : 500); time++) {
                    if (writes) {
                        host.update("bump").execute();
                        written.incrementAndGet();
                    } else {
                        long least = written.get();
                        assertThat(ask(host, "counter")).isGreaterThanOrEqualTo(least);
                    }
                }
                return 0;
            });
        }
        for (Future<Integer> done : threads.invokeAll(work)) {
            done.get();
        }
        assertThat(ask(other, "counter")).isEqualTo(100);
        assertThat(stats(other, "counter").hits()).isPositive();
    }

    @Test
    void an_old_result_is_given_while_a_new_one_is_read() throws Exception {
        Queue<Runnable> refreshes = new ArrayDeque<>();
        SqlTemplates lenient =
                host(redis.uri(), SqlTemplates.builder(rules()).serveStale(Duration.ofMinutes(5), refreshes::add));
        assertThat(ask(lenient, "brief")).isZero();
        addUnseen();
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.keys(url + ":r:*").forEach(key -> client.pexpire(key, 299_000)); // its second has passed
        }
        assertThat(ask(lenient, "brief")).as("old").isZero();
        refreshes.remove().run();
        assertThat(ask(lenient, "brief")).isEqualTo(1);
    }

    @Test
    void foreign_and_cut_bytes_are_told_and_read_anew() {
        add(one, "a");
        assertThat(ask(one, "count")).isEqualTo(1);
        try (RedisClient client = RedisClient.create(redis.uri())) {
            String key = client.keys(url + ":r:*").iterator().next();
            client.set(key, "something else");
            assertThat(ask(one, "count")).isEqualTo(1);
            assertThat(ask(other, "count")).as("kept again").isEqualTo(1);
            client.setrange(key, 40, "\0");
            assertThat(ask(one, "count")).isEqualTo(1);
        }
        assertThat(problems).extracting(CacheProblem::kind).containsExactly(Kind.UNREADABLE, Kind.UNREADABLE);
        assertThat(problems.element().message()).contains("count").contains("no bytes of a result");
    }

    @Test
    void no_value_of_a_query_can_be_read_from_a_key() {
        one.query("named").bind("name", "s3cret").maps();
        try (RedisClient client = RedisClient.create(redis.uri())) {
            assertThat(client.keys(url + ':' + '*')).isNotEmpty().noneMatch(key -> key.contains("s3cret"));
        }
    }

    @Test
    void a_redis_that_forgets_everything_loses_results_and_nothing_more() {
        assertThat(ask(one, "count")).isZero();
        try (RedisClient client = RedisClient.create(redis.uri())) {
            client.keys(url + ":e:*").forEach(client::del);
        }
        add(one, "a");
        assertThat(ask(other, "count")).isEqualTo(1);
    }

    @Test
    void a_redis_that_is_down_costs_no_call_and_is_told_once() {
        TestRedis mine = new TestRedis();
        SqlTemplates host = host(mine.uri());
        assertThat(ask(host, "count")).isZero();
        mine.stop();

        for (int time = 1; time <= 3; time++) {
            add(host, "a");
            assertThat(ask(host, "count")).isEqualTo(time);
        }
        assertThat(problems).extracting(CacheProblem::kind).containsExactly(Kind.UNREACHABLE);

        mine.restart();
        assertThat(ask(host, "count")).as("left alone for a while").isEqualTo(3);
        clock.addAndGet(TimeUnit.SECONDS.toNanos(5));
        assertThat(ask(host, "count")).isEqualTo(3);
        assertThat(problems).extracting(CacheProblem::kind).containsExactly(Kind.UNREACHABLE, Kind.RECOVERED);
        long loads = stats(host, "count").loads();
        assertThat(ask(host, "count")).isEqualTo(3);
        assertThat(stats(host, "count").loads()).as("kept again").isEqualTo(loads);
        mine.stop();
    }

    @Test
    void a_redis_that_is_started_again_from_an_old_file_gives_nothing_of_before_a_write() {
        try (TestRedis mine = new TestRedis()) {
            SqlTemplates host = host(mine.uri());
            assertThat(ask(host, "count")).isZero();
            mine.save();
            add(host, "a");
            mine.stop();
            mine.restart();

            SqlTemplates fresh = host(mine.uri());
            assertThat(ask(fresh, "count")).isEqualTo(1);
            assertThat(ask(host, "count")).as("from the database").isEqualTo(1);
            clock.addAndGet(TimeUnit.SECONDS.toNanos(5));
            assertThat(ask(host, "count")).isEqualTo(1);
            assertThat(stats(host, "count").hits()).as("what the other kept").isEqualTo(1);
        }
    }

    @Test
    void what_was_written_during_an_outage_is_told_to_redis_before_it_is_asked_again() throws Exception {
        try (Gate gate = new Gate(redis.port())) {
            SqlTemplates host = host(URI.create("redis://127.0.0.1:" + gate.port()));
            assertThat(ask(host, "count")).isZero();
            assertThat(ask(one, "count")).isZero();

            gate.shut();
            add(host, "a");
            assertThat(ask(one, "count")).as("another host does not know").isZero();
            assertThat(ask(host, "count")).isEqualTo(1);

            gate.open();
            clock.addAndGet(TimeUnit.SECONDS.toNanos(5));
            assertThat(ask(host, "count")).isEqualTo(1);
            assertThat(ask(one, "count")).isEqualTo(1);
        }
    }

    @Test
    void a_redis_that_hangs_costs_one_timeout() throws IOException {
        try (ServerSocket hanging = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            SqlTemplates host = host(URI.create("redis://127.0.0.1:" + hanging.getLocalPort()));
            long start = System.nanoTime();
            for (int time = 0; time < 20; time++) {
                assertThat(ask(host, "count")).isZero();
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        }
        assertThat(problems).extracting(CacheProblem::kind).containsExactly(Kind.UNREACHABLE);
    }

    @Test
    void an_address_without_a_port_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RedisCache.open(URI.create("http://localhost")))
                .withMessageContaining("want redis://host:port");
    }
}
