package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.ValueType;
import dev.tenet.rules.sql.internal.codec.Coercion;
import dev.tenet.rules.sql.internal.codec.Coercion.UnfitException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Rows in the text format of PostgreSQL's {@code COPY}, as UTF-8, in one array that grows and is used again. Values are
 * written without making a string of them where that is cheap. Not thread-safe.
 */
final class CopyText {
    private static final byte[] HEXADECIMAL = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final int DAY_SECONDS = 86_400;

    private byte[] bytes = new byte[1 << 17];
    private int size;

    byte[] bytes() {
        return bytes;
    }

    int size() {
        return size;
    }

    /** Forgets what comes after so many bytes. */
    void cut(int length) {
        size = length;
    }

    /** Ends the value before, or the row. */
    void separate(char separator) {
        reserve(1);
        bytes[size++] = (byte) separator;
    }

    /**
     * Writes a value as {@link Coercion} leaves it.
     *
     * @throws UnfitException if PostgreSQL has no such text
     */
    void value(ValueType type, @Nullable Object value) throws UnfitException {
        reserve(64);
        if (value == null) {
            bytes[size++] = '\\';
            bytes[size++] = 'N';
            return;
        }
        switch (type) {
            case STRING, JSON -> text((String) value);
            case INTEGER -> number((Long) value);
            case NUMBER, DECIMAL -> ascii(value.toString());
            case BOOLEAN -> bytes[size++] = (byte) ((Boolean) value ? 't' : 'f');
            case TIMESTAMP -> moment((Instant) value);
            case DATE -> date((LocalDate) value);
            case UUID -> uuid((UUID) value);
            case BYTES -> binary((byte[]) value);
        }
    }

    private void reserve(int more) {
        if (bytes.length - size < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, Math.addExact(size, more)));
        }
    }

    private void text(String text) throws UnfitException {
        int length = text.length();
        reserve(Math.multiplyExact(3, length)); // a pair of surrogates is four bytes, an escaped character two
        for (int at = 0; at < length; at++) {
            char c = text.charAt(at);
            if (c >= 0x80) {
                at += beyondAscii(text, at, c);
            } else if (c > '\r' && c != '\\') {
                bytes[size++] = (byte) c;
            } else {
                escaped(c);
            }
        }
    }

    private void escaped(char c) throws UnfitException {
        char letter = switch (c) {
            case '\\' -> '\\';
            case '\n' -> 'n';
            case '\r' -> 'r';
            case '\t' -> 't';
            case 0 -> throw new UnfitException("text with the character NUL", "PostgreSQL has no such text");
            default -> 0;
        };
        if (letter != 0) {
            bytes[size++] = '\\';
        }
        bytes[size++] = (byte) (letter == 0 ? c : letter);
    }

    /** Writes the character there; how many more {@code char}s it has. */
    private int beyondAscii(String text, int at, char c) throws UnfitException {
        if (c < 0x800) {
            bytes[size++] = (byte) (0xC0 | c >> 6);
        } else if (!Character.isSurrogate(c)) {
            bytes[size++] = (byte) (0xE0 | c >> 12);
            bytes[size++] = (byte) (0x80 | c >> 6 & 0x3F);
        } else {
            int whole = text.codePointAt(at);
            if (!Character.isSupplementaryCodePoint(whole)) {
                throw new UnfitException(
                        "text with half a character, U+"
                                + Integer.toHexString(c).toUpperCase(java.util.Locale.ROOT),
                        "no encoding has such text");
            }
            bytes[size++] = (byte) (0xF0 | whole >> 18);
            bytes[size++] = (byte) (0x80 | whole >> 12 & 0x3F);
            bytes[size++] = (byte) (0x80 | whole >> 6 & 0x3F);
            bytes[size++] = (byte) (0x80 | whole & 0x3F);
            return 1;
        }
        bytes[size++] = (byte) (0x80 | c & 0x3F);
        return 0;
    }

    @SuppressWarnings("deprecation") // the one way from a string to bytes that makes no array
    private void ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), bytes, size);
        size += text.length();
    }

    private void number(long number) {
        if (number == Long.MIN_VALUE) {
            ascii(Long.toString(number));
            return;
        }
        long rest = Math.abs(number);
        if (number < 0) {
            bytes[size++] = '-';
        }
        int digits = 1;
        for (long limit = 10; digits < 19 && rest >= limit; limit *= 10) {
            digits++;
        }
        padded(rest, digits);
    }

    private void padded(long number, int digits) {
        long rest = number;
        for (int at = size + digits - 1; at >= size; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        size += digits;
    }

    /** A moment with the offset of UTC, which a column without a zone ignores. */
    private void moment(Instant moment) {
        long second = moment.getEpochSecond();
        date(LocalDate.ofEpochDay(Math.floorDiv(second, DAY_SECONDS)));
        int ofDay = Math.floorMod(second, DAY_SECONDS);
        bytes[size++] = ' ';
        padded(ofDay / 3_600, 2);
        bytes[size++] = ':';
        padded(ofDay / 60 % 60, 2);
        bytes[size++] = ':';
        padded(ofDay % 60, 2);
        int micros = moment.getNano() / 1_000;
        if (micros != 0) {
            bytes[size++] = '.';
            padded(micros, 6);
        }
        bytes[size++] = '+';
        padded(0, 2);
    }

    private void date(LocalDate date) {
        padded(date.getYear(), 4);
        bytes[size++] = '-';
        padded(date.getMonthValue(), 2);
        bytes[size++] = '-';
        padded(date.getDayOfMonth(), 2);
    }

    private void uuid(UUID uuid) {
        long high = uuid.getMostSignificantBits();
        long low = uuid.getLeastSignificantBits();
        hexadecimal(high, 60, 32);
        bytes[size++] = '-';
        hexadecimal(high, 28, 16);
        bytes[size++] = '-';
        hexadecimal(high, 12, 0);
        bytes[size++] = '-';
        hexadecimal(low, 60, 48);
        bytes[size++] = '-';
        hexadecimal(low, 44, 0);
    }

    private void hexadecimal(long bits, int from, int to) {
        for (int shift = from; shift >= to; shift -= 4) {
            bytes[size++] = HEXADECIMAL[(int) (bits >>> shift) & 0xF];
        }
    }

    private void binary(byte[] value) {
        reserve(Math.addExact(3, Math.multiplyExact(2, value.length)));
        bytes[size++] = '\\';
        bytes[size++] = '\\';
        bytes[size++] = 'x';
        for (byte b : value) {
            bytes[size++] = HEXADECIMAL[b >> 4 & 0xF];
            bytes[size++] = HEXADECIMAL[b & 0xF];
        }
    }
}
