package dev.tenet.rules.sla;

import static java.time.DayOfWeek.FRIDAY;
import static java.time.DayOfWeek.MONDAY;
import static java.time.DayOfWeek.SATURDAY;
import static java.time.DayOfWeek.SUNDAY;
import static java.time.DayOfWeek.THURSDAY;
import static java.time.DayOfWeek.TUESDAY;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.sla.BusinessCalendar.Hours;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class BusinessCalendarTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final Hours NIGHT = hours(22, 30);

    @Test
    void onlyWorkingHoursCount() {
        BusinessCalendar office = daily(ZoneOffset.UTC, hours(9, 12), hours(13, 17));

        assertThat(office.elapsed(at("2026-03-02T08:00:00Z"), at("2026-03-02T14:30:00Z"))).isEqualTo(hour(4.5));
        assertThat(office.elapsed(at("2026-03-02T10:00:00Z"), at("2026-03-03T10:00:00Z"))).isEqualTo(hour(7));
        assertThat(office.after(at("2026-03-02T10:00:00Z"), hour(7))).contains(at("2026-03-03T10:00:00Z"));
        assertThat(office.after(at("2026-03-02T10:00:00Z"), hour(6))).contains(at("2026-03-02T17:00:00Z"));
    }

    @Test
    void theDeadlineIsTheEarliestInstantAndNotTheNextMorning() {
        BusinessCalendar office = daily(ZoneOffset.UTC, hours(9, 17));

        assertThat(office.after(at("2026-03-02T07:00:00Z"), hour(8))).contains(at("2026-03-02T17:00:00Z"));
        assertThat(office.after(at("2026-03-02T07:00:00Z"), hour(8).plusNanos(1)))
                .contains(at("2026-03-03T09:00:00.000000001Z"));
        assertThat(office.after(at("2026-03-02T07:00:00Z"), Duration.ZERO)).contains(at("2026-03-02T07:00:00Z"));
        assertThat(office.after(at("2026-03-02T07:00:00Z"), hour(-1))).contains(at("2026-03-02T07:00:00Z"));
    }

    @Test
    void aClockThatGoesBackwardsMakesNoTime() {
        BusinessCalendar office = daily(ZoneOffset.UTC, hours(0, 24));

        assertThat(office.elapsed(at("2026-03-02T10:00:00Z"), at("2026-03-02T09:00:00Z"))).isZero();
        assertThat(office.elapsed(at("2026-03-02T10:00:00Z"), at("2026-03-02T10:00:00Z"))).isZero();
    }

    @Test
    void hoursOverMidnightCountOnTheNextDayEvenIfItIsFree() {
        BusinessCalendar nights = weekly(ZoneOffset.UTC, Map.of(FRIDAY, List.of(NIGHT)));

        // 2026-03-06 is a Friday.
        assertThat(nights.elapsed(at("2026-03-06T00:00:00Z"), at("2026-03-07T00:00:00Z"))).isEqualTo(hour(2));
        assertThat(nights.elapsed(at("2026-03-07T00:00:00Z"), at("2026-03-08T00:00:00Z"))).isEqualTo(hour(6));
        assertThat(nights.after(at("2026-03-06T21:00:00Z"), hour(8))).contains(at("2026-03-07T06:00:00Z"));
    }

    @Test
    void hoursOverMidnightOnSundayGoOnIntoMonday() {
        BusinessCalendar nights = weekly(ZoneOffset.UTC, Map.of(SUNDAY, List.of(NIGHT)));

        assertThat(nights.elapsed(at("2026-03-09T00:00:00Z"), at("2026-03-10T00:00:00Z"))).isEqualTo(hour(6));
        assertThat(nights.elapsed(at("2026-03-02T00:00:00Z"), at("2026-03-09T00:00:00Z"))).isEqualTo(hour(8));
    }

    @Test
    void aHolidayTakesTheNightThatBeginsOnItAndLeavesTheOneThatEndsOnIt() {
        BusinessCalendar nights = BusinessCalendar.of(
                "nights", ZoneOffset.UTC, everyDay(NIGHT), Map.of(LocalDate.parse("2026-03-04"), "Founders' Day"));

        assertThat(nights.elapsed(at("2026-03-03T12:00:00Z"), at("2026-03-04T12:00:00Z"))).isEqualTo(hour(8));
        assertThat(nights.elapsed(at("2026-03-04T12:00:00Z"), at("2026-03-05T12:00:00Z"))).isZero();
        assertThat(nights.after(at("2026-03-04T05:00:00Z"), hour(2))).contains(at("2026-03-05T23:00:00Z"));
    }

    @Test
    void timeThatIsUpOnTheEveOfAHolidayIsNotMovedBehindIt() {
        BusinessCalendar office = BusinessCalendar.of(
                "office", ZoneOffset.UTC, everyDay(hours(9, 17)), Map.of(LocalDate.parse("2026-03-04"), ""));

        assertThat(office.after(at("2026-03-03T09:00:00Z"), hour(8))).contains(at("2026-03-03T17:00:00Z"));
        assertThat(office.after(at("2026-03-03T09:00:00Z"), hour(9))).contains(at("2026-03-05T10:00:00Z"));
    }

    @Test
    void hoursOverAGapAreShorterByTheGap() {
        // 2026-03-29, Berlin: 02:00 becomes 03:00 at 01:00Z.
        BusinessCalendar early = daily(BERLIN, hours(1, 5));

        assertThat(early.elapsed(at("2026-03-29T00:00:00Z"), at("2026-03-29T12:00:00Z"))).isEqualTo(hour(3));
        assertThat(early.after(at("2026-03-28T23:00:00Z"), hour(3))).contains(at("2026-03-29T03:00:00Z"));
    }

    @Test
    void aTimeWithinAGapIsTheInstantOfTheChange() {
        BusinessCalendar until = daily(BERLIN, minutes(60, 150));
        BusinessCalendar from = daily(BERLIN, minutes(150, 300));

        assertThat(until.elapsed(at("2026-03-28T23:00:00Z"), at("2026-03-29T12:00:00Z"))).isEqualTo(hour(1));
        assertThat(until.after(at("2026-03-28T23:00:00Z"), hour(1))).contains(at("2026-03-29T01:00:00Z"));
        assertThat(from.elapsed(at("2026-03-28T23:00:00Z"), at("2026-03-29T12:00:00Z"))).isEqualTo(hour(2));
        assertThat(from.after(at("2026-03-28T23:00:00Z"), Duration.ofNanos(1)))
                .contains(at("2026-03-29T01:00:00.000000001Z"));
    }

    @Test
    void hoursWithinAGapAreEmpty() {
        BusinessCalendar lost = daily(BERLIN, minutes(130, 170));

        assertThat(lost.elapsed(at("2026-03-28T12:00:00Z"), at("2026-03-29T12:00:00Z"))).isZero();
        assertThat(lost.after(at("2026-03-28T12:00:00Z"), Duration.ofMinutes(40)))
                .contains(at("2026-03-30T00:50:00Z"));
    }

    @Test
    void hoursOverAnOverlapAreLongerByTheOverlap() {
        // 2026-10-25, Berlin: 03:00 becomes 02:00 at 01:00Z.
        BusinessCalendar early = daily(BERLIN, hours(1, 5));

        assertThat(early.elapsed(at("2026-10-24T22:00:00Z"), at("2026-10-25T12:00:00Z"))).isEqualTo(hour(5));
        assertThat(early.after(at("2026-10-24T22:00:00Z"), hour(5))).contains(at("2026-10-25T04:00:00Z"));
    }

    @Test
    void hoursThatEndWithinAnOverlapCountItInBothPasses() {
        BusinessCalendar early = daily(BERLIN, minutes(60, 150));

        // 01:00-02:30 of the first pass, then 02:00-02:30 of the second.
        assertThat(early.elapsed(at("2026-10-24T22:00:00Z"), at("2026-10-25T12:00:00Z"))).isEqualTo(hour(2));
        assertThat(early.elapsed(at("2026-10-25T00:30:00Z"), at("2026-10-25T01:00:00Z"))).isZero();
        assertThat(early.after(at("2026-10-24T22:00:00Z"), hour(2))).contains(at("2026-10-25T01:30:00Z"));
    }

    @Test
    void halfAnHourOfSummerTimeIsFollowed() {
        // 2026-04-05, Lord Howe: 02:00 (+11:00) becomes 01:30 (+10:30) at 15:00Z the day before.
        BusinessCalendar early = daily(ZoneId.of("Australia/Lord_Howe"), hours(1, 3));

        assertThat(early.elapsed(at("2026-04-04T13:00:00Z"), at("2026-04-05T00:00:00Z"))).isEqualTo(hour(2.5));
        assertThat(early.after(at("2026-04-04T13:00:00Z"), hour(2.5))).contains(at("2026-04-04T16:30:00Z"));
    }

    @Test
    void offsetsOfQuartersAndHalvesOfAnHourAreFollowed() {
        Instant from = at("2026-01-05T00:00:00Z");

        assertThat(daily(ZoneId.of("Asia/Kolkata"), hours(9, 17)).after(from, hour(1)))
                .contains(at("2026-01-05T04:30:00Z"));
        assertThat(daily(ZoneId.of("Asia/Kathmandu"), hours(9, 17)).after(from, hour(1)))
                .contains(at("2026-01-05T04:15:00Z"));
        assertThat(daily(ZoneId.of("Pacific/Chatham"), hours(9, 17)).after(from, hour(6)))
                .contains(at("2026-01-05T22:00:00Z"));
    }

    @Test
    void aDayThatAZoneSkippedHasNoHours() {
        // Apia went from Thursday, 29 December 2011 (-10:00) to Saturday the 31st (+14:00) at 10:00Z on the 30th.
        ZoneId apia = ZoneId.of("Pacific/Apia");
        Instant from = at("2011-12-29T10:00:00Z");
        Instant until = at("2011-12-31T10:00:00Z");

        assertThat(weekly(apia, Map.of(FRIDAY, List.of(hours(9, 17)))).elapsed(from, until)).isZero();
        assertThat(daily(apia, hours(0, 24)).elapsed(from, until)).isEqualTo(hour(48));
        assertThat(weekly(apia, Map.of(THURSDAY, List.of(NIGHT))).elapsed(from, until)).isEqualTo(hour(2));
        assertThat(weekly(apia, Map.of(FRIDAY, List.of(NIGHT))).elapsed(from, until)).isEqualTo(hour(6));
        assertThat(weekly(apia, Map.of(FRIDAY, List.of(NIGHT))).after(from, hour(6)))
                .contains(at("2011-12-30T16:00:00Z"));
    }

    @Test
    void aChangeOfOffsetWithoutSummerTimeIsFollowed() {
        // Pyongyang set its clocks from +09:00 back to +08:30 on 2015-08-15, 00:00, and on again on 2018-05-04, 23:30.
        BusinessCalendar nights = daily(ZoneId.of("Asia/Pyongyang"), hours(23, 25));

        assertThat(nights.elapsed(at("2015-08-14T03:00:00Z"), at("2015-08-15T03:00:00Z"))).isEqualTo(hour(2.5));
        assertThat(nights.elapsed(at("2018-05-04T03:00:00Z"), at("2018-05-05T03:00:00Z"))).isEqualTo(hour(1.5));
    }

    @Test
    void leapDaysCount() {
        BusinessCalendar office = daily(ZoneOffset.UTC, hours(9, 17));

        assertThat(office.elapsed(at("2028-02-28T00:00:00Z"), at("2028-03-01T00:00:00Z"))).isEqualTo(hour(16));
        assertThat(office.elapsed(at("2100-02-28T00:00:00Z"), at("2100-03-01T00:00:00Z"))).isEqualTo(hour(8));
    }

    @Test
    void summerTimeEndsForGoodInTheYear2200() {
        BusinessCalendar office = daily(BERLIN, hours(9, 17));

        assertThat(office.after(at("2199-07-01T00:00:00Z"), hour(1))).contains(at("2199-07-01T08:00:00Z"));
        assertThat(office.after(at("2200-07-01T00:00:00Z"), hour(1))).contains(at("2200-07-01T09:00:00Z"));
    }

    @Test
    void theEndsOfTimeAreInstantsLikeOthers() {
        BusinessCalendar always = daily(ZoneOffset.UTC, hours(0, 24));
        BusinessCalendar office = daily(BERLIN, hours(9, 17));
        Duration all = Duration.between(Instant.MIN, Instant.MAX);

        assertThat(always.elapsed(Instant.MIN, Instant.MAX)).isEqualTo(all);
        assertThat(always.after(Instant.MIN, all)).contains(Instant.MAX);
        assertThat(always.after(Instant.MIN, all.plusNanos(1))).isEmpty();
        assertThat(always.after(Instant.MAX, Duration.ofNanos(1))).isEmpty();
        assertThat(always.after(Instant.EPOCH, Duration.ofSeconds(Long.MAX_VALUE, 999_999_999))).isEmpty();
        Duration third = office.elapsed(Instant.MIN, Instant.MAX);
        assertThat(third.toDays()).isBetween(all.toDays() / 3 - 2, all.toDays() / 3 + 2);
        assertThat(office.after(Instant.MIN, third).map(at -> office.elapsed(Instant.MIN, at)))
                .contains(third);
        assertThat(office.after(Instant.MIN, third.plusHours(9))).isEmpty();
    }

    @Test
    void aCalendarWithoutHoursNeverReachesADeadline() {
        BusinessCalendar closed = weekly(ZoneOffset.UTC, Map.of(MONDAY, List.of()));

        assertThat(closed.elapsed(Instant.MIN, Instant.MAX)).isZero();
        assertThat(closed.after(Instant.EPOCH, Duration.ofNanos(1))).isEmpty();
        assertThat(closed.after(Instant.EPOCH, Duration.ZERO)).contains(Instant.EPOCH);
    }

    @Test
    void aMinuteAWeekReachesTenYearsOfWork() {
        BusinessCalendar minute = weekly(ZoneOffset.UTC, Map.of(MONDAY, List.of(minutes(0, 1))));

        assertThat(minute.after(at("1970-01-05T00:00:00Z"), Duration.ofMinutes(5_256_000)))
                .contains(at("1970-01-05T00:01:00Z").plus(Duration.ofDays(7L * 5_255_999)));
        assertThat(minute.after(Instant.EPOCH, Duration.ofSeconds(Long.MAX_VALUE / 1000))).isEmpty();
    }

    @Test
    void holidaysOnFreeDaysAndAtTheEndsOfTimeTakeNothing() {
        BusinessCalendar office = BusinessCalendar.of(
                "office",
                ZoneOffset.UTC,
                Map.of(MONDAY, List.of(hours(9, 17))),
                Map.of(LocalDate.parse("2026-03-03"), "", LocalDate.MIN, "", LocalDate.MAX, ""));

        assertThat(office.elapsed(at("2026-03-01T00:00:00Z"), at("2026-03-08T00:00:00Z"))).isEqualTo(hour(8));
    }

    @Test
    void hoursThatOverlapAreRefusedAcrossMidnightToo() {
        assertThatThrownBy(() -> weekly(BERLIN, Map.of(MONDAY, List.of(hours(9, 12), hours(11, 13)))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("got MONDAY 09:00-12:00 and MONDAY 11:00-13:00, which overlap, want hours that do not");
        assertThatThrownBy(() -> weekly(BERLIN, Map.of(MONDAY, List.of(NIGHT), TUESDAY, List.of(hours(5, 9)))))
                .hasMessage("got MONDAY 22:00-06:00 and TUESDAY 05:00-09:00, which overlap, want hours that do not");
        assertThatThrownBy(() -> weekly(BERLIN, Map.of(SUNDAY, List.of(NIGHT), MONDAY, List.of(hours(5, 9)))))
                .hasMessage("got SUNDAY 22:00-06:00 and MONDAY 05:00-09:00, which overlap, want hours that do not");
        assertThat(weekly(BERLIN, Map.of(SUNDAY, List.of(NIGHT), MONDAY, List.of(hours(6, 9)))).workingHours())
                .hasSize(2);
        assertThat(weekly(BERLIN, Map.of(SATURDAY, List.of(minutes(720, 2160)))).workingHours())
                .hasSize(1);
    }

    @Test
    void hoursOutsideTheirDayAreRefused() {
        for (int[] wrong : new int[][] {{-1, 5}, {1440, 1441}, {5, 5}, {6, 5}, {5, 1446}}) {
            assertThatThrownBy(() -> new Hours(wrong[0], wrong[1]))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("got minutes " + wrong[0] + " to " + wrong[1]
                            + ", want 0 <= from < 1440 and from < until <= from + 1440");
        }
    }

    @Test
    void aCalendarIsAValueAndReadsAsText() {
        BusinessCalendar one = BusinessCalendar.of(
                "office",
                BERLIN,
                Map.of(MONDAY, List.of(hours(13, 24), hours(9, 12)), FRIDAY, List.of(NIGHT)),
                Map.of(LocalDate.parse("2027-01-01"), "", LocalDate.parse("2026-12-25"), "Christmas Day"));
        BusinessCalendar same = BusinessCalendar.of("office", BERLIN, one.workingHours(), one.holidays());

        assertThat(one).isEqualTo(same).hasSameHashCodeAs(same);
        assertThat(one).isNotEqualTo(BusinessCalendar.of("office", BERLIN, one.workingHours(), Map.of()));
        assertThat(one)
                .hasToString("office in Europe/Berlin: MONDAY 09:00-12:00, MONDAY 13:00-24:00, FRIDAY 22:00-06:00; "
                        + "not on 2026-12-25 (Christmas Day), 2027-01-01");
    }

    @Test
    void nanosecondsBetweenMarksAreBoundedByTheLongestLong() {
        WorkClock clock = daily(BERLIN, hours(9, 17)).clock();
        long from = clock.mark(at("2026-03-02T09:00:00Z").getEpochSecond());
        long until = clock.mark(at("2026-03-02T10:00:00Z").getEpochSecond());
        long night = clock.mark(at("2026-03-02T20:00:00Z").getEpochSecond());

        assertThat(WorkClock.nanosBetween(from, 5, until, 7)).isEqualTo(3_600_000_000_002L);
        assertThat(WorkClock.nanosBetween(until, 7, from, 5)).isEqualTo(-3_600_000_000_002L);
        assertThat(WorkClock.nanosBetween(from, 5, night, 7)).isEqualTo(7 * 3_600_000_000_000L - 5);
        long first = clock.mark(Instant.MIN.getEpochSecond());
        long last = clock.mark(Instant.MAX.getEpochSecond());
        assertThat(WorkClock.nanosBetween(first, 0, last, 999_999_999)).isEqualTo(Long.MAX_VALUE);
        assertThat(WorkClock.nanosBetween(last, 999_999_999, first, 0)).isNegative();
    }

    static BusinessCalendar daily(ZoneId zone, Hours... hours) {
        return weekly(zone, everyDay(hours));
    }

    private static BusinessCalendar weekly(ZoneId zone, Map<DayOfWeek, List<Hours>> hours) {
        return BusinessCalendar.of("calendar", zone, hours, Map.of());
    }

    private static Map<DayOfWeek, List<Hours>> everyDay(Hours... hours) {
        return Arrays.stream(DayOfWeek.values()).collect(Collectors.toMap(day -> day, day -> List.of(hours)));
    }

    static Hours hours(int from, int until) {
        return new Hours(from * 60, until * 60);
    }

    private static Hours minutes(int from, int until) {
        return new Hours(from, until);
    }

    private static Instant at(String text) {
        return Instant.parse(text);
    }

    private static Duration hour(double hours) {
        return Duration.ofMinutes(Math.round(hours * 60));
    }
}
