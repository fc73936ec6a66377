package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import java.util.List;

/** PostgreSQL. */
final class PostgreSqlTarget extends Target {
    PostgreSqlTarget() {
        super(
                Dialect.POSTGRESQL,
                "ALL ANALYSE ANALYZE ANY ARRAY ASYMMETRIC AUTHORIZATION BINARY BOTH CMAX CMIN CONCURRENTLY CTID "
                        + "CURRENT_CATALOG CURRENT_ROLE CURRENT_SCHEMA CURRENT_USER DO FALSE FETCH FOR FREEZE GRANT ILIKE "
                        + "INITIALLY LATERAL LEADING LOCALTIME LOCALTIMESTAMP OFFSET ONLY OVERLAPS PLACING SESSION_USER "
                        + "SIMILAR SOME SYMMETRIC SYSTEM_USER TABLEOID TABLESAMPLE TRAILING TRUE USER VARIADIC VERBOSE WINDOW "
                        + "XMAX XMIN");
    }

    /** A literal in quotes takes the type of the column beside it, be that boolean, a number or text. */
    @Override
    String truth(String number) {
        return '\'' + number + '\'';
    }

    /** Not {@code now()}, which is the time at which the transaction began. */
    @Override
    String now() {
        return wholeSeconds("timezone('UTC', statement_timestamp())");
    }

    @Override
    String timestamp(String value) {
        return "CAST(" + value + " AS TIMESTAMP)";
    }

    @Override
    String wholeSeconds(String timestamp) {
        return "date_trunc('second', " + timestamp + ")";
    }

    @Override
    String epoch(String timestamp) {
        return "CAST(floor(EXTRACT(EPOCH FROM " + timestamp + ")) AS BIGINT)";
    }

    @Override
    String ofEpoch(String seconds) {
        return "timezone('UTC', to_timestamp(" + seconds + "))";
    }

    @Override
    String plus(String timestamp, String amount, Unit unit) {
        return "(" + timestamp + " + " + amount + " * INTERVAL '1 " + unit + "')";
    }

    @Override
    String startOf(String timestamp, Unit unit) {
        return "date_trunc('" + unit + "', " + timestamp + ")";
    }

    @Override
    String format(String timestamp, List<String> parts) {
        StringBuilder pattern = new StringBuilder();
        for (String part : parts) {
            pattern.append(
                    switch (part) {
                        case "%Y" -> "YYYY";
                        case "%m" -> "MM";
                        case "%d" -> "DD";
                        case "%H" -> "HH24";
                        case "%M" -> "MI";
                        case "%S" -> "SS";
                        case "%f" -> "SS.MS";
                        case "%j" -> "DDD";
                        default -> '"' + part.replace("'", "''") + '"';
                    });
        }
        return "to_char(" + timestamp + ", '" + pattern + "')";
    }

    @Override
    String real(String value) {
        return "CAST(" + value + " AS DOUBLE PRECISION)";
    }

    @Override
    String integer(String value) {
        return "CAST(trunc(CAST(" + value + " AS NUMERIC)) AS BIGINT)";
    }

    @Override
    String text(String value) {
        return "CAST(" + value + " AS TEXT)";
    }

    @Override
    String truthAsNumber(String condition) {
        return "CAST((" + condition + ") AS INTEGER)";
    }

    /** The collation "C" knows no letters but those of ASCII. */
    @Override
    String lower(String text, String capitals) {
        return "lower(" + text + " COLLATE \"C\")";
    }

    @Override
    String upper(String text) {
        return "upper(" + text + " COLLATE \"C\")";
    }

    @Override
    String groupConcat(String value, String separator) {
        return "string_agg(" + text(value) + ", " + separator + ")";
    }

    @Override
    String nullsSmallest(boolean descending) {
        return descending ? " NULLS LAST" : " NULLS FIRST";
    }
}
