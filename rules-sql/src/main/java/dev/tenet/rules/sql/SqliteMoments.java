package dev.tenet.rules.sql;

import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.sql.Scope.Meaning;
import dev.tenet.rules.sql.internal.text.Comparison;
import dev.tenet.rules.sql.internal.text.Identifiers;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Looks at the moments in a SQLite database that templates compare or read. SQLite keeps them in whatever form they were
 * written; text in Tenet's form sorts as it should, and no other form does beside it.
 */
final class SqliteMoments {
    /** How many rows of a table are looked at: the last ones, which those wrote who write today. */
    private static final int SAMPLE = 100;

    private static final Pattern FORM = Pattern.compile("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?");

    private final Connection connection;
    private final Identifiers names = new Identifiers(Dialect.SQLITE);
    private final Problems problems;
    private final Set<String> seen = new HashSet<>();

    SqliteMoments(Connection connection, Problems problems) {
        this.connection = connection;
        this.problems = problems;
    }

    /** Samples the columns that a template compares with a parameter of type timestamp, or declares to be one. */
    void check(Template template, SqlSource source, Scope scope) throws SQLException {
        Map<Meaning, Place> moments = new LinkedHashMap<>();
        for (Comparison comparison : Comparison.in(source.text())) {
            comparison
                    .parameter()
                    .filter(name -> template.parameter(template.position(name)).type() == ValueType.TIMESTAMP)
                    .flatMap(name -> scope.meaning(comparison))
                    .ifPresent(meaning -> moments.putIfAbsent(meaning, source.at(comparison.offset())));
        }
        template.definition().result().forEach((label, type) -> {
            if (type == ValueType.TIMESTAMP) {
                scope.meaning(label).ifPresent(meaning -> moments.putIfAbsent(meaning, source.result(label)));
            }
        });
        for (Map.Entry<Meaning, Place> moment : moments.entrySet()) {
            if (seen.add(moment.getKey().table() + '.' + moment.getKey().column())) {
                sample(moment.getKey(), moment.getValue());
            }
        }
    }

    private void sample(Meaning column, Place place) throws SQLException {
        Map<String, Integer> forms = new TreeMap<>();
        int rows = 0;
        String order = hasRowid(column.table()) ? " ORDER BY rowid DESC" : "";
        String name = names.quoted(column.column());
        try (Statement statement = connection.createStatement();
                ResultSet values = statement.executeQuery("SELECT " + name + ", typeof(" + name + ") FROM "
                        + names.quoted(column.table()) + order + " LIMIT " + SAMPLE)) {
            while (values.next()) {
                rows++;
                String form = form(values.getString(2), values.getString(1));
                if (!form.isEmpty()) {
                    forms.merge(form, 1, Integer::sum);
                }
            }
        }
        if (!forms.isEmpty()) {
            int wrong = forms.values().stream().mapToInt(Integer::intValue).sum();
            problems.warning(
                    "moment-form",
                    place,
                    "of the last " + rows + " rows of " + column.table() + ", " + wrong + " have " + column.column()
                            + " as " + String.join(" and ", forms.keySet())
                            + ", want text as 2026-01-31 12:00:00[.500]",
                    "other forms do not compare with it: rewrite them, as by datetime(" + column.column() + ')');
        }
    }

    /** What is wrong with a value; empty if nothing. */
    private static String form(String type, @Nullable String value) {
        if (value == null || type.equals("null")) {
            return "";
        } else if (!type.equals("text")) {
            return type.equals("integer") ? "whole numbers" : type.equals("real") ? "numbers" : "bytes";
        } else if (FORM.matcher(value).matches()) {
            return "";
        } else if (value.length() == 10) {
            return "text of a date alone";
        }
        return value.length() > 10 && value.charAt(10) == 'T' ? "text with a T" : "text of another form";
    }

    private boolean hasRowid(String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(
                "SELECT 1 FROM pragma_table_list WHERE name = ? COLLATE NOCASE AND type = 'table' AND wr = 0")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }
}
