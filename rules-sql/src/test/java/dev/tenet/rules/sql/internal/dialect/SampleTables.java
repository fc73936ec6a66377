package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.TestDatabase;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** The tables of the specification's queries, as a user of each database would declare them, and rows for them. */
final class SampleTables {
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter MILLIS =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS").withZone(ZoneOffset.UTC);
    private static final String TABLES = """
            CREATE TABLE tasks (id INTEGER PRIMARY KEY, type VARCHAR(40), status VARCHAR(40), priority INTEGER, \
            created_at $TIME, assigned_to VARCHAR(40), completed_at $TIME, metadata VARCHAR(200), cost $REAL, due $DATE);
            CREATE TABLE sessions (name VARCHAR(40) PRIMARY KEY, status VARCHAR(40), current_task_id INTEGER, \
            provider VARCHAR(40), idle_since $TIME, last_heartbeat $TIME);
            CREATE TABLE errors (id INTEGER PRIMARY KEY, task_id INTEGER, message VARCHAR(200), resolved $TRUTH, \
            created_at $TIME);
            CREATE TABLE prompts (id INTEGER PRIMARY KEY, status VARCHAR(40), priority INTEGER, created_at $TIME, \
            opened BIGINT)""";

    private SampleTables() {}

    /** A connection to a new database with the tables, its session in UTC. */
    static Connection open(TestDatabase database, String timeOnPostgres) throws SQLException {
        Connection connection = DriverManager.getConnection(database.create());
        Dialect dialect = database.dialect();
        String ddl = TABLES.replace(
                        "$TIME",
                        switch (dialect) {
                            case SQLITE -> "TEXT";
                            case H2 -> "TIMESTAMP(3)";
                            case POSTGRESQL -> timeOnPostgres;
                            case MARIADB -> "DATETIME(3)";
                        })
                .replace("$DATE", dialect == Dialect.SQLITE ? "TEXT" : "DATE")
                .replace("$REAL", dialect == Dialect.SQLITE ? "REAL" : "DOUBLE PRECISION")
                .replace("$TRUTH", "BOOLEAN");
        switch (dialect) {
            case SQLITE -> {}
            case H2, POSTGRESQL -> execute(connection, List.of("SET TIME ZONE 'UTC'"));
            case MARIADB -> execute(connection, List.of("SET time_zone = '+00:00'"));
        }
        // SQLite tells capitals from small letters and counts blanks; so do MariaDB's tables with this collation.
        String end = dialect == Dialect.MARIADB ? " COLLATE utf8mb4_nopad_bin" : "";
        for (String table : ddl.split(";", -1)) {
            execute(connection, List.of(table + end));
        }
        return connection;
    }

    static void execute(Connection connection, List<String> statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** Rows around a time, none within a minute of a whole number of minutes or hours before it. */
    static List<String> rows(Instant now, long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        String[] types = {"bug_fix", "deploy", "feature", "test", "100%_sure", "back\\\\slash", "It''s", "Ünï"};
        String[] states = {"pending", "in_progress", "completed", "failed", "Pending"};
        for (int id = 1; id <= 120; id++) {
            Instant created = before(now, random, 12 * 24 * 60);
            boolean done = random.nextInt(3) > 0;
            rows.add("INSERT INTO tasks VALUES (" + id + ", " + maybe(random, text(pick(random, types))) + ", "
                    + text(pick(random, states)) + ", " + maybe(random, "" + random.nextInt(11)) + ", " + time(created)
                    + ", " + maybe(random, "'worker-" + random.nextInt(4) + "'") + ", "
                    + (done ? time(created.plusMillis(random.nextInt(90_000_000))) : "NULL") + ", "
                    + maybe(random, "'note " + random.nextInt(99) + "'") + ", "
                    + maybe(random, "" + random.nextInt(4000) / 8.0) + ", "
                    + maybe(random, "'" + SECONDS.format(created).substring(0, 10) + "'") + ")");
        }
        for (int n = 1; n <= 25; n++) {
            rows.add("INSERT INTO sessions VALUES ('session-" + n + "', "
                    + pick(random, "'idle'", "'working'", "'offline'") + ", "
                    + maybe(random, "" + (1 + random.nextInt(120))) + ", " + pick(random, "'claude'", "'codex'") + ", "
                    + (n % 5 == 0 ? "NULL" : time(before(now, random, 300))) + ", "
                    + time(before(now, random, 12)) + ")");
        }
        for (int id = 1; id <= 40; id++) {
            rows.add("INSERT INTO errors VALUES (" + id + ", " + maybe(random, "" + (1 + random.nextInt(140))) + ", "
                    + maybe(random, "'failure " + random.nextInt(9) + "'") + ", "
                    + pick(random, "TRUE", "FALSE", "NULL") + ", " + time(before(now, random, 3000)) + ")");
            rows.add("INSERT INTO prompts VALUES (" + id + ", " + pick(random, "'new'", "'sent'") + ", "
                    + random.nextInt(5) + ", " + time(before(now, random, 3000)) + ", "
                    + before(now, random, 3000).getEpochSecond() + ")");
        }
        // The ends of months, a leap day, the end of a year.
        String[] days = {
            "2024-01-31 23:59:59.999", "2024-02-29 12:00:00", "2025-12-31 00:00:00", "2026-03-31 06:07:08.5"
        };
        for (int n = 0; n < days.length; n++) {
            rows.add("INSERT INTO tasks VALUES (" + (200 + n) + ", 'calendar', 'old', NULL, '"
                    + days[n].replace(".5", ".500") + "', NULL, NULL, NULL, NULL, NULL)");
        }
        return rows;
    }

    private static Instant before(Instant now, Random random, int minutes) {
        return now.truncatedTo(ChronoUnit.SECONDS)
                .minusSeconds(60L * random.nextInt(minutes) + 20 + random.nextInt(20))
                .plusMillis(random.nextBoolean() ? 0 : random.nextInt(1000));
    }

    private static String time(Instant time) {
        return "'" + (time.getNano() == 0 ? SECONDS : MILLIS).format(time) + "'";
    }

    private static String text(String value) {
        return "'" + value + "'";
    }

    private static String maybe(Random random, String value) {
        return random.nextInt(6) == 0 ? "NULL" : value;
    }

    private static String pick(Random random, String... of) {
        return of[random.nextInt(of.length)];
    }
}
