package dev.tenet.rules.sql.cache;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a result: {@code TR}, the version, the epochs, the labels, the rows, and the CRC-32 of all that. Each value
 * is a tag and what the tag says; whole numbers are zigzag and take seven bits a byte, lowest first.
 */
final class ResultEncoding {
    static final byte VERSION = 1;
    static final byte[] MAGIC = {'T', 'R', VERSION};

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(256);
    private final DataOutputStream out = new DataOutputStream(bytes);

    /** What stands before a value. The numbers are part of the form: a new meaning needs a new number. */
    static final class Tag {
        static final int NULL = 0;
        static final int TEXT = 1;
        static final int INTEGER = 2;
        static final int NUMBER = 3;
        static final int DECIMAL = 4;
        static final int TRUE = 5;
        static final int FALSE = 6;
        static final int TIMESTAMP = 7;
        static final int DATE = 8;
        static final int UUID = 9;
        static final int BYTES = 10;
        /** Text that UTF-8 does not have: it holds half of a pair. */
        static final int CHARS = 11;
        /** Of a key alone. */
        static final int LIST = 12;

        private Tag() {}
    }

    /** Bytes, or a value, that this form does not have. */
    static final class UnreadableException extends Exception {
        @Serial
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    /**
     * The bytes of a result.
     *
     * @param epochs of its tables before it was read
     * @throws UnreadableException if a value is none of the ten types
     */
    static byte[] of(String epochs, CachedResult result) throws UnreadableException {
        ResultEncoding encoding = new ResultEncoding();
        try {
            encoding.out.write(MAGIC);
            encoding.text(epochs);
            encoding.unsigned(result.labels().size());
            for (String label : result.labels()) {
                encoding.text(label);
            }
            encoding.unsigned(result.size());
            for (int at = 0; at < result.size(); at++) {
                for (Object value : result.row(at)) {
                    encoding.value(value);
                }
            }
            encoding.out.writeInt(checksum(encoding.bytes.toByteArray(), encoding.bytes.size()));
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all bytes", e);
        }
        return encoding.bytes.toByteArray();
    }

    /**
     * The bytes of a key: equal for equal keys, on every host.
     *
     * @param parts what belongs to it beside its values
     * @throws UnreadableException if a value is none of the ten types
     */
    static byte[] ofKey(List<String> parts, @Nullable Object[] values) throws UnreadableException {
        ResultEncoding encoding = new ResultEncoding();
        try {
            for (String part : parts) {
                encoding.text(part);
            }
            for (Object value : values) {
                encoding.value(value);
            }
        } catch (IOException e) {
            throw new UncheckedIOException("memory takes all bytes", e);
        }
        return encoding.bytes.toByteArray();
    }

    static int checksum(byte[] bytes, int length) {
        CRC32 crc = new CRC32();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    private void value(@Nullable Object value) throws IOException, UnreadableException {
        if (value == null) {
            out.write(Tag.NULL);
        } else if (value instanceof String text) {
            string(text);
        } else if (value instanceof Long number) {
            out.write(Tag.INTEGER);
            signed(number);
        } else if (value instanceof Double number) {
            out.write(Tag.NUMBER);
            out.writeLong(Double.doubleToLongBits(number));
        } else if (value instanceof BigDecimal number) {
            out.write(Tag.DECIMAL);
            signed(number.scale());
            array(number.unscaledValue().toByteArray());
        } else if (value instanceof Boolean truth) {
            out.write(truth ? Tag.TRUE : Tag.FALSE);
        } else if (value instanceof Instant moment) {
            out.write(Tag.TIMESTAMP);
            signed(moment.getEpochSecond());
            unsigned(moment.getNano());
        } else if (value instanceof LocalDate date) {
            out.write(Tag.DATE);
            signed(date.toEpochDay());
        } else if (value instanceof UUID id) {
            out.write(Tag.UUID);
            out.writeLong(id.getMostSignificantBits());
            out.writeLong(id.getLeastSignificantBits());
        } else if (value instanceof byte[] array) {
            out.write(Tag.BYTES);
            array(array);
        } else if (value instanceof List<?> items) {
            out.write(Tag.LIST);
            unsigned(items.size());
            for (Object item : items) {
                value(item);
            }
        } else {
            throw new UnreadableException("got a " + value.getClass().getName() + ", want one of the ten types");
        }
    }

    private void string(String text) throws IOException {
        try {
            ByteBuffer encoded = StandardCharsets.UTF_8.newEncoder().encode(CharBuffer.wrap(text));
            out.write(Tag.TEXT);
            byte[] utf8 = new byte[encoded.remaining()];
            encoded.get(utf8);
            array(utf8);
        } catch (CharacterCodingException e) {
            out.write(Tag.CHARS);
            unsigned(text.length());
            out.writeChars(text);
        }
    }

    private void text(String text) throws IOException {
        array(text.getBytes(StandardCharsets.UTF_8));
    }

    private void array(byte[] array) throws IOException {
        unsigned(array.length);
        out.write(array);
    }

    private void signed(long number) throws IOException {
        unsigned(number << 1 ^ number >> 63);
    }

    private void unsigned(long number) throws IOException {
        long rest = number;
        while ((rest & ~0x7FL) != 0) {
            out.write((int) (rest & 0x7F | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
