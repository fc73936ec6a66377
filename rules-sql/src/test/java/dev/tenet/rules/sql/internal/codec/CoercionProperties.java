package dev.tenet.rules.sql.internal.codec;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sql.ValueType;
import dev.tenet.rules.sql.internal.codec.Coercion.UnfitException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Coercion loses nothing, and SQLite's text of a moment is read and sorted as the moment. */
class CoercionProperties {
    private static final long FIRST = -62_135_596_800_000_000L;
    private static final long LAST = 253_402_300_799_999_999L;

    @Property
    void aWholeNumberIsTakenIfAndOnlyIfItFits(@ForAll BigInteger number) {
        boolean fits = number.bitLength() < 64;
        for (Object form : new Object[] {number, new BigDecimal(number), number.toString()}) {
            try {
                assertThat(Coercion.coerce(ValueType.INTEGER, form)).isEqualTo(number.longValue());
                assertThat(fits).isTrue();
            } catch (UnfitException e) {
                assertThat(fits).as(e.found()).isFalse();
            }
        }
    }

    @Property
    void aDecimalIsTakenAsItIs(@ForAll BigDecimal number) throws UnfitException {
        assertThat(Coercion.coerce(ValueType.DECIMAL, number)).isEqualTo(number);
        assertThat((BigDecimal) Coercion.coerce(ValueType.DECIMAL, number.toPlainString()))
                .isEqualByComparingTo(number);
    }

    @Property
    void aFloatingNumberIsItsText(@ForAll double number) throws UnfitException {
        assertThat(Coercion.coerce(ValueType.NUMBER, Double.toString(number))).isEqualTo(number);
        assertThat(Coercion.coerce(ValueType.NUMBER, BigDecimal.valueOf(number)))
                .isEqualTo(number + 0.0);
    }

    @Property
    void noTextDoesAnythingButFitOrBeRefused(@ForAll ValueType type, @ForAll String text) {
        try {
            assertThat(Coercion.coerce(type, text)).isInstanceOf(type.javaType());
        } catch (UnfitException e) {
            assertThat(e.found()).startsWith("the text \"");
        }
    }

    @Property
    void theTextOfAMomentIsReadAsThatMoment(@ForAll @LongRange(min = FIRST, max = LAST) long micros)
            throws UnfitException {
        Instant moment = Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
        String text = Coercion.utcText(moment);
        assertThat(ResultValue.of(ValueType.TIMESTAMP, text)).isEqualTo(moment);
        String plain = LocalDateTime.ofInstant(moment, ZoneOffset.UTC)
                .format(DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss"));
        assertThat(text).startsWith(plain);
        assertThat(ResultValue.of(ValueType.TIMESTAMP, text.replace(' ', 'T') + "Z"))
                .isEqualTo(moment);
        assertThat(ResultValue.of(ValueType.TIMESTAMP, plain)).isEqualTo(moment.truncatedTo(ChronoUnit.SECONDS));
    }

    @Property
    void textsSortAsTheirMoments(
            @ForAll @LongRange(min = FIRST, max = LAST - 3_000_000) long micros,
            @ForAll @LongRange(min = 0, max = 3_000_000) long later) {
        String one = Coercion.utcText(Instant.EPOCH.plus(micros, ChronoUnit.MICROS));
        String other = Coercion.utcText(Instant.EPOCH.plus(micros + later, ChronoUnit.MICROS));
        assertThat(Integer.signum(one.compareTo(other))).isEqualTo(-Long.signum(later));
    }
}
