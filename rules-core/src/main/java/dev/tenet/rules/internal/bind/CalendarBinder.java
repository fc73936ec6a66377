package dev.tenet.rules.internal.bind;

import dev.tenet.rules.internal.text.Suggestions;
import dev.tenet.rules.sla.BusinessCalendar;
import dev.tenet.rules.sla.BusinessCalendar.Hours;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Types one entry of {@code calendars}. */
final class CalendarBinder {
    private static final Pattern INTERVAL =
            Pattern.compile("([01][0-9]|2[0-3]):([0-5][0-9])-(?:([01][0-9]|2[0-3]):([0-5][0-9])|(24):(00))");

    private CalendarBinder() {}

    private record Written(Hours hours, Node node) {}

    static BusinessCalendar bind(String name, MapReader in) {
        Formats.anyText(in, "description");
        Set<LocalDate> holidays = new HashSet<>();
        for (MapReader holiday : in.optionalMaps("holidays", "a holiday")) {
            if (!holiday.has("date")) {
                holiday.missing("date", "a holiday");
            }
            holiday.optionalText("name");
            holiday.value("date")
                    .flatMap(value ->
                            Formats.parsed(value, LocalDate::parse, "a date such as 2026-12-25", in.problems()))
                    .ifPresent(holidays::add);
        }
        return new BusinessCalendar(
                name, zone(in), workingHours(in.map("working_hours", "the working hours")), holidays);
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
        for (DayOfWeek day : DayOfWeek.values()) {
            String key = day.name().toLowerCase(Locale.ROOT);
            if (in.has(key)) {
                week.put(day, hours(in, key));
            }
        }
        if (in.node().keys().isEmpty()) {
            in.problems().outOfRange(in.node(), "at least 1 day");
        }
        return week;
    }

    private static List<Hours> hours(MapReader in, String day) {
        List<Written> written = new ArrayList<>();
        for (Node item : in.optionalItems(day)) {
            interval(item, in).ifPresent(hours -> {
                if (written.stream().anyMatch(other -> other.hours().equals(hours))) {
                    in.problems().duplicateItem(item);
                } else {
                    written.add(new Written(hours, item));
                }
            });
        }
        written.sort(Comparator.comparingInt(it -> it.hours().fromMinute()));
        for (int i = 1; i < written.size(); i++) {
            Written before = written.get(i - 1);
            Written after = written.get(i);
            if (after.hours().fromMinute() < before.hours().untilMinute()) {
                in.problems()
                        .error(
                                "overlapping-hours",
                                after.node().place(),
                                "the working hours " + after.node() + " overlap " + before.node(),
                                "join them",
                                Places.related(before.node().place(), "the others stand here"));
            }
        }
        return written.stream().map(Written::hours).toList();
    }

    private static Optional<Hours> interval(Node item, MapReader in) {
        String text = Formats.matching(item, INTERVAL, "hours such as \"09:00-17:00\"", in.problems());
        Matcher parts = INTERVAL.matcher(text);
        if (!parts.matches()) {
            return Optional.empty();
        }
        int from = minute(parts.group(1), parts.group(2));
        int until = parts.group(5) == null ? minute(parts.group(3), parts.group(4)) : 24 * 60;
        if (from >= until) {
            in.problems()
                    .error(
                            "empty-hours",
                            item.place(),
                            "the working hours " + item + " end before they begin",
                            "write hours over midnight as two intervals, up to 24:00 and from 00:00");
            return Optional.empty();
        }
        return Optional.of(new Hours(from, until));
    }

    private static int minute(String hour, String minute) {
        return Integer.parseInt(hour) * 60 + Integer.parseInt(minute);
    }
}
