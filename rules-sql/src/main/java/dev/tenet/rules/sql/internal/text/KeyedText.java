package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.Dialect;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes of a query for one key a query for many: {@code column = :key} becomes {@code column IN (:key)}, and the column
 * comes last in the result, as {@value #LABEL}. Only where each key then gets the rows that it would get alone; anything
 * else is refused.
 */
public final class KeyedText {
    /** The label of the column with the key. */
    public static final String LABEL = "tenet_key";

    private static final String CODE = "unkeyable-sql";
    private static final String LIST =
            "; or let the parameter be a list, column IN (:keys), and name the column of the result that has the key";

    /** What sees the rows of all keys together. */
    private static final Set<String> TOGETHER = Set.of(
            "GROUP",
            "HAVING",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "MINUS",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "FOR",
            "INTO",
            "WINDOW",
            "QUALIFY",
            "PROCEDURE");

    /** What may stand before a bracket in the result and is no function of all rows. */
    private static final Set<String> SCALAR = Set.of(
            "ABS",
            "AND",
            "AS",
            "BETWEEN",
            "BY",
            "CAST",
            "CEIL",
            "CEILING",
            "CHAR",
            "CHAR_LENGTH",
            "COALESCE",
            "CONCAT",
            "CONCAT_WS",
            "DATE",
            "DATETIME",
            "DATE_FORMAT",
            "DATE_TRUNC",
            "DECIMAL",
            "DISTINCT",
            "ELSE",
            "EXISTS",
            "EXTRACT",
            "FLOOR",
            "FROM",
            "GREATEST",
            "IFNULL",
            "IIF",
            "IN",
            "INSTR",
            "IS",
            "JULIANDAY",
            "LEAST",
            "LENGTH",
            "LIKE",
            "LOWER",
            "LTRIM",
            "MOD",
            "NOT",
            "NULLIF",
            "NUMERIC",
            "ON",
            "OR",
            "REPLACE",
            "ROUND",
            "RTRIM",
            "SELECT",
            "STRFTIME",
            "SUBSTR",
            "SUBSTRING",
            "THEN",
            "TIME",
            "TIMESTAMP",
            "TO_CHAR",
            "TRIM",
            "UNIXEPOCH",
            "UPPER",
            "VARCHAR",
            "WHEN",
            "WHERE");

    private final Clauses in;
    private final String parameter;

    private KeyedText(SqlText sql, String parameter) {
        this.in = new Clauses(sql);
        this.parameter = parameter;
    }

    /**
     * The query for many keys.
     *
     * @param parameter the name of the parameter that has the key; to be a list in the new text
     * @throws SqlTextException if it cannot be made: where, why, and what to write
     */
    public static String of(SqlText sql, String parameter) {
        return new KeyedText(sql, parameter).rewrite();
    }

    private String rewrite() {
        if (!in.word(0).equals("SELECT")) {
            throw refused(0, "it begins with " + in.text(0), "want a plain SELECT");
        }
        checkWhole();
        int from = from();
        int where = in.find("WHERE", from);
        int order = in.find("ORDER", where);
        checkScalar(0, from);
        checkScalar(order, in.size());
        Comparison comparison = comparison(where, order);
        String text = in.sql().text();
        return text.substring(0, in.offset(from)) + ", " + comparison.column + " AS " + LABEL + ' '
                + text.substring(in.offset(from), in.offset(comparison.start)) + comparison.column + " IN (:"
                + parameter + ')' + text.substring(in.token(comparison.end - 1).end());
    }

    /** Looks for what makes the rows of one key depend on others. */
    private void checkWhole() {
        int uses = 0;
        for (int at = 0; at < in.size(); at++) {
            String word = in.word(at);
            if (in.isOutermost(at) && TOGETHER.contains(word)) {
                throw refused(at, word + " would hold for all keys together", "leave it out" + LIST);
            } else if (word.equals("OVER") || word.equals("ROWNUM")) {
                throw refused(at, word + " would count over all keys together", "leave it out" + LIST);
            } else if (in.is(at, "@") && in.sql().dialect() == Dialect.MARIADB) {
                throw refused(at, "a variable would live on from key to key", "leave it out" + LIST);
            }
            uses += in.isParameter(at, parameter) ? 1 : 0;
        }
        if (uses != 1) {
            throw refused(0, "it uses :" + parameter + ' ' + uses + " times", "want one column = :" + parameter + LIST);
        }
        int first = in.word(1).equals("DISTINCT") || in.word(1).equals("ALL") ? 2 : 1;
        if (in.word(first).equals("TOP") || first == 2 && in.word(2).equals("ON")) {
            throw refused(first, in.word(first) + " would hold for all keys together", "leave it out" + LIST);
        }
    }

    private int from() {
        int from = in.find("FROM", 0);
        while (in.word(from - 1).equals("DISTINCT")) { // a IS DISTINCT FROM b
            from = in.find("FROM", from + 1);
        }
        if (from == in.size()) {
            throw refused(0, "it has no FROM", "want SELECT ... FROM ... WHERE column = :" + parameter);
        }
        return from;
    }

    /** A function that is not known to be of one row alone might be an aggregate. */
    private void checkScalar(int start, int end) {
        for (int at = start; at < end; at++) {
            if (in.isName(at) && in.is(at + 1, "(") && !SCALAR.contains(in.word(at))) {
                throw refused(
                        at,
                        in.text(at) + "(...) may be of the rows of all keys together",
                        "compute it elsewhere" + LIST);
            }
        }
    }

    /**
     * The comparison with the parameter.
     *
     * @param column as written
     * @param start its first token
     * @param end the token after its last
     */
    private record Comparison(String column, int start, int end) {}

    /** The comparison, which all rows must meet: one of those that AND joins. */
    private Comparison comparison(int where, int end) {
        int ranges = 0;
        int start = where + 1;
        Optional<Comparison> found = Optional.empty();
        for (int at = start; at < end; at++) {
            String word = in.isOutermost(at) ? in.word(at) : "";
            checkJoined(at, word);
            if (word.equals("BETWEEN")) {
                ranges++;
            } else if (word.equals("AND") && ranges > 0) {
                ranges--;
            } else if (word.equals("AND")) {
                found = found.or(compared(start, at));
                start = at + 1;
            }
        }
        return found.or(compared(start, end))
                .orElseThrow(() -> refused(
                        where,
                        "it does not compare one column with :" + parameter,
                        "want WHERE column = :" + parameter + ", outside of brackets, joined to the rest by AND"
                                + LIST));
    }

    private void checkJoined(int at, String word) {
        boolean or = word.equals("OR")
                || in.sql().dialect() == Dialect.MARIADB
                        && in.isOutermost(at)
                        && (word.equals("XOR") || in.is(at, "|") && in.is(at + 1, "|"));
        if (or) {
            throw refused(
                    at,
                    in.text(at) + " stands beside the comparison with :" + parameter,
                    "put it in brackets: (a OR b) AND column = :" + parameter);
        }
    }

    /** {@code column = :key}, or the other way round, if these tokens are no more and no less. */
    private Supplier<Optional<Comparison>> compared(int start, int end) {
        return () -> {
            if (in.isParameter(start, parameter)) {
                int equals = equals(start + 1);
                return column(start + 1 + equals, end)
                        .filter(column -> equals > 0)
                        .map(column -> new Comparison(column, start, end));
            } else if (in.isParameter(end - 1, parameter)) {
                int equals = in.is(end - 2, "=") && in.is(end - 3, "=") ? 2 : 1;
                return column(start, end - 1 - equals)
                        .filter(column -> in.is(end - 2, "="))
                        .map(column -> new Comparison(column, start, end));
            }
            return Optional.empty();
        };
    }

    /** A name with what qualifies it, if these tokens are one. */
    private Optional<String> column(int start, int end) {
        StringBuilder name = new StringBuilder();
        for (int at = start; at < end; at++) {
            boolean fits = (at - start) % 2 == 0 ? in.isName(at) : in.is(at, ".");
            if (!fits) {
                return Optional.empty();
            }
            name.append(in.text(at));
        }
        return Optional.of(name.toString()).filter(it -> (end - start) % 2 == 1);
    }

    /** How many tokens the equals sign is that stands here. */
    private int equals(int at) {
        return !in.is(at, "=") ? 0 : in.is(at + 1, "=") ? 2 : 1;
    }

    private SqlTextException refused(int at, String message, String hint) {
        return new SqlTextException(CODE, in.offset(at), "it cannot be asked for many keys at once: " + message, hint);
    }
}
