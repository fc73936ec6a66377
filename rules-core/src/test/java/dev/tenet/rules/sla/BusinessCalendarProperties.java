package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.sla.BusinessCalendar.Hours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneOffsetTransition;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Random calendars where zones change their offsets, beside a look at the wall clock in every minute. */
class BusinessCalendarProperties {
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    private static final long DAY_NANOS = Duration.ofDays(1).toNanos();
    /** Half and three-quarter hours, half an hour of summer time, midnight gaps, skipped days, winter time in summer. */
    private static final List<String> ZONES = List.of(
            "Europe/Berlin",
            "America/New_York",
            "America/Sao_Paulo",
            "Africa/Casablanca",
            "Antarctica/Troll",
            "Asia/Kolkata",
            "Asia/Kathmandu",
            "Asia/Pyongyang",
            "Australia/Lord_Howe",
            "Pacific/Apia",
            "Pacific/Chatham",
            "Pacific/Kwajalein",
            "UTC");

    @Property(tries = 600)
    void elapsedAndAfterAreWhatTheClockOnTheWallSays(@ForAll long seed) {
        Random random = new Random(seed);
        Scene scene = new Scene(random);
        WallClockOracle oracle = new WallClockOracle(Optional.of(scene.calendar), List.of());
        Instant from = scene.instant(5);
        Instant until = scene.instant(5);

        Duration elapsed = oracle.elapsed(from, until);
        assertThat(scene.calendar.elapsed(from, until)).isEqualTo(elapsed);
        Duration worked = scene.worked(elapsed);
        Instant end = from.plus(Duration.ofDays(12));
        assertThat(scene.calendar.after(from, worked).filter(at -> !at.isAfter(end)))
                .isEqualTo(oracle.after(from, worked, end));
    }

    @Property(tries = 600)
    void pausesAreLeftOut(@ForAll long seed) {
        Random random = new Random(seed);
        Scene scene = new Scene(random);
        boolean always = random.nextInt(4) == 0;
        List<Pause> pauses = scene.pauses();
        WallClockOracle oracle =
                new WallClockOracle(always ? Optional.empty() : Optional.of(scene.calendar), pauses);
        WorkTime whole = always ? WorkTime.always() : WorkTime.of(scene.calendar);
        int split = random.nextInt(pauses.size() + 1);
        WorkTime time = whole.without(pauses.subList(split, pauses.size())).without(pauses.subList(0, split));
        Instant from = scene.instant(5);
        Instant until = scene.instant(5);

        Duration elapsed = oracle.elapsed(from, until);
        assertThat(time.elapsed(from, until)).isEqualTo(elapsed);
        Duration worked = scene.worked(elapsed);
        Instant end = from.plus(Duration.ofDays(12));
        assertThat(time.after(from, worked).filter(at -> !at.isAfter(end)))
                .isEqualTo(oracle.after(from, worked, end));
    }

    @Property(tries = 5_000)
    void elapsedAndAfterAreInversesOfOneAnother(@ForAll long seed) {
        Random random = new Random(seed);
        Scene scene = new Scene(random);
        Instant from = scene.instant(400_000);
        Duration worked = Duration.ofNanos(1 + random.nextLong(1, 3_650 * DAY_NANOS) / (1L << random.nextInt(50)));
        WorkTime time = WorkTime.of(scene.calendar).without(random.nextBoolean() ? scene.pauses() : List.of());

        time.after(from, worked).ifPresent(at -> {
            assertThat(time.elapsed(from, at)).isEqualTo(worked);
            assertThat(time.elapsed(from, at.minusNanos(1))).isEqualTo(worked.minusNanos(1));
        });
        Instant until = scene.instant(400_000);
        Duration elapsed = time.elapsed(from, until);
        assertThat(time.after(from, elapsed)).hasValueSatisfying(at -> assertThat(
                        at.isAfter(until.isAfter(from) ? until : from))
                .isFalse());
        assertThat(elapsed)
                .isBetween(Duration.ZERO, until.isAfter(from) ? Duration.between(from, until) : Duration.ZERO);
    }

    @Property(tries = 5_000)
    void elapsedAddsUp(@ForAll long seed) {
        Random random = new Random(seed);
        Scene scene = new Scene(random);
        List<Instant> instants = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            instants.add(scene.instant(random.nextBoolean() ? 20 : 400_000));
        }
        instants.sort(null);
        Instant a = instants.get(0);
        Instant b = instants.get(1);
        Instant c = instants.get(2);
        WorkTime time = WorkTime.of(scene.calendar).without(random.nextBoolean() ? scene.pauses() : List.of());

        assertThat(time.elapsed(a, b).plus(time.elapsed(b, c))).isEqualTo(time.elapsed(a, c));
        assertThat(time.elapsed(c, a)).isZero();
    }

    @Property(tries = 5_000)
    void theFormWithoutObjectsAgrees(@ForAll long seed) {
        Random random = new Random(seed);
        Scene scene = new Scene(random);
        Instant from = scene.instant(50_000);
        Instant until = scene.instant(50_000);
        WorkClock clock = scene.calendar.clock();
        long nanos = WorkClock.nanosBetween(
                clock.mark(from.getEpochSecond()),
                from.getNano(),
                clock.mark(until.getEpochSecond()),
                until.getNano());

        assertThat(Duration.ofNanos(Math.max(0, nanos))).isEqualTo(scene.calendar.elapsed(from, until));
    }

    /** A calendar, and a day on which something may happen in its zone. */
    private static final class Scene {
        private final Random random;
        private final Instant day;
        private final BusinessCalendar calendar;

        Scene(Random random) {
            this.random = random;
            ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
            this.day = day(zone);
            Map<LocalDate, String> holidays = new HashMap<>();
            for (int i = random.nextInt(5); i > 0; i--) {
                holidays.put(LocalDate.ofInstant(instant(random.nextBoolean() ? 4 : 4_000), zone), "");
            }
            this.calendar = BusinessCalendar.of("calendar", zone, hours(), holidays);
        }

        private Instant day(ZoneId zone) {
            Instant any = Instant.parse("1971-01-01T00:00:00Z")
                    .plus(Duration.ofDays(random.nextInt(random.nextBoolean() ? 50 * 365 : 230 * 365)));
            ZoneOffsetTransition change = zone.getRules().nextTransition(any);
            if (random.nextInt(4) == 0
                    || change == null
                    || !change.getInstant().isBefore(BusinessCalendar.LAST_CHANGE)) {
                return any.isBefore(BusinessCalendar.LAST_CHANGE.minus(Duration.ofDays(30)))
                        ? any
                        : LocalDate.of(2096, 2, 29).atStartOfDay().toInstant(ZoneOffset.UTC);
            }
            return change.getInstant();
        }

        /** Hours between random times of the week; what is longer than a day, in pieces that touch. */
        private Map<DayOfWeek, List<Hours>> hours() {
            int step = random.nextBoolean() ? 30 : 1;
            int[] times = random.ints(2L * random.nextInt(15), 0, WEEK / step)
                    .map(time -> time * step)
                    .distinct()
                    .sorted()
                    .toArray();
            Map<DayOfWeek, List<Hours>> week = new EnumMap<>(DayOfWeek.class);
            int first = random.nextInt(2);
            for (int i = first; i + 1 < times.length + first; i += 2) {
                int until = i + 1 < times.length ? times[i + 1] : times[0] + WEEK;
                for (int from = times[i]; from < until; from += DAY) {
                    week.computeIfAbsent(DayOfWeek.of(from % WEEK / DAY + 1), none -> new ArrayList<>())
                            .add(new Hours(from % DAY, from % DAY + Math.min(DAY, until - from)));
                }
            }
            return week;
        }

        Instant instant(int days) {
            Instant near = day.plusNanos(random.nextLong(-DAY_NANOS, DAY_NANOS))
                    .plus(Duration.ofDays(random.nextInt(-days, days + 1)));
            return switch (random.nextInt(3)) {
                case 0 -> near;
                case 1 -> Instant.ofEpochSecond(near.getEpochSecond());
                default -> Instant.ofEpochSecond(Math.floorDiv(near.getEpochSecond(), 1800) * 1800);
            };
        }

        /** Often the time that has elapsed, which is up when a stretch of work ends if it ends in free time. */
        Duration worked(Duration elapsed) {
            return switch (random.nextInt(4)) {
                case 0 -> Duration.ofMinutes(random.nextInt(6 * DAY));
                case 1 -> Duration.ofNanos(random.nextLong(6 * DAY_NANOS));
                default -> elapsed;
            };
        }

        List<Pause> pauses() {
            List<Pause> pauses = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                Instant from = instant(4);
                Optional<Instant> until =
                        switch (random.nextInt(8)) {
                            case 0 -> Optional.empty();
                            case 1 -> Optional.of(from);
                            case 2 -> Optional.of(instant(4));
                            case 3 -> pauses.isEmpty()
                                    ? Optional.of(from.plusSeconds(1))
                                    : Optional.of(pauses.get(0).from());
                            default -> Optional.of(from.plusNanos(random.nextLong(2 * DAY_NANOS)));
                        };
                pauses.add(new Pause(from, until));
            }
            return pauses;
        }
    }
}
