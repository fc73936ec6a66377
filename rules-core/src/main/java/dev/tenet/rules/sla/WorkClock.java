package dev.tenet.rules.sla;

import dev.tenet.rules.sla.BusinessCalendar.Hours;
import dev.tenet.rules.sla.Stretches.Stretch;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.time.zone.ZoneRules;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A clock that runs while the clock on the wall shows working hours, and stands still otherwise. The working time
 * between two instants is the difference of its readings, so nobody walks over the days between them.
 *
 * <p>From one change of offset to the next the wall clock runs evenly. There a reading is the whole weeks times the
 * hours of a week, and what has passed of this week's, less what holidays took away, and a constant that joins it to
 * the time before: three binary searches. Everything begins and ends on a whole second, so a second counts as a whole
 * or not at all. Immutable and safe to share between threads.
 */
final class WorkClock {
    /** The clock that never stands still. */
    static final WorkClock ALWAYS = new WorkClock(
            ZoneOffset.UTC,
            Arrays.stream(DayOfWeek.values())
                    .collect(Collectors.toMap(day -> day, day -> List.of(new Hours(0, 24 * 60)))),
            List.of());

    /** Longer than any two instants are apart. */
    static final Duration LONGEST = Duration.between(Instant.MIN, Instant.MAX);

    private static final long NEVER = Long.MAX_VALUE;
    private static final long NANOS = 1_000_000_000;
    private static final long MOST_SECONDS = Long.MAX_VALUE / NANOS - 1;
    private static final long DAY = 24 * 60 * 60;
    private static final long WEEK = 7 * DAY;
    /** A Monday, 1970-01-05, in seconds of local time. */
    private static final long MONDAY = 4 * DAY;
    /** More weeks than there are between any two instants. */
    private static final long MOST_WEEKS = LONGEST.toSeconds() / WEEK + 1;

    /** The hours of a week, in seconds from its Monday. */
    private final Stretches week;
    /** The hours that holidays take away, in seconds of local time. */
    private final Stretches lost;
    /** What the clock would have shown at the beginning of each of them. */
    private final long[] lostAt;

    /** The seconds at which the offset changes, after one that is before all time. */
    private final long[] changes;
    /** The offset from each of them on. */
    private final long[] offsets;
    /** What is to be added to a reading by local time from each of them on. */
    private final long[] joins;
    /** What the clock shows at each of them. */
    private final long[] readings;

    WorkClock(ZoneId zone, Map<DayOfWeek, List<Hours>> workingHours, Collection<LocalDate> holidays) {
        week = week(workingHours);
        lost = lost(workingHours, holidays);
        lostAt = new long[lost.count()];
        for (int i = 0; i < lostAt.length; i++) {
            lostAt[i] = local(lost.from(i)) >> 1;
        }
        List<ZoneOffsetTransition> transitions = transitions(zone.getRules());
        int count = transitions.size() + 1;
        changes = new long[count];
        offsets = new long[count];
        joins = new long[count];
        readings = new long[count];
        changes[0] = Long.MIN_VALUE;
        readings[0] = Long.MIN_VALUE;
        offsets[0] = zone.getRules().getOffset(Instant.MIN).getTotalSeconds();
        for (int i = 1; i < count; i++) {
            changes[i] = transitions.get(i - 1).toEpochSecond();
            offsets[i] = transitions.get(i - 1).getOffsetAfter().getTotalSeconds();
            readings[i] = joins[i - 1] + (local(changes[i] + offsets[i - 1]) >> 1);
            joins[i] = readings[i] - (local(changes[i] + offsets[i]) >> 1);
        }
    }

    private static List<ZoneOffsetTransition> transitions(ZoneRules rules) {
        List<ZoneOffsetTransition> found = new ArrayList<>();
        ZoneOffsetTransition next = rules.nextTransition(Instant.MIN);
        while (next != null && next.getInstant().isBefore(BusinessCalendar.LAST_CHANGE)) {
            found.add(next);
            next = rules.nextTransition(next.getInstant());
        }
        return found;
    }

    private static Stretches week(Map<DayOfWeek, List<Hours>> workingHours) {
        List<Stretch> week = new ArrayList<>();
        workingHours.forEach((day, hours) -> hours.forEach(it -> {
            Stretch whole = on((day.getValue() - 1) * DAY, it);
            week.add(new Stretch(whole.from(), Math.min(whole.until(), WEEK)));
            week.add(new Stretch(0, whole.until() - WEEK));
        }));
        return Stretches.of(week);
    }

    private static Stretches lost(Map<DayOfWeek, List<Hours>> workingHours, Collection<LocalDate> holidays) {
        List<Stretch> lost = new ArrayList<>();
        for (LocalDate holiday : holidays) {
            for (Hours hours : workingHours.getOrDefault(holiday.getDayOfWeek(), List.of())) {
                lost.add(on(holiday.toEpochDay() * DAY, hours));
            }
        }
        return Stretches.of(lost);
    }

    private static Stretch on(long midnight, Hours hours) {
        return new Stretch(midnight + hours.fromMinute() * 60L, midnight + hours.untilMinute() * 60L);
    }

    /** A mark by the clock on the wall, as if its offset never changed. */
    private long local(long second) {
        long weeks = Math.floorDiv(second - MONDAY, WEEK);
        long worked = week.mark(second - MONDAY - weeks * WEEK);
        long free = lost.mark(second);
        long seconds = weeks * week.length() + (worked >> 1) - (free >> 1);
        return (seconds << 1) | (worked & ~free & 1);
    }

    /**
     * Twice the seconds that the clock shows, and 1 more if it runs in this second.
     *
     * @param epochSecond any second that an {@link Instant} can have
     */
    long mark(long epochSecond) {
        int i = Stretches.last(changes, epochSecond);
        return local(epochSecond + offsets[i]) + (joins[i] << 1);
    }

    /**
     * The working time in nanoseconds between two instants, each given by its mark and its nanosecond; at most
     * {@link Long#MAX_VALUE}, which is more than 292 years. Zero or less if the second is not after the first.
     */
    static long nanosBetween(long mark, int nano, long laterMark, int laterNano) {
        long seconds = (laterMark >> 1) - (mark >> 1);
        if (seconds > MOST_SECONDS) {
            return Long.MAX_VALUE;
        }
        return Math.max(seconds, -MOST_SECONDS) * NANOS + (laterMark & 1) * laterNano - (mark & 1) * nano;
    }

    /** What the clock shows. */
    Duration reading(Instant instant) {
        long mark = mark(instant.getEpochSecond());
        return Duration.ofSeconds(mark >> 1, (mark & 1) * instant.getNano());
    }

    /** How far the clock runs between two instants; zero if the second is not after the first. */
    Duration elapsed(Instant from, Instant until) {
        if (!until.isAfter(from)) {
            return Duration.ZERO;
        }
        long mark = mark(from.getEpochSecond());
        long later = mark(until.getEpochSecond());
        long nanos = (later & 1) * until.getNano() - (mark & 1) * from.getNano();
        return Duration.ofSeconds((later >> 1) - (mark >> 1), nanos);
    }

    /** The first instant from {@code from} on at which the clock has run that far; empty if there is none. */
    Optional<Instant> after(Instant from, Duration worked) {
        if (worked.isZero() || worked.isNegative()) {
            return Optional.of(from);
        }
        return worked.compareTo(LONGEST) > 0
                ? Optional.empty()
                : reach(reading(from).plus(worked));
    }

    /** The first instant at which the clock shows this or more; empty if there is none. */
    Optional<Instant> reach(Duration reading) {
        int nano = reading.toNanosPart();
        // A part of a second counts within the second that brings the clock to the next whole one.
        long second = nano == 0 ? reach(reading.toSeconds()) : reach(reading.toSeconds() + 1) - 1;
        return second <= Instant.MAX.getEpochSecond()
                ? Optional.of(Instant.ofEpochSecond(second, nano))
                : Optional.empty();
    }

    /** The first second at whose beginning the clock shows this. */
    private long reach(long reading) {
        if (week.length() == 0) {
            return NEVER;
        }
        int i = Stretches.last(readings, reading - 1);
        long byWall = reading - joins[i];
        long withHolidays = byWall + lost.lengthThrough(Stretches.last(lostAt, byWall - 1));
        long weeks = Math.floorDiv(withHolidays - 1, week.length());
        if (weeks > MOST_WEEKS) {
            return NEVER;
        }
        return MONDAY + weeks * WEEK + week.reach(withHolidays - weeks * week.length()) - offsets[i];
    }
}
