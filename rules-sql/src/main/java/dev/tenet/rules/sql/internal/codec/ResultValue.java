package dev.tenet.rules.sql.internal.codec;

import dev.tenet.rules.sql.ValueType;
import dev.tenet.rules.sql.internal.codec.Coercion.UnfitException;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Makes a value of the wanted type of what a database gave. More is allowed than of a caller, since a database computes
 * with types of its own: 0 and 1 are truth, a decimal may become a floating number, text in SQLite's forms is a moment.
 */
public final class ResultValue {
    private static final DateTimeFormatter DATE_TIME = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm[:ss]")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .toFormatter(Locale.ROOT);

    private ResultValue() {}

    public static Object of(ValueType type, Object value) throws UnfitException {
        return switch (type) {
            case STRING -> text(value);
            case INTEGER -> value instanceof Boolean truth ? (Object) (truth ? 1L : 0L) : Coercion.coerce(type, value);
            case NUMBER ->
                value instanceof Number number ? (Object) number.doubleValue() : Coercion.coerce(type, value);
            case DECIMAL ->
                value instanceof Double number && Double.isFinite(number)
                        ? BigDecimal.valueOf(number)
                        : Coercion.coerce(type, value);
            case BOOLEAN -> truth(value);
            case TIMESTAMP -> moment(value);
            case JSON, DATE, UUID, BYTES -> Coercion.coerce(type, value);
        };
    }

    private static Object text(Object value) throws UnfitException {
        if (value instanceof byte[]) {
            throw new UnfitException(Coercion.describe(value), "");
        }
        return value.toString();
    }

    private static Object truth(Object value) throws UnfitException {
        if (value instanceof Number number && (number.doubleValue() == 0 || number.doubleValue() == 1)) {
            return number.doubleValue() == 1;
        }
        return Coercion.coerce(ValueType.BOOLEAN, value);
    }

    private static Object moment(Object value) throws UnfitException {
        if (value instanceof LocalDate date) {
            return date.atStartOfDay(ZoneOffset.UTC).toInstant();
        } else if (value instanceof String text) {
            return moment(text);
        } else if (value instanceof Instant) {
            return value;
        }
        throw new UnfitException(Coercion.describe(value), "");
    }

    /** SQLite's forms, which are UTC: {@code 2026-01-31}, with a time after a blank or T, with fraction and offset. */
    private static Instant moment(String text) throws UnfitException {
        Instant plain = plainMoment(text);
        if (plain != null) {
            return plain;
        }
        try {
            if (text.length() == 10) {
                return LocalDate.parse(text).atStartOfDay(ZoneOffset.UTC).toInstant();
            }
            String blank = text.length() > 10 && text.charAt(10) == 'T' ? text.replace('T', ' ') : text;
            int zone = Math.max(blank.indexOf('+'), blank.endsWith("Z") ? blank.length() - 1 : -1);
            zone = Math.max(zone, blank.indexOf('-', 10));
            if (zone < 0) {
                return LocalDateTime.parse(blank, DATE_TIME).toInstant(ZoneOffset.UTC);
            }
            return OffsetDateTime.of(
                            LocalDateTime.parse(blank.substring(0, zone), DATE_TIME),
                            ZoneOffset.of(blank.substring(zone)))
                    .toInstant();
        } catch (DateTimeException e) {
            boolean number = text.chars().allMatch(c -> c >= '0' && c <= '9');
            throw new UnfitException(
                    Coercion.describe(text),
                    number ? "say in SQL what the number counts: datetime(x, 'unixepoch')" : "");
        }
    }

    /** The form that Tenet writes, without the cost of a general parser; null for any other. */
    private static @Nullable Instant plainMoment(String text) {
        int length = text.length();
        boolean shaped = (length == 19 || length == 23)
                && text.charAt(4) == '-'
                && text.charAt(7) == '-'
                && text.charAt(10) == ' '
                && text.charAt(13) == ':'
                && text.charAt(16) == ':'
                && (length == 19 || text.charAt(19) == '.');
        if (!shaped) {
            return null;
        }
        int year = digits(text, 0, 4);
        int month = digits(text, 5, 7);
        int day = digits(text, 8, 10);
        int hour = digits(text, 11, 13);
        int minute = digits(text, 14, 16);
        int second = digits(text, 17, 19);
        int millis = length == 19 ? 0 : digits(text, 20, 23);
        if ((year | month | day | hour | minute | second | millis) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > 28 // the general parser knows the length of months
                || hour > 23
                || minute > 59
                || second > 59) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second, millis * 1_000_000L);
    }

    /** A number of digits; -1 if there is anything else. */
    private static int digits(String text, int from, int to) {
        int number = 0;
        for (int at = from; at < to; at++) {
            int digit = text.charAt(at) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = number * 10 + digit;
        }
        return number;
    }
}
