package dev.tenet.rules.sql.internal.bulk;

import dev.tenet.rules.sql.internal.codec.Coercion;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** 64 bits that tell one row of a source from another, the same in every process: FNV-1a over its values. */
final class Fingerprint {
    private static final long OFFSET = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private long hash = OFFSET;

    private Fingerprint() {}

    /** Of a text. */
    static long of(String text) {
        Fingerprint print = new Fingerprint();
        print.text(text);
        return print.hash;
    }

    /** Of a row with values as {@link Coercion} leaves them, in columns that have a description. */
    static long of(String columns, @Nullable Object[] values) {
        Fingerprint print = new Fingerprint();
        print.text(columns);
        for (Object value : values) {
            print.value(value);
        }
        return print.hash;
    }

    private void value(@Nullable Object value) {
        if (value == null) {
            number(0);
        } else if (value instanceof String text) {
            text(text);
        } else if (value instanceof Long number) {
            number(number);
        } else if (value instanceof Double number) {
            number(Double.doubleToLongBits(number));
        } else if (value instanceof BigDecimal number) {
            text(number.toString());
        } else if (value instanceof Boolean truth) {
            number(truth ? 2 : 1);
        } else if (value instanceof Instant moment) {
            number(moment.getEpochSecond());
            number(moment.getNano());
        } else if (value instanceof LocalDate date) {
            number(date.toEpochDay());
        } else if (value instanceof UUID uuid) {
            number(uuid.getMostSignificantBits());
            number(uuid.getLeastSignificantBits());
        } else if (value instanceof byte[] bytes) {
            number(bytes.length);
            for (byte b : bytes) {
                octet(b);
            }
        } else {
            throw new AssertionError(value.getClass());
        }
    }

    private void text(String text) {
        number(text.length());
        for (int at = 0; at < text.length(); at++) {
            octet(text.charAt(at) >> 8);
            octet(text.charAt(at));
        }
    }

    private void number(long number) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            octet((int) (number >>> shift));
        }
    }

    private void octet(int octet) {
        hash = (hash ^ octet & 0xFF) * PRIME;
    }
}
