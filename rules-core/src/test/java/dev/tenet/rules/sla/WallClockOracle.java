package dev.tenet.rules.sla;

import dev.tenet.rules.sla.BusinessCalendar.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Working time by looking at the clock on the wall in every minute. */
record WallClockOracle(Optional<BusinessCalendar> calendar, List<Pause> pauses) {

    Duration elapsed(Instant from, Instant until) {
        Duration sum = Duration.ZERO;
        for (Instant at = from; at.isBefore(until); ) {
            Instant next = step(at, until);
            sum = counts(at) ? sum.plus(Duration.between(at, next)) : sum;
            at = next;
        }
        return sum;
    }

    /** The first instant, not after an end, at which so much has been worked. */
    Optional<Instant> after(Instant from, Duration worked, Instant end) {
        Duration left = worked;
        for (Instant at = from; ; ) {
            if (left.isZero()) {
                return Optional.of(at);
            } else if (!at.isBefore(end)) {
                return Optional.empty();
            }
            Instant next = step(at, end);
            if (counts(at)) {
                Duration here = Duration.between(at, next);
                if (here.compareTo(left) >= 0) {
                    return Optional.of(at.plus(left));
                }
                left = left.minus(here);
            }
            at = next;
        }
    }

    /** The next instant at which anything can change: the next minute, or where a pause begins or ends. */
    private Instant step(Instant at, Instant end) {
        Instant next = earlier(at.truncatedTo(ChronoUnit.MINUTES).plusSeconds(60), end);
        for (Pause pause : pauses) {
            next = pause.from().isAfter(at) ? earlier(next, pause.from()) : next;
            next = pause.until().filter(at::isBefore).isPresent()
                    ? earlier(next, pause.until().orElseThrow())
                    : next;
        }
        return next;
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private boolean counts(Instant at) {
        return calendar.map(it -> works(it, at)).orElse(true) && pauses.stream().noneMatch(it -> rests(it, at));
    }

    private static boolean rests(Pause pause, Instant at) {
        return !at.isBefore(pause.from()) && pause.until().map(at::isBefore).orElse(true);
    }

    private static boolean works(BusinessCalendar calendar, Instant at) {
        LocalDateTime wall = at.atZone(calendar.zone()).toLocalDateTime();
        int minute = wall.getHour() * 60 + wall.getMinute();
        return begun(calendar, wall.toLocalDate(), minute)
                || begun(calendar, wall.toLocalDate().minusDays(1), minute + 24 * 60);
    }

    private static boolean begun(BusinessCalendar calendar, LocalDate day, int minute) {
        return !calendar.holidays().containsKey(day)
                && calendar.workingHours().getOrDefault(day.getDayOfWeek(), List.<Hours>of()).stream()
                        .anyMatch(hours -> hours.fromMinute() <= minute && minute < hours.untilMinute());
    }
}
