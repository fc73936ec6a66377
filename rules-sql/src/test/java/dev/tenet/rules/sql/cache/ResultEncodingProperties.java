package dev.tenet.rules.sql.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.sql.cache.ResultEncoding.UnreadableException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;

/** Whatever a result holds, its bytes are read as the same; whatever bytes come, nothing worse than a refusal follows. */
final class ResultEncodingProperties {
    @Provide
    Arbitrary<CachedResult> results() {
        Arbitrary<@Nullable Object> values = values();
        return Combinators.combine(
                        Arbitraries.integers().between(1, 5),
                        Arbitraries.integers().between(0, 6))
                .flatAs((columns, rows) -> values.array(Object[].class)
                        .ofSize(columns)
                        .list()
                        .ofSize(rows)
                        .map(all -> CachedResult.of(labels(columns), all)));
    }

    private static List<String> labels(int columns) {
        List<String> labels = new ArrayList<>();
        for (int at = 0; at < columns; at++) {
            labels.add("größe_" + at);
        }
        return labels;
    }

    private static Arbitrary<@Nullable Object> values() {
        Arbitrary<Object> text = Arbitraries.strings().all().ofMaxLength(40).map(it -> it);
        Arbitrary<Object> moments = Combinators.combine(
                        Arbitraries.longs().between(-62_135_596_800L, 253_402_300_799L),
                        Arbitraries.integers().between(0, 999_999_999))
                .as(Instant::ofEpochSecond);
        Arbitrary<Object> decimals = Combinators.combine(
                        Arbitraries.bigIntegers().between(BigInteger.TEN.pow(60).negate(), BigInteger.TEN.pow(60)),
                        Arbitraries.integers().between(-1_000, 1_000))
                .as(BigDecimal::new);
        Arbitrary<Object> ids =
                Combinators.combine(Arbitraries.longs(), Arbitraries.longs()).as((high, low) -> new UUID(high, low));
        return Arbitraries.<Object>oneOf(
                        text,
                        Arbitraries.longs().map(it -> it),
                        Arbitraries.doubles().map(it -> it),
                        decimals,
                        Arbitraries.of(true, false).map(it -> it),
                        moments,
                        Arbitraries.longs().between(-719_162, 2_932_896).map(LocalDate::ofEpochDay),
                        ids,
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(30).map(it -> it))
                .injectNull(0.1);
    }

    private static Object[][] rows(CachedResult result) {
        Object[][] rows = new Object[result.size()][];
        for (int at = 0; at < rows.length; at++) {
            rows[at] = result.row(at);
        }
        return rows;
    }

    @Property
    void what_is_written_is_read(@ForAll("results") CachedResult result, @ForAll String epochs) throws Exception {
        String whole = new String(epochs.getBytes("UTF-8"), "UTF-8");
        ResultDecoding.Decoded read = ResultDecoding.of(ResultEncoding.of(whole, result));
        assertThat(read.epochs()).isEqualTo(whole);
        assertThat(read.result().labels()).isEqualTo(result.labels());
        assertThat(read.result().weight()).isEqualTo(result.weight());
        assertThat(Arrays.deepEquals(rows(read.result()), rows(result))).isTrue();
    }

    @Property
    void a_part_of_a_result_is_refused(@ForAll("results") CachedResult result, @ForAll double share) throws Exception {
        byte[] whole = ResultEncoding.of("e", result);
        int kept = (int) (Math.abs(share % 1) * whole.length);
        assertThatExceptionOfType(UnreadableException.class)
                .isThrownBy(() -> ResultDecoding.of(Arrays.copyOf(whole, kept)));
    }

    /** The checksum is made right, so that what is behind it is reached. */
    @Property
    void changed_bytes_are_read_or_refused(
            @ForAll("results") CachedResult result, @ForAll byte[] foreign, @ForAll int where) throws Exception {
        byte[] bytes = ResultEncoding.of("e", result);
        int body = bytes.length - 3 - 4;
        for (int at = 0; at < foreign.length; at++) {
            bytes[3 + Math.floorMod(where + at, body)] = foreign[at];
        }
        ByteBuffer.wrap(bytes).putInt(bytes.length - 4, ResultEncoding.checksum(bytes, bytes.length - 4));
        try {
            assertThat(ResultDecoding.of(bytes).result().size()).isNotNegative();
        } catch (UnreadableException e) {
            assertThat(e).hasMessageNotContaining("null");
        }
    }
}
