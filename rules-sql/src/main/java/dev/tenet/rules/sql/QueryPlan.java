package dev.tenet.rules.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * How a database would run a statement.
 *
 * @param dialect whose plan it is
 * @param lines the parts of the plan that name indexes
 * @param scans the tables that are read from end to end, by their names or aliases in the statement
 * @param decided whether the plan is one; MariaDB makes none where a look at the rows tells that there are none
 */
record QueryPlan(Dialect dialect, List<String> lines, Set<String> scans, boolean decided) {
    private static final Pattern SQLITE_SCAN = Pattern.compile("^SCAN ([^ (]+)( USING .*)?$");
    private static final Pattern H2_SCAN = Pattern.compile("\\.\"([^\"]+)\"(?:\\s+\"[^\"]+\")?\\s+/\\* [^:*]+ \\*/");
    private static final Pattern POSTGRESQL_SCAN = Pattern.compile(
            "(?:Seq Scan|Index (?:Only )?Scan(?: Backward)? using \\S+|Bitmap Heap Scan) on \"?([^ \"]+)");
    private static final Pattern POSTGRESQL_SORT = Pattern.compile("^(?:\\s*->)?\\s*Sort\\s+\\(cost");

    /** Binds the values of a statement. */
    @FunctionalInterface
    interface Binder {
        void bind(PreparedStatement statement) throws SQLException;
    }

    /** Takes its own copies. */
    QueryPlan {
        lines = List.copyOf(lines);
        scans = Set.copyOf(scans);
    }

    /** Asks for the plan of a statement, which is not run. */
    static QueryPlan of(Connection connection, Dialect dialect, String sql, Binder values) throws SQLException {
        return switch (dialect) {
            case SQLITE -> sqlite(explain(connection, "EXPLAIN QUERY PLAN " + sql, values, "detail"));
            case H2 -> h2(explain(connection, "EXPLAIN " + sql, values, "PLAN"));
            case MARIADB ->
                mariadb(explain(
                        connection, "EXPLAIN " + sql, values, "table", "type", "possible_keys", "key", "Extra"));
            case POSTGRESQL -> postgresql(withoutScans(connection, sql, values));
        };
    }

    /** Asks for the plan of a template with typical values. */
    static QueryPlan of(Connection connection, Template template) throws SQLException {
        @Nullable Object[] values = TypicalValues.of(template);
        return of(
                connection,
                template.codec().dialect(),
                template.sql(values),
                statement -> template.bind(statement, values));
    }

    private static List<List<String>> withoutScans(Connection connection, String sql, Binder values)
            throws SQLException {
        boolean before = connection.getAutoCommit();
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("SET LOCAL enable_seqscan = off");
            return explain(connection, "EXPLAIN " + sql, values, "QUERY PLAN");
        } finally {
            connection.rollback();
            connection.setAutoCommit(before);
        }
    }

    /** The rows of a plan, each with the text of these columns, empty for NULL. */
    private static List<List<String>> explain(Connection connection, String sql, Binder values, String... columns)
            throws SQLException {
        List<List<String>> plan = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            values.bind(statement);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    List<String> row = new ArrayList<>();
                    for (String column : columns) {
                        row.add(Optional.ofNullable(rows.getString(column)).orElse(""));
                    }
                    plan.add(row);
                }
            }
        }
        return plan;
    }

    private static QueryPlan sqlite(List<List<String>> rows) {
        List<String> lines = rows.stream().map(row -> row.get(0)).toList();
        Set<String> scans = new LinkedHashSet<>();
        for (String line : lines) {
            Matcher scan = SQLITE_SCAN.matcher(line);
            if (scan.find() && !line.contains("VIRTUAL TABLE")) {
                scans.add(scan.group(1));
            }
        }
        return new QueryPlan(Dialect.SQLITE, lines, scans, true);
    }

    private static QueryPlan h2(List<List<String>> rows) {
        List<String> lines = rows.stream().map(row -> row.get(0)).toList();
        Set<String> scans = new LinkedHashSet<>();
        for (String line : lines) {
            H2_SCAN.matcher(line).results().forEach(scan -> scans.add(scan.group(1)));
        }
        return new QueryPlan(Dialect.H2, lines, scans, true);
    }

    /** Its nodes name an index for a condition, or to follow its order, or because nothing else was left to them. */
    private static QueryPlan postgresql(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        Set<String> scans = new LinkedHashSet<>();
        for (int at = 0; at < rows.size(); at++) {
            String line = rows.get(at).get(0);
            boolean bounded = isBounded(rows, at);
            Matcher scan = POSTGRESQL_SCAN.matcher(line);
            if (scan.find() && !bounded) {
                scans.add(scan.group(1));
            }
            if (!line.contains("Bitmap Index Scan") || bounded) {
                lines.add(line);
            }
        }
        return new QueryPlan(Dialect.POSTGRESQL, lines, scans, true);
    }

    /** Whether the node of a line reads only what a condition on an index leaves. */
    private static boolean isBounded(List<List<String>> rows, int node) {
        for (int at = node + 1; at < rows.size() && !rows.get(at).get(0).contains("->"); at++) {
            String line = rows.get(at).get(0);
            if (line.contains("Index Cond:") || line.contains("Recheck Cond:")) {
                return true;
            }
        }
        return false;
    }

    private static QueryPlan mariadb(List<List<String>> rows) {
        List<String> lines = new ArrayList<>();
        Set<String> scans = new LinkedHashSet<>();
        boolean decided = true;
        for (List<String> row : rows) {
            String type = row.get(1);
            if ((type.equals("ALL") || type.equals("index")) && !row.get(0).startsWith("<")) {
                scans.add(row.get(0));
            }
            lines.add(row.get(2));
            lines.add(row.get(3));
            decided &= !row.get(4).contains("const table") && !row.get(4).startsWith("Impossible");
        }
        return new QueryPlan(Dialect.MARIADB, lines, scans, decided);
    }

    /** How often PostgreSQL sorts rows of which not even the beginning of the order is there already. */
    long sorts() {
        return lines.stream()
                .filter(line -> POSTGRESQL_SORT.matcher(line).find())
                .count();
    }

    /** Whether the plan goes by the index of that name, written as the catalogue has it. */
    boolean uses(String index) {
        String name = Pattern.quote(index);
        Pattern use = switch (dialect) {
            case SQLITE -> Pattern.compile("USING (COVERING )?INDEX " + name + "( |$)", Pattern.CASE_INSENSITIVE);
            // Without a condition it is read from end to end, which only an order makes useful.
            case H2 -> Pattern.compile("(?s)/\\* [^*]*\\." + name + "(:| \\*/.*/\\* (index|group) sorted)");
            case POSTGRESQL -> Pattern.compile("Index (Only )?Scan (Backward )?(using|on) " + name + "( |$)");
            case MARIADB -> Pattern.compile("(^|,)" + name + "(,|$)", Pattern.CASE_INSENSITIVE);
        };
        return lines.stream().anyMatch(line -> use.matcher(line).find());
    }
}
