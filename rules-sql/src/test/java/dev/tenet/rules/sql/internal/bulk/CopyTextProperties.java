package dev.tenet.rules.sql.internal.bulk;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.ValueType;
import dev.tenet.rules.sql.internal.codec.Coercion.UnfitException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.UUID;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.jspecify.annotations.Nullable;

/** What goes to PostgreSQL, beside what the JDK and plain replacements make of the same value. */
class CopyTextProperties {
    private static String copied(ValueType type, @Nullable Object value) throws UnfitException {
        CopyText text = new CopyText();
        text.value(type, value);
        return new String(text.bytes(), 0, text.size(), UTF_8);
    }

    @Property
    void textIsItsUtf8WithFourCharactersEscaped(@ForAll String text) throws UnfitException {
        boolean unfit = text.indexOf(0) >= 0 || !new String(text.getBytes(UTF_8), UTF_8).equals(text);
        try {
            assertThat(copied(ValueType.STRING, text))
                    .isEqualTo(text.replace("\\", "\\\\")
                            .replace("\n", "\\n")
                            .replace("\r", "\\r")
                            .replace("\t", "\\t"));
            assertThat(unfit).isFalse();
        } catch (UnfitException e) {
            assertThat(unfit).isTrue();
        }
    }

    @Property
    void wholeNumbersAreTheirDigits(@ForAll long number) throws UnfitException {
        assertThat(copied(ValueType.INTEGER, number)).isEqualTo(Long.toString(number));
    }

    @Property
    void momentsAreThoseOfSqliteWithAnOffset(
            @ForAll @LongRange(min = -62_135_596_800L, max = 253_402_300_799L) long second,
            @ForAll @IntRange(max = 999_999) int micros)
            throws UnfitException {
        Instant moment = Instant.ofEpochSecond(second, micros * 1_000L);
        String text = copied(ValueType.TIMESTAMP, moment);
        assertThat(text).endsWith("+00");
        assertThat(Instant.parse(text.replace(' ', 'T').replace("+00", "Z"))).isEqualTo(moment);
    }

    @Property
    void datesAndUuidsAreTheirText(
            @ForAll @LongRange(min = -719_162, max = 2_932_896) long day, @ForAll long high, @ForAll long low)
            throws UnfitException {
        assertThat(copied(ValueType.DATE, LocalDate.ofEpochDay(day)))
                .isEqualTo(LocalDate.ofEpochDay(day).toString());
        assertThat(copied(ValueType.UUID, new UUID(high, low))).isEqualTo(new UUID(high, low).toString());
    }

    @Property
    void numbersReadBackAsTheyWere(@ForAll double number, @ForAll BigDecimal decimal) throws UnfitException {
        assertThat(Double.parseDouble(copied(ValueType.NUMBER, number))).isEqualTo(number);
        assertThat(new BigDecimal(copied(ValueType.DECIMAL, decimal))).isEqualTo(decimal);
    }

    @Example
    void theRest() throws UnfitException {
        assertThat(copied(ValueType.STRING, null)).isEqualTo("\\N");
        assertThat(copied(ValueType.STRING, "\\N")).isEqualTo("\\\\N");
        assertThat(copied(ValueType.INTEGER, Long.MIN_VALUE)).isEqualTo("-9223372036854775808");
        assertThat(copied(ValueType.BOOLEAN, true) + copied(ValueType.BOOLEAN, false))
                .isEqualTo("tf");
        assertThat(copied(ValueType.BYTES, new byte[] {0, -1, 0x7f})).isEqualTo("\\\\x00ff7f");
    }

    @Example
    void itGrows() throws UnfitException {
        CopyText text = new CopyText();
        for (int at = 0; at < 100_000; at++) {
            text.value(ValueType.STRING, "\u20ac\t");
            text.separate('\n');
        }
        text.value(ValueType.BYTES, new byte[1_000_000]);
        assertThat(text.size()).isEqualTo(100_000 * 6 + 2_000_003);
        assertThat(text.bytes()[599_999]).isEqualTo((byte) '\n');
        text.cut(0);
        assertThat(text.size()).isZero();
    }
}
