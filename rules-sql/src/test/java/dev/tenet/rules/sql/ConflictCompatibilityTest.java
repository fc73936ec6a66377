package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.sql.DatabaseException.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Two transactions that lock each other out: real deadlocks, found by the database. */
@Timeout(60)
final class ConflictCompatibilityTest {
    private static final String YAML = """
            queries:
              insert: { sql: "INSERT INTO items (name, amount) VALUES (:name, 0)", read_only: false, params: [{ name: name, type: string }] }
              add: { sql: "UPDATE items SET amount = amount + 1 WHERE id = :id", read_only: false, params: [{ name: id, type: integer }] }
              total: { sql: "SELECT SUM(amount) AS total FROM items", result: { total: integer } }
              set: { sql: "UPDATE items SET amount = :amount WHERE id = :id", read_only: false, idempotent: IDEMPOTENT, params: [{ name: amount, type: number }, { name: id, type: integer }] }
              soon: { timeout_seconds: 1, sql: "UPDATE items SET amount = 7 WHERE id = :id", read_only: false, idempotent: true, params: [{ name: id, type: integer }] }
            """;

    private final AtomicInteger attempts = new AtomicInteger();

    private static CallsFixture open(TestDatabase database, boolean idempotent, Retry retry) throws SQLException {
        CallsFixture in = CallsFixture.open(
                database, YAML.replace("IDEMPOTENT", Boolean.toString(idempotent)), builder -> builder.retry(retry));
        in.templates.update("insert").bind("name", "a").execute();
        in.templates.update("insert").bind("name", "b").execute();
        return in;
    }

    /** Adds to both rows, in the order that is given; both threads have the first before they want the second. */
    private void addToBoth(CallsFixture in, Retry retry, CyclicBarrier met, long first, long second) {
        AtomicInteger mine = new AtomicInteger();
        in.templates.inTransaction(QueryDefinition.MAIN, retry, tx -> {
            attempts.incrementAndGet();
            tx.update("add").bind("id", first).execute();
            if (mine.getAndIncrement() == 0) {
                await(met);
            }
            return tx.update("add").bind("id", second).execute();
        });
    }

    private static void await(CyclicBarrier met) {
        try {
            met.await(20, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Future<?>> both(CallsFixture in, Retry retry) throws InterruptedException {
        CyclicBarrier met = new CyclicBarrier(2);
        ExecutorService threads = Executors.newFixedThreadPool(2);
        List<Future<?>> both = List.of(
                threads.submit(() -> addToBoth(in, retry, met, 1, 2)),
                threads.submit(() -> addToBoth(in, retry, met, 2, 1)));
        threads.shutdown();
        assertThat(threads.awaitTermination(50, TimeUnit.SECONDS)).isTrue();
        return both;
    }

    @ParameterizedTest
    @EnumSource(
            value = TestDatabase.class,
            names = {"POSTGRESQL", "MARIADB"})
    void a_deadlocked_transaction_runs_again_when_asked_to(TestDatabase database) throws Exception {
        try (CallsFixture in = open(database, false, Retry.none())) {
            for (Future<?> one : both(in, Retry.of(5, Duration.ofMillis(5)))) {
                one.get();
            }
            assertThat(attempts).hasValue(3);
            assertThat(in.templates.query("total").scalar(Long.class)).isEqualTo(4);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestDatabase.class,
            names = {"POSTGRESQL", "MARIADB"})
    void without_that_it_fails_and_leaves_nothing(TestDatabase database) throws Exception {
        try (CallsFixture in = open(database, false, Retry.defaults())) {
            long failed = both(in, Retry.none()).stream()
                    .filter(one -> {
                        try {
                            one.get();
                            return false;
                        } catch (Exception e) {
                            assertThat(e.getCause())
                                    .isInstanceOfSatisfying(
                                            DatabaseException.class,
                                            cause -> assertThat(cause.kind()).isEqualTo(Kind.CONFLICT));
                            return true;
                        }
                    })
                    .count();
            assertThat(failed).isEqualTo(1);
            assertThat(in.templates.query("total").scalar(Long.class)).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestDatabase.class,
            names = {"H2"})
    void an_idempotent_update_runs_again_by_itself_and_no_other_does(TestDatabase database) throws Exception {
        for (boolean idempotent : List.of(true, false)) {
            AtomicInteger pauses = new AtomicInteger();
            Retry retry = new Retry(3, Duration.ZERO, nanos -> pauses.incrementAndGet() > 0);
            try (CallsFixture in = open(database, idempotent, retry)) {
                CyclicBarrier locked = new CyclicBarrier(2);
                CyclicBarrier done = new CyclicBarrier(2);
                ExecutorService other = Executors.newSingleThreadExecutor();
                Future<Boolean> holder = other.submit(() -> in.templates.inTransaction(tx -> {
                    tx.update("add").bind("id", 1).execute();
                    await(locked);
                    await(done);
                    return true;
                }));
                await(locked);
                assertThatExceptionOfType(DatabaseException.class)
                        .isThrownBy(() -> in.templates
                                .update("set")
                                .bind("amount", 7)
                                .bind("id", 1)
                                .execute())
                        .satisfies(e -> assertThat(e.kind()).isEqualTo(Kind.CONFLICT));
                assertThat(pauses).hasValue(idempotent ? 2 : 0);
                assertThatExceptionOfType(DatabaseException.class)
                        .isThrownBy(() -> in.templates.inTransaction(tx ->
                                tx.update("set").bind("amount", 7).bind("id", 1).execute()));
                assertThat(pauses).as("inside a transaction").hasValue(idempotent ? 2 : 0);
                await(done);
                assertThat(holder.get()).isTrue();
                other.shutdown();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TestDatabase.class,
            names = {"H2"})
    void all_attempts_together_have_the_time_of_one(TestDatabase database) throws Exception {
        AtomicInteger pauses = new AtomicInteger();
        Retry retry = new Retry(100, Duration.ZERO, nanos -> pauses.incrementAndGet() > 0);
        ExecutorService other = Executors.newSingleThreadExecutor();
        try (CallsFixture in = open(database, true, retry)) { // which waits 300 ms for a lock
            CyclicBarrier locked = new CyclicBarrier(2);
            CyclicBarrier done = new CyclicBarrier(2);
            Future<Boolean> holder = other.submit(() -> in.templates.inTransaction(tx -> {
                tx.update("add").bind("id", 1).execute();
                await(locked);
                await(done);
                return true;
            }));
            await(locked);
            List<Runnable> calls = List.of(
                    () -> in.templates.update("soon").bind("id", 1).execute(),
                    () -> in.templates.batch("soon").bind("id", 1).add().execute());
            for (Runnable call : calls) {
                pauses.set(0);
                assertThatExceptionOfType(DatabaseException.class)
                        .isThrownBy(call::run)
                        .satisfies(e -> assertThat(e.kind()).isIn(Kind.TIMEOUT, Kind.CONFLICT));
                assertThat(pauses).as("attempts after the first").hasValueBetween(1, 4);
            }
            await(done);
            assertThat(holder.get()).isTrue();
        } finally {
            other.shutdownNow();
        }
    }
}
