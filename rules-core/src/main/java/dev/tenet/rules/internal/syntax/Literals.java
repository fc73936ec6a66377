package dev.tenet.rules.internal.syntax;

import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.internal.syntax.Node.Literal;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.regex.Pattern;

/** Reads the quoted part of {@code TIMESTAMP '...'} and {@code INTERVAL '...' UNIT}. */
final class Literals {

    private static final Pattern AMOUNT = Pattern.compile("-?\\d{1,19}(\\.\\d{1,9})?");
    private static final Pattern ZONED = Pattern.compile(".*T.*(Z|[+-]\\d\\d:\\d\\d)");

    private Literals() {}

    /** ISO 8601, a blank allowed for the T; a timestamp without offset is UTC, a date alone is its first instant. */
    static Literal timestamp(String text, int start, Token quoted) {
        String value = String.valueOf(quoted.value());
        try {
            return new Literal(instant(value), start, quoted.end());
        } catch (DateTimeException e) {
            throw Lexer.problem(
                    text,
                    "bad-timestamp",
                    quoted.start(),
                    quoted.end(),
                    "'" + value + "' is not a timestamp",
                    "write it as '2026-01-31T10:00:00Z', '2026-01-31 10:00:00' (UTC) or '2026-01-31'");
        }
    }

    private static Instant instant(String value) {
        if (value.length() <= 10) {
            return LocalDate.parse(value).atStartOfDay().toInstant(ZoneOffset.UTC);
        }
        String iso = value.charAt(10) == ' ' ? value.substring(0, 10) + "T" + value.substring(11) : value;
        return ZONED.matcher(iso).matches()
                ? OffsetDateTime.parse(iso).toInstant()
                : LocalDateTime.parse(iso).toInstant(ZoneOffset.UTC);
    }

    /** An exact length of time; months and years have none. */
    static Literal interval(String text, int start, Token quoted, Token unit) {
        String value = String.valueOf(quoted.value());
        Duration one = switch (String.valueOf(unit.value()).toUpperCase(Locale.ROOT)) {
            case "SECOND", "SECONDS" -> Duration.ofSeconds(1);
            case "MINUTE", "MINUTES" -> Duration.ofMinutes(1);
            case "HOUR", "HOURS" -> Duration.ofHours(1);
            case "DAY", "DAYS" -> Duration.ofDays(1);
            default ->
                throw badInterval(
                        text, unit, "\"" + unit.value() + "\" is not a unit", "write SECOND, MINUTE, HOUR or DAY");
        };
        if (!AMOUNT.matcher(value).matches()) {
            throw badInterval(text, quoted, "'" + value + "' is not an amount", "write it as '5' or '1.5'");
        }
        try {
            BigDecimal seconds = new BigDecimal(value).multiply(BigDecimal.valueOf(one.toSeconds()));
            long whole = seconds.setScale(0, java.math.RoundingMode.FLOOR).longValueExact();
            long nanos = seconds.subtract(BigDecimal.valueOf(whole))
                    .movePointRight(9)
                    .longValueExact();
            return new Literal(Duration.ofSeconds(whole, nanos), start, unit.end());
        } catch (ArithmeticException e) {
            throw badInterval(text, quoted, "'" + value + "' is longer than a duration can be", "");
        }
    }

    private static ExpressionException badInterval(String text, Token at, String message, String hint) {
        return Lexer.problem(text, "bad-interval", at.start(), at.end(), message, hint.isEmpty() ? null : hint);
    }
}
