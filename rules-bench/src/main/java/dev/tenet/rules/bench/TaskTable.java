package dev.tenet.rules.bench;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sql.SqlTemplates;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * 10,000 tasks in a new database behind a pool of one connection, and two queries over them: one row by its key, and 50
 * rows in order. Keys take turns over all rows: H2 would give the rows of the same key again. Not thread-safe.
 */
public final class TaskTable implements AutoCloseable {
    /** The text of the point query, for JDBC. */
    public static final String POINT = "SELECT id, type, status, priority, hours FROM tasks WHERE id = ?";

    /** The text of the query of 50 rows, for JDBC. */
    public static final String RANGE =
            "SELECT id, type, status, priority, hours FROM tasks WHERE id >= ? ORDER BY id LIMIT 50";

    private static final int ROWS = 10_000;

    private final Server server;
    private final HikariDataSource pool;
    private final SqlTemplates templates;
    private int turn;

    private record Server(String url, Closeable program) {}

    /** A row. */
    public record Task(long id, String type, String status, int priority, double hours) {}

    private TaskTable(Server server, HikariDataSource pool, String dialect) {
        this.server = server;
        this.pool = pool;
        this.templates = SqlTemplates.of(
                RuleSet.loader().layer(Layer.of("bench", yaml(dialect))).load(), pool);
    }

    /**
     * Makes the table.
     *
     * @param database {@code sqlite} or {@code h2}, both in memory, or {@code postgresql}, a server of its own
     */
    public static TaskTable of(String database) throws SQLException {
        Server server = server(database);
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(server.url());
        config.setMaximumPoolSize(1);
        HikariDataSource pool = new HikariDataSource(config);
        try (Connection connection = pool.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE tasks (id BIGINT PRIMARY KEY, type VARCHAR(50), status VARCHAR(50),"
                    + " priority INTEGER, hours DOUBLE PRECISION)");
            connection.setAutoCommit(false);
            for (int id = 0; id < ROWS; id++) {
                statement.execute("INSERT INTO tasks VALUES (" + id + ", 'type" + id % 10 + "', 'pending', " + id % 7
                        + ", " + id / 4.0 + ")");
            }
            connection.commit();
            connection.setAutoCommit(true);
        }
        return new TaskTable(server, pool, database);
    }

    private static Server server(String database) {
        return switch (database) {
            case "sqlite" -> new Server("jdbc:sqlite::memory:", () -> {});
            case "h2" -> new Server("jdbc:h2:mem:bench", () -> {});
            case "postgresql" -> postgresql();
            default -> throw new IllegalArgumentException("got " + database + ", want sqlite, h2 or postgresql");
        };
    }

    private static Server postgresql() {
        try {
            EmbeddedPostgres program = EmbeddedPostgres.start();
            return new Server(program.getJdbcUrl("postgres", "postgres"), program);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The texts are the database's own: a translation would be another query. */
    private static String yaml(String dialect) {
        String query = """
                  %s:
                    sql: { %s: "%s" }
                    params: [{ name: id, type: integer, required: true }]
                """;
        return "queries:\n"
                + query.formatted("point", dialect, POINT.replace("?", ":id"))
                + query.formatted("range", dialect, RANGE.replace("?", ":id"));
    }

    /** Where the table is. */
    public HikariDataSource pool() {
        return pool;
    }

    /** The next key. */
    public long next() {
        int at = turn;
        turn = at + 1 == ROWS - 50 ? 0 : at + 1;
        return at;
    }

    /** Makes the first key the next. */
    public void rewind() {
        turn = 0;
    }

    /** One row to a record, by a template. */
    public Task point() {
        return templates.query("point").bind("id", next()).one(Task.class);
    }

    /** The same by hand. */
    public Task pointByHand() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(POINT)) {
            statement.setLong(1, next());
            try (ResultSet rows = statement.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalStateException("no row");
                }
                return task(rows);
            }
        }
    }

    /** 50 rows to records, by a template. */
    public List<Task> range() {
        return templates.query("range").bind("id", next()).list(Task.class);
    }

    /** The same by hand. */
    public List<Task> rangeByHand() throws SQLException {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = connection.prepareStatement(RANGE)) {
            statement.setLong(1, next());
            try (ResultSet rows = statement.executeQuery()) {
                List<Task> tasks = new ArrayList<>();
                while (rows.next()) {
                    tasks.add(task(rows));
                }
                return tasks;
            }
        }
    }

    /** 50 rows to maps, by a template. */
    public List<Map<String, Object>> rangeToMaps() {
        return templates.query("range").bind("id", next()).maps();
    }

    /** A record of the current row. */
    public static Task task(ResultSet row) throws SQLException {
        return new Task(row.getLong(1), row.getString(2), row.getString(3), row.getInt(4), row.getDouble(5));
    }

    @Override
    public void close() {
        templates.close();
        pool.close();
        try {
            server.program().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
