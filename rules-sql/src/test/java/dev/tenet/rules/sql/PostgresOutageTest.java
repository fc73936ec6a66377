package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.SQLTransientConnectionException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that stops and comes back under load. */
class PostgresOutageTest {
    private static final int WORKERS = 8;
    private static final PoolOptions OPTIONS = PoolOptions.builder()
            .maximum(6)
            .connectionTimeout(Duration.ofSeconds(2))
            .build();
    /** The timeout of the pool, and what a slow machine may add. */
    private static final Duration LONGEST = Duration.ofSeconds(20);

    private final Semaphore successes = new Semaphore(0);
    private final Semaphore failures = new Semaphore(0);
    private final AtomicBoolean done = new AtomicBoolean();
    private final Queue<SQLException> errors = new ConcurrentLinkedQueue<>();
    private final Queue<Duration> waits = new ConcurrentLinkedQueue<>();

    @Test
    void errorsAreTypedThePoolRecoversAndNothingHangs(@TempDir Path folder) throws Exception {
        assumeTrue(
                System.getProperty("os.name").equals("Linux")
                        && System.getProperty("os.arch").equals("amd64"),
                "the server of this test runs on Linux/amd64");
        EmbeddedPostgres server = start(folder, 0);
        ExecutorService threads = Executors.newFixedThreadPool(WORKERS);
        try (PooledDatabase database = PooledDatabase.open(server.getJdbcUrl("postgres", "postgres"), OPTIONS)) {
            write(database, "CREATE TABLE t (n INTEGER)");
            List<Future<?>> workers = new ArrayList<>();
            for (int i = 0; i < WORKERS; i++) {
                boolean writes = i % 2 == 0;
                workers.add(threads.submit(() -> work(database, writes)));
            }
            await(successes, 200);
            server.close();
            await(failures, 2 * WORKERS);
            server = start(folder, server.getPort());
            successes.drainPermits();
            await(successes, 500);
            done.set(true);
            for (Future<?> worker : workers) {
                worker.get(60, TimeUnit.SECONDS);
            }
            assertThat(database.borrowers()).isEmpty();
            write(database, "INSERT INTO t VALUES (0)");
        } finally {
            done.set(true);
            threads.shutdown();
            server.close();
        }
        assertThat(errors).allMatch(PostgresOutageTest::saysThatTheConnectionIsGone);
        assertThat(waits).allMatch(wait -> wait.compareTo(LONGEST) < 0);
    }

    private static EmbeddedPostgres start(Path folder, int port) throws IOException {
        return EmbeddedPostgres.builder()
                .setDataDirectory(folder.resolve("data"))
                .setCleanDataDirectory(false)
                .setPort(port)
                .setServerConfig("fsync", "on")
                .start();
    }

    private void work(PooledDatabase database, boolean writes) {
        while (!done.get()) {
            long start = System.nanoTime();
            try {
                if (writes) {
                    write(database, "INSERT INTO t VALUES (1)");
                } else {
                    read(database);
                }
                successes.release();
            } catch (SQLException e) {
                errors.add(e);
                failures.release();
                if (!saysThatTheConnectionIsGone(e)) {
                    return;
                }
            }
            waits.add(Duration.ofNanos(System.nanoTime() - start));
        }
    }

    private static boolean saysThatTheConnectionIsGone(SQLException e) {
        String state = String.valueOf(e.getSQLState());
        return e instanceof SQLTransientConnectionException || state.startsWith("08") || state.startsWith("57P");
    }

    private static void await(Semaphore events, int count) throws InterruptedException {
        assertThat(events.tryAcquire(count, 60, TimeUnit.SECONDS))
                .as("%s events within a minute", count)
                .isTrue();
    }

    private static void write(PooledDatabase database, String sql) throws SQLException {
        try (Connection connection = database.writing().getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static void read(PooledDatabase database) throws SQLException {
        try (Connection connection = database.reading().getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT COUNT(*) FROM t")) {
            rows.next();
        }
    }
}
