package dev.tenet.rules.sql;

import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.Scope.Meaning;
import dev.tenet.rules.sql.internal.text.Comparison;
import dev.tenet.rules.sql.internal.text.Comparison.Operator;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Says where templates compare text that MariaDB finds equal in capitals and small letters, which others do not. */
final class MariadbCollations {
    private final Connection connection;
    private final Problems problems;
    private final Set<String> said = new HashSet<>();
    private Optional<Set<String>> columns = Optional.empty();

    MariadbCollations(Connection connection, Problems problems) {
        this.connection = connection;
        this.problems = problems;
    }

    /** Reports the first such comparison of each table. */
    void check(Template template, SqlSource source, Scope scope) throws SQLException {
        for (Comparison comparison : Comparison.in(source.text())) {
            Optional<Meaning> column = comparison.operator() == Operator.EQUAL && isText(comparison, template)
                    ? scope.meaning(comparison)
                    : Optional.empty();
            if (column.isPresent()
                    && ignoringCase()
                            .contains(key(column.get().table(), column.get().column()))
                    && said.add(column.get().table())) {
                problems.info(
                        "case-insensitive",
                        source.at(comparison.offset()),
                        "the text of " + column.get().table() + '.'
                                + column.get().column() + " is compared without regard to case, as its collation says",
                        "COLLATE utf8mb4_nopad_bin compares as other databases do");
            }
        }
    }

    private static boolean isText(Comparison comparison, Template template) {
        return comparison.text()
                || comparison
                        .parameter()
                        .map(name -> template.parameter(template.position(name)).type())
                        .filter(type -> type == ValueType.STRING)
                        .isPresent();
    }

    private Set<String> ignoringCase() throws SQLException {
        if (columns.isEmpty()) {
            Set<String> found = new HashSet<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(
                            "SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA ="
                                    + " DATABASE() AND COLLATION_NAME LIKE '%\\_ci'")) {
                while (rows.next()) {
                    found.add(key(rows.getString(1), rows.getString(2)));
                }
            }
            columns = Optional.of(found);
        }
        return columns.get();
    }

    private static String key(String table, String column) {
        return (table + '.' + column).toLowerCase(Locale.ROOT);
    }
}
