package dev.tenet.rules.bench;

import dev.tenet.rules.sla.BusinessCalendar;
import dev.tenet.rules.sla.BusinessCalendar.Hours;
import dev.tenet.rules.sla.Pause;
import dev.tenet.rules.sla.WorkTime;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Working time over an office's calendar with ten holidays a year in a zone with summer time. The baseline walks day by
 * day with java.time, as one would by hand. The start times lie anywhere in ten years, so nothing can be guessed.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class CalendarBenchmark {
    private static final int STARTS = 4_096;
    private static final ZoneId ZONE = ZoneId.of("Europe/Berlin");

    /** How long ago work began. */
    @Param({"1", "365"})
    public int days;

    private BusinessCalendar calendar = BusinessCalendar.of("none", ZONE, Map.of(), Map.of());
    private WorkTime paused = WorkTime.always();
    private Duration worked = Duration.ZERO;
    private final Instant[] starts = new Instant[STARTS];
    private int turn;

    /** Makes the calendar and the start times, and checks that both forms agree. */
    @Setup
    public void setUp() {
        Random random = new Random(5);
        Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
        for (int day = 1; day <= 5; day++) {
            week.put(DayOfWeek.of(day), List.of(new Hours(9 * 60, 12 * 60 + 30), new Hours(13 * 60, 17 * 60 + 30)));
        }
        Map<LocalDate, String> holidays = new HashMap<>();
        for (int i = 0; i < 100; i++) {
            holidays.put(LocalDate.of(2020 + i / 10, 1, 1).plusDays(random.nextInt(365)), "holiday");
        }
        calendar = BusinessCalendar.of("office", ZONE, week, holidays);
        worked = Duration.ofMinutes(Math.round(days * 8 * 60 * 5 / 7.0));
        for (int i = 0; i < STARTS; i++) {
            starts[i] = Instant.parse("2020-01-01T00:00:00Z")
                    .plusMillis(random.nextLong(Duration.ofDays(3650).toMillis()));
            Instant until = starts[i].plus(Duration.ofDays(days));
            if (!walk(starts[i], until).equals(calendar.elapsed(starts[i], until))) {
                throw new IllegalStateException("the calendar and the walk disagree");
            }
        }
        paused = WorkTime.of(calendar)
                .without(List.of(
                        new Pause(
                                Instant.parse("2023-05-03T10:00:00Z"),
                                Optional.of(Instant.parse("2023-05-04T10:00:00Z"))),
                        new Pause(
                                Instant.parse("2025-05-03T10:00:00Z"),
                                Optional.of(Instant.parse("2025-07-04T10:00:00Z")))));
    }

    private Instant next() {
        turn = (turn + 1) & (STARTS - 1);
        return starts[turn];
    }

    /** The working time since a start. */
    @Benchmark
    public Duration elapsed() {
        Instant from = next();
        return calendar.elapsed(from, from.plusSeconds(days * 86_400L));
    }

    /** The same without two pauses. */
    @Benchmark
    public Duration elapsedWithPauses() {
        Instant from = next();
        return paused.elapsed(from, from.plusSeconds(days * 86_400L));
    }

    /** The deadline for about as much working time. */
    @Benchmark
    public Optional<Instant> after() {
        return calendar.after(next(), worked);
    }

    /** The working time since a start, day by day. */
    @Benchmark
    public Duration elapsedByHand() {
        Instant from = next();
        return walk(from, from.plusSeconds(days * 86_400L));
    }

    /** The deadline for about as much working time, day by day. */
    @Benchmark
    public Instant afterByHand() {
        return walkAfter(next(), worked);
    }

    private Duration walk(Instant from, Instant until) {
        Duration sum = Duration.ZERO;
        LocalDate last = until.atZone(ZONE).toLocalDate();
        for (LocalDate day = from.atZone(ZONE).toLocalDate(); !day.isAfter(last); day = day.plusDays(1)) {
            if (!calendar.holidays().containsKey(day)) {
                for (Hours hours : calendar.workingHours().getOrDefault(day.getDayOfWeek(), List.of())) {
                    Instant begin = later(at(day, hours.fromMinute()), from);
                    Instant end = at(day, hours.untilMinute());
                    end = end.isBefore(until) ? end : until;
                    sum = begin.isBefore(end) ? sum.plus(Duration.between(begin, end)) : sum;
                }
            }
        }
        return sum;
    }

    private Instant walkAfter(Instant from, Duration worked) {
        Duration left = worked;
        for (LocalDate day = from.atZone(ZONE).toLocalDate(); ; day = day.plusDays(1)) {
            if (!calendar.holidays().containsKey(day)) {
                for (Hours hours : calendar.workingHours().getOrDefault(day.getDayOfWeek(), List.of())) {
                    Instant begin = later(at(day, hours.fromMinute()), from);
                    Instant end = at(day, hours.untilMinute());
                    if (begin.isBefore(end)) {
                        Duration here = Duration.between(begin, end);
                        if (here.compareTo(left) >= 0) {
                            return begin.plus(left);
                        }
                        left = left.minus(here);
                    }
                }
            }
        }
    }

    private static Instant later(Instant one, Instant other) {
        return one.isBefore(other) ? other : one;
    }

    private static Instant at(LocalDate day, int minute) {
        return ZonedDateTime.of(day.atStartOfDay().plusMinutes(minute), ZONE).toInstant();
    }
}
