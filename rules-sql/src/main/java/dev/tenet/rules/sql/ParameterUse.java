package dev.tenet.rules.sql;

import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlToken;
import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One use of a parameter in a text.
 *
 * @param name the name of the parameter
 * @param place where it stands
 * @param start the offset of what is to be replaced: of the parameter itself, or of {@code IN}, {@code NOT IN}
 * @param end the offset after it: after the parameter, or after the closing bracket
 */
record ParameterUse(String name, Place place, int start, int end) {

    /** Where a parameter stands. */
    enum Place {
        /** Where a value may stand. */
        VALUE,
        /** {@code IN (:name)}. */
        IN,
        /** {@code NOT IN (:name)}. */
        NOT_IN,
        /** {@code LIMIT :name} or {@code OFFSET :name}: a number of rows. */
        ROWS,
        /** {@code :name IS [NOT] NULL}: nothing here says its type. */
        NULL_TEST
    }

    /** All uses, in their order. */
    static List<ParameterUse> in(SqlText text) {
        List<SqlToken> tokens =
                text.tokens().stream().filter(SqlToken::isSignificant).toList();
        List<ParameterUse> uses = new ArrayList<>();
        for (int at = 0; at < tokens.size(); at++) {
            if (tokens.get(at).kind() == Kind.PARAMETER) {
                uses.add(use(text, tokens, at));
            }
        }
        return List.copyOf(uses);
    }

    private static ParameterUse use(SqlText text, List<SqlToken> tokens, int at) {
        SqlToken token = tokens.get(at);
        String name = text.name(token);
        if (is(text, tokens, at - 1, "(") && is(text, tokens, at + 1, ")") && is(text, tokens, at - 2, "IN")) {
            boolean not = is(text, tokens, at - 3, "NOT");
            return new ParameterUse(
                    name,
                    not ? Place.NOT_IN : Place.IN,
                    tokens.get(not ? at - 3 : at - 2).start(),
                    tokens.get(at + 1).end());
        }
        Place place = Place.VALUE;
        if (is(text, tokens, at - 1, "LIMIT")
                || is(text, tokens, at - 1, "OFFSET")
                || isSecondOfLimit(text, tokens, at)) {
            place = Place.ROWS;
        } else if (is(text, tokens, at + 1, "IS")
                && (is(text, tokens, at + 2, "NULL")
                        || is(text, tokens, at + 2, "NOT") && is(text, tokens, at + 3, "NULL"))) {
            place = Place.NULL_TEST;
        }
        return new ParameterUse(name, place, token.start(), token.end());
    }

    /** {@code LIMIT 10, :count}. */
    private static boolean isSecondOfLimit(SqlText text, List<SqlToken> tokens, int at) {
        return is(text, tokens, at - 1, ",") && is(text, tokens, at - 3, "LIMIT");
    }

    private static boolean is(SqlText text, List<SqlToken> tokens, int at, String word) {
        return at >= 0
                && at < tokens.size()
                && tokens.get(at).in(text.text()).toUpperCase(Locale.ROOT).equals(word);
    }
}
