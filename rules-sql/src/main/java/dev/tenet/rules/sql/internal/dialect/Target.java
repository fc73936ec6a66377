package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** How one database spells what SQLite spells otherwise. Its methods take SQL and give SQL, brackets included. */
abstract class Target {
    /** A part of a date that can be added. */
    enum Unit {
        SECOND,
        MINUTE,
        HOUR,
        DAY,
        MONTH,
        YEAR
    }

    private final Dialect dialect;
    private final Set<String> reserved;

    Target(Dialect dialect, String reserved) {
        this.dialect = dialect;
        this.reserved = Set.of(reserved.split(" "));
    }

    static Target of(Dialect dialect) {
        return switch (dialect) {
            case H2 -> new H2Target();
            case POSTGRESQL -> new PostgreSqlTarget();
            case MARIADB -> new MariaDbTarget();
            case SQLITE -> throw new AssertionError("nothing is translated to SQLite");
        };
    }

    final Dialect dialect() {
        return dialect;
    }

    /** Whether a plain name of SQLite is a keyword here, or a value of the database's own. */
    final boolean isReserved(String word) {
        return reserved.contains(word.toUpperCase(Locale.ROOT));
    }

    /** A quoted identifier. */
    String name(String plain) {
        return '"' + plain.replace("\"", "\"\"") + '"';
    }

    /** A text literal, from one of SQLite's. */
    String literal(String sqlite) {
        return sqlite;
    }

    /** A column that may hold truth values, numbers or text, where it is tested for being 0 or 1. */
    String truthColumn(String column) {
        return column;
    }

    /** The constant 0 or 1 beside such a column. */
    String truth(String number) {
        return number;
    }

    /** The time at which the statement began, in UTC, in whole seconds. */
    abstract String now();

    /** A value of any type as a date with time. */
    abstract String timestamp(String value);

    /** Without the fraction of its second. */
    abstract String wholeSeconds(String timestamp);

    /** The seconds since 1970, rounded down. */
    abstract String epoch(String timestamp);

    /** The date with time that many seconds after 1970. */
    abstract String ofEpoch(String seconds);

    /** A later date with time; an amount is a whole number of any sign. */
    abstract String plus(String timestamp, String amount, Unit unit);

    /** The beginning of the day, month or year. */
    abstract String startOf(String timestamp, Unit unit);

    /** The day of the month, from 1. */
    String dayOfMonth(String timestamp) {
        return "EXTRACT(DAY FROM " + timestamp + ")";
    }

    String date(String timestamp) {
        return "CAST(" + timestamp + " AS DATE)";
    }

    /**
     * A date with time as text.
     *
     * @param parts SQLite's letters such as {@code %Y}, and what stands between them
     */
    abstract String format(String timestamp, List<String> parts);

    abstract String real(String value);

    /** A whole number, what follows its point cut off. */
    abstract String integer(String value);

    /** The value of a parameter that holds a whole number. */
    String wholeNumber(String parameter) {
        return "CAST(" + parameter + " AS BIGINT)";
    }

    abstract String text(String value);

    /** A truth value as 1 or 0. */
    abstract String truthAsNumber(String condition);

    /** Text with these capitals of A to Z made small, no other letter changed; all are, where that costs no more. */
    abstract String lower(String text, String capitals);

    /** Text whose letters a to z are capitals, no others changed. */
    abstract String upper(String text);

    /** LIKE that tells capitals from small letters and knows no escapes but those given. */
    String like(String text, String pattern, boolean negated, Optional<String> escape) {
        return "(" + text + (negated ? " NOT" : "") + " LIKE " + pattern + " ESCAPE " + escape.orElse("''") + ")";
    }

    /** What joins the rows of a group. */
    abstract String groupConcat(String value, String separator);

    /** The words that follow an ascending or descending expression so that NULL is the smallest value. */
    abstract String nullsSmallest(boolean descending);
}
