package dev.tenet.rules.internal.syntax;

import dev.tenet.rules.expression.Diagnostic;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.internal.syntax.Token.Kind;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Cuts the text of an expression into tokens, one at a time. */
final class Lexer {

    private static final Map<String, Kind> KEYWORDS = Map.of(
            "AND", Kind.AND,
            "OR", Kind.OR,
            "NOT", Kind.NOT,
            "IN", Kind.IN,
            "BETWEEN", Kind.BETWEEN,
            "LIKE", Kind.LIKE,
            "IS", Kind.IS,
            "NULL", Kind.NULL,
            "TRUE", Kind.TRUE,
            "FALSE", Kind.FALSE);
    private static final int LONGEST_KEYWORD = "BETWEEN".length();
    private static final Map<String, Duration> UNITS = Map.of(
            "ms", Duration.ofMillis(1),
            "s", Duration.ofSeconds(1),
            "m", Duration.ofMinutes(1),
            "h", Duration.ofHours(1),
            "d", Duration.ofDays(1));

    private final String text;
    private int at;

    Lexer(String text, int from) {
        this.text = text;
        this.at = from;
    }

    /** A reserved word cannot name a fact at the start of a path. */
    static boolean isReserved(String word) {
        return KEYWORDS.containsKey(word.toUpperCase(Locale.ROOT));
    }

    static boolean isNameStart(int codePoint) {
        return isAsciiLetter(codePoint) || codePoint == '_' || codePoint > 0x7F && Character.isLetter(codePoint);
    }

    static boolean isNamePart(int codePoint) {
        return isNameStart(codePoint) || Character.isDigit(codePoint);
    }

    private static boolean isAsciiLetter(int codePoint) {
        return codePoint >= 'a' && codePoint <= 'z' || codePoint >= 'A' && codePoint <= 'Z';
    }

    Token next() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        int start = at;
        if (start == text.length()) {
            return new Token(Kind.END, start, start, null);
        }
        int first = text.codePointAt(start);
        if (isNameStart(first)) {
            return name(start);
        }
        if (isDigit(start) || first == '.' && isDigit(start + 1)) {
            return number(start);
        }
        if (first == '\'') {
            return string(start);
        }
        return symbol(start, first);
    }

    private Token name(int start) {
        String word = takeWord();
        Kind keyword = word.length() > LONGEST_KEYWORD ? null : KEYWORDS.get(word.toUpperCase(Locale.ROOT));
        return new Token(keyword == null ? Kind.NAME : keyword, start, at, word);
    }

    private String takeWord() {
        int start = at;
        while (at < text.length() && isNamePart(text.codePointAt(at))) {
            at += Character.charCount(text.codePointAt(at));
        }
        return text.substring(start, at);
    }

    private Token string(int start) {
        StringBuilder value = new StringBuilder();
        int from = start + 1;
        while (true) {
            int quote = text.indexOf('\'', from);
            if (quote < 0) {
                throw problem(text, "unterminated-text", start, text.length(), "this text has no closing '", null);
            }
            value.append(text, from, quote);
            at = quote + 1;
            if (at == text.length() || text.charAt(at) != '\'') {
                return new Token(Kind.STRING, start, at, value.toString());
            }
            value.append('\'');
            from = at + 1;
        }
    }

    private Token number(int start) {
        skipDigits();
        boolean exact = true;
        if (peek() == '.') {
            exact = false;
            at++;
            skipDigits();
        }
        if ((peek() == 'e' || peek() == 'E') && exponentFollows()) {
            exact = false;
            at += peekAt(at + 1) == '+' || peekAt(at + 1) == '-' ? 2 : 1;
            skipDigits();
        }
        if (at < text.length() && isNamePart(text.codePointAt(at))) {
            return exact ? duration(start) : badNumber(start, "durations are whole numbers with a unit: 90m, 1h30m");
        }
        return exact ? wholeNumber(start) : approximateNumber(start);
    }

    private Token wholeNumber(int start) {
        String digits = text.substring(start, at);
        try {
            // Read as negative: the least long has no positive counterpart. The parser accepts it after a minus only.
            long negated = Long.parseLong("-" + digits);
            return new Token(Kind.LONG, start, at, -negated);
        } catch (NumberFormatException e) {
            return badNumber(start, "whole numbers have 64 bits; write a decimal point for a larger one");
        }
    }

    private Token approximateNumber(int start) {
        double value = Double.parseDouble(text.substring(start, at));
        return Double.isInfinite(value)
                ? badNumber(start, "numbers reach to 1.7976931348623157E308")
                : new Token(Kind.DOUBLE, start, at, value);
    }

    private Token duration(int start) {
        Duration total = Duration.ZERO;
        at = start;
        try {
            while (at < text.length() && isNamePart(text.codePointAt(at))) {
                int digits = at;
                skipDigits();
                String amount = text.substring(digits, at);
                int unitStart = at;
                while (at < text.length() && isNameStart(text.codePointAt(at))) {
                    at += Character.charCount(text.codePointAt(at));
                }
                Duration unit = UNITS.get(text.substring(unitStart, at));
                if (amount.isEmpty() || unit == null) {
                    return badNumber(start, "units of time are ms, s, m, h, d, as in 90s or 1h30m");
                }
                total = total.plus(unit.multipliedBy(Long.parseLong(amount)));
            }
        } catch (ArithmeticException | NumberFormatException e) {
            return badNumber(start, "it is longer than a duration can be");
        }
        return new Token(Kind.DURATION, start, at, total);
    }

    private Token badNumber(int start, String hint) {
        takeWord();
        throw problem(text, "bad-number", start, at, quoted(start, at) + " is not a number", hint);
    }

    private Token symbol(int start, int first) {
        String two = text.substring(start, Math.min(start + 2, text.length()));
        Kind kind = switch (two) {
            case "==" -> Kind.EQUAL;
            case "<>", "!=" -> Kind.NOT_EQUAL;
            case "<=" -> Kind.LESS_EQUAL;
            case ">=" -> Kind.GREATER_EQUAL;
            case "&&" -> Kind.AND;
            case "||" -> Kind.OR;
            case "${" -> Kind.OPEN_BRACE;
            default -> null;
        };
        if (kind != null) {
            at += 2;
            return new Token(kind, start, at, null);
        }
        kind = switch (first) {
            case '=' -> Kind.EQUAL;
            case '<' -> Kind.LESS;
            case '>' -> Kind.GREATER;
            case '!' -> Kind.NOT;
            case '+' -> Kind.PLUS;
            case '-' -> Kind.MINUS;
            case '*' -> Kind.STAR;
            case '/' -> Kind.SLASH;
            case '%' -> Kind.PERCENT;
            case '(' -> Kind.OPEN;
            case ')' -> Kind.CLOSE;
            case '[' -> Kind.OPEN_BRACKET;
            case ']' -> Kind.CLOSE_BRACKET;
            case '}' -> Kind.CLOSE_BRACE;
            case ',' -> Kind.COMMA;
            case '.' -> Kind.DOT;
            default -> null;
        };
        if (kind == null) {
            throw unexpected(start, first);
        }
        at++;
        return new Token(kind, start, at, null);
    }

    private ExpressionException unexpected(int start, int first) {
        String shown = Character.isISOControl(first) || !Character.isDefined(first)
                ? String.format("the character U+%04X", first)
                : "\"" + Character.toString(first) + "\"";
        String hint = switch (first) {
            case '"' -> "text stands in single quotes: 'text'";
            case '&' -> "write AND or &&";
            case '|' -> "write OR or ||";
            case '$', '{' -> "an expression in a text is ${...}";
            default -> null;
        };
        int end = start + Character.charCount(first);
        return problem(text, "syntax", start, end, shown + " has no meaning here", hint);
    }

    private void skipDigits() {
        while (isDigit(at)) {
            at++;
        }
    }

    private boolean exponentFollows() {
        char sign = peekAt(at + 1);
        return isDigit(sign == '+' || sign == '-' ? at + 2 : at + 1);
    }

    private boolean isDigit(int index) {
        char c = peekAt(index);
        return c >= '0' && c <= '9';
    }

    private char peek() {
        return peekAt(at);
    }

    private char peekAt(int index) {
        return index < text.length() ? text.charAt(index) : '\0';
    }

    private String quoted(int start, int end) {
        return "\"" + text.substring(start, end) + "\"";
    }

    static ExpressionException problem(
            String text, String code, int start, int end, String message, @Nullable String hint) {
        Optional<String> given = Optional.ofNullable(hint);
        return new ExpressionException(
                text, List.of(new Diagnostic(code, start, end - start, message, given, Optional.empty())));
    }
}
