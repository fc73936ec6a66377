package dev.tenet.rules.sql.internal.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.Dialect;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;

/** A comparison of which it is said that every row must pass it is passed by every row, as SQLite finds. */
class ComparisonProperties {
    private static Connection connection;

    private final StringBuilder sql = new StringBuilder();
    private final Map<Integer, String> atoms = new HashMap<>();

    @BeforeContainer
    static void open() throws SQLException {
        connection = DriverManager.getConnection("jdbc:sqlite::memory:");
        try (Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE n (x)");
            statement.execute("INSERT INTO n VALUES (0), (1), (2), (NULL)");
            statement.execute("CREATE TABLE t AS SELECT p.x AS a, q.x AS b, r.x AS c FROM n p, n q, n r");
        }
    }

    @AfterContainer
    static void close() throws SQLException {
        connection.close();
    }

    @Property(tries = 2_000)
    void whatMustHoldHoldsForEveryRow(@ForAll Random random) throws SQLException {
        sql.setLength(0);
        atoms.clear();
        sql.append("SELECT a FROM t WHERE ");
        int condition = sql.length();
        condition(random, 3);
        String where = sql.substring(condition);
        sql.append(random.nextBoolean() ? " ORDER BY a" : " GROUP BY b HAVING b = 1 OR c = 2");
        for (Comparison comparison : Comparison.in(SqlText.of(sql.toString(), Dialect.SQLITE))) {
            String atom = atoms.get(comparison.offset());
            if (comparison.condition().isPresent()) {
                assertThat(atom).as("a comparison of " + sql).isNotNull();
                assertThat(rows("SELECT COUNT(*) FROM t WHERE (" + where + ") AND (" + atom + ") IS NOT TRUE"))
                        .as(atom + " in " + sql)
                        .isZero();
            }
        }
    }

    private void condition(Random random, int depth) {
        switch (depth == 0 ? 0 : random.nextInt(8)) {
            case 0, 1 -> atom(random);
            case 2, 3, 4 -> {
                condition(random, depth - 1);
                sql.append(random.nextInt(3) == 0 ? " OR " : " AND ");
                condition(random, depth - 1);
            }
            case 5 -> {
                sql.append(random.nextBoolean() ? "NOT (" : "(");
                condition(random, depth - 1);
                sql.append(')');
            }
            case 6 -> {
                sql.append("NOT ");
                atom(random);
            }
            default -> {
                sql.append("CASE WHEN ");
                condition(random, depth - 1);
                sql.append(" THEN ");
                atom(random);
                sql.append(" ELSE 0 END");
            }
        }
    }

    private void atom(Random random) {
        String column = (random.nextInt(3) == 0 ? "t." : "") + "abc".charAt(random.nextInt(3));
        String value = "" + random.nextInt(3);
        String atom = switch (random.nextInt(9)) {
            case 0 -> column + " = " + value;
            case 1 -> column + " == " + value;
            case 2 -> column + " >= " + value;
            case 3 -> column + " <> " + value;
            case 4 -> column + " IN (" + value + ", 2)";
            case 5 -> column + " NOT IN (" + value + ")";
            case 6 -> column + " BETWEEN " + value + " AND 2";
            case 7 -> column + " = abs(-" + value + ")";
            default -> column + " = " + value + " + 1";
        };
        atoms.put(sql.length(), atom);
        sql.append(atom);
    }

    private static int rows(String count) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(count)) {
            return rows.next() ? rows.getInt(1) : -1;
        }
    }
}
