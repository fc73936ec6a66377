package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.TemplateException.Code;
import dev.tenet.rules.sql.cache.CacheStats;
import dev.tenet.rules.sql.cache.MemoryCache;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** How long results are kept, for whom, and what happens while they are read. */
@Timeout(60)
final class TemplateCacheTest {
    private static final String QUERIES = """
            queries:
              add: { sql: "INSERT INTO items (name) VALUES (:name)", read_only: false, params: [{ name: name, type: string }] }
              bump: { sql: UPDATE counter SET n = n + 1, read_only: false }
              counter: { sql: SELECT n FROM counter, cache_ttl: 60 }
              count: { sql: "SELECT COUNT(*) AS n FROM items", cache_ttl: 10 }
              slow: { sql: { h2: "SELECT PAUSE(n) AS n FROM (SELECT COUNT(*) AS n FROM items)" }, cache_ttl: 10 }
              named: { sql: "SELECT name FROM items WHERE name = :name", cache_ttl: 10, params: [{ name: name, type: string }] }
              all: { sql: SELECT name FROM items, cache_ttl: 10 }
              total: { sql: { h2: SELECT TOTAL() AS n }, cache_ttl: 10 }
              watched: { sql: SELECT n FROM counter, cache_ttl: 10, invalidated_by: [other.Items] }
              never: { sql: "SELECT COUNT(*) AS n FROM items" }
              locked: { sql: { h2: SELECT n FROM counter FOR UPDATE }, read_only: false, cache_ttl: 10 }
              does_it: { sql: { h2: SELECT TOTAL() AS n }, read_only: false }
            """;

    private final String url = TestDatabase.H2.create();
    private final PooledDatabase pool;
    private final AtomicLong clock = new AtomicLong();
    private final Queue<Runnable> refreshes = new ArrayDeque<>();
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<SqlTemplates> opened = new ArrayList<>();
    private final SqlTemplates templates;

    TemplateCacheTest() throws SQLException {
        TestDatabase.execute(
                url,
                "CREATE TABLE items (name VARCHAR(50))",
                "CREATE TABLE counter (n BIGINT)",
                "INSERT INTO counter VALUES (0)",
                "CREATE ALIAS PAUSE FOR \"" + PausingFunction.class.getName() + ".pause\"",
                "CREATE ALIAS TOTAL AS 'long total(java.sql.Connection c) throws Exception { try (var r ="
                        + " c.createStatement().executeQuery(\"SELECT COUNT(*) FROM items\")) { r.next(); return"
                        + " r.getLong(1); } }'");
        pool = PooledDatabase.open(url);
        templates = open(SqlTemplates.builder(rules(QUERIES)));
    }

    private static RuleSet rules(String text) {
        return RuleSet.loader().layer(Layer.of("q", text)).load();
    }

    private SqlTemplates open(SqlTemplates.Builder builder) {
        return open(builder, MemoryCache.builder().ticker(clock::get).build());
    }

    private SqlTemplates open(SqlTemplates.Builder builder, MemoryCache cache) {
        SqlTemplates made = builder.database("main", pool).cache(cache).build();
        opened.add(made);
        return made;
    }

    private static void pauseNext(Runnable pause) {
        PausingFunction.PAUSES.add(pause);
    }

    @AfterEach
    void close() {
        threads.shutdownNow();
        PausingFunction.PAUSES.clear();
        opened.forEach(SqlTemplates::close);
        pool.close();
    }

    private static long ask(TemplateRunner runner, String query) {
        return runner.query(query).scalar(Long.class);
    }

    private void add(String name) {
        templates.update("add").bind("name", name).execute();
    }

    /** Changes the table where no template sees it. */
    private void addUnseen() throws SQLException {
        TestDatabase.execute(url, "INSERT INTO items VALUES ('unseen')");
    }

    private static CacheStats stats(SqlTemplates templates, String query) {
        return templates.cache().statsByQuery().getOrDefault(query, CacheStats.NONE);
    }

    private void pass(int seconds) {
        clock.addAndGet(TimeUnit.SECONDS.toNanos(seconds));
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    // ---- how long ----

    @Test
    void a_result_is_kept_for_its_time_and_no_longer() throws SQLException {
        assertThat(ask(templates, "count")).isZero();
        addUnseen();
        pass(9);
        assertThat(ask(templates, "count")).isZero();
        pass(1);
        assertThat(ask(templates, "count")).isEqualTo(1);
    }

    @Test
    void a_query_without_a_time_is_never_kept() throws SQLException {
        assertThat(ask(templates, "never")).isZero();
        addUnseen();
        assertThat(ask(templates, "never")).isEqualTo(1);
        assertThat(templates.cache().stats()).isEqualTo(CacheStats.NONE);
    }

    @Test
    void a_query_that_may_write_is_never_kept() throws SQLException {
        assertThat(ask(templates, "locked")).isZero();
        TestDatabase.execute(url, "UPDATE counter SET n = 5");
        assertThat(ask(templates, "locked")).isEqualTo(5);
    }

    @Test
    void what_is_used_least_gives_way() {
        SqlTemplates small = open(
                SqlTemplates.builder(rules(QUERIES)),
                MemoryCache.builder().weight(200).build());
        for (int name = 0; name < 1_000; name++) {
            small.query("named").bind("name", "n" + name).maps();
        }
        assertThat(stats(small, "named").evictions()).isBetween(700L, 999L);
    }

    // ---- whose ----

    @Test
    void results_are_told_apart_by_values_form_and_tenant() {
        add("a");
        TemplateRunner acme = templates.forTenant("acme");
        for (int time = 0; time < 2; time++) {
            assertThat(templates.query("named").bind("name", "a").maps()).hasSize(1);
            assertThat(templates.query("named").bind("name", "b").maps()).isEmpty();
            assertThat(templates.query("named").bind("name", null).maps()).isEmpty();
            assertThat(templates.query("named").bind("name", "a").scalar(String.class))
                    .isEqualTo("a");
            assertThat(acme.query("named").bind("name", "a").maps()).hasSize(1);
            assertThat(templates
                            .forTenant("acne")
                            .query("named")
                            .bind("name", "a")
                            .maps())
                    .hasSize(1);
        }
        assertThat(stats(templates, "named").loads()).isEqualTo(6);
        assertThat(stats(templates, "named").hits()).isEqualTo(6);
    }

    @Test
    void a_query_bound_anew_does_not_change_what_is_kept_for_its_old_values() {
        add("a");
        Query query = templates.query("named").bind("name", "a");
        assertThat(query.maps()).hasSize(1);
        assertThat(query.bind("name", "b").maps()).isEmpty();
        assertThat(query.bind("name", "a").maps()).hasSize(1);
        assertThat(stats(templates, "named").loads()).isEqualTo(2);
    }

    @Test
    void one_row_and_all_rows_are_views_of_one_kept_result() {
        assertThat(templates.query("all").optional()).isEmpty();
        assertThatThrownBy(() -> templates.query("all").one()).hasMessageContaining("there is no row");
        add("a");
        assertThat(templates.query("all").one()).containsEntry("name", "a");
        add("b");
        assertThatExceptionOfType(TemplateException.class)
                .isThrownBy(() -> templates.query("all").optional())
                .satisfies(e -> assertThat(e.code()).isEqualTo(Code.NOT_ONE_ROW));
        assertThatThrownBy(() -> templates.query("all").scalar(String.class)).hasMessageContaining("several rows");
        assertThat(templates.query("all").maps()).hasSize(2);
        assertThatThrownBy(() -> templates.query("all").maps().clear())
                .isInstanceOf(UnsupportedOperationException.class);
    }

    // ---- writes ----

    @Test
    void only_results_of_the_written_table_are_dropped() {
        ask(templates, "counter");
        ask(templates, "count");
        add("a");
        assertThat(ask(templates, "count")).isEqualTo(1);
        ask(templates, "counter");
        assertThat(stats(templates, "counter").loads()).isEqualTo(1);
        assertThat(stats(templates, "count").invalidations()).isEqualTo(1);
    }

    @Test
    void a_query_that_does_not_say_what_it_reads_is_dropped_by_any_write() {
        assertThat(ask(templates, "total")).isZero();
        add("a");
        assertThat(ask(templates, "total")).isEqualTo(1);
    }

    @Test
    void a_query_names_more_tables_that_it_depends_on() throws SQLException {
        assertThat(ask(templates, "watched")).isZero();
        TestDatabase.execute(url, "UPDATE counter SET n = 7");
        assertThat(ask(templates, "watched")).isZero();
        add("a");
        assertThat(ask(templates, "watched")).isEqualTo(7);
    }

    @Test
    void a_write_that_does_not_say_what_it_changes_drops_everything() {
        ask(templates, "counter");
        ask(templates, "does_it");
        ask(templates, "counter");
        assertThat(stats(templates, "counter").loads()).isEqualTo(2);
    }

    @Test
    void a_lock_changes_no_table() {
        ask(templates, "counter");
        ask(templates, "locked");
        ask(templates, "counter");
        assertThat(stats(templates, "counter").loads()).isEqualTo(1);
    }

    @Test
    void the_tables_that_a_query_depends_on_may_be_edited_too() throws SQLException {
        MemoryCache shared = MemoryCache.create();
        SqlTemplates before = open(SqlTemplates.builder(rules(QUERIES)), shared);
        assertThat(ask(before, "counter")).isZero();
        SqlTemplates after = open(
                SqlTemplates.builder(rules(
                        QUERIES.replace("counter, cache_ttl: 60", "counter, cache_ttl: 60, invalidated_by: [items]"))),
                shared);
        TestDatabase.execute(url, "UPDATE counter SET n = 7");
        after.update("add").bind("name", "x").execute();
        assertThat(ask(after, "counter")).isEqualTo(7);
    }

    @Test
    void a_transaction_of_the_templates_is_not_told_of_its_commit() {
        assertThatThrownBy(() -> templates.inTransaction(tx -> {
                    tx.committed();
                    return 0;
                }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("commits by itself");
    }

    @Test
    void all_can_be_dropped() throws SQLException {
        ask(templates, "count");
        addUnseen();
        templates.cache().clear();
        assertThat(ask(templates, "count")).isEqualTo(1);
    }

    @Test
    void an_edited_query_never_gets_a_result_of_its_old_text_and_others_keep_theirs() throws Exception {
        MemoryCache shared = MemoryCache.create();
        SqlTemplates before = open(SqlTemplates.builder(rules(QUERIES)), shared);
        assertThat(ask(before, "count")).isZero();
        assertThat(ask(before, "counter")).isZero();
        SqlTemplates after = open(
                SqlTemplates.builder(
                        rules(QUERIES.replace("SELECT COUNT(*) AS n FROM items\", c", "SELECT 42 AS n\", c"))),
                shared);
        assertThat(ask(after, "count")).isEqualTo(42);
        assertThat(ask(after, "counter")).isZero();
        assertThat(stats(after, "counter").hits()).isEqualTo(1);
    }

    // ---- while it is read ----

    @Test
    void however_many_ask_at_once_one_statement_is_run() throws Exception {
        int asked = 64;
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        AtomicInteger statements = new AtomicInteger();
        Runnable pause = () -> {
            statements.incrementAndGet();
            reading.countDown();
            await(go);
        };
        for (int time = 0; time < asked; time++) {
            pauseNext(pause);
        }
        add("a");
        List<Future<Long>> answers = new ArrayList<>();
        for (int at = 0; at < asked; at++) {
            answers.add(threads.submit(() -> ask(templates, "slow")));
        }
        await(reading);
        while (stats(templates, "slow").misses() < asked) {
            Thread.onSpinWait();
        }
        go.countDown();
        for (Future<Long> answer : answers) {
            assertThat(answer.get()).isEqualTo(1);
        }
        PausingFunction.PAUSES.clear();
        assertThat(statements).hasValue(1);
        assertThat(stats(templates, "slow").loads()).isEqualTo(1);
        assertThat(ask(templates, "slow")).isEqualTo(1);
    }

    @Test
    void a_failure_reaches_all_who_wait_and_is_not_kept() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        pauseNext(() -> {
            reading.countDown();
            await(go);
            throw new IllegalStateException("the function fails");
        });
        List<Future<Long>> answers = new ArrayList<>();
        for (int at = 0; at < 8; at++) {
            answers.add(threads.submit(() -> ask(templates, "slow")));
        }
        await(reading);
        while (stats(templates, "slow").misses() < 8) {
            Thread.onSpinWait();
        }
        go.countDown();
        int failed = 0;
        for (Future<Long> answer : answers) {
            try {
                assertThat(answer.get()).isZero(); // came after the failure
            } catch (java.util.concurrent.ExecutionException e) {
                assertThat(e).hasCauseInstanceOf(DatabaseException.class);
                failed++;
            }
        }
        assertThat(failed).isGreaterThanOrEqualTo(1);
        assertThat(stats(templates, "slow").failures()).isEqualTo(1);
        assertThat(ask(templates, "slow")).isZero();
    }

    @Test
    void a_result_read_before_a_write_is_not_given_after_it() throws Exception {
        CountDownLatch reading = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        pauseNext(() -> {
            reading.countDown();
            await(go);
        });
        Future<Long> early = threads.submit(() -> ask(templates, "slow"));
        await(reading);

        add("a");

        assertThat(ask(templates, "slow"))
                .as("asked after the write, while the old is read")
                .isEqualTo(1);
        go.countDown();
        assertThat(early.get()).as("asked before the write").isZero();
        assertThat(ask(templates, "slow")).as("asked when both are read").isEqualTo(1);
    }

    @Test
    void a_result_read_while_all_is_dropped_is_not_kept() throws Exception {
        pauseNext(() -> templates.cache().clear());
        assertThat(ask(templates, "slow")).isZero();
        addUnseen();
        assertThat(ask(templates, "slow")).isEqualTo(1);
    }

    @Test
    void whoever_asks_after_a_write_has_returned_sees_it() throws Exception {
        AtomicLong written = new AtomicLong();
        List<Callable<Integer>> work = new ArrayList<>();
        for (int thread = 0; thread < 6; thread++) {
            boolean writes = thread == 0;
            work.add(() -> {
                for (int time = 0; time < (writes ? 400 : 4_000); time++) {
                    if (writes && time % 2 == 0) {
                        templates.update("bump").execute();
                        written.incrementAndGet();
                    } else if (writes) {
                        templates.inTransaction(tx -> tx.update("bump").execute());
                        written.incrementAndGet();
                    } else {
                        long least = written.get();
                        assertThat(ask(templates, "counter")).isGreaterThanOrEqualTo(least);
                    }
                }
                return 0;
            });
        }
        for (Future<Integer> done : threads.invokeAll(work)) {
            done.get();
        }
        assertThat(ask(templates, "counter")).isEqualTo(400);
        assertThat(stats(templates, "counter").hits()).isPositive();
    }

    // ---- stale ----

    @Test
    void an_old_result_is_given_while_one_new_one_is_read() throws SQLException {
        SqlTemplates lenient =
                open(SqlTemplates.builder(rules(QUERIES)).serveStale(Duration.ofSeconds(5), refreshes::add));
        assertThat(ask(lenient, "count")).isZero();
        addUnseen();
        pass(12);
        assertThat(ask(lenient, "count")).as("old").isZero();
        assertThat(ask(lenient, "count")).as("old").isZero();
        assertThat(refreshes).hasSize(1);
        refreshes.remove().run();
        assertThat(ask(lenient, "count")).isEqualTo(1);
        assertThat(refreshes).isEmpty();
    }

    @Test
    void an_old_result_is_not_given_for_longer_than_allowed_nor_after_a_write() throws SQLException {
        SqlTemplates lenient =
                open(SqlTemplates.builder(rules(QUERIES)).serveStale(Duration.ofSeconds(5), refreshes::add));
        assertThat(ask(lenient, "count")).isZero();
        addUnseen();
        pass(15);
        assertThat(ask(lenient, "count")).as("too old").isEqualTo(1);
        pass(12);
        lenient.update("add").bind("name", "x").execute();
        assertThat(ask(lenient, "count")).as("written").isEqualTo(2);
        assertThat(refreshes).isEmpty();
    }

    @Test
    void refreshes_that_nobody_begins_do_not_pile_up() throws SQLException {
        SqlTemplates lenient = open(SqlTemplates.builder(rules(QUERIES)).serveStale(Duration.ofSeconds(5), task -> {}));
        for (int round = 0; round < 2; round++) {
            for (int name = 0; name <= 10_000; name++) {
                lenient.query("named").bind("name", "n" + name).maps();
            }
            pass(round == 0 ? 12 : 0);
        }
        assertThat(stats(lenient, "named").dropped()).isEqualTo(10_000);
    }

    @Test
    void a_refresh_that_the_executor_drops_without_a_word_is_counted_and_not_the_last() throws SQLException {
        SqlTemplates lenient =
                open(SqlTemplates.builder(rules(QUERIES)).serveStale(Duration.ofSeconds(5), refreshes::add));
        assertThat(ask(lenient, "count")).isZero();
        addUnseen();
        pass(12);
        assertThat(ask(lenient, "count")).as("old").isZero();
        Runnable dropped = refreshes.remove();
        assertThat(stats(lenient, "count").dropped()).isZero();
        pass(4);
        assertThat(ask(lenient, "count")).as("too old").isEqualTo(1);
        assertThat(stats(lenient, "count").dropped()).isEqualTo(1);
        dropped.run();
        assertThat(stats(lenient, "count").loads())
                .as("it was only late, and is not done")
                .isEqualTo(2);
        pass(12);
        assertThat(ask(lenient, "count")).isEqualTo(1);
        assertThat(refreshes).as("the next").hasSize(1);
    }

    @Test
    void a_refresh_that_cannot_be_done_leaves_the_old_result_and_is_tried_again() throws SQLException {
        AtomicInteger refused = new AtomicInteger();
        SqlTemplates lenient = open(SqlTemplates.builder(rules(QUERIES)).serveStale(Duration.ofSeconds(5), task -> {
            if (refused.getAndIncrement() == 0) {
                throw new RejectedExecutionException("full");
            }
            task.run();
        }));
        assertThat(ask(lenient, "slow")).isZero();
        addUnseen();
        pass(12);
        assertThat(ask(lenient, "slow")).as("no room for the refresh").isZero();
        assertThat(stats(lenient, "slow").dropped()).isEqualTo(1);
        pauseNext(() -> {
            throw new IllegalStateException("the function fails");
        });
        assertThat(ask(lenient, "slow")).as("the refresh failed").isZero();
        assertThat(stats(lenient, "slow").failures()).isEqualTo(1);
        assertThat(ask(lenient, "slow")).as("the refresh was done").isZero();
        assertThat(ask(lenient, "slow")).isEqualTo(1);
    }
}
