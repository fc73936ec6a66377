package dev.tenet.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The hash is that of the published vectors, whichever part of the bytes is prefix and which is key. */
class Murmur3Properties {
    @ParameterizedTest
    @CsvSource({
        "'', 0, 0",
        "'', 1, 514E28B7",
        "'', FFFFFFFF, 81F16F39",
        "FFFFFFFF, 0, 76293B50",
        "21436587, 0, F55B516B",
        "21436587, 5082EDEE, 2362F9DE",
        "214365, 0, 7E4A8634",
        "2143, 0, A0F7B07A",
        "21, 0, 72661CF4",
        "00000000, 0, 2362F9DE",
        "000000, 0, 85F0B427",
        "0000, 0, 30F4C306",
        "00, 0, 514E28B7"
    })
    void bytesHashAsPublished(String bytes, String seed, String hash) {
        Murmur3 murmur = new Murmur3(HexFormat.of().parseHex(bytes), Integer.parseUnsignedInt(seed, 16));
        assertThat(murmur.of("")).isEqualTo(Integer.parseUnsignedInt(hash, 16));
    }

    @ParameterizedTest
    @CsvSource({"hello, 248BFA47", "ejOoVL, 0", "bY9fO-, 1", "SI7p-, 7FFFFFFF", "6LvT0, 80000000", "ceQdGm, FFFFFFFF"})
    void textHashesAsPublished(String text, String hash) {
        for (int split = 0; split <= text.length(); split++) {
            assertThat(new Murmur3(text.substring(0, split)).of(text.substring(split)))
                    .isEqualTo(Integer.parseUnsignedInt(hash, 16));
        }
    }

    @Property
    void aKeyHashesAsItsBytesAfterThoseOfThePrefix(@ForAll String prefix, @ForAll String key) {
        byte[] before = prefix.getBytes(StandardCharsets.UTF_8);
        byte[] after = key.getBytes(StandardCharsets.UTF_8);
        byte[] all = Arrays.copyOf(before, before.length + after.length);
        System.arraycopy(after, 0, all, before.length, after.length);
        assertThat(new Murmur3(prefix).of(key)).isEqualTo(new Murmur3(all, 0).of(""));
    }
}
