package dev.tenet.rules.sql.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Columns that are not there are found as SQLite finds them, without SQLite. */
class UnknownColumnsTest {
    private static final Map<String, Set<String>> TABLES = Map.of(
            "tasks",
            Set.of(
                    "id",
                    "type",
                    "status",
                    "priority",
                    "created_at",
                    "assigned_to",
                    "completed_at",
                    "metadata",
                    "cost",
                    "due"),
            "sessions",
            Set.of("name", "status", "current_task_id", "provider", "idle_since", "last_heartbeat"),
            "errors",
            Set.of("id", "task_id", "message", "resolved", "created_at"),
            "prompts",
            Set.of("id", "status", "priority", "created_at", "opened"));

    private static final List<String> MORE = List.of(
            "SELECT t.id FROM tasks t WHERE EXISTS (SELECT 1 FROM errors e WHERE e.task_id = t.id AND t.priority > 1)",
            "SELECT id FROM tasks WHERE cost > (SELECT AVG(opened) FROM prompts p WHERE p.status = type)",
            "SELECT id FROM (SELECT id, due AS d FROM tasks) x WHERE d > id",
            "WITH w AS (SELECT message AS m FROM errors) SELECT m FROM w JOIN tasks ON metadata = m",
            "SELECT id FROM tasks UNION SELECT opened FROM prompts ORDER BY id",
            "SELECT status AS s, COUNT(*) AS n FROM sessions GROUP BY status HAVING n > 1 ORDER BY s",
            "UPDATE tasks SET assigned_to = type WHERE due < (SELECT MAX(created_at) FROM errors)",
            "DELETE FROM errors WHERE task_id NOT IN (SELECT id FROM tasks) RETURNING message",
            "INSERT INTO prompts (id, opened) SELECT id, priority FROM tasks",
            "INSERT INTO prompts (id, status) VALUES (1, 'x') ON CONFLICT (id) DO UPDATE SET opened = excluded.priority");

    private static List<NamedColumn> unknown(String sql, Map<String, Set<String>> tables) {
        Map<String, Map<String, Boolean>> known = new LinkedHashMap<>();
        tables.forEach((table, columns) ->
                known.put(table, columns.stream().collect(Collectors.toMap(column -> column, column -> true))));
        return Translation.unknownColumns(SqlText.of(sql, Dialect.SQLITE), new TableColumns(known));
    }

    private static List<String> texts() {
        return Stream.of(
                        EqualTexts.ALL.stream(),
                        EqualTexts.WRITES.stream(),
                        MORE.stream(),
                        TranslationCompatibilityTest.specification())
                .flatMap(texts -> texts)
                .toList();
    }

    @Test
    void nothingIsMissingWhereAllIsThere() {
        assertThat(texts()).allSatisfy(sql -> assertThat(unknown(sql, TABLES)).isEmpty());
    }

    @Test
    void aColumnIsMissingHereWhereItIsMissingForSqlite() throws SQLException {
        List<String> unlike = new ArrayList<>();
        int refused = 0;
        for (Map.Entry<String, Set<String>> table : TABLES.entrySet()) {
            for (String column : table.getValue()) {
                Map<String, Set<String>> tables = new LinkedHashMap<>(TABLES);
                Set<String> others = new LinkedHashSet<>(table.getValue());
                others.remove(column);
                tables.put(table.getKey(), others);
                try (Connection sqlite = open(tables)) {
                    for (String sql : texts()) {
                        boolean here = !unknown(sql, tables).isEmpty();
                        boolean there = isRefused(sqlite, sql);
                        refused += there ? 1 : 0;
                        // What a query in WITH gives is not looked into.
                        if (here && !there || there && !here && !sql.startsWith("WITH")) {
                            unlike.add((here ? "only here" : "only there") + " without " + column + ": " + sql);
                        }
                    }
                }
            }
        }
        assertThat(refused).isGreaterThan(100);
        assertThat(unlike).isEmpty();
    }

    private static Connection open(Map<String, Set<String>> tables) throws SQLException {
        Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = connection.createStatement()) {
            for (Map.Entry<String, Set<String>> table : tables.entrySet()) {
                statement.execute("CREATE TABLE " + table.getKey() + " (" + String.join(", ", table.getValue())
                        + (table.getKey().equals("prompts") && table.getValue().contains("id")
                                ? ", UNIQUE (id))"
                                : ")"));
            }
        }
        return connection;
    }

    private static boolean isRefused(Connection sqlite, String sql) {
        try (PreparedStatement statement = sqlite.prepareStatement(sql)) {
            return statement.isClosed();
        } catch (SQLException e) {
            return String.valueOf(e.getMessage()).matches("(?s).*(no such column|has no column named).*");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT anything FROM others",
                "SELECT t.id, o.anything FROM tasks t JOIN others o ON anything = t.id",
                "SELECT x.anything, anything FROM (SELECT id FROM others) x",
                "WITH tasks AS (SELECT id AS anything FROM errors) SELECT anything FROM tasks",
                "WITH RECURSIVE a AS (SELECT anything FROM tasks), tasks AS (SELECT 1 AS anything) SELECT anything FROM a",
                "SELECT ctid FROM tasks",
                "SELECT id FROM tasks WHERE type = \"anything\"",
                "SELECT ID, T.Type FROM Tasks AS t WHERE STATUS = 'x'"
            })
    void whatIsNotCertainIsNotSaid(String sql) {
        assertThat(unknown(sql, TABLES)).isEmpty();
    }

    @Test
    void whereAColumnStandsIsSaid() {
        assertThat(unknown("SELECT t.stauts FROM tasks t WHERE kind = x.id", TABLES))
                .containsExactly(
                        new NamedColumn("t", "stauts", 7),
                        new NamedColumn("", "kind", 35),
                        new NamedColumn("x", "id", 42));
    }

    @Test
    void whatCannotBeReadIsRefused() {
        assertThatExceptionOfType(SqlTextException.class)
                .isThrownBy(() -> unknown("SELECT id FROM tasks WHERE a GLOB 'x'", TABLES));
    }
}
