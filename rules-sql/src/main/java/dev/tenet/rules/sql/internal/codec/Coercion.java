package dev.tenet.rules.sql.internal.codec;

import dev.tenet.rules.sql.ValueType;
import java.io.Serial;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

/** Makes the one Java value of a {@link ValueType} of what a caller gives: exactly, or not at all. */
public final class Coercion {
    private static final int MOST_DIGITS = 1_000;
    private static final int SHOWN = 60;
    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant END = Instant.parse("+10000-01-01T00:00:00Z");
    private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,30}");
    private static final Pattern PLAIN = Pattern.compile("-?[0-9]+([.][0-9]+)?");
    private static final Pattern FLOATING = Pattern.compile("-?[0-9]+([.][0-9]+)?([eE][-+]?[0-9]{1,4})?");
    private static final Pattern HEXADECIMAL =
            Pattern.compile("[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{4}-[0-9a-fA-F]{12}");
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withResolverStyle(ResolverStyle.STRICT);

    private Coercion() {}

    /** A value that is not of the type; its message says what was found and wanted. */
    public static final class UnfitException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        private final String found;
        private final String hint;

        public UnfitException(String found, String hint) {
            super(found, null, false, false);
            this.found = found;
            this.hint = hint;
        }

        /** The value for messages, with its class. */
        public String found() {
            return found;
        }

        /** What to do; may be empty. */
        public String hint() {
            return hint;
        }
    }

    /**
     * The value as its type has it.
     *
     * @throws UnfitException if it is none of the type
     */
    public static Object coerce(ValueType type, Object value) throws UnfitException {
        if (value.getClass() == type.javaType()
                && type != ValueType.NUMBER
                && type != ValueType.DECIMAL
                && type != ValueType.TIMESTAMP
                && type != ValueType.DATE
                && type != ValueType.BYTES) {
            return value;
        }
        return switch (type) {
            case STRING, JSON -> text(value);
            case INTEGER -> integer(value);
            case NUMBER -> number(value);
            case DECIMAL -> decimal(value);
            case BOOLEAN -> truth(value);
            case TIMESTAMP -> moment(value);
            case DATE -> date(value);
            case UUID -> uuid(value);
            case BYTES -> bytes(value);
        };
    }

    private static Object text(Object value) throws UnfitException {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        throw unfit(value, "give its text");
    }

    private static Long integer(Object value) throws UnfitException {
        if (value instanceof Long || value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        try {
            if (value instanceof BigInteger big) {
                return big.longValueExact();
            } else if (value instanceof BigDecimal decimal && isReasonable(decimal)) {
                return decimal.longValueExact();
            } else if (value instanceof CharSequence text && WHOLE.matcher(text).matches()) {
                return Long.parseLong(text.toString());
            }
        } catch (ArithmeticException | NumberFormatException e) {
            throw unfit(value, "");
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (number == Math.rint(number) && Math.abs(number) <= 0x1p53) {
                return (long) number;
            }
        }
        throw unfit(value, "");
    }

    private static Double number(Object value) throws UnfitException {
        double number = Double.NaN;
        if (value instanceof Double || value instanceof Float) {
            number = ((Number) value).doubleValue();
        } else if (value instanceof CharSequence text
                && text.length() <= MOST_DIGITS
                && FLOATING.matcher(text).matches()) {
            number = Double.parseDouble(text.toString());
        } else if (value instanceof Number && !(value instanceof BigDecimal big && !isReasonable(big))) {
            BigDecimal exact = exact(value);
            number = exact.doubleValue();
            if (!Double.isFinite(number) || BigDecimal.valueOf(number).compareTo(exact) != 0) {
                throw unfit(value, "declare it as decimal to keep every digit");
            }
        }
        if (!Double.isFinite(number)) {
            throw unfit(value, "");
        }
        return number;
    }

    private static BigDecimal decimal(Object value) throws UnfitException {
        if (value instanceof Double || value instanceof Float) {
            throw unfit(value, "a binary fraction is not exact: give a BigDecimal, or text");
        }
        if (value instanceof Number) {
            BigDecimal exact = exact(value);
            if (isReasonable(exact)) {
                return exact;
            }
        } else if (value instanceof CharSequence text
                && text.length() <= MOST_DIGITS
                && PLAIN.matcher(text).matches()) {
            return new BigDecimal(text.toString());
        }
        throw unfit(value, "");
    }

    /** A number that is not floating. */
    private static BigDecimal exact(Object value) throws UnfitException {
        if (value instanceof BigDecimal decimal) {
            return decimal;
        } else if (value instanceof BigInteger big) {
            return new BigDecimal(big);
        } else if (value instanceof Long
                || value instanceof Integer
                || value instanceof Short
                || value instanceof Byte) {
            return BigDecimal.valueOf(((Number) value).longValue());
        }
        throw unfit(value, "");
    }

    /** Whether it has few enough digits to be written out. */
    private static boolean isReasonable(BigDecimal value) {
        return Math.abs((long) value.scale()) <= MOST_DIGITS && value.precision() <= MOST_DIGITS;
    }

    private static Boolean truth(Object value) throws UnfitException {
        if (value instanceof Boolean truth) {
            return truth;
        } else if (value instanceof CharSequence text) {
            if (text.toString().equals("true")) {
                return true;
            } else if (text.toString().equals("false")) {
                return false;
            }
        }
        throw unfit(value, "");
    }

    private static Instant moment(Object value) throws UnfitException {
        if (value instanceof LocalDateTime) {
            throw unfit(value, "it has no time zone, so it is no moment: give .atZone(zone).toInstant()");
        }
        Instant moment;
        if (value instanceof Instant instant) {
            moment = instant;
        } else if (value instanceof OffsetDateTime offset) {
            moment = offset.toInstant();
        } else if (value instanceof ZonedDateTime zoned) {
            moment = zoned.toInstant();
        } else if (value instanceof java.util.Date date
                && value.getClass() != java.sql.Date.class
                && value.getClass() != java.sql.Time.class) {
            moment = date.toInstant();
        } else if (value instanceof CharSequence text) {
            try {
                moment = OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw unfit(value, "write date, T, time and offset; Z is UTC");
            }
        } else {
            throw unfit(value, "");
        }
        if (moment.isBefore(FIRST) || !moment.isBefore(END)) {
            throw unfit(value, "databases know the years 1 to 9999");
        }
        return moment.truncatedTo(ChronoUnit.MICROS);
    }

    private static LocalDate date(Object value) throws UnfitException {
        LocalDate date;
        if (value instanceof LocalDate local) {
            date = local;
        } else if (value instanceof java.sql.Date sql) {
            date = sql.toLocalDate();
        } else if (value instanceof CharSequence text) {
            try {
                date = LocalDate.parse(text, DATE);
            } catch (DateTimeException e) {
                throw unfit(value, "");
            }
        } else if (value instanceof Instant || value instanceof OffsetDateTime || value instanceof LocalDateTime) {
            throw unfit(value, "give the LocalDate that it falls on");
        } else {
            throw unfit(value, "");
        }
        if (date.getYear() < 1 || date.getYear() > 9999) {
            throw unfit(value, "databases know the years 1 to 9999");
        }
        return date;
    }

    private static UUID uuid(Object value) throws UnfitException {
        if (value instanceof CharSequence text && HEXADECIMAL.matcher(text).matches()) {
            return UUID.fromString(text.toString());
        }
        throw unfit(value, "");
    }

    private static byte[] bytes(Object value) throws UnfitException {
        if (value instanceof byte[] bytes) {
            return bytes.clone();
        }
        throw unfit(value, "");
    }

    /** SQLite's form of a moment: UTC, with three or six digits of the second's fraction where it has one. */
    public static String utcText(Instant moment) {
        LocalDateTime utc = LocalDateTime.ofInstant(moment, ZoneOffset.UTC);
        StringBuilder out = new StringBuilder(26);
        pad(out, utc.getYear(), 4).append('-');
        pad(out, utc.getMonthValue(), 2).append('-');
        pad(out, utc.getDayOfMonth(), 2).append(' ');
        pad(out, utc.getHour(), 2).append(':');
        pad(out, utc.getMinute(), 2).append(':');
        pad(out, utc.getSecond(), 2);
        int micros = utc.getNano() / 1_000;
        if (micros % 1_000 != 0) {
            pad(out.append('.'), micros, 6);
        } else if (micros != 0) {
            pad(out.append('.'), micros / 1_000, 3);
        }
        return out.toString();
    }

    private static StringBuilder pad(StringBuilder out, int number, int width) {
        for (int limit = 10, digits = 1; digits < width; digits++, limit *= 10) {
            if (number < limit) {
                out.append("0".repeat(width - digits));
                return out.append(number);
            }
        }
        return out.append(number);
    }

    /** A value for messages, shortened, with its class unless it is text. */
    public static String describe(Object value) {
        if (value instanceof CharSequence text) {
            String shown = text.length() <= SHOWN ? text.toString() : text.subSequence(0, SHOWN) + "...";
            return "the text \"" + shown.replace("\n", "\\n").replace("\r", "\\r") + '"';
        }
        String type = "the " + value.getClass().getSimpleName();
        boolean plain = value instanceof Number number && !(number instanceof BigDecimal big && !isReasonable(big))
                || value instanceof Boolean
                || value instanceof java.time.temporal.Temporal;
        if (!plain) {
            return type;
        }
        String text = String.valueOf(value);
        return type + ' ' + (text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...");
    }

    private static UnfitException unfit(Object value, String hint) {
        return new UnfitException(describe(value), hint);
    }
}
