package dev.tenet.rules.sla;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A target made ready for comparing. Each threshold is the least number of whole nanoseconds that reaches its percent
 * as it is written in decimal, so that comparing with it is exact.
 */
final class Thresholds {
    final SlaTarget target;
    final long targetNanos;
    final long warningNanos;
    final long criticalNanos;

    private static final long MILLI = 1_000_000;
    /** Up to here any time can be added to an instant. */
    private static final Instant LATEST = Instant.MAX.minusNanos(Nanos.MOST);

    private final WorkTime work;
    private final @Nullable WorkClock clock;

    private Thresholds(SlaTarget target) {
        this.target = target;
        this.targetNanos = nanos(target, 100);
        this.warningNanos = nanos(target, target.warningPercent());
        this.criticalNanos = nanos(target, target.criticalPercent());
        this.work = target.calendar().map(WorkTime::of).orElseGet(WorkTime::always);
        this.clock = target.calendar().map(BusinessCalendar::clock).orElse(null);
    }

    static Thresholds of(SlaTarget target) {
        return new Thresholds(target);
    }

    private static long nanos(SlaTarget target, double percent) {
        BigDecimal whole = BigDecimal.valueOf(target.target().toSeconds())
                .movePointRight(9)
                .add(BigDecimal.valueOf(target.target().toNanosPart()));
        return whole.multiply(BigDecimal.valueOf(percent))
                .movePointLeft(2)
                .setScale(0, RoundingMode.CEILING)
                .min(BigDecimal.valueOf(Long.MAX_VALUE))
                .longValueExact();
    }

    /** The time that has counted for a task; never negative. */
    long elapsed(SlaTask task, Instant now) {
        return clock == null && task.pauses().isEmpty()
                ? Math.max(0, Nanos.between(task.startedAt(), now))
                : Nanos.of(workTime(task).elapsed(task.startedAt(), now));
    }

    /** The clock of a calendar; null where every minute counts. */
    @Nullable
    WorkClock clock() {
        return clock;
    }

    /** The time that has counted between two milliseconds since 1970 where every minute counts; never negative. */
    static long elapsed(long fromMillis, long toMillis) {
        long millis = toMillis - fromMillis;
        if (fromMillis >= toMillis) {
            return 0;
        }
        return millis < 0 || millis > Nanos.MOST / MILLI ? Nanos.MOST : millis * MILLI;
    }

    /** The same by a clock, of whose second time the mark is known. */
    static long elapsed(WorkClock clock, long fromMillis, long toMark, long toMillis) {
        long nanos = WorkClock.nanosBetween(
                clock.mark(Math.floorDiv(fromMillis, 1000L)),
                Math.floorMod(fromMillis, 1000) * (int) MILLI,
                toMark,
                Math.floorMod(toMillis, 1000) * (int) MILLI);
        return Math.max(0, Math.min(Nanos.MOST, nanos));
    }

    /** When a task has used up a time; empty when it never does. */
    Optional<Instant> after(SlaTask task, long elapsedNanos) {
        if (elapsedNanos > Nanos.MOST) {
            return Optional.empty();
        }
        return clock == null && task.pauses().isEmpty() && !task.startedAt().isAfter(LATEST)
                ? Optional.of(task.startedAt().plusNanos(elapsedNanos))
                : workTime(task).after(task.startedAt(), Duration.ofNanos(elapsedNanos));
    }

    private WorkTime workTime(SlaTask task) {
        return task.pauses().isEmpty() ? work : work.without(task.pauses());
    }

    SlaLevel level(long elapsedNanos) {
        return elapsedNanos >= criticalNanos
                ? SlaLevel.CRITICAL
                : elapsedNanos >= warningNanos ? SlaLevel.WARNING : SlaLevel.NORMAL;
    }

    /** The level as a number: 0 is normal, 1 is warning, 2 is critical. */
    byte rank(long elapsedNanos) {
        return (byte) (elapsedNanos >= criticalNanos ? 2 : elapsedNanos >= warningNanos ? 1 : 0);
    }

    boolean breached(long elapsedNanos) {
        return elapsedNanos >= targetNanos;
    }

    /**
     * The percent used as a double: rounded, never falling as time goes by, and at least the percent of a threshold
     * exactly when the threshold is reached, so that conditions agree with the level.
     */
    double percent(long elapsedNanos) {
        double percent = elapsedNanos * 100.0 / targetNanos;
        return agrees(percent, target.warningPercent(), elapsedNanos, warningNanos)
                        && agrees(percent, target.criticalPercent(), elapsedNanos, criticalNanos)
                        && agrees(percent, 100, elapsedNanos, targetNanos)
                ? percent
                : corrected(percent, elapsedNanos);
    }

    private static boolean agrees(double percent, double threshold, long elapsedNanos, long thresholdNanos) {
        return percent >= threshold == elapsedNanos >= thresholdNanos;
    }

    private double corrected(double percent, long elapsedNanos) {
        double warned = corrected(percent, target.warningPercent(), elapsedNanos >= warningNanos);
        double critical = corrected(warned, target.criticalPercent(), elapsedNanos >= criticalNanos);
        return corrected(critical, 100, elapsedNanos >= targetNanos);
    }

    private static double corrected(double percent, double threshold, boolean reached) {
        return reached ? Math.max(percent, threshold) : Math.min(percent, Math.nextDown(threshold));
    }

    double elapsedMinutes(long elapsedNanos) {
        return elapsedNanos / 60e9;
    }

    double remainingMinutes(long elapsedNanos) {
        return (targetNanos - elapsedNanos) / 60e9;
    }

    /** The threshold that is reached next, the gravest of those that are reached at the same time. */
    Optional<SlaStatus.Next> next(SlaTask task, long elapsedNanos) {
        long nearest = Long.MAX_VALUE;
        SlaThreshold reached = SlaThreshold.WARNING;
        for (SlaThreshold threshold : SlaThreshold.values()) {
            long nanos = nanos(threshold);
            if (nanos > elapsedNanos && nanos <= nearest) {
                nearest = nanos;
                reached = threshold;
            }
        }
        SlaThreshold next = reached;
        return after(task, nearest).map(at -> new SlaStatus.Next(at, next));
    }

    private long nanos(SlaThreshold threshold) {
        return switch (threshold) {
            case WARNING -> warningNanos;
            case CRITICAL -> criticalNanos;
            case BREACH -> targetNanos;
        };
    }
}
