package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlTextException;
import dev.tenet.rules.sql.internal.text.SqlToken;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/** A text under translation: the place that has been read up to, and what is written instead of or around its tokens. */
final class Rewriting {
    private final SqlText source;
    private final Target target;
    private final List<SqlToken> tokens;
    private final List<String> before;
    private final List<String> written = new ArrayList<>();
    private final List<String> after;
    private int at;

    Rewriting(SqlText source, Target target) {
        this.source = source;
        this.target = target;
        this.tokens = source.tokens().stream().filter(SqlToken::isSignificant).toList();
        this.before = new ArrayList<>(Collections.nCopies(tokens.size(), ""));
        this.after = new ArrayList<>(before);
        tokens.forEach(token -> written.add(token.in(source.text())));
    }

    Target target() {
        return target;
    }

    // reading

    /** The index of the token to be read next. */
    int at() {
        return at;
    }

    /** What kind of token stands so many further on; a semicolon past the end. */
    SqlToken.Kind kind(int ahead) {
        return at + ahead < tokens.size() ? tokens.get(at + ahead).kind() : SqlToken.Kind.SEMICOLON;
    }

    /** The token so many further on as written, words in upper case; empty past the end. */
    String peek(int ahead) {
        if (at + ahead >= tokens.size()) {
            return "";
        }
        return text(at + ahead);
    }

    /** A token as written, words in upper case. */
    String text(int index) {
        SqlToken token = tokens.get(index);
        String text = token.in(source.text());
        return token.kind() == SqlToken.Kind.WORD ? text.toUpperCase(Locale.ROOT) : text;
    }

    /** Where in the text as written a token begins. */
    int offset(int index) {
        return tokens.get(index).start();
    }

    /** Whether the next tokens are these: words, or an operator whose characters follow each other at once. */
    boolean sees(String... wanted) {
        int index = at;
        for (String want : wanted) {
            int end = match(index, want);
            if (end < 0) {
                return false;
            }
            index = end;
        }
        return true;
    }

    private int match(int index, String want) {
        if (index >= tokens.size()) {
            return -1;
        }
        if (tokens.get(index).kind() != SqlToken.Kind.SYMBOL) {
            return tokens.get(index).kind() == SqlToken.Kind.WORD && text(index).equals(want) ? index + 1 : -1;
        }
        int length = 0;
        int end = index;
        while (length < want.length()
                && end < tokens.size()
                && tokens.get(end).kind() == SqlToken.Kind.SYMBOL
                && (end == index
                        || tokens.get(end).start() == tokens.get(end - 1).end())
                && want.startsWith(text(end), length)) {
            length += text(end).length();
            end++;
        }
        return length == want.length() ? end : -1;
    }

    /** Reads these tokens if they are next. */
    boolean take(String... wanted) {
        if (!sees(wanted)) {
            return false;
        }
        for (String want : wanted) {
            at = match(at, want);
        }
        return true;
    }

    /** Reads this token, which must be next. */
    void expect(String want) {
        if (!take(want)) {
            throw unexpected(want);
        }
    }

    /** Reads the next token, whatever it is, and gives its index. */
    int next() {
        if (at >= tokens.size()) {
            throw unexpected("more");
        }
        return at++;
    }

    /** A part of the text as written, each piece of white space a blank. */
    String source(Operand operand) {
        return source.text()
                .substring(
                        tokens.get(operand.first()).start(),
                        tokens.get(operand.last()).end())
                .replaceAll("\\s+", " ");
    }

    // writing

    /** Writes something else in place of a token. */
    void replace(int index, String text) {
        written.set(index, text);
    }

    /** Leaves out the tokens from one up to, and without, another. */
    void remove(int from, int to) {
        for (int i = from; i < to; i++) {
            before.set(i, "");
            written.set(i, "");
            after.set(i, "");
        }
    }

    /** Writes something around an operand, and around what already stands there. */
    void wrap(Operand operand, String prefix, String suffix) {
        before.set(operand.first(), prefix + before.get(operand.first()));
        after.set(operand.last(), after.get(operand.last()) + suffix);
    }

    /** Writes something in place of all from one token to another, both included. */
    void rewrite(int first, int last, String text) {
        remove(first, last + 1);
        replace(first, text);
    }

    /** An operand as it stands now. */
    String render(Operand operand) {
        StringBuilder out = new StringBuilder();
        for (int i = operand.first(); i <= operand.last(); i++) {
            boolean left = !written.get(i).isEmpty() || !before.get(i).isEmpty();
            if (i > operand.first() && left) {
                out.append(gap(i));
            }
            out.append(before.get(i)).append(written.get(i)).append(after.get(i));
        }
        return out.toString();
    }

    /** The whole text as it stands now. */
    String render() {
        return tokens.isEmpty() ? "" : render(new Operand(0, tokens.size() - 1, ValueKind.UNKNOWN));
    }

    /** The white space before a token; where nothing but a comment parted two tokens, a blank. */
    private String gap(int index) {
        int from = tokens.get(index - 1).end();
        int to = tokens.get(index).start();
        StringBuilder out = new StringBuilder();
        for (SqlToken token : source.tokens()) {
            if (token.start() >= from && token.end() <= to && token.kind() == SqlToken.Kind.SPACE) {
                out.append(token.in(source.text()));
            }
        }
        return from < to && out.isEmpty() ? " " : out.toString();
    }

    // refusing

    /** The end of the walk when what stands here is not read. */
    SqlTextException unexpected(String want) {
        int index = Math.min(at, Math.max(tokens.size() - 1, 0));
        String got = at < tokens.size() ? '"' + tokens.get(at).in(source.text()) + '"' : "the end";
        return refused(index, "got " + got + " where a translation wants " + want);
    }

    /** The end of the walk at a construct that the target has not, or not with the same meaning. */
    SqlTextException refused(int index, String message) {
        String name = target.dialect().yamlName();
        return new SqlTextException(
                "untranslatable-sql",
                tokens.isEmpty() ? 0 : tokens.get(index).start(),
                "not translated from sqlite to " + name + ": " + message,
                "write it for " + name + " as well: sql: {sqlite: ..., " + name + ": ...}");
    }
}
