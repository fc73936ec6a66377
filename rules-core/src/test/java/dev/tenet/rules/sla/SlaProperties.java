package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.SourceLocation;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** Thresholds beside naive arithmetic in decimal. */
class SlaProperties {
    private static final long DAY = 86_400_000_000_000L;
    private static final Instant START = Instant.parse("2026-01-05T09:00:00.123456789Z");

    @Provide
    Arbitrary<SlaTarget> targets() {
        // From a nanosecond to ten years; percents as people write them and as they do not.
        Arbitrary<Long> nanos = Arbitraries.oneOf(
                Arbitraries.longs().between(1, 1_000),
                Arbitraries.longs().between(1, 5_256_000).map(minutes -> minutes * 60_000_000_000L),
                Arbitraries.longs().between(1, 5_256_000L * 60_000_000_000L));
        Arbitrary<Double> percents = Arbitraries.oneOf(
                Arbitraries.integers().between(1, 1000).map(Integer::doubleValue),
                Arbitraries.integers().between(1, 10_000).map(tenths -> tenths / 10.0),
                Arbitraries.doubles().between(1e-9, 1000).ofScale(12));
        return Combinators.combine(nanos, percents, percents)
                .as((target, a, b) -> new SlaTarget(
                        "t",
                        Duration.ofNanos(target),
                        Math.min(a, b),
                        Math.max(a, b),
                        Optional.empty(),
                        "",
                        Optional.empty(),
                        new SourceLocation("base", "test", 1, 1)));
    }

    /** Times around every threshold, and anywhere. */
    private static long[] times(SlaTarget target, long anywhere) {
        long whole = target.target().toNanos();
        long warning = around(whole, target.warningPercent());
        long critical = around(whole, target.criticalPercent());
        return new long[] {
            0,
            warning - 1,
            warning,
            warning + 1,
            critical - 1,
            critical,
            critical + 1,
            whole - 1,
            whole,
            whole + 1,
            anywhere
        };
    }

    private static long around(long whole, double percent) {
        return BigDecimal.valueOf(whole)
                .multiply(BigDecimal.valueOf(percent))
                .divide(BigDecimal.valueOf(100), MathContext.DECIMAL128)
                .longValue();
    }

    private static boolean reached(SlaTarget target, long elapsed, double percent) {
        return BigDecimal.valueOf(elapsed)
                        .multiply(BigDecimal.valueOf(100))
                        .compareTo(BigDecimal.valueOf(percent)
                                .multiply(BigDecimal.valueOf(target.target().toNanos())))
                >= 0;
    }

    @Property
    void levelsAndPercentsAreThoseOfDecimalArithmetic(@ForAll @From("targets") SlaTarget target, @ForAll long seed) {
        Thresholds thresholds = Thresholds.of(target);
        for (long time : times(target, Math.floorMod(seed, 40L * 365 * 86_400 * 1_000_000_000L))) {
            long elapsed = Math.max(0, time);
            boolean warned = reached(target, elapsed, target.warningPercent());
            boolean critical = reached(target, elapsed, target.criticalPercent());
            assertThat(thresholds.level(elapsed))
                    .isEqualTo(critical ? SlaLevel.CRITICAL : warned ? SlaLevel.WARNING : SlaLevel.NORMAL);
            assertThat(thresholds.breached(elapsed)).isEqualTo(reached(target, elapsed, 100));

            double percent = thresholds.percent(elapsed);
            assertThat(percent >= target.warningPercent()).isEqualTo(warned);
            assertThat(percent >= target.criticalPercent()).isEqualTo(critical);
            assertThat(percent >= 100).isEqualTo(reached(target, elapsed, 100));
            double exact = BigDecimal.valueOf(elapsed)
                    .multiply(BigDecimal.valueOf(100))
                    .divide(BigDecimal.valueOf(target.target().toNanos()), MathContext.DECIMAL128)
                    .doubleValue();
            assertThat(Math.abs(percent - exact))
                    .isLessThanOrEqualTo(
                            Math.ulp(exact) * (elapsed <= DAY && target.target().toNanos() <= DAY ? 1 : 4));
        }
    }

    @Property
    void percentsNeverFallAsTimeGoesBy(@ForAll @From("targets") SlaTarget target, @ForAll long seed) {
        Thresholds thresholds = Thresholds.of(target);
        for (long time : times(target, Math.floorMod(seed, 4_000_000_000_000_000_000L))) {
            long elapsed = Math.max(1, time);
            assertThat(thresholds.percent(elapsed)).isGreaterThanOrEqualTo(thresholds.percent(elapsed - 1));
        }
    }

    @Property
    void theNextThresholdIsWhereTheStatusChangesNext(@ForAll @From("targets") SlaTarget target, @ForAll long seed) {
        Thresholds thresholds = Thresholds.of(target);
        SlaTask task = SlaTask.of("t", START);
        for (long time : times(target, Math.floorMod(seed, 2 * target.target().toNanos()))) {
            long elapsed = Math.max(0, time);
            Optional<SlaStatus.Next> next = thresholds.next(task, elapsed);
            if (next.isPresent()) {
                long at = thresholds.elapsed(task, next.get().at());
                assertThat(at).isGreaterThan(elapsed);
                assertThat(standing(thresholds, at - 1)).isEqualTo(standing(thresholds, elapsed));
                assertThat(standing(thresholds, at)).isNotEqualTo(standing(thresholds, elapsed));
            } else {
                assertThat(standing(thresholds, elapsed)).isEqualTo("CRITICAL true");
            }
        }
    }

    private static String standing(Thresholds thresholds, long elapsed) {
        return thresholds.level(elapsed) + " " + thresholds.breached(elapsed);
    }

    @Property
    void durationsAndInstantsAreCountedInNanosecondsAndStayAtTheEnd(@ForAll Duration duration) {
        BigDecimal exact =
                BigDecimal.valueOf(duration.getSeconds()).movePointRight(9).add(BigDecimal.valueOf(duration.getNano()));
        BigDecimal most = BigDecimal.valueOf(Nanos.MOST);
        if (exact.abs().compareTo(most.subtract(BigDecimal.valueOf(2_000_000_000L))) < 0) {
            assertThat(Nanos.of(duration)).isEqualTo(exact.longValueExact());
            assertThat(Nanos.instant(Nanos.of(duration))).isEqualTo(Instant.EPOCH.plus(duration));
            assertThat(Nanos.between(START, START.plus(duration))).isEqualTo(exact.longValueExact());
        } else if (exact.abs().compareTo(most) > 0) {
            assertThat(Nanos.of(duration)).isEqualTo(duration.isNegative() ? -Nanos.MOST : Nanos.MOST);
        }
    }
}
