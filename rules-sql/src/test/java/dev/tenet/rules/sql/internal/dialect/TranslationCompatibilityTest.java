package dev.tenet.rules.sql.internal.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.TestDatabase;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A text of SQLite's and its translations give the same rows on the same data, whatever the zone of the JVM. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TranslationCompatibilityTest {
    static final List<String> SPECIFICATION = List.of(
            "tasks_by_status",
            "tasks_pending_high_priority",
            "sessions_active",
            "stats_dashboard",
            "task_performance_by_type");

    private static final Path TEXTS = Path.of("src", "test", "resources", "dialect");
    private static final Pattern TIME =
            Pattern.compile("([0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2})(\\.[0-9]*?)?0*(\\+00)?");
    private static final DateTimeFormatter TIMESTAMP = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS");
    private static final Map<String, Object> VALUES = values();

    private final Map<TestDatabase, Connection> full = new EnumMap<>(TestDatabase.class);
    private final Map<TestDatabase, Connection> zoned = new EnumMap<>(TestDatabase.class);
    private final Map<TestDatabase, Connection> empty = new EnumMap<>(TestDatabase.class);
    private final TimeZone zone = TimeZone.getDefault();

    private static Map<String, Object> values() {
        Map<String, Object> values = new HashMap<>();
        values.put("status", "pending");
        values.put("limit", 7);
        values.put("offset", 3);
        values.put("min_priority", 3);
        values.put("minutes", 2000);
        values.put("pattern", "%IX");
        values.put("day", "2024-02-29");
        values.put("since", "2024-02-29 12:00:00");
        values.put("one", 5);
        values.put("two", 6);
        return values;
    }

    @BeforeAll
    void fill() throws SQLException {
        TimeZone.setDefault(TimeZone.getTimeZone("America/St_Johns"));
        List<String> rows = SampleTables.rows(Clock.systemUTC().instant(), 42);
        for (TestDatabase database : TestDatabase.values()) {
            empty.put(database, SampleTables.open(database, "TIMESTAMP(3)"));
            full.put(database, SampleTables.open(database, "TIMESTAMP(3)"));
            SampleTables.execute(full.get(database), adapted(rows, database));
        }
        zoned.put(TestDatabase.SQLITE, full.get(TestDatabase.SQLITE));
        zoned.put(TestDatabase.POSTGRESQL, SampleTables.open(TestDatabase.POSTGRESQL, "TIMESTAMPTZ(3)"));
        SampleTables.execute(zoned.get(TestDatabase.POSTGRESQL), rows);
    }

    private static List<String> adapted(List<String> rows, TestDatabase database) {
        return database == TestDatabase.MARIADB
                ? rows.stream().map(row -> row.replace("\\", "\\\\")).toList()
                : rows;
    }

    @AfterAll
    void close() throws SQLException {
        TimeZone.setDefault(zone);
        for (Map<TestDatabase, Connection> all : List.of(full, zoned, empty)) {
            for (Connection connection : all.values()) {
                connection.close();
            }
        }
    }

    static Stream<String> specification() {
        return SPECIFICATION.stream().map(TranslationCompatibilityTest::read);
    }

    static String read(String query) {
        try {
            return Files.readString(TEXTS.resolve(query).resolve("sqlite.sql"));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    static Stream<String> texts() {
        return EqualTexts.ALL.stream();
    }

    @ParameterizedTest
    @MethodSource({"specification", "texts"})
    void theRowsAreTheSame(String sql) throws SQLException {
        compare(sql, full);
    }

    @ParameterizedTest
    @MethodSource({"specification", "texts"})
    void theRowsAreTheSameInEmptyTables(String sql) throws SQLException {
        compare(sql, empty);
    }

    @ParameterizedTest
    @MethodSource({"specification", "texts"})
    void theRowsAreTheSameWithZonesInTheTimes(String sql) throws SQLException {
        compare(sql, zoned);
    }

    @Test
    void writesLeaveTheSameRows() throws SQLException {
        Map<TestDatabase, Connection> databases = new EnumMap<>(TestDatabase.class);
        try {
            for (TestDatabase database : TestDatabase.values()) {
                databases.put(database, SampleTables.open(database, "TIMESTAMP(3)"));
                List<String> translated = EqualTexts.WRITES.stream()
                        .map(sql -> Translation.of(SqlText.of(sql, Dialect.SQLITE), database.dialect())
                                .text())
                        .toList();
                SampleTables.execute(databases.get(database), translated);
            }
            compare("SELECT id, task_id, message, resolved, created_at FROM errors ORDER BY id", databases);
        } finally {
            for (Connection connection : databases.values()) {
                connection.close();
            }
        }
    }

    private static void compare(String sql, Map<TestDatabase, Connection> databases) throws SQLException {
        SqlText source = SqlText.of(sql, Dialect.SQLITE);
        List<List<Object>> want = rows(databases.get(TestDatabase.SQLITE), source);
        for (TestDatabase database : databases.keySet()) {
            SqlText translated = Translation.of(source, database.dialect());
            List<List<Object>> got;
            try {
                got = rows(databases.get(database), translated);
            } catch (SQLException e) {
                throw new AssertionError(database + ": " + translated.text() + '\n' + e.getMessage(), e);
            }
            assertThat(got).as("%s: %s\n%s", database, translated.text(), want).hasSameSizeAs(want);
            for (int row = 0; row < want.size(); row++) {
                for (int column = 0; column < want.get(row).size(); column++) {
                    Object a = got.get(row).get(column);
                    Object b = want.get(row).get(column);
                    boolean same = a instanceof Double x && b instanceof Double y
                            ? Math.abs(x - y) <= tolerance(sql, y)
                            : a.equals(b);
                    assertThat(same)
                            .as(
                                    "%s, row %s, column %s: got %s, want %s\n%s\ngot %s\nwant %s",
                                    database, row, column, a, b, translated.text(), got, want)
                            .isTrue();
                }
            }
        }
    }

    /** Minutes that have elapsed differ by the time that the test takes. */
    private static double tolerance(String sql, double value) {
        return sql.contains("elapsed") ? 0.6 : 1e-12 * Math.max(1, Math.abs(value));
    }

    private static List<List<Object>> rows(Connection connection, SqlText sql) throws SQLException {
        StringBuilder text = new StringBuilder();
        List<Object> values = new ArrayList<>();
        for (SqlToken token : sql.tokens()) {
            boolean parameter = token.kind() == SqlToken.Kind.PARAMETER;
            text.append(parameter ? "?" : token.in(sql.text()));
            if (parameter) {
                values.add(VALUES.get(sql.name(token)));
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(text.toString())) {
            for (int i = 0; i < values.size(); i++) {
                statement.setObject(i + 1, values.get(i));
            }
            try (ResultSet result = statement.executeQuery()) {
                int columns = result.getMetaData().getColumnCount();
                while (result.next()) {
                    List<Object> row = new ArrayList<>();
                    for (int i = 1; i <= columns; i++) {
                        row.add(value(result, i));
                    }
                    rows.add(row);
                }
            }
        }
        if (hasTies(sql.text())) {
            rows.sort(Comparator.comparing(row -> row.get(0).toString()));
        }
        return rows;
    }

    /** Where the order leaves rows equal, or there is none. */
    private static boolean hasTies(String sql) {
        return !sql.contains("ORDER BY") || sql.contains("ORDER BY idle_since") || sql.contains("ORDER BY total");
    }

    private static Object value(ResultSet result, int column) throws SQLException {
        Object value = result.getObject(column);
        if (value == null) {
            return "NULL";
        } else if (value instanceof Boolean truth) {
            return truth ? 1.0 : 0.0;
        } else if (value instanceof Number number) {
            return number.doubleValue();
        }
        // MariaDB's driver loses the zeros after the point when asked for text.
        boolean mariaDb =
                value instanceof Timestamp && result.getClass().getName().contains("mariadb");
        String text =
                mariaDb ? TIMESTAMP.format(result.getObject(column, LocalDateTime.class)) : result.getString(column);
        Matcher time = TIME.matcher(text);
        return time.matches()
                ? time.group(1) + (time.group(2) == null || time.group(2).equals(".") ? "" : time.group(2))
                : text;
    }
}
