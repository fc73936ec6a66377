package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import java.util.List;
import java.util.Locale;

/** H2 2. */
final class H2Target extends Target {
    private static final String LOWER = "abcdefghijklmnopqrstuvwxyz";
    private static final String UPPER = LOWER.toUpperCase(Locale.ROOT);

    H2Target() {
        super(
                Dialect.H2,
                "ALL AND ANY ARRAY ASYMMETRIC AUTHORIZATION BOTH CURRENT_CATALOG CURRENT_PATH CURRENT_ROLE CURRENT_SCHEMA "
                        + "CURRENT_USER DAY FALSE FETCH FOR HOUR INTERVAL LEADING LOCALTIME LOCALTIMESTAMP MINUS MINUTE MONTH "
                        + "OFFSET QUALIFY ROW ROWNUM SECOND SESSION_USER SOME SYMMETRIC SYSDATE SYSTEM_USER SYSTIME "
                        + "SYSTIMESTAMP TODAY TOP TRAILING TRUE UESCAPE UNIQUE UNKNOWN USER VALUE WINDOW YEAR _ROWID_");
    }

    /** Nothing compares with numbers and truth values alike; both become a double, and stay what they are. */
    @Override
    String truthColumn(String column) {
        return real(column);
    }

    @Override
    String now() {
        return ofEpoch(epoch("CURRENT_TIMESTAMP"));
    }

    @Override
    String timestamp(String value) {
        return "CAST(" + value + " AS TIMESTAMP)";
    }

    @Override
    String wholeSeconds(String timestamp) {
        return "DATE_TRUNC(SECOND, " + timestamp + ")";
    }

    @Override
    String epoch(String timestamp) {
        return "CAST(FLOOR(EXTRACT(EPOCH FROM " + timestamp + ")) AS BIGINT)";
    }

    @Override
    String ofEpoch(String seconds) {
        return plus("TIMESTAMP '1970-01-01 00:00:00'", seconds, Unit.SECOND);
    }

    @Override
    String plus(String timestamp, String amount, Unit unit) {
        return "DATEADD(" + unit + ", " + amount + ", " + timestamp + ")";
    }

    @Override
    String startOf(String timestamp, Unit unit) {
        return "DATE_TRUNC(" + unit + ", " + timestamp + ")";
    }

    @Override
    String format(String timestamp, List<String> parts) {
        StringBuilder pattern = new StringBuilder();
        for (String part : parts) {
            pattern.append(
                    switch (part) {
                        case "%Y" -> "yyyy";
                        case "%m" -> "MM";
                        case "%d" -> "dd";
                        case "%H" -> "HH";
                        case "%M" -> "mm";
                        case "%S" -> "ss";
                        case "%f" -> "ss.SSS";
                        case "%j" -> "DDD";
                        default -> "''" + part.replace("'", "''''") + "''";
                    });
        }
        return "FORMATDATETIME(" + timestamp + ", '" + pattern + "')";
    }

    @Override
    String real(String value) {
        return "CAST(" + value + " AS DOUBLE PRECISION)";
    }

    @Override
    String integer(String value) {
        return "CAST(TRUNC(" + value + ") AS BIGINT)";
    }

    @Override
    String text(String value) {
        return "CAST(" + value + " AS VARCHAR)";
    }

    @Override
    String truthAsNumber(String condition) {
        return "CAST((" + condition + ") AS INTEGER)";
    }

    @Override
    String lower(String text, String capitals) {
        return "TRANSLATE(" + text + ", '" + UPPER + "', '" + LOWER + "')";
    }

    @Override
    String upper(String text) {
        return "TRANSLATE(" + text + ", '" + LOWER + "', '" + UPPER + "')";
    }

    @Override
    String groupConcat(String value, String separator) {
        return "LISTAGG(" + text(value) + ", " + separator + ")";
    }

    @Override
    String nullsSmallest(boolean descending) {
        return descending ? " NULLS LAST" : " NULLS FIRST";
    }
}
