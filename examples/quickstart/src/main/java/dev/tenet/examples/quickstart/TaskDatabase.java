package dev.tenet.examples.quickstart;

import dev.tenet.rules.sql.PooledDatabase;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** A database in memory with the tables of the reference configuration's queries. Its rows are about the last two weeks. */
final class TaskDatabase {
    private static final int TASKS = 20_000;

    private static final List<String> TABLES = List.of("""
            CREATE TABLE tasks (id INTEGER PRIMARY KEY, type TEXT NOT NULL, status TEXT NOT NULL, priority INTEGER NOT NULL,
              created_at TIMESTAMP NOT NULL, assigned_to TEXT, completed_at TIMESTAMP, metadata TEXT)""", """
            CREATE TABLE sessions (name TEXT PRIMARY KEY, status TEXT NOT NULL, current_task_id INTEGER, provider TEXT,
              idle_since TIMESTAMP, last_heartbeat TIMESTAMP)""", """
            CREATE TABLE prompts (id INTEGER PRIMARY KEY, status TEXT, priority INTEGER, created_at TIMESTAMP)""", """
            CREATE TABLE errors (id INTEGER PRIMARY KEY, resolved BOOLEAN NOT NULL)""");

    private static final List<String> ROWS = List.of("""
            WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d)
            INSERT INTO tasks (id, type, status, priority, created_at, completed_at)
            SELECT i, CASE i %% 3 WHEN 0 THEN 'bug_fix' WHEN 1 THEN 'deploy' ELSE 'feature' END,
              CASE WHEN i %% 50 = 0 THEN 'pending' WHEN i %% 50 = 1 THEN 'in_progress' WHEN i %% 50 = 2 THEN 'failed'
                ELSE 'completed' END,
              i / 7 %% 10, datetime('now', '-' || i || ' minutes'),
              CASE WHEN i %% 50 > 2 THEN datetime('now', '-' || (i * 2 / 3) || ' minutes') END
            FROM n""".formatted(TASKS), """
            INSERT INTO sessions (name, status, provider, idle_since, last_heartbeat) VALUES
              ('dev_worker1', 'working', 'claude', NULL, datetime('now', '-1 minutes')),
              ('codex', 'idle', 'codex', datetime('now', '-9 minutes'), datetime('now', '-2 minutes')),
              ('architect', 'idle', 'claude', datetime('now', '-2 days'), datetime('now', '-1 days'))""", """
            INSERT INTO errors (resolved) VALUES (FALSE), (TRUE), (FALSE)""");

    private TaskDatabase() {}

    static PooledDatabase create() throws SQLException {
        PooledDatabase database = PooledDatabase.open("jdbc:sqlite::memory:");
        try (Connection connection = database.writing().getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : TABLES) {
                statement.execute(sql);
            }
            for (String sql : ROWS) {
                statement.execute(sql);
            }
        } catch (SQLException e) {
            database.close();
            throw e;
        }
        return database;
    }
}
