package dev.tenet.rules.sql.cache;

import dev.tenet.rules.sql.cache.ResultEncoding.Tag;
import dev.tenet.rules.sql.cache.ResultEncoding.UnreadableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link ResultEncoding} wrote, and nothing else. */
final class ResultDecoding {
    private final ByteBuffer in;

    private ResultDecoding(ByteBuffer in) {
        this.in = in;
    }

    /**
     * A result and the epochs of its tables.
     *
     * @param epochs as they were before it was read
     * @param result the result
     */
    record Decoded(String epochs, CachedResult result) {}

    /**
     * Reads bytes.
     *
     * @throws UnreadableException if they are no result, not all of one, or of another version
     */
    static Decoded of(byte[] bytes) throws UnreadableException {
        int magic = ResultEncoding.MAGIC.length;
        int end = bytes.length - Integer.BYTES;
        if (end < magic || !Arrays.equals(bytes, 0, magic - 1, ResultEncoding.MAGIC, 0, magic - 1)) {
            throw new UnreadableException("these are no bytes of a result");
        } else if (bytes[magic - 1] != ResultEncoding.VERSION) {
            throw new UnreadableException(
                    "got version " + bytes[magic - 1] + " of the form, want " + ResultEncoding.VERSION);
        } else if (ByteBuffer.wrap(bytes).getInt(end) != ResultEncoding.checksum(bytes, end)) {
            throw new UnreadableException("the checksum is another: bytes are missing or changed");
        }
        ByteBuffer in = ByteBuffer.wrap(bytes, magic, end - magic);
        try {
            Decoded decoded = new ResultDecoding(in).read();
            if (in.hasRemaining()) {
                throw new UnreadableException("there are " + in.remaining() + " bytes too many");
            }
            return decoded;
        } catch (BufferUnderflowException e) {
            throw new UnreadableException("a value ends too early");
        } catch (NumberFormatException | ArithmeticException | DateTimeException e) {
            throw new UnreadableException("a value is not what its tag says: " + e.getMessage());
        }
    }

    private Decoded read() throws UnreadableException {
        String epochs = text();
        int columns = count();
        List<String> labels = new ArrayList<>(columns);
        for (int at = 0; at < columns; at++) {
            labels.add(text());
        }
        int size = count();
        if (columns == 0 && size > 0) {
            throw new UnreadableException("there are rows without columns");
        }
        List<@Nullable Object[]> rows = new ArrayList<>(size);
        for (int row = 0; row < size; row++) {
            @Nullable Object[] values = new @Nullable Object[columns];
            for (int at = 0; at < columns; at++) {
                values[at] = value();
            }
            rows.add(values);
        }
        return new Decoded(epochs, CachedResult.of(labels, rows));
    }

    private @Nullable Object value() throws UnreadableException {
        int tag = in.get();
        return switch (tag) {
            case Tag.NULL -> null;
            case Tag.TEXT -> text();
            case Tag.INTEGER -> signed();
            case Tag.NUMBER -> Double.longBitsToDouble(in.getLong());
            case Tag.DECIMAL -> {
                int scale = Math.toIntExact(signed());
                yield new BigDecimal(new BigInteger(array()), scale);
            }
            case Tag.TRUE -> true;
            case Tag.FALSE -> false;
            case Tag.TIMESTAMP -> Instant.ofEpochSecond(signed(), unsigned());
            case Tag.DATE -> LocalDate.ofEpochDay(signed());
            case Tag.UUID -> new UUID(in.getLong(), in.getLong());
            case Tag.BYTES -> array();
            case Tag.CHARS -> {
                char[] chars = new char[count()];
                for (int at = 0; at < chars.length; at++) {
                    chars[at] = in.getChar();
                }
                yield new String(chars);
            }
            default -> throw new UnreadableException("there is no value with the tag " + tag);
        };
    }

    private String text() throws UnreadableException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(array()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new UnreadableException("a text is not UTF-8");
        }
    }

    private byte[] array() throws UnreadableException {
        byte[] array = new byte[count()];
        in.get(array);
        return array;
    }

    /** A number of things that follow, each of at least one byte. */
    private int count() throws UnreadableException {
        long count = unsigned();
        if (count < 0 || count > in.remaining()) {
            throw new UnreadableException(
                    "got " + Long.toUnsignedString(count) + " things in " + in.remaining() + " bytes");
        }
        return (int) count;
    }

    private long signed() throws UnreadableException {
        long number = unsigned();
        return number >>> 1 ^ -(number & 1);
    }

    private long unsigned() throws UnreadableException {
        long number = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte part = in.get();
            number |= (part & 0x7FL) << shift;
            if (part >= 0) {
                return number;
            }
        }
        throw new UnreadableException("a number does not end");
    }
}
