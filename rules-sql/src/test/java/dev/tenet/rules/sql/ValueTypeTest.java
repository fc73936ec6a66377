package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.sql.internal.codec.Coercion;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a caller gives is taken exactly, or refused. */
class ValueTypeTest {
    private static Object coerce(ValueType type, Object value) {
        try {
            return Coercion.coerce(type, value);
        } catch (Coercion.UnfitException e) {
            throw new IllegalArgumentException(e.found() + (e.hint().isEmpty() ? "" : "; " + e.hint()), e);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, 12",
        "INTEGER, -9223372036854775808",
        "NUMBER, 1.5",
        "NUMBER, 1e3",
        "NUMBER, -2.5E-3",
        "DECIMAL, 0.10",
        "BOOLEAN, true",
        "TIMESTAMP, 2026-01-31T12:00:00Z",
        "TIMESTAMP, 2026-01-31T12:00:00.5+02:00",
        "DATE, 2024-02-29",
        "UUID, 00112233-4455-6677-8899-AABBCCDDEEFF",
        "STRING, x",
        "JSON, []"
    })
    void textOfTheFormIsTaken(ValueType type, String text) {
        assertThat(coerce(type, text)).isInstanceOf(type.javaType());
        assertThat(coerce(type, new StringBuilder(text))).isEqualTo(coerce(type, text));
    }

    @ParameterizedTest
    @CsvSource({
        "INTEGER, 1.0",
        "INTEGER, +1",
        "INTEGER, ' 1'",
        "INTEGER, 1_000",
        "INTEGER, 0x10",
        "INTEGER, ''",
        "INTEGER, ٣",
        "INTEGER, 9223372036854775808",
        "NUMBER, NaN",
        "NUMBER, Infinity",
        "NUMBER, 1e999",
        "NUMBER, .5",
        "NUMBER, 1d",
        "DECIMAL, 1e3",
        "DECIMAL, '1,5'",
        "BOOLEAN, TRUE",
        "BOOLEAN, yes",
        "BOOLEAN, 1",
        "TIMESTAMP, 2026-01-31",
        "TIMESTAMP, 2026-01-31 12:00:00",
        "TIMESTAMP, 2026-01-31T12:00:00",
        "TIMESTAMP, 2026-02-30T12:00:00Z",
        "DATE, 2026-02-29",
        "DATE, 2026-1-1",
        "DATE, 2026-01-31T00:00:00Z",
        "DATE, +12026-01-31",
        "UUID, 1-1-1-1-1",
        "UUID, 00112233445566778899aabbccddeeff",
        "BYTES, AAAA"
    })
    void textOfAnotherFormIsRefused(ValueType type, String text) {
        assertThatThrownBy(() -> coerce(type, text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("the text \"" + text + '"');
    }

    @Test
    void wholeNumbersOfEveryClassAreTakenExactly() {
        assertThat(coerce(ValueType.INTEGER, (byte) 5)).isEqualTo(5L);
        assertThat(coerce(ValueType.INTEGER, BigInteger.TEN)).isEqualTo(10L);
        assertThat(coerce(ValueType.INTEGER, new BigDecimal("10.00"))).isEqualTo(10L);
        assertThat(coerce(ValueType.INTEGER, 5.0)).isEqualTo(5L);
        assertThatThrownBy(() -> coerce(ValueType.INTEGER, 5.5)).hasMessage("the Double 5.5");
        assertThatThrownBy(() -> coerce(ValueType.INTEGER, 1e18)).hasMessage("the Double 1.0E18");
        assertThatThrownBy(() -> coerce(ValueType.INTEGER, BigInteger.ONE.shiftLeft(63)))
                .hasMessage("the BigInteger 9223372036854775808");
        assertThatThrownBy(() -> coerce(ValueType.INTEGER, true)).hasMessage("the Boolean true");
    }

    @Test
    void aFloatingNumberLosesNothing() {
        assertThat(coerce(ValueType.NUMBER, 7)).isEqualTo(7.0);
        assertThat(coerce(ValueType.NUMBER, new BigDecimal("0.1"))).isEqualTo(0.1);
        assertThatThrownBy(() -> coerce(ValueType.NUMBER, Long.MAX_VALUE)).hasMessageContaining("decimal");
        assertThatThrownBy(() -> coerce(ValueType.NUMBER, new BigDecimal("0.12345678901234567890")))
                .hasMessageContaining("decimal");
        assertThatThrownBy(() -> coerce(ValueType.NUMBER, Double.NaN)).hasMessage("the Double NaN");
    }

    @Test
    void aDecimalIsExactAndBounded() {
        assertThat(coerce(ValueType.DECIMAL, 5L)).isEqualTo(new BigDecimal(5));
        assertThatThrownBy(() -> coerce(ValueType.DECIMAL, 0.1)).hasMessageContaining("not exact");
        assertThatThrownBy(() -> coerce(ValueType.DECIMAL, new BigDecimal("1e999999999")))
                .hasMessage("the BigDecimal");
        assertThatThrownBy(() -> coerce(ValueType.DECIMAL, "1".repeat(2_000))).hasMessageEndingWith("...\"");
    }

    @Test
    void aMomentNeedsAZone() {
        Instant noon = Instant.parse("2026-01-31T12:00:00Z");
        assertThat(coerce(ValueType.TIMESTAMP, OffsetDateTime.parse("2026-01-31T14:00:00+02:00")))
                .isEqualTo(noon);
        assertThat(coerce(ValueType.TIMESTAMP, noon.atZone(ZoneId.of("Asia/Tokyo"))))
                .isEqualTo(noon);
        assertThat(coerce(ValueType.TIMESTAMP, Timestamp.from(noon))).isEqualTo(noon);
        assertThat(coerce(ValueType.TIMESTAMP, noon.plusNanos(1_999))).isEqualTo(noon.plusNanos(1_000));
        assertThatThrownBy(() -> coerce(ValueType.TIMESTAMP, LocalDateTime.parse("2026-01-31T12:00")))
                .hasMessage("the LocalDateTime 2026-01-31T12:00; it has no time zone, so it is no moment: give"
                        + " .atZone(zone).toInstant()");
        assertThatThrownBy(() -> coerce(ValueType.TIMESTAMP, Instant.MAX)).hasMessageContaining("years 1 to 9999");
        assertThatThrownBy(() -> coerce(ValueType.TIMESTAMP, java.sql.Date.valueOf("2026-01-31")))
                .hasMessage("the Date");
        assertThatThrownBy(() -> coerce(ValueType.DATE, noon)).hasMessageContaining("LocalDate");
        assertThat(coerce(ValueType.DATE, java.sql.Date.valueOf("2026-01-31"))).isEqualTo(LocalDate.of(2026, 1, 31));
    }

    @Test
    void theRestIsItself() {
        UUID uuid = UUID.randomUUID();
        assertThat(coerce(ValueType.UUID, uuid)).isSameAs(uuid);
        byte[] bytes = {1};
        assertThat((byte[]) coerce(ValueType.BYTES, bytes)).isEqualTo(bytes).isNotSameAs(bytes);
        assertThatThrownBy(() -> coerce(ValueType.STRING, 5)).hasMessage("the Integer 5; give its text");
        assertThatThrownBy(() -> coerce(ValueType.STRING, ValueType.UUID)).hasMessage("the ValueType; give its text");
    }
}
