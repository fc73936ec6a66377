package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class WorkTimeTest {
    private static final Instant NINE = Instant.parse("2026-03-02T09:00:00Z");
    private static final WorkTime OFFICE =
            WorkTime.of(BusinessCalendarTest.daily(ZoneOffset.UTC, BusinessCalendarTest.hours(9, 17)));

    @Test
    void withoutACalendarEveryMinuteCounts() {
        assertThat(WorkTime.always().elapsed(NINE, hour(100))).isEqualTo(Duration.ofHours(100));
        assertThat(WorkTime.always().after(NINE, Duration.ofHours(100))).contains(hour(100));
        assertThat(WorkTime.always().elapsed(hour(1), NINE)).isZero();
    }

    @Test
    void aPauseWithinHoursMovesTheDeadline() {
        WorkTime time = OFFICE.without(List.of(pause(1, 3)));

        assertThat(time.elapsed(NINE, hour(4))).isEqualTo(Duration.ofHours(2));
        assertThat(time.after(NINE, Duration.ofHours(7))).contains(hour(25));
    }

    @Test
    void theDeadlineComesBeforeAPauseThatBeginsThen() {
        WorkTime time = OFFICE.without(List.of(pause(1, 3)));

        assertThat(time.after(NINE, Duration.ofHours(1))).contains(hour(1));
        assertThat(time.after(NINE, Duration.ofHours(1).plusNanos(1))).contains(hour(3).plusNanos(1));
    }

    @Test
    void whatIsPausedTwiceIsLeftOutOnce() {
        WorkTime time = OFFICE.without(List.of(pause(4, 5), pause(1, 3), pause(2, 4), pause(2, 3)));

        assertThat(time.elapsed(NINE, hour(8))).isEqualTo(Duration.ofHours(4));
        assertThat(time.without(List.of(pause(0, 2), pause(7, 30))).elapsed(NINE, hour(48)))
                .isEqualTo(Duration.ofHours(4));
    }

    @Test
    void aPauseOutsideHoursOrWithoutLengthChangesNothing() {
        WorkTime time = OFFICE.without(List.of(pause(8, 24), pause(-5, 0), pause(2, 2), pause(5, 3)));

        assertThat(time.elapsed(NINE, hour(25))).isEqualTo(Duration.ofHours(9));
        assertThat(time.after(NINE, Duration.ofHours(9))).contains(hour(25));
    }

    @Test
    void aTaskThatStartsInAPauseBeginsToCountAtItsEnd() {
        WorkTime time = WorkTime.always().without(List.of(pause(-1, 1)));

        assertThat(time.elapsed(NINE, hour(2))).isEqualTo(Duration.ofHours(1));
        assertThat(time.after(NINE, Duration.ofHours(1))).contains(hour(2));
        assertThat(time.after(NINE, Duration.ZERO)).contains(NINE);
    }

    @Test
    void nothingComesDueWhileAPauseLasts() {
        WorkTime time = OFFICE.without(List.of(new Pause(hour(2), Optional.empty()), pause(5, 6)));

        assertThat(time.elapsed(NINE, Instant.MAX)).isEqualTo(Duration.ofHours(2));
        assertThat(time.after(NINE, Duration.ofHours(2))).contains(hour(2));
        assertThat(time.after(NINE, Duration.ofHours(2).plusNanos(1))).isEmpty();
        assertThat(time.after(hour(3), Duration.ofNanos(1))).isEmpty();
    }

    @Test
    void theEndsOfTimeAreInstantsLikeOthers() {
        WorkTime time = WorkTime.always().without(List.of(new Pause(Instant.MIN, Optional.of(NINE)), pause(1, 2)));
        Duration all = Duration.between(NINE, Instant.MAX).minusHours(1);

        assertThat(time.elapsed(Instant.MIN, Instant.MAX)).isEqualTo(all);
        assertThat(time.after(Instant.MIN, all)).contains(Instant.MAX);
        assertThat(time.after(Instant.MIN, all.plusNanos(1))).isEmpty();
        assertThat(time.after(Instant.MIN, Duration.ofSeconds(Long.MAX_VALUE))).isEmpty();
        assertThat(WorkTime.always()
                        .without(List.of(new Pause(Instant.MIN, Optional.empty())))
                        .after(Instant.MIN, Duration.ofNanos(1)))
                .isEmpty();
    }

    private static Pause pause(int from, int until) {
        return new Pause(hour(from), Optional.of(hour(until)));
    }

    private static Instant hour(int hours) {
        return NINE.plus(Duration.ofHours(hours));
    }
}
