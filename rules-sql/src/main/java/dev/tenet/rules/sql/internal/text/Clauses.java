package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import java.util.List;
import java.util.Locale;

/**
 * The tokens of one statement that mean something, each with how deep it stands in brackets and {@code CASE}, so that its
 * clauses are told from those of its subqueries. Immutable.
 */
final class Clauses {
    private final SqlText sql;
    private final List<SqlToken> tokens;
    private final int[] depths;

    /** Reads a statement; a semicolon at its end is left out. */
    Clauses(SqlText sql) {
        this.sql = sql;
        this.tokens = sql.tokens().stream()
                .filter(token -> token.isSignificant() && token.kind() != Kind.SEMICOLON)
                .toList();
        this.depths = new int[tokens.size()];
        int depth = 0;
        for (int at = 0; at < depths.length; at++) {
            if (is(at, ")") || word(at).equals("END")) {
                depth--;
            }
            depths[at] = depth;
            if (is(at, "(") || word(at).equals("CASE")) {
                depth++;
            }
        }
    }

    SqlText sql() {
        return sql;
    }

    int size() {
        return tokens.size();
    }

    SqlToken token(int at) {
        return tokens.get(at);
    }

    /** A token as written; empty beyond the ends. */
    String text(int at) {
        return has(at) ? tokens.get(at).in(sql.text()) : "";
    }

    /** A word in upper case; empty for anything else, and for a name behind a dot. */
    String word(int at) {
        return has(at) && tokens.get(at).kind() == Kind.WORD && !is(at - 1, ".")
                ? text(at).toUpperCase(Locale.ROOT)
                : "";
    }

    boolean is(int at, String symbol) {
        return has(at) && tokens.get(at).kind() == Kind.SYMBOL && text(at).equals(symbol);
    }

    boolean isParameter(int at, String name) {
        return has(at)
                && tokens.get(at).kind() == Kind.PARAMETER
                && sql.name(tokens.get(at)).equals(name);
    }

    boolean isName(int at) {
        return has(at) && (tokens.get(at).kind() == Kind.WORD || tokens.get(at).kind() == Kind.QUOTED);
    }

    boolean isOutermost(int at) {
        return depths[at] == 0;
    }

    /** The first place of a word outside of brackets, from a place on; the size if there is none. */
    int find(String word, int from) {
        int at = from;
        while (at < size() && !(isOutermost(at) && word(at).equals(word))) {
            at++;
        }
        return at;
    }

    /** The offset in the text of a token, beyond the last that of the end. */
    int offset(int at) {
        return has(at) ? tokens.get(at).start() : sql.text().length();
    }

    private boolean has(int at) {
        return at >= 0 && at < tokens.size();
    }
}
