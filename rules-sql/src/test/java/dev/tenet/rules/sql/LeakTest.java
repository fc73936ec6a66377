package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Queries of all kinds, many of them failing, leave no connection and no statement behind. 50,000 over all databases;
 * {@code -Dtenet.leak.queries=1000000} runs more.
 */
@Timeout(1_800)
final class LeakTest {
    private static final int QUERIES = Integer.getInteger("tenet.leak.queries", 50_000) / TestDatabase.values().length;
    private static final int THREADS = 3;
    private static final String YAML = """
            queries:
              insert: { sql: "INSERT INTO items (name) VALUES (:name)", read_only: false, params: [{ name: name, type: string }] }
              rename: { sql: "UPDATE items SET name = :name WHERE id = :id", read_only: false, params: [{ name: name, type: string }, { name: id, type: integer }] }
              by_id: { sql: "SELECT id, name FROM items WHERE id = :id", params: [{ name: id, type: integer, required: true }] }
              in_ids: { sql: "SELECT id FROM items WHERE id IN (:ids)", params: [{ name: ids, type: "integer[]" }] }
              all: { sql: SELECT id FROM items ORDER BY id, result: { id: integer } }
              broken: { sql: SELECT absent FROM items }
              endless: { timeout_seconds: 1, sql: { sqlite: "ENDLESS", h2: "ENDLESS", postgresql: "ENDLESS", mariadb: "ENDLESS" } }
            """;

    record Other(long absent) {}

    /** A failure of the host's. */
    private static final class HostException extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    private final AtomicInteger made = new AtomicInteger();

    @ParameterizedTest
    @EnumSource(TestDatabase.class)
    void nothing_is_left_open(TestDatabase database) throws Exception {
        String yaml = YAML.replace("ENDLESS", TestTable.ENDLESS.get(database.dialect()));
        try (CallsFixture in = CallsFixture.open(database, yaml)) {
            for (int i = 0; i < 20; i++) {
                in.templates.update("insert").bind("name", "first" + i).execute();
            }
            long before = statements(in);
            ExecutorService threads = Executors.newFixedThreadPool(THREADS);
            List<? extends Future<?>> workers = IntStream.range(0, THREADS)
                    .mapToObj(worker -> threads.submit(() -> {
                        for (int i = 0; i < QUERIES / THREADS; i++) {
                            call(in.templates, i);
                        }
                    }))
                    .toList();
            threads.shutdown();
            for (Future<?> worker : workers) {
                worker.get();
            }
            for (int i = 0; i < 2; i++) {
                fails(
                        DatabaseException.class,
                        () -> in.templates.query("endless").maps());
            }
            assertThat(in.pool.borrowers()).isEmpty();
            assertThat(statements(in) - before)
                    .as("statements open on the server")
                    .isLessThanOrEqualTo(20);
        }
    }

    private void call(SqlTemplates templates, int i) {
        switch (i % 10) {
            case 0 ->
                fails(DatabaseException.class, () -> templates.query("broken").maps());
            case 1 ->
                fails(TemplateException.class, () -> templates.query("by_id").maps());
            case 2 ->
                fails(TemplateException.class, () -> templates.query("all").list(Other.class));
            case 3 -> {
                try (Stream<?> rows = templates.query("all").stream()) {
                    assertThat(rows.findFirst()).isPresent(); // and the rest is left
                }
            }
            case 4 -> fails(HostException.class, () -> abandoned(templates));
            case 5 ->
                fails(
                        HostException.class,
                        () -> templates.inTransaction(tx -> {
                            tx.query("by_id").bind("id", 1).one();
                            throw new HostException();
                        }));
            case 6 ->
                fails(
                        DatabaseException.class,
                        () -> templates.update("insert").bind("name", "first0").execute());
            case 7 ->
                assertThat(templates.query("by_id").by("id").loadMany(List.of(1, 2, 99)))
                        .hasSize(3);
            case 8 ->
                assertThat(templates.query("all").page(PageRequest.first(3)).rows())
                        .hasSize(3);
            default -> {
                int size = made.getAndIncrement() % 7;
                List<Integer> ids = IntStream.rangeClosed(1, size).boxed().toList();
                assertThat(templates.query("in_ids").bind("ids", ids).maps()).hasSize(size);
            }
        }
    }

    /** Closed by its try alone. */
    private static void abandoned(SqlTemplates templates) {
        try (Stream<?> rows = templates.query("all").stream()) {
            rows.forEach(row -> {
                throw new HostException();
            });
        }
    }

    private static void fails(Class<? extends Throwable> type, Runnable call) {
        assertThatExceptionOfType(type).isThrownBy(call::run);
    }

    /** How many statements are open where the database can tell: on PostgreSQL for one connection, so at most ten each. */
    private static long statements(CallsFixture in) throws SQLException {
        String sql = switch (in.database) {
            case POSTGRESQL -> "SELECT COUNT(*) FROM pg_prepared_statements";
            case MARIADB ->
                "SELECT VARIABLE_VALUE FROM information_schema.GLOBAL_STATUS WHERE VARIABLE_NAME = 'PREPARED_STMT_COUNT'";
            case H2, SQLITE -> "SELECT 0";
        };
        try (Connection connection = in.pool.reading().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(sql)) {
            row.next();
            return row.getLong(1);
        }
    }
}
