package dev.tenet.rules.sla;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * When people work, and how much working time lies between two instants.
 *
 * <p><b>What counts.</b> An instant is working time when the clock on the wall of {@link #zone()} shows a time within
 * {@link #workingHours()}, beginning included and end excluded. Hours belong to the day on which they begin: hours over
 * midnight go on into the next civil day, whatever day that is, and no hours begin on a holiday. So a holiday takes
 * away the night shift that would begin on it, whole, and leaves the one that began the evening before.
 *
 * <p><b>When the offset changes</b>, summer time or not, this follows:
 *
 * <ul>
 *   <li>Real time is counted: hours over a gap are shorter by the gap, hours over an overlap longer by the overlap.
 *   <li>A local time that a gap leaves out stands for the instant of the change. Hours within the gap are empty, and a
 *       day that a zone left out has no hours of its own.
 *   <li>What the wall clock shows twice counts twice: hours that begin or end within an overlap do so in both passes.
 * </ul>
 *
 * <p>Changes are those of the JDK's time-zone data, for all of the past and up to the year 2200; from then on each zone
 * keeps the offset that it has. There are no leap seconds, as in {@link Instant}.
 *
 * <p><b>Laws.</b> For all instants {@code a <= b <= c} and times {@code d >= 0}, to the nanosecond:
 * {@code elapsed(a, b) + elapsed(b, c) = elapsed(a, c)}, and {@code elapsed(a, after(a, d)) = d}, where {@code after} is
 * the earliest such instant. Both take the same time however far apart the instants are.
 *
 * <p>Immutable and safe to share between threads.
 */
public final class BusinessCalendar {
    /** From here on zones keep their offset: nobody knows the summer times of that age. */
    static final Instant LAST_CHANGE = Instant.parse("2200-01-01T00:00:00Z");

    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;

    private final String name;
    private final ZoneId zone;
    private final Map<DayOfWeek, List<Hours>> workingHours;
    private final Map<LocalDate, String> holidays;
    private final WorkClock clock;

    private BusinessCalendar(
            String name, ZoneId zone, Map<DayOfWeek, List<Hours>> workingHours, Map<LocalDate, String> holidays) {
        this.name = Objects.requireNonNull(name, "name");
        this.zone = Objects.requireNonNull(zone, "zone");
        this.workingHours = workingHours;
        this.holidays = holidays;
        this.clock = new WorkClock(zone, workingHours, holidays.keySet());
    }

    /**
     * A calendar.
     *
     * @param name the calendar's name
     * @param zone the time zone in which the hours and days are meant
     * @param workingHours the intervals that begin on each day, in any order; a day that is missing is free
     * @param holidays the days on which no hours begin, with their names; an empty name if there is none
     * @throws IllegalArgumentException if hours overlap, be it with those over midnight from the day before
     */
    public static BusinessCalendar of(
            String name, ZoneId zone, Map<DayOfWeek, List<Hours>> workingHours, Map<LocalDate, String> holidays) {
        Map<DayOfWeek, List<Hours>> days = new EnumMap<>(DayOfWeek.class);
        workingHours.forEach((day, hours) -> days.put(
                day,
                hours.stream()
                        .sorted(Comparator.comparingInt(Hours::fromMinute))
                        .toList()));
        refuseOverlaps(days);
        return new BusinessCalendar(
                name, zone, Collections.unmodifiableMap(days), Collections.unmodifiableMap(new TreeMap<>(holidays)));
    }

    private static void refuseOverlaps(Map<DayOfWeek, List<Hours>> days) {
        List<OfWeek> week = new ArrayList<>();
        days.forEach((day, hours) -> hours.forEach(it -> week.add(new OfWeek(day, it))));
        for (int i = 0; i < week.size(); i++) {
            OfWeek next = week.get((i + 1) % week.size());
            int nextFrom = next.fromMinute() + (i + 1 == week.size() ? WEEK : 0);
            if (week.get(i).fromMinute() + week.get(i).hours().minutes() > nextFrom) {
                throw new IllegalArgumentException(
                        "got " + week.get(i) + " and " + next + ", which overlap, want hours that do not");
            }
        }
    }

    private record OfWeek(DayOfWeek day, Hours hours) {
        int fromMinute() {
            return (day.getValue() - 1) * DAY + hours.fromMinute();
        }

        @Override
        public String toString() {
            return day + " " + hours;
        }
    }

    /** The calendar's name. */
    public String name() {
        return name;
    }

    /** The time zone in which the hours and days are meant. */
    public ZoneId zone() {
        return zone;
    }

    /** The intervals that begin on each day, in ascending order; a day that is missing is free. */
    public Map<DayOfWeek, List<Hours>> workingHours() {
        return workingHours;
    }

    /** The days on which no hours begin, in ascending order, with their names; an empty name if none was given. */
    public Map<LocalDate, String> holidays() {
        return holidays;
    }

    /**
     * The working time in {@code [from, until)}; zero if {@code until} is not after {@code from}, as when a host's clock
     * goes backwards. Takes any two instants.
     */
    public Duration elapsed(Instant from, Instant until) {
        return clock.elapsed(from, until);
    }

    /**
     * When so much working time will have passed: the earliest instant {@code t} with
     * {@code elapsed(from, t) >= worked}, {@code from} itself for zero or less.
     *
     * @return empty if the calendar has no hours or the instant would be after {@link Instant#MAX}
     */
    public Optional<Instant> after(Instant from, Duration worked) {
        return clock.after(from, worked);
    }

    /** For reading many start times without objects. */
    WorkClock clock() {
        return clock;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof BusinessCalendar calendar
                && name.equals(calendar.name)
                && zone.equals(calendar.zone)
                && workingHours.equals(calendar.workingHours)
                && holidays.equals(calendar.holidays);
    }

    @Override
    public int hashCode() {
        return Objects.hash(name, zone, workingHours, holidays);
    }

    /** The calendar for people: {@code office in Europe/Berlin: MONDAY 09:00-17:00; not on 2026-12-25 (Christmas)}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(name).append(" in ").append(zone);
        String separator = ": ";
        for (Map.Entry<DayOfWeek, List<Hours>> day : workingHours.entrySet()) {
            for (Hours hours : day.getValue()) {
                text.append(separator).append(new OfWeek(day.getKey(), hours));
                separator = ", ";
            }
        }
        separator = "; not on ";
        for (Map.Entry<LocalDate, String> holiday : holidays.entrySet()) {
            text.append(separator).append(holiday.getKey());
            if (!holiday.getValue().isEmpty()) {
                text.append(" (").append(holiday.getValue()).append(')');
            }
            separator = ", ";
        }
        return text.toString();
    }

    /**
     * An interval that begins on a day.
     *
     * @param fromMinute its first minute, counted from midnight
     * @param untilMinute the minute after its last: 1440 when it ends at midnight, more when it ends on the next day
     */
    public record Hours(int fromMinute, int untilMinute) {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if the interval is empty, does not begin on the day or is longer than a day
         */
        public Hours {
            if (fromMinute < 0 || fromMinute >= DAY || untilMinute <= fromMinute || untilMinute - fromMinute > DAY) {
                throw new IllegalArgumentException("got minutes " + fromMinute + " to " + untilMinute
                        + ", want 0 <= from < 1440 and from < until <= from + 1440");
            }
        }

        private int minutes() {
            return untilMinute - fromMinute;
        }

        /** The interval as it is written: {@code 22:00-06:00}. */
        @Override
        public String toString() {
            return time(fromMinute) + "-" + time(untilMinute > DAY ? untilMinute - DAY : untilMinute);
        }

        private static String time(int minute) {
            return "%02d:%02d".formatted(minute / 60, minute % 60);
        }
    }
}
