package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.DatabaseException.Kind;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A server that is there and does not answer, not even to being asked to cancel. */
@Timeout(120)
final class FrozenServerTest {
    private static final int CONNECTIONS = 3;
    private static final Duration WAIT = Duration.ofSeconds(1);
    private static final Duration TIMEOUT = Duration.ofSeconds(3);

    private static final String YAML = """
            queries:
              one: { timeout_seconds: 3, sql: SELECT 1 AS n }
              slow: { timeout_seconds: 3, sql: { postgresql: SELECT 1 AS n FROM pg_sleep(60), mariadb: SELECT SLEEP(60) AS n } }
              here: { timeout_seconds: 3, database: here, sql: { h2: "ENDLESS" } }
            """.replace("ENDLESS", TestTable.ENDLESS.get(Dialect.H2));

    private final ExecutorService threads = Executors.newCachedThreadPool();

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    private Future<DatabaseException> failing(Runnable call) {
        return threads.submit(() -> catchThrowableOfType(DatabaseException.class, call::run));
    }

    /** What a call failed with, which ends long before the query would. */
    private static DatabaseException ended(Future<DatabaseException> call) throws Exception {
        DatabaseException error = call.get(30, TimeUnit.SECONDS);
        assertThat(error).isNotNull();
        return error;
    }

    @ParameterizedTest
    @EnumSource(names = {"POSTGRESQL", "MARIADB"})
    void nothing_hangs_and_nothing_is_lost(TestDatabase database) throws Exception {
        String url = database.create();
        RuleSet rules = RuleSet.loader().layer(Layer.of("q", YAML)).load();
        PoolOptions options = PoolOptions.builder()
                .maximum(CONNECTIONS)
                .connectionTimeout(WAIT)
                .build();
        try (PooledDatabase pool = PooledDatabase.open(url, options);
                PooledDatabase here = PooledDatabase.open("jdbc:h2:mem:", options);
                Connection own = DriverManager.getConnection(url);
                SqlTemplates templates = SqlTemplates.builder(rules)
                        .database("main", pool)
                        .database("here", here)
                        .withoutVerification()
                        .build();
                ServerProcess server = ServerProcess.of(database, url)) { // thawed before anything is closed
            List<Future<DatabaseException>> calls = List.of(
                    failing(() -> templates.query("slow").maps()),
                    failing(() -> templates.inTransaction(tx -> tx.query("slow").maps())),
                    failing(() -> templates.on(own).query("slow").maps()));
            Future<DatabaseException> elsewhere =
                    failing(() -> templates.query("here").maps());
            awaitRunning(database, url, calls.size());
            server.freeze();

            assertThat(ended(elsewhere).kind()).isEqualTo(Kind.TIMEOUT);
            assertThat(calls).as("those that nobody answers take longer").noneMatch(Future::isDone);
            for (Future<DatabaseException> call : calls) {
                assertThat(ended(call))
                        .hasMessage(
                                "query \"slow\": the database did not answer within 3 s, its timeout_seconds, and 2 s"
                                        + " more to cancel it; the connection was closed")
                        .matches(e -> e.kind() == Kind.TIMEOUT);
            }
            assertThat(own.isClosed()).isTrue();

            assertThat(ended(failing(() -> templates.query("one").scalar(Long.class)))
                            .kind())
                    .isEqualTo(Kind.CONNECTION);

            server.thaw();
            await(() -> templates.query("one").scalar(Long.class));
            assertThat(pool.borrowers()).isEmpty();
            borrowAll(pool);
        }
    }

    /** Until the server has begun with so many of the slow queries. */
    private static void awaitRunning(TestDatabase database, String url, int count) throws SQLException {
        String sql = database == TestDatabase.MARIADB
                ? "SELECT COUNT(*) FROM information_schema.processlist WHERE info LIKE 'SELECT SLEEP(60)%'"
                : "SELECT COUNT(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%pg_sleep(60)'";
        long until = System.nanoTime() + TIMEOUT.toNanos();
        try (Connection connection = DriverManager.getConnection(url);
                PreparedStatement statement = connection.prepareStatement(sql)) {
            long running = 0;
            while (running < count) {
                assertThat(System.nanoTime()).as("%s running", running).isLessThan(until);
                try (ResultSet row = statement.executeQuery()) {
                    row.next();
                    running = row.getLong(1);
                }
            }
        }
    }

    /** Until the pool has connections again. */
    private static void await(Runnable call) {
        long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (true) {
            try {
                call.run();
                return;
            } catch (DatabaseException e) {
                assertThat(System.nanoTime()).as("%s", e).isLessThan(until);
            }
        }
    }

    private static void borrowAll(PooledDatabase pool) throws SQLException {
        List<Connection> all = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS; i++) {
                all.add(pool.reading().getConnection());
                all.add(pool.writing().getConnection());
            }
            assertThat(all).allMatch(FrozenServerTest::isOpen);
        } finally {
            for (Connection connection : all) {
                connection.close();
            }
        }
    }

    private static boolean isOpen(Connection connection) {
        try {
            return connection.isValid(1);
        } catch (SQLException e) {
            return false;
        }
    }
}
