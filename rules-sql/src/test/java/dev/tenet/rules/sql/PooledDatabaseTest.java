package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a pooled database holds its connections to, on each database. */
class PooledDatabaseTest {
    private static final PoolOptions SMALL = PoolOptions.builder()
            .maximum(2)
            .minimumIdle(1)
            .connectionTimeout(Duration.ofMillis(500))
            .build();

    private static PooledDatabase open(TestDatabase database) throws SQLException {
        return open(database, database.create());
    }

    /** On H2 with a reader of its own. */
    private static PooledDatabase open(TestDatabase database, String url) throws SQLException {
        if (database != TestDatabase.H2) {
            return PooledDatabase.open(url, SMALL);
        }
        TestDatabase.execute(url, "CREATE USER reader PASSWORD 'r'", "GRANT SELECT ON SCHEMA public TO reader");
        return PooledDatabase.open(
                url,
                PoolOptions.builder()
                        .maximum(2)
                        .minimumIdle(1)
                        .connectionTimeout(Duration.ofMillis(500))
                        .reader("reader", "r")
                        .build());
    }

    @ParameterizedTest
    @EnumSource
    void theDatabaseRefusesChangesOverAConnectionForReading(TestDatabase kind) throws SQLException {
        try (PooledDatabase database = open(kind)) {
            execute(database.writing(), "CREATE TABLE t (n INTEGER)");
            execute(database.writing(), "INSERT INTO t VALUES (7)");
            assertThat(database.holdsReadOnly()).isTrue();
            assertThat(text(database.reading(), "SELECT n FROM t")).isEqualTo("7");
            for (String change : List.of(
                    "INSERT INTO t VALUES (8)", "UPDATE t SET n = 8", "DELETE FROM t", "CREATE TABLE u (n INTEGER)")) {
                assertThatThrownBy(() -> execute(database.reading(), change))
                        .as(change)
                        .isInstanceOf(SQLException.class)
                        .hasMessageMatching("(?is).*(read.?only|not enough rights|denied).*");
            }
            assertThat(text(database.writing(), "SELECT SUM(n) FROM t")).isEqualTo("7");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aTransactionForReadingIsRefusedChangesToo(TestDatabase kind) throws SQLException {
        try (PooledDatabase database = open(kind)) {
            execute(database.writing(), "CREATE TABLE t (n INTEGER)");
            try (Connection connection = database.reading().getConnection();
                    Statement statement = connection.createStatement()) {
                connection.setAutoCommit(false);
                assertThatThrownBy(() -> statement.execute("INSERT INTO t VALUES (8)"))
                        .isInstanceOf(SQLException.class);
                connection.rollback();
            }
            assertThat(text(database.writing(), "SELECT COUNT(*) FROM t")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void sessionsAreInUtc(TestDatabase kind) throws SQLException {
        String zone = switch (kind) {
            case SQLITE -> "SELECT 'UTC'";
            case H2 -> "SELECT CASE EXTRACT(TIMEZONE_HOUR FROM CURRENT_TIMESTAMP) WHEN 0 THEN 'UTC' END";
            case POSTGRESQL -> "SHOW TimeZone";
            case MARIADB -> "SELECT REPLACE(@@session.time_zone, '+00:00', 'UTC')";
        };
        try (PooledDatabase database = open(kind)) {
            assertThat(text(database.reading(), zone)).isEqualTo("UTC");
            assertThat(text(database.writing(), zone)).isEqualTo("UTC");
        }
    }

    @ParameterizedTest
    @EnumSource
    void whatABorrowerChangesIsUndone(TestDatabase kind) throws SQLException {
        try (PooledDatabase database = open(kind)) {
            execute(database.writing(), "CREATE TABLE t (n INTEGER)");
            int isolation;
            try (Connection connection = database.writing().getConnection();
                    Statement statement = connection.createStatement()) {
                isolation = connection.getTransactionIsolation();
                connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                connection.setAutoCommit(false);
                statement.execute("INSERT INTO t VALUES (1)");
            }
            try (Connection connection = database.writing().getConnection()) {
                assertThat(connection.getAutoCommit()).isTrue();
                assertThat(connection.getTransactionIsolation()).isEqualTo(isolation);
            }
            assertThat(text(database.reading(), "SELECT COUNT(*) FROM t")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource
    void aBorrowerWhoWaitsInVainLearnsWhoHasTheConnections(TestDatabase kind) throws Exception {
        ExecutorService others = Executors.newFixedThreadPool(2, task -> new Thread(task, "greedy"));
        CountDownLatch borrowed = new CountDownLatch(2);
        CountDownLatch done = new CountDownLatch(1);
        try (PooledDatabase database = open(kind)) {
            List<Future<?>> holders = new ArrayList<>();
            for (String purpose : List.of("tasks_by_status", "sessions_active")) {
                holders.add(others.submit(() -> {
                    try (Connection connection = database.read(purpose)) {
                        borrowed.countDown();
                        done.await();
                        return connection;
                    }
                }));
            }
            assertThat(borrowed.await(30, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> database.reading().getConnection())
                    .isInstanceOfSatisfying(
                            PoolExhaustedException.class,
                            e -> assertThat(e.borrowers())
                                    .extracting(Borrower::purpose)
                                    .containsExactlyInAnyOrder("tasks_by_status", "sessions_active"))
                    .hasMessageContaining("within 500 ms: all 2 are in use; held by")
                    .hasMessageContaining("tasks_by_status in thread greedy for 0.");
            done.countDown();
            for (Future<?> holder : holders) {
                holder.get(30, TimeUnit.SECONDS);
            }
            assertThat(database.borrowers()).isEmpty();
            assertThat(text(database.reading(), "SELECT 1")).isEqualTo("1");
        } finally {
            done.countDown();
            others.shutdown();
        }
    }

    @Test
    void aBorrowerIsShownWhereItIsInTheCodeOfTheHost() throws SQLException {
        try (PooledDatabase database = PooledDatabase.open("jdbc:sqlite::memory:", SMALL);
                Connection held = database.write("import")) {
            assertThat(held.isClosed()).isFalse();
            assertThat(database.borrowers())
                    .singleElement()
                    .satisfies(it -> assertThat(it.purpose()).isEqualTo("import"))
                    .satisfies(it ->
                            assertThat(it.at().orElseThrow().getClassName()).startsWith("org.junit"));
        }
    }

    @Test
    void aDatabaseInMemoryIsOneForAllConnectionsAndEndsWithThePool() throws SQLException {
        for (String url : List.of("jdbc:sqlite::memory:", "jdbc:h2:mem:")) {
            try (PooledDatabase database = PooledDatabase.open(url, SMALL);
                    PooledDatabase other = PooledDatabase.open(url, SMALL)) {
                execute(database.writing(), "CREATE TABLE t (n INTEGER)");
                execute(other.writing(), "CREATE TABLE t (n INTEGER)");
                execute(database.writing(), "INSERT INTO t VALUES (7)");
                assertThat(text(database.reading(), "SELECT COUNT(*) FROM t")).isEqualTo("1");
                assertThat(text(other.reading(), "SELECT COUNT(*) FROM t")).isEqualTo("0");
            }
        }
    }

    @Test
    void readersOfSqliteDoNotWaitForTheWriter() throws SQLException {
        try (PooledDatabase database = open(TestDatabase.SQLITE)) {
            assertThat(text(database.writing(), "PRAGMA journal_mode")).isEqualTo("wal");
            assertThat(text(database.writing(), "PRAGMA foreign_keys")).isEqualTo("1");
            execute(database.writing(), "CREATE TABLE t (n INTEGER)");
            try (Connection writer = database.writing().getConnection();
                    Statement statement = writer.createStatement()) {
                writer.setAutoCommit(false);
                statement.execute("INSERT INTO t VALUES (1)");
                assertThat(text(database.reading(), "SELECT COUNT(*) FROM t")).isEqualTo("0");
                writer.commit();
            }
            assertThat(text(database.reading(), "SELECT COUNT(*) FROM t")).isEqualTo("1");
        }
    }

    /** Two that read first and then write would each hold what the other needs: the second queues before it begins. */
    @Test
    void writersOfSqliteQueueAndNoneFails() throws Exception {
        ExecutorService writers = Executors.newFixedThreadPool(8);
        for (String url : List.of(TestDatabase.SQLITE.create(), "jdbc:sqlite::memory:")) {
            try (PooledDatabase database = PooledDatabase.open(url)) {
                execute(database.writing(), "CREATE TABLE t (n INTEGER)");
                execute(database.writing(), "INSERT INTO t VALUES (0)");
                List<Future<?>> all = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    all.add(writers.submit(() -> {
                        try (Connection connection = database.writing().getConnection();
                                Statement statement = connection.createStatement()) {
                            connection.setAutoCommit(false);
                            statement.executeQuery("SELECT n FROM t").close();
                            statement.execute("UPDATE t SET n = n + 1");
                            connection.commit();
                        }
                        return text(database.reading(), "SELECT n FROM t");
                    }));
                }
                for (Future<?> one : all) {
                    one.get(60, TimeUnit.SECONDS);
                }
                assertThat(text(database.reading(), "SELECT n FROM t")).isEqualTo("200");
            }
        }
        writers.shutdown();
    }

    @Test
    void h2WithoutAReaderSaysThatItHoldsNothing() throws SQLException {
        try (PooledDatabase database = PooledDatabase.open("jdbc:h2:mem:", SMALL)) {
            assertThat(database.holdsReadOnly()).isFalse();
        }
    }

    @Test
    void whatCannotBeOpenedSaysWhy() {
        assertThatThrownBy(() -> PooledDatabase.open("jdbc:oracle:thin:@x"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("got a URL that begins with \"jdbc:oracle\", want jdbc:sqlite:, jdbc:h2:, jdbc:postgresql:"
                        + " or jdbc:mariadb:");
        assertThatThrownBy(() -> PooledDatabase.open("jdbc:postgresql://localhost:1/x?user=u&password=secret", SMALL))
                .isInstanceOf(SQLException.class)
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> PoolOptions.builder().maximum(0)).hasMessageContaining("got a maximum of 0");
        assertThatThrownBy(() -> PoolOptions.builder().connectionTimeout(Duration.ofMillis(1)))
                .hasMessage("got a connection timeout of PT0.001S, want PT0.25S or more");
    }

    private static void execute(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String text(DataSource source, String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
