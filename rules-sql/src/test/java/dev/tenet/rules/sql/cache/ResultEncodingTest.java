package dev.tenet.rules.sql.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.sql.cache.ResultEncoding.UnreadableException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HexFormat;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** The form of version 1, byte by byte: what a host has kept, another must be able to read after an upgrade. */
final class ResultEncodingTest {
    private static final @Nullable Object[] EVERY_TYPE = {
        null,
        "naïve",
        -3L,
        1.5,
        new BigDecimal("-9.90"),
        true,
        false,
        Instant.parse("2026-03-29T01:30:00.123456Z"),
        LocalDate.parse("2026-03-29"),
        UUID.fromString("00112233-4455-6677-8899-aabbccddeeff"),
        new byte[] {0, -1},
        "half \uD83D",
    };
    private static final List<String> LABELS = List.of("a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l");
    private static final String BYTES = "54 52 01" // TR, version
            + " 03 65 20 31" // epochs "e 1"
            + " 0C 01 61 01 62 01 63 01 64 01 65 01 66 01 67 01 68 01 69 01 6A 01 6B 01 6C" // labels
            + " 01" // rows
            + " 00"
            + " 01 06 6E 61 C3 AF 76 65"
            + " 02 05"
            + " 03 3F F8 00 00 00 00 00 00"
            + " 04 04 02 FC 22"
            + " 05"
            + " 06"
            + " 07 B0 82 C4 9C 0D 80 94 EF 3A"
            + " 08 FA C0 02"
            + " 09 00 11 22 33 44 55 66 77 88 99 AA BB CC DD EE FF"
            + " 0A 02 00 FF"
            + " 0B 06 00 68 00 61 00 6C 00 66 00 20 D8 3D";

    private static byte[] golden() {
        byte[] bytes = HexFormat.of().parseHex(BYTES.replace(" ", ""));
        byte[] whole = java.util.Arrays.copyOf(bytes, bytes.length + 4);
        java.nio.ByteBuffer.wrap(whole).putInt(bytes.length, ResultEncoding.checksum(bytes, bytes.length));
        return whole;
    }

    private static CachedResult result() {
        return CachedResult.of(LABELS, List.<@Nullable Object[]>of(EVERY_TYPE));
    }

    @Test
    void a_value_of_every_type_has_its_bytes() throws UnreadableException {
        assertThat(HexFormat.of().withUpperCase().formatHex(ResultEncoding.of("e 1", result())))
                .isEqualTo(HexFormat.of().withUpperCase().formatHex(golden()));
    }

    @Test
    void the_bytes_are_read_as_what_they_were() throws UnreadableException {
        ResultDecoding.Decoded decoded = ResultDecoding.of(golden());
        assertThat(decoded.epochs()).isEqualTo("e 1");
        assertThat(decoded.result().labels()).isEqualTo(LABELS);
        assertThat(java.util.Arrays.deepEquals(decoded.result().row(0), EVERY_TYPE))
                .isTrue();
    }

    @Test
    void what_is_no_result_is_refused_with_a_reason() {
        assertThatThrownBy(() -> ResultDecoding.of(new byte[0])).hasMessage("these are no bytes of a result");
        assertThatThrownBy(() -> ResultDecoding.of("a session of somebody else".getBytes(StandardCharsets.UTF_8)))
                .hasMessage("these are no bytes of a result");
        byte[] newer = golden();
        newer[2] = 2;
        assertThatThrownBy(() -> ResultDecoding.of(newer)).hasMessage("got version 2 of the form, want 1");
        byte[] changed = golden();
        changed[5]++;
        assertThatThrownBy(() -> ResultDecoding.of(changed)).hasMessageContaining("checksum");
    }

    @Test
    void a_value_of_no_known_type_is_not_written() {
        CachedResult odd = CachedResult.of(List.of("a"), List.<@Nullable Object[]>of(new Object[] {new Object()}));
        assertThatExceptionOfType(UnreadableException.class)
                .isThrownBy(() -> ResultEncoding.of("", odd))
                .withMessage("got a java.lang.Object, want one of the ten types");
    }
}
