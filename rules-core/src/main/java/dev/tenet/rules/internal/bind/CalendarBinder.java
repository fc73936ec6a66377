package dev.tenet.rules.internal.bind;

import dev.tenet.rules.internal.text.Suggestions;
import dev.tenet.rules.sla.BusinessCalendar;
import dev.tenet.rules.sla.BusinessCalendar.Hours;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types one entry of {@code calendars}. */
final class CalendarBinder {
    private static final Pattern INTERVAL =
            Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|(24):(00))");
    private static final int DAY = 24 * 60;

    private CalendarBinder() {}

    /** An interval of the week, as it was written. */
    private record Written(DayOfWeek day, Hours hours, Node node) {
        int from() {
            return (day.getValue() - 1) * DAY + hours.fromMinute();
        }

        int until() {
            return (day.getValue() - 1) * DAY + hours.untilMinute();
        }
    }

    static BusinessCalendar bind(String name, MapReader in) {
        Formats.anyText(in, "description");
        return BusinessCalendar.of(
                name, zone(in), workingHours(in.map("working_hours", "the working hours")), holidays(in));
    }

    private static Map<LocalDate, String> holidays(MapReader in) {
        Map<LocalDate, String> names = new LinkedHashMap<>();
        Map<LocalDate, Node> dates = new HashMap<>();
        for (MapReader holiday : in.optionalMaps("holidays", "a holiday")) {
            if (!holiday.has("date")) {
                holiday.missing("date", "a holiday");
            }
            String name = holiday.optionalText("name").orElse("");
            holiday.value("date")
                    .ifPresent(value -> date(value, in).ifPresent(date -> {
                        Node first = dates.putIfAbsent(date, value);
                        if (first == null) {
                            names.put(date, name);
                        } else {
                            in.problems()
                                    .warning(
                                            "duplicate-holiday",
                                            value.place(),
                                            "the holiday " + value + " stands in this list already",
                                            "remove one",
                                            Places.related(first.place(), "it stands here first"));
                        }
                    }));
        }
        return names;
    }

    private static Optional<LocalDate> date(Node value, MapReader in) {
        return Formats.parsed(value, LocalDate::parse, "a date such as 2026-12-25", in.problems());
    }

    private static ZoneId zone(MapReader in) {
        String name = in.text("time_zone");
        if (name.isEmpty()) {
            return ZoneOffset.UTC;
        }
        try {
            return ZoneId.of(name);
        } catch (DateTimeException unknown) {
            in.problems()
                    .error(
                            "unknown-time-zone",
                            in.value("time_zone").orElseThrow().place(),
                            "there is no time zone \"" + name + '"',
                            Suggestions.closest(name, ZoneId.getAvailableZoneIds())
                                    .map(best -> "did you mean \"" + best + "\"?")
                                    .orElse("want an IANA name such as Europe/Berlin"));
            return ZoneOffset.UTC;
        }
    }

    private static Map<DayOfWeek, List<Hours>> workingHours(MapReader in) {
        Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
        List<Written> written = new ArrayList<>();
        boolean free = true;
        for (DayOfWeek day : DayOfWeek.values()) {
            String key = key(day);
            if (in.has(key)) {
                List<Node> items = in.optionalItems(key);
                free &= items.isEmpty() && in.value(key).orElse(null) instanceof ListNode;
                week.put(day, new ArrayList<>());
                written.addAll(hours(day, items, in));
            }
        }
        if (in.node().keys().isEmpty()) {
            in.problems().outOfRange(in.node(), "at least 1 day");
        } else if (free) {
            in.problems()
                    .warning(
                            "no-working-hours",
                            in.place(),
                            "the calendar has no working hours, so a task that uses it never gets older",
                            "give it hours such as \"09:00-17:00\"");
        }
        for (Written kept : apart(written, in)) {
            week.computeIfAbsent(kept.day(), day -> new ArrayList<>()).add(kept.hours());
        }
        return week;
    }

    private static String key(DayOfWeek day) {
        return day.name().toLowerCase(Locale.ROOT);
    }

    private static List<Written> hours(DayOfWeek day, List<Node> items, MapReader in) {
        List<Written> written = new ArrayList<>();
        for (Node item : items) {
            interval(item, in).ifPresent(hours -> {
                if (written.stream().anyMatch(other -> other.hours().equals(hours))) {
                    in.problems().duplicateItem(item);
                } else {
                    written.add(new Written(day, hours, item));
                }
            });
        }
        return written;
    }

    /** Leaves out the intervals that overlap an earlier one; what is over midnight on Sunday is before Monday's. */
    private static List<Written> apart(List<Written> week, MapReader in) {
        List<Written> kept = new ArrayList<>();
        if (week.isEmpty()) {
            return kept;
        }
        week.sort(Comparator.comparingInt(Written::from));
        Written before = Collections.max(week, Comparator.comparingInt(Written::until));
        int until = before.until() - 7 * DAY;
        for (Written next : week) {
            if (next.from() < until) {
                reportOverlap(before, next, in);
            } else {
                kept.add(next);
            }
            if (next.until() > until) {
                before = next;
                until = next.until();
            }
        }
        return kept;
    }

    private static void reportOverlap(Written before, Written next, MapReader in) {
        boolean sameDay = before.day() == next.day();
        in.problems()
                .error(
                        "overlapping-hours",
                        next.node().place(),
                        "the working hours " + next.node() + " overlap " + before.node()
                                + (sameDay ? "" : ", which go on from " + key(before.day())),
                        sameDay ? "join them" : "let the ones end before the others begin",
                        Places.related(before.node().place(), "the others stand here"));
    }

    private static Optional<Hours> interval(Node item, MapReader in) {
        String text = Formats.matching(item, INTERVAL, "hours such as \"09:00-17:00\"", in.problems());
        Matcher parts = INTERVAL.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int from = minute(parts.group(1), parts.group(2));
        int until = parts.group(5) == null ? minute(parts.group(3), parts.group(4)) : DAY;
        if (from == until) {
            in.problems()
                    .error(
                            "empty-hours",
                            item.place(),
                            "the working hours " + item + " end when they begin",
                            "write 00:00-24:00 for a whole day");
            return Optional.empty();
        }
        return Optional.of(new Hours(from, from < until ? until : until + DAY));
    }

    private static int minute(String hour, String minute) {
        return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    }
}
