package dev.tenet.rules.sql.internal.text;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A query without the {@code ORDER BY} at its end, and what that said. Immutable.
 *
 * @param unordered the text before it
 * @param keys what it orders by
 */
public record OrderedText(String unordered, List<Key> keys) {
    private static final String CODE = "unpageable-sql";

    /**
     * A column of the result to order by.
     *
     * @param label its label, in lower case
     * @param descending whether the greatest comes first
     */
    public record Key(String label, boolean descending) {}

    /** Takes its own copy of the keys. */
    public OrderedText {
        keys = List.copyOf(keys);
    }

    /**
     * Takes a query apart.
     *
     * @throws SqlTextException if it does not end with an ORDER BY of plain names
     */
    public static OrderedText of(SqlText sql) {
        Clauses in = new Clauses(sql);
        if (!in.word(0).equals("SELECT") && !in.word(0).equals("WITH")) {
            throw refused(in, 0, "it begins with " + in.text(0), "want a SELECT");
        }
        int first = in.word(1).equals("DISTINCT") || in.word(1).equals("ALL") ? 2 : 1;
        if (in.word(first).equals("TOP") || first == 2 && in.word(2).equals("ON")) {
            throw refused(in, first, in.word(first) + " depends on the order", "leave it out");
        }
        int order = in.find("ORDER", 0);
        if (order == in.size() || !in.word(order + 1).equals("BY")) {
            throw refused(
                    in,
                    in.size(),
                    "it has no ORDER BY at its end",
                    "want one whose columns together are unique: ORDER BY created_at DESC, id");
        }
        List<Key> keys = new ArrayList<>();
        int at = order + 2;
        while (true) {
            String name = in.word(at);
            if (name.isEmpty()) {
                throw refused(in, at, "it orders by " + in.text(at), "want the plain names of columns of the result");
            }
            at++;
            boolean descending = in.word(at).equals("DESC");
            keys.add(new Key(name.toLowerCase(Locale.ROOT), descending));
            at += descending || in.word(at).equals("ASC") ? 1 : 0;
            if (at == in.size()) {
                return new OrderedText(sql.text().substring(0, in.offset(order)).stripTrailing(), keys);
            } else if (!in.is(at, ",")) {
                throw refused(
                        in,
                        at,
                        "in or behind its ORDER BY stands " + in.text(at),
                        "want the plain names of columns of the result, each with ASC or DESC if need be, and nothing"
                                + " more: the page says how many rows");
            }
            at++;
        }
    }

    private static SqlTextException refused(Clauses in, int at, String message, String hint) {
        return new SqlTextException(CODE, in.offset(at), "it cannot be read by pages: " + message, hint);
    }
}
