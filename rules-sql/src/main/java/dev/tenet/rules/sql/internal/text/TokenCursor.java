package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import java.util.List;
import java.util.Locale;

/** A place among the tokens of one statement that mean something; other places are counted from it. */
final class TokenCursor {
    private final String text;
    private final Dialect dialect;
    private final List<SqlToken> tokens;
    private int at;

    TokenCursor(SqlText sql, List<SqlToken> tokens) {
        this.text = sql.text();
        this.dialect = sql.dialect();
        this.tokens = tokens;
    }

    boolean atEnd() {
        return at >= tokens.size();
    }

    void skip(int count) {
        at = Math.min(tokens.size(), at + count);
    }

    void skipAll() {
        at = tokens.size();
    }

    /** The token here, which must not be the end. */
    SqlToken token() {
        return token(0);
    }

    SqlToken token(int ahead) {
        return tokens.get(at + ahead);
    }

    /** The offset in the text of the token here, at the end that of the last. */
    int offset() {
        return tokens.get(Math.min(at, tokens.size() - 1)).start();
    }

    /** Whether the symbol stands here. */
    boolean is(String symbol) {
        return is(0, symbol);
    }

    /** Whether the symbol stands so many tokens ahead. */
    boolean is(int ahead, String symbol) {
        return has(ahead)
                && tokens.get(at + ahead).kind() == Kind.SYMBOL
                && tokens.get(at + ahead).in(text).equals(symbol);
    }

    /** The symbol here; empty if there is none. */
    String symbol() {
        return has(0) && token().kind() == Kind.SYMBOL ? token().in(text) : "";
    }

    /** The word here in upper case; empty if there is none. */
    String word() {
        return word(0);
    }

    /** The word so many tokens ahead in upper case; empty if there is none. */
    String word(int ahead) {
        return has(ahead) && tokens.get(at + ahead).kind() == Kind.WORD
                ? tokens.get(at + ahead).in(text).toUpperCase(Locale.ROOT)
                : "";
    }

    /** Whether a name can stand so many tokens ahead. SQLite takes text for one where only a name can stand. */
    boolean isName(int ahead) {
        if (!has(ahead)) {
            return false;
        }
        Kind kind = tokens.get(at + ahead).kind();
        return kind == Kind.WORD || kind == Kind.QUOTED || kind == Kind.STRING && dialect == Dialect.SQLITE;
    }

    private boolean has(int ahead) {
        return at + ahead >= 0 && at + ahead < tokens.size();
    }

    /** Goes on if the word stands here, and says so. */
    boolean accept(String word) {
        boolean found = word().equals(word);
        skip(found ? 1 : 0);
        return found;
    }

    /** Goes on if the symbol stands here, and says so. */
    boolean acceptSymbol(String symbol) {
        boolean found = is(symbol);
        skip(found ? 1 : 0);
        return found;
    }

    /** A name without its quotes. */
    String plain(SqlToken name) {
        String written = name.in(text);
        if (name.kind() == Kind.WORD || isEscaped(name)) {
            return written;
        }
        char quote = written.charAt(written.length() - 1);
        return written.substring(1, written.length() - 1).replace("" + quote + quote, "" + quote);
    }

    /** A name as the database compares it. */
    String folded(SqlToken name) {
        String plain = plain(name);
        boolean quoted = name.kind() != Kind.WORD;
        return switch (dialect) {
            case POSTGRESQL -> quoted ? plain : plain.toLowerCase(Locale.ROOT);
            case H2 -> quoted ? plain : plain.toUpperCase(Locale.ROOT);
            case SQLITE, MARIADB -> plain.toLowerCase(Locale.ROOT);
        };
    }

    /** Whether a name is written {@code U&"..."}, so that its text is not what it names. */
    boolean isEscaped(SqlToken name) {
        char first = text.charAt(name.start());
        return name.kind() == Kind.QUOTED && (first == 'u' || first == 'U');
    }
}
