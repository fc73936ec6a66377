package dev.tenet.rules.sla;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The time that counts for one task: every minute or the working hours of a calendar, without the task's pauses.
 *
 * <pre>{@code
 * WorkTime time = WorkTime.of(calendar).without(List.of(new Pause(noon, Optional.of(one))));
 * Duration used = time.elapsed(startedAt, now);
 * Optional<Instant> deadline = time.after(startedAt, target);
 * }</pre>
 *
 * <p>The laws of {@link BusinessCalendar} hold here too. Immutable and safe to share between threads.
 */
public final class WorkTime {
    private static final WorkTime ALWAYS = new WorkTime(WorkClock.ALWAYS, List.of());

    private final WorkClock clock;
    private final List<Rest> rests;

    private WorkTime(WorkClock clock, List<Rest> rests) {
        this.clock = clock;
        this.rests = rests;
    }

    /**
     * Pauses that overlap or touch, as one; {@link Instant#MAX} ends an open one.
     *
     * @param at the time that counted until it began, by the reading of the clock
     * @param lost what the clock ran during this and all earlier ones
     */
    private record Rest(Instant from, Instant until, Duration at, Duration lost) {}

    /** Every minute counts. */
    public static WorkTime always() {
        return ALWAYS;
    }

    /** The working hours of a calendar count. */
    public static WorkTime of(BusinessCalendar calendar) {
        return new WorkTime(calendar.clock(), List.of());
    }

    /**
     * This time without some pauses, in addition to those that it has. They may come in any order, overlap, touch, be
     * empty and lie where nothing counts anyway.
     */
    public WorkTime without(List<Pause> pauses) {
        List<Rest> all = new ArrayList<>(rests);
        for (Pause pause : pauses) {
            Instant until = pause.until().orElse(Instant.MAX);
            if (pause.from().isBefore(until)) {
                all.add(new Rest(pause.from(), until, Duration.ZERO, Duration.ZERO));
            }
        }
        all.sort(Comparator.comparing(Rest::from));
        List<Rest> joined = new ArrayList<>();
        Duration lost = Duration.ZERO;
        for (int i = 0; i < all.size(); ) {
            Instant from = all.get(i).from();
            Instant until = all.get(i).until();
            for (i++; i < all.size() && !all.get(i).from().isAfter(until); i++) {
                Instant end = all.get(i).until();
                until = end.isAfter(until) ? end : until;
            }
            Duration at = clock.reading(from).minus(lost);
            lost = lost.plus(clock.elapsed(from, until));
            joined.add(new Rest(from, until, at, lost));
        }
        return new WorkTime(clock, List.copyOf(joined));
    }

    /**
     * The time that counts in {@code [from, until)}; zero if {@code until} is not after {@code from}, as when a host's
     * clock goes backwards. Takes any two instants.
     */
    public Duration elapsed(Instant from, Instant until) {
        return until.isAfter(from) ? reading(until).minus(reading(from)) : Duration.ZERO;
    }

    /**
     * When so much time will have counted: the earliest instant {@code t} with {@code elapsed(from, t) >= worked},
     * {@code from} itself for zero or less.
     *
     * @return empty if an open pause begins before that, if the calendar has no hours, or if the instant would be after
     *     {@link Instant#MAX}
     */
    public Optional<Instant> after(Instant from, Duration worked) {
        if (rests.isEmpty() || worked.isZero() || worked.isNegative() || worked.compareTo(WorkClock.LONGEST) > 0) {
            return clock.after(from, worked);
        }
        Duration reading = reading(from).plus(worked);
        int i = last(rest -> rest.at().compareTo(reading) < 0);
        return clock.reach(i < 0 ? reading : reading.plus(rests.get(i).lost()));
    }

    /** What the clock would show had it stood still in the pauses. */
    private Duration reading(Instant instant) {
        int i = last(rest -> !rest.from().isAfter(instant));
        if (i < 0) {
            return clock.reading(instant);
        }
        Rest rest = rests.get(i);
        return instant.isBefore(rest.until())
                ? rest.at()
                : clock.reading(instant).minus(rest.lost());
    }

    /** The last rest that is early enough; -1 if none is. */
    private int last(Predicate<Rest> early) {
        int low = 0;
        int high = rests.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (early.test(rests.get(middle))) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
