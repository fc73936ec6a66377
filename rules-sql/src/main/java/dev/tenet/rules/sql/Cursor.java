package dev.tenet.rules.sql;

import dev.tenet.rules.sql.TemplateException.Code;
import dev.tenet.rules.sql.internal.codec.Coercion;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32;

/**
 * Where a page ended, as text that a host may hand out: the values of the keys in the form that a host may bind them in,
 * behind a checksum of them, the query and its order. What comes back is checked as what any caller binds is; a cursor
 * that somebody made up can only begin elsewhere among the same rows.
 */
final class Cursor {
    private static final int LONGEST = 8_192;

    private Cursor() {}

    static String of(Template template, List<PageKey> keys, List<Object> values) {
        List<byte[]> texts = values.stream()
                .map(value -> value.toString().getBytes(StandardCharsets.UTF_8))
                .toList();
        int size = texts.stream().mapToInt(text -> Integer.BYTES + text.length).sum();
        ByteBuffer bytes = ByteBuffer.allocate(Integer.BYTES + size);
        bytes.position(Integer.BYTES);
        texts.forEach(text -> bytes.putInt(text.length).put(text));
        bytes.putInt(0, checksum(template, keys, bytes.array()));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes.array());
    }

    /**
     * The values of the keys.
     *
     * @throws TemplateException if it is not a cursor of this query in this order
     */
    static List<Object> read(Template template, List<PageKey> keys, String cursor) {
        try {
            if (cursor.length() > LONGEST) {
                throw refused(template);
            }
            ByteBuffer bytes = ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor));
            if (bytes.getInt() != checksum(template, keys, bytes.array())) {
                throw refused(template);
            }
            List<Object> values = new ArrayList<>();
            for (PageKey key : keys) {
                values.add(Coercion.coerce(key.type(), text(bytes)));
            }
            if (bytes.hasRemaining()) {
                throw refused(template);
            }
            return values;
        } catch (IllegalArgumentException | BufferUnderflowException | Coercion.UnfitException e) {
            throw refused(template);
        }
    }

    private static String text(ByteBuffer bytes) {
        int length = bytes.getInt();
        if (length < 0 || length > bytes.remaining()) {
            throw new BufferUnderflowException();
        }
        byte[] text = new byte[length];
        bytes.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static int checksum(Template template, List<PageKey> keys, byte[] bytes) {
        CRC32 checksum = new CRC32();
        checksum.update((template.name() + keys).getBytes(StandardCharsets.UTF_8));
        checksum.update(bytes, Integer.BYTES, bytes.length - Integer.BYTES);
        return (int) checksum.getValue();
    }

    private static TemplateException refused(Template template) {
        return new TemplateException(
                Code.VALUE_NOT_ALLOWED,
                template.name(),
                "the cursor is not one of this query in its present order; begin again without one");
    }
}
