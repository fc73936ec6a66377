package dev.tenet.rules.sla;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * When people work.
 *
 * @param name the calendar's name
 * @param zone the time zone in which the hours and days are meant
 * @param workingHours the intervals of each day in ascending order, without overlaps; a day that is missing is free
 * @param holidays the days on which nobody works
 */
public record BusinessCalendar(
        String name, ZoneId zone, Map<DayOfWeek, List<Hours>> workingHours, Set<LocalDate> holidays) {

    /** Takes its own copies of the collections. */
    public BusinessCalendar {
        Map<DayOfWeek, List<Hours>> days = new EnumMap<>(DayOfWeek.class);
        workingHours.forEach((day, hours) -> days.put(day, List.copyOf(hours)));
        workingHours = Collections.unmodifiableMap(days);
        holidays = Set.copyOf(holidays);
    }

    /**
     * An interval of a day.
     *
     * @param fromMinute its first minute, counted from midnight
     * @param untilMinute the minute after its last, 1440 when it ends at midnight
     */
    public record Hours(int fromMinute, int untilMinute) {
        /**
         * Checks the order.
         *
         * @throws IllegalArgumentException if the interval is empty or leaves the day
         */
        public Hours {
            if (fromMinute < 0 || untilMinute > 24 * 60 || fromMinute >= untilMinute) {
                throw new IllegalArgumentException(
                        "got minutes " + fromMinute + " to " + untilMinute + ", want 0 <= from < until <= 1440");
            }
        }
    }
}
