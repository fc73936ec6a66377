package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.internal.dialect.Target.Unit;
import dev.tenet.rules.sql.internal.text.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * SQLite's functions of dates and times. It has no type for them: they are texts, {@code YYYY-MM-DD HH:MM:SS[.SSS]} or
 * {@code YYYY-MM-DD}, which compare as texts. Elsewhere they are timestamps and dates.
 */
final class Dates {
    static final Set<String> FUNCTIONS = Set.of("DATETIME", "DATE", "TIME", "STRFTIME", "UNIXEPOCH");

    private static final String FULL = "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}(\\.[0-9]{3})?";
    private static final Pattern TIMESTAMP = Pattern.compile("'" + FULL + "'");
    private static final Pattern DATE = Pattern.compile("'[0-9]{4}-[0-9]{2}-[0-9]{2}'");
    private static final Pattern LIKE_A_DATE = Pattern.compile("'[0-9]{4}-[0-9]{2}-[0-9]{2}.*'");
    private static final Pattern SHIFT =
            Pattern.compile("'([+-]?[0-9]{1,9}) +(second|minute|hour|day|month|year)s?'", Pattern.CASE_INSENSITIVE);
    private static final Pattern UNIT =
            Pattern.compile("' +(second|minute|hour|day|month|year)s?'", Pattern.CASE_INSENSITIVE);
    private static final Map<String, Unit> STARTS =
            Map.of("'start of day'", Unit.DAY, "'start of month'", Unit.MONTH, "'start of year'", Unit.YEAR);
    private static final Set<String> LETTERS = Set.of("%Y", "%m", "%d", "%H", "%M", "%S", "%f", "%j");

    private final Rewriting in;
    private final Target target;
    private final Expressions expressions;

    Dates(Rewriting in, Expressions expressions) {
        this.in = in;
        this.target = in.target();
        this.expressions = expressions;
    }

    /** Reads a call of one of the functions. */
    Operand call() {
        int first = in.at();
        String name = in.text(in.next());
        in.expect("(");
        List<String> format = new ArrayList<>();
        if (name.equals("STRFTIME")) {
            format = format(in.next());
            if (!in.sees(")")) {
                in.expect(",");
            }
        }
        String time = in.sees(")") ? target.now() : time();
        in.expect(")");
        int last = in.at() - 1;
        switch (name) {
            case "DATETIME" -> {
                return written(first, last, target.wholeSeconds(time), ValueKind.TIMESTAMP);
            }
            case "DATE" -> {
                return written(first, last, target.date(time), ValueKind.DATE);
            }
            case "TIME" -> {
                return written(first, last, target.format(time, List.of("%H", ":", "%M", ":", "%S")), ValueKind.TEXT);
            }
            case "UNIXEPOCH" -> {
                return written(first, last, target.epoch(time), ValueKind.INTEGER);
            }
            default -> {
                return format.equals(List.of("%s"))
                        ? written(first, last, target.epoch(time), ValueKind.DIGITS)
                        : written(first, last, target.format(time, format), ValueKind.TEXT);
            }
        }
    }

    private Operand written(int first, int last, String sql, ValueKind kind) {
        in.rewrite(first, last, sql);
        return new Operand(first, last, kind);
    }

    private List<String> format(int index) {
        String text = in.text(index);
        if (!text.startsWith("'")) {
            throw in.refused(index, "strftime with a form that is not written out");
        }
        List<String> parts = new ArrayList<>();
        Matcher piece = Pattern.compile("%.?|[^%]+").matcher(text.substring(1, text.length() - 1));
        while (piece.find()) {
            String part = piece.group();
            boolean plain = !part.startsWith("%") && !part.matches("(?s).*[^ -~].*|.*[\"'\\\\%].*");
            boolean epoch = part.equals("%s") && text.equals("'%s'");
            if (!plain && !epoch && !LETTERS.contains(part)) {
                throw in.refused(
                        index,
                        "strftime with " + part
                                + ", want '%s' alone, or %Y %m %d %H %M %S %f %j and plain characters between them");
            }
            parts.add(part);
        }
        if (parts.isEmpty()) {
            throw in.refused(index, "strftime with an empty form");
        }
        return parts;
    }

    /** Reads a time and its modifiers. */
    private String time() {
        int first = in.at();
        boolean now = in.text(first).equalsIgnoreCase("'now'");
        Operand value = expressions.expression();
        String time;
        if (in.sees(",") && in.peek(1).equalsIgnoreCase("'unixepoch'")) {
            in.next();
            in.next();
            time = ofEpoch(value);
        } else {
            time = now && value.last() == first ? target.now() : time(value);
        }
        while (in.take(",")) {
            time = modified(time, now);
        }
        return time;
    }

    private String ofEpoch(Operand value) {
        return switch (value.kind()) {
            case PARAMETER -> target.ofEpoch(target.wholeNumber(in.render(value)));
            case COLUMN, UNKNOWN, INTEGER, DIGITS -> target.ofEpoch(in.render(value));
            case NULL, REAL, TEXT, BOOLEAN, TIMESTAMP, DATE ->
                throw in.refused(value.first(), "'unixepoch' of anything but a whole number");
        };
    }

    private String time(Operand value) {
        String text = in.render(value);
        return switch (value.kind()) {
            case COLUMN, UNKNOWN, TIMESTAMP -> text;
            case PARAMETER, DATE, NULL -> target.timestamp(text);
            case TEXT -> {
                boolean written = value.first() == value.last()
                        && (TIMESTAMP.matcher(text).matches()
                                || DATE.matcher(text).matches());
                if (!written) {
                    throw in.refused(
                            value.first(),
                            "a time that is neither 'now' nor a column, a parameter or text as "
                                    + "'YYYY-MM-DD HH:MM:SS'");
                }
                yield target.timestamp(text);
            }
            case INTEGER, REAL, DIGITS, BOOLEAN ->
                throw in.refused(value.first(), "a time from a number; for seconds since 1970 write (x, 'unixepoch')");
        };
    }

    private String modified(String time, boolean now) {
        int first = in.at();
        String word = in.peek(0).toLowerCase(Locale.ROOT);
        Matcher shift = SHIFT.matcher(word);
        boolean alone = in.peek(1).equals(",") || in.peek(1).equals(")");
        if (alone && shift.matches()) {
            in.next();
            return shifted(time, shift.group(1).replace("+", ""), shift.group(2));
        }
        Unit start = STARTS.get(word);
        if (alone && start != null) {
            in.next();
            return target.startOf(time, start);
        }
        if (alone && word.equals("'utc'") && now) {
            in.next();
            return time;
        }
        if (in.kind(0) == SqlToken.Kind.STRING && alone) {
            throw in.refused(
                    first,
                    "the modifier " + in.peek(0)
                            + ", want '+N seconds', minutes, hours, days, months or years, or 'start of day', month or year");
        }
        return shiftedByParameter(time);
    }

    /** As in {@code '-' || :n || ' minutes'}. */
    private String shiftedByParameter(String time) {
        int first = in.at();
        boolean signed = Set.of("'-'", "'+'").contains(in.peek(0));
        String sign = signed ? in.text(in.next()) : "''";
        if (signed) {
            in.expect("||");
        }
        if (in.kind(0) == SqlToken.Kind.PARAMETER) {
            String amount = target.wholeNumber(in.text(in.next()));
            if (in.take("||")) {
                Matcher unit = UNIT.matcher(in.peek(0).toLowerCase(Locale.ROOT));
                if (unit.matches()) {
                    in.next();
                    // SQLite takes '--5 minutes' for no time at all.
                    String positive = "CASE WHEN " + amount + " >= 0 THEN " + amount + " END";
                    String signedAmount = switch (sign) {
                        case "'-'" -> "(-" + positive + ")";
                        case "'+'" -> "(" + positive + ")";
                        default -> amount;
                    };
                    return shifted(time, signedAmount, unit.group(1));
                }
            }
        }
        throw in.refused(
                first, "a modifier that is neither written out nor of the form '-' || :parameter || ' minutes'");
    }

    /**
     * SQLite lets days that a month has not run over into the next, where others stop at its last day: so the months are
     * added to its first day, and the days after that.
     */
    private String shifted(String time, String amount, String unitName) {
        Unit unit = Unit.valueOf(unitName.toUpperCase(Locale.ROOT));
        if (unit != Unit.MONTH && unit != Unit.YEAR) {
            return target.plus(time, amount, unit);
        }
        String day = target.dayOfMonth(time);
        String firstDay = target.plus(time, "(1 - " + day + ")", Unit.DAY);
        return target.plus(target.plus(firstDay, amount, unit), "(" + day + " - 1)", Unit.DAY);
    }

    /** SQLite compares texts, others times: refused where these would differ. */
    void checkCompared(Operand left, String sign, int operator, Operand right) {
        checkText(left, right);
        checkText(right, left);
        boolean leftDate = isDate(left);
        boolean rightDate = isDate(right);
        if (leftDate && right.kind().isOpen() && right.kind() != ValueKind.PARAMETER) {
            checkDate(sign, Set.of(">", "<="), operator);
        } else if (rightDate && left.kind().isOpen() && left.kind() != ValueKind.PARAMETER) {
            checkDate(sign, Set.of("<", ">="), operator);
        } else if (left.kind().isTime() && right.kind().isTime() && left.kind() != right.kind()) {
            throw in.refused(operator, "a date compared with a date and time");
        }
        typed(left, right);
        typed(right, left);
    }

    private void checkDate(String sign, Set<String> sound, int operator) {
        if (!sound.contains(sign)) {
            throw in.refused(
                    operator,
                    "the column may hold times, which sqlite finds greater than the date alone even at midnight; "
                            + "write date(column), or < and >=");
        }
    }

    private boolean isDate(Operand operand) {
        return operand.kind() == ValueKind.DATE || isLiteral(operand, DATE);
    }

    private boolean isLiteral(Operand operand, Pattern form) {
        return operand.kind() == ValueKind.TEXT
                && operand.first() == operand.last()
                && form.matcher(in.text(operand.first())).matches();
    }

    private void checkText(Operand text, Operand other) {
        if (text.kind() != ValueKind.TEXT) {
            if (text.kind().isNumber() && other.kind().isTime()) {
                throw in.refused(text.first(), "a date compared with a number");
            }
            return;
        }
        if (other.kind().isNumber()) {
            throw in.refused(text.first(), "text compared with a number");
        }
        boolean timestamp = isLiteral(text, TIMESTAMP) && !in.text(text.first()).endsWith(".000'");
        boolean date = isLiteral(text, DATE);
        boolean wrong = other.kind() == ValueKind.DATE && !date
                || other.kind() == ValueKind.TIMESTAMP && !timestamp
                || other.kind().isOpen() && isLiteral(text, LIKE_A_DATE) && !date && !timestamp;
        if (wrong) {
            throw in.refused(
                    text.first(),
                    "text compared with a date or time, want it as "
                            + (other.kind() == ValueKind.DATE ? "'YYYY-MM-DD'" : "'YYYY-MM-DD HH:MM:SS'"));
        }
    }

    private void typed(Operand parameter, Operand other) {
        if (parameter.kind() != ValueKind.PARAMETER || !other.kind().isTime()) {
            return;
        }
        String text = in.render(parameter);
        in.rewrite(
                parameter.first(),
                parameter.last(),
                other.kind() == ValueKind.DATE ? target.date(text) : target.timestamp(text));
    }
}
