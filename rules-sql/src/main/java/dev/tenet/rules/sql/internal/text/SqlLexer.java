package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Cuts SQL into tokens as one database does, in one pass.
 *
 * <p>A colon begins a parameter where a name follows it at once and a value may stand. On H2 and PostgreSQL a colon also
 * parts the bounds of a slice ({@code a[i:j]}) and a key from its value ({@code JSON_OBJECT('a':b)}): there it does so
 * where a value has just ended, so that {@code a[:lo:hi]} is the parameter {@code lo} and the column {@code hi}, and
 * {@code a[:lo : :hi]} has two parameters.
 */
final class SqlLexer {
    /** Words after which a value may stand although a word has just ended. */
    private static final Set<String> BEFORE_VALUES = Set.of(
            ("ALL AND ANY AS BETWEEN BY CASE DISTINCT ELSE ESCAPE EXCEPT FETCH FIRST FROM FOR HAVING IN INTERSECT IS "
                            + "LIKE ILIKE LIMIT NEXT NOT OFFSET ON OR RETURN RETURNING SELECT SET SIMILAR SOME THEN TO "
                            + "UNION USING VALUE VALUES WHEN WHERE")
                    .split(" "));

    private final String text;
    private final Dialect dialect;
    private final List<SqlToken> tokens = new ArrayList<>();
    private int brackets;
    private @Nullable SqlToken last;

    private SqlLexer(String text, Dialect dialect) {
        this.text = text;
        this.dialect = dialect;
    }

    /**
     * The tokens of a text.
     *
     * @throws SqlTextException if a quote or a comment is not closed, or a parameter has no name
     */
    static List<SqlToken> tokens(String text, Dialect dialect) {
        SqlLexer lexer = new SqlLexer(text, dialect);
        int at = 0;
        while (at < text.length()) {
            at = lexer.take(at);
        }
        return List.copyOf(lexer.tokens);
    }

    private int take(int at) {
        char c = text.charAt(at);
        if (Character.isWhitespace(c)) {
            int end = at + 1;
            while (end < text.length() && Character.isWhitespace(text.charAt(end))) {
                end++;
            }
            return add(Kind.SPACE, at, end);
        }
        if (isWordStart(c)) {
            return word(at);
        }
        if (isDigit(c) || c == '.' && isDigit(charAt(at + 1))) {
            return number(at);
        }
        return switch (c) {
            case '\'' -> add(Kind.STRING, at, quoted(at, '\'', backslashesEscape(), "text"));
            case '"' ->
                dialect == Dialect.MARIADB
                        ? add(Kind.STRING, at, quoted(at, '"', true, "text"))
                        : add(Kind.QUOTED, at, quoted(at, '"', false, "identifier"));
            case '`' ->
                dialect == Dialect.POSTGRESQL
                        ? add(Kind.SYMBOL, at, at + 1)
                        : add(Kind.QUOTED, at, quoted(at, '`', false, "identifier"));
            case '[' -> bracket(at);
            case ']' -> {
                brackets = Math.max(0, brackets - 1);
                yield add(Kind.SYMBOL, at, at + 1);
            }
            case '-' -> charAt(at + 1) == '-' && isLineComment(at) ? lineComment(at) : add(Kind.SYMBOL, at, at + 1);
            case '#' -> dialect == Dialect.MARIADB ? lineComment(at) : add(Kind.SYMBOL, at, at + 1);
            case '/' -> slash(at);
            case '$' -> dollar(at);
            case '?' -> question(at);
            case '@' -> at(at);
            case ':' -> colon(at);
            case ';' -> add(Kind.SEMICOLON, at, at + 1);
            default -> add(Kind.SYMBOL, at, at + 1);
        };
    }

    private int add(Kind kind, int start, int end) {
        SqlToken token = new SqlToken(kind, start, end);
        tokens.add(token);
        if (token.isSignificant()) {
            last = token;
        }
        return end;
    }

    private int word(int at) {
        int end = at + 1;
        while (end < text.length() && isWordPart(text.charAt(end))) {
            end++;
        }
        String prefix = text.substring(at, end);
        char next = charAt(end);
        if (next == '\'' && prefix.length() == 1 && "eE".contains(prefix) && dialect == Dialect.POSTGRESQL) {
            return add(Kind.STRING, at, escapeString(end));
        }
        if (next == '\'' && prefix.length() == 1 && "bBnNxX".contains(prefix)) {
            return add(Kind.STRING, at, quoted(end, '\'', backslashesEscape(), "text"));
        }
        if (next == '&' && prefix.length() == 1 && "uU".contains(prefix) && hasUnicodeQuotes()) {
            if (charAt(end + 1) == '\'') {
                return add(Kind.STRING, at, quoted(end + 1, '\'', false, "text"));
            } else if (charAt(end + 1) == '"') {
                return add(Kind.QUOTED, at, quoted(end + 1, '"', false, "identifier"));
            }
        }
        return add(Kind.WORD, at, end);
    }

    private boolean hasUnicodeQuotes() {
        return dialect == Dialect.POSTGRESQL || dialect == Dialect.H2;
    }

    private boolean backslashesEscape() {
        return dialect == Dialect.MARIADB;
    }

    /** The end of a quoted text that begins at the quote: the quote doubled stands for itself. */
    private int quoted(int at, char quote, boolean backslashes, String what) {
        int end = at + 1;
        while (end < text.length()) {
            char c = text.charAt(end);
            if (c == '\\' && backslashes) {
                end += 2;
            } else if (c != quote) {
                end++;
            } else if (charAt(end + 1) == quote) {
                end += 2;
            } else {
                return end + 1;
            }
        }
        throw unclosed(at, "this " + what + " has no closing " + quote);
    }

    /** PostgreSQL: text that goes on in a quote on a later line keeps the meaning of its backslashes. */
    private int escapeString(int at) {
        int end = quoted(at, '\'', true, "text");
        int next = end;
        boolean newLine = false;
        while (next < text.length()) {
            char c = text.charAt(next);
            if (c == '\n' || c == '\r') {
                newLine = true;
                next++;
            } else if (Character.isWhitespace(c)) {
                next++;
            } else if (c == '-' && charAt(next + 1) == '-') {
                next = endOfLine(next);
            } else {
                break;
            }
        }
        return newLine && charAt(next) == '\'' ? escapeString(next) : end;
    }

    private int number(int at) {
        int end = at;
        while (end < text.length()) {
            char c = text.charAt(end);
            boolean sign = (c == '+' || c == '-')
                    && isExponent(text.charAt(end - 1))
                    && !isHex(at)
                    && isDigit(charAt(end + 1));
            boolean range = c == '.' && charAt(end + 1) == '.';
            if (!(isWordPart(c) || c == '.' || sign) || range) {
                break;
            }
            end++;
        }
        // MariaDB's names may begin with digits; whether 1a is a name or a mistake changes nothing here.
        return add(Kind.NUMBER, at, end);
    }

    private static boolean isExponent(char c) {
        return c == 'e' || c == 'E';
    }

    private boolean isHex(int at) {
        return charAt(at) == '0' && (charAt(at + 1) == 'x' || charAt(at + 1) == 'X');
    }

    private int bracket(int at) {
        if (dialect == Dialect.SQLITE) {
            int close = text.indexOf(']', at);
            if (close < 0) {
                throw unclosed(at, "this identifier has no closing ]");
            }
            return add(Kind.QUOTED, at, close + 1);
        }
        brackets++;
        return add(Kind.SYMBOL, at, at + 1);
    }

    /** MariaDB wants a blank after {@code --}, so that {@code 5--3} is 8. */
    private boolean isLineComment(int at) {
        return dialect != Dialect.MARIADB || at + 2 == text.length() || text.charAt(at + 2) <= ' ';
    }

    private int lineComment(int at) {
        return add(Kind.COMMENT, at, endOfLine(at));
    }

    private int endOfLine(int at) {
        int end = at;
        while (end < text.length() && text.charAt(end) != '\n' && !(text.charAt(end) == '\r' && endsLines())) {
            end++;
        }
        return end;
    }

    private boolean endsLines() {
        return dialect == Dialect.POSTGRESQL || dialect == Dialect.H2;
    }

    private int slash(int at) {
        char next = charAt(at + 1);
        if (next == '/' && dialect == Dialect.H2) {
            return lineComment(at);
        }
        if (next != '*') {
            return add(Kind.SYMBOL, at, at + 1);
        }
        if (dialect == Dialect.MARIADB && (charAt(at + 2) == '!' || charAt(at + 2) == 'M' && charAt(at + 3) == '!')) {
            throw new SqlTextException(
                    "executable-comment",
                    at,
                    "MariaDB runs what stands in this comment",
                    "write it as SQL, or without the ! as a comment");
        }
        boolean nests = dialect == Dialect.POSTGRESQL || dialect == Dialect.H2;
        int depth = 1;
        int end = at + 2;
        while (depth > 0) {
            if (end >= text.length()) {
                throw unclosed(at, "this comment has no closing */");
            } else if (text.startsWith("*/", end)) {
                depth--;
                end += 2;
            } else if (nests && text.startsWith("/*", end)) {
                depth++;
                end += 2;
            } else {
                end++;
            }
        }
        return add(Kind.COMMENT, at, end);
    }

    private int dollar(int at) {
        if (dialect == Dialect.POSTGRESQL || dialect == Dialect.H2) {
            int tag = at + 1;
            if (dialect == Dialect.POSTGRESQL && isWordStart(charAt(tag))) {
                while (isWordPart(charAt(tag)) && charAt(tag) != '$') {
                    tag++;
                }
            }
            if (charAt(tag) == '$') {
                String mark = text.substring(at, tag + 1);
                int close = text.indexOf(mark, tag + 1);
                if (close < 0) {
                    throw unclosed(at, "this text has no closing " + mark);
                }
                return add(Kind.STRING, at, close + mark.length());
            }
        }
        if (isWordPart(charAt(at + 1)) && dialect != Dialect.MARIADB) {
            throw positional(at);
        }
        return add(Kind.SYMBOL, at, at + 1);
    }

    /** PostgreSQL has operators with question marks; elsewhere one is a parameter without a name. */
    private int question(int at) {
        if (dialect != Dialect.POSTGRESQL) {
            throw positional(at);
        }
        return add(Kind.SYMBOL, at, charAt(at + 1) == '?' ? at + 2 : at + 1);
    }

    /** SQLite's own {@code @name} would be NULL, since nobody binds it. */
    private int at(int at) {
        if (dialect == Dialect.SQLITE && isWordPart(charAt(at + 1))) {
            throw positional(at);
        }
        return add(Kind.SYMBOL, at, at + 1);
    }

    private int colon(int at) {
        char next = charAt(at + 1);
        if (next == ':' || next == '=') {
            return add(Kind.SYMBOL, at, at + 2);
        }
        int end = name(at + 1);
        if (end == at + 1 || endsValue(at)) {
            if (dialect == Dialect.SQLITE && isDigit(next)) {
                throw positional(at);
            }
            return add(Kind.SYMBOL, at, at + 1);
        }
        return add(Kind.PARAMETER, at, end);
    }

    /** Whether the colon parts what stands before it from what follows. */
    private boolean endsValue(int colon) {
        SqlToken before = last;
        if (before == null || !(dialect == Dialect.POSTGRESQL || dialect == Dialect.H2)) {
            return false;
        }
        return switch (before.kind()) {
            case STRING, NUMBER, QUOTED, PARAMETER -> true;
            case SYMBOL -> ")]".indexOf(text.charAt(before.end() - 1)) >= 0;
            case WORD ->
                (brackets > 0 || before.end() == colon)
                        && !BEFORE_VALUES.contains(before.in(text).toUpperCase(Locale.ROOT));
            case SEMICOLON, SPACE, COMMENT -> false;
        };
    }

    private int name(int at) {
        int end = at;
        while (end < text.length()) {
            int c = text.codePointAt(end);
            boolean part = c == '_'
                    || Character.isLetter(c)
                    || end > at && Character.isUnicodeIdentifierPart(c) && !Character.isIdentifierIgnorable(c);
            if (!part) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private SqlTextException positional(int at) {
        int end = at + 1;
        while (isWordPart(charAt(end))) {
            end++;
        }
        return new SqlTextException(
                "positional-parameter",
                at,
                "got the parameter " + text.substring(at, end) + ", want one as :name",
                "write :name and declare it in params");
    }

    private static SqlTextException unclosed(int at, String message) {
        return new SqlTextException("unterminated-sql", at, message, "close it");
    }

    /** The character there, or NUL past the end, which no token begins with. */
    private char charAt(int at) {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** Every database takes what is not ASCII for a letter. */
    private static boolean isWordStart(char c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_' || c >= 0x80;
    }

    private static boolean isWordPart(char c) {
        return isWordStart(c) || isDigit(c) || c == '$';
    }
}
