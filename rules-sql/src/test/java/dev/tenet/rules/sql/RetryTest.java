package dev.tenet.rules.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenet.rules.sql.DatabaseException.Kind;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

final class RetryTest {
    private static final DatabaseException CONFLICT =
            DatabaseException.of("it", Dialect.POSTGRESQL, new SQLException("deadlock detected", "40P01"));
    private static final DatabaseException OTHER =
            DatabaseException.of("it", Dialect.POSTGRESQL, new SQLException("syntax error", "42601"));

    private final List<Long> pauses = new ArrayList<>();
    private final AtomicInteger runs = new AtomicInteger();

    private Retry of(int attempts, Duration pause) {
        return new Retry(attempts, pause, pauses::add);
    }

    private int failTimes(Retry retry, int times, RuntimeException failure) {
        return retry.run(() -> {
            if (runs.incrementAndGet() <= times) {
                throw failure;
            }
            return runs.get();
        });
    }

    @Test
    void a_conflict_is_tried_again_after_growing_pauses_and_at_most_so_often() {
        assertThat(failTimes(of(4, Duration.ofMillis(100)), 3, CONFLICT)).isEqualTo(4);
        assertThat(pauses).hasSize(3);
        for (int at = 0; at < 3; at++) {
            assertThat(pauses.get(at)).isBetween(50_000_000L << at, 100_000_000L << at);
        }
        runs.set(0);
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> failTimes(of(3, Duration.ZERO), 3, CONFLICT))
                .isSameAs(CONFLICT);
        assertThat(runs).hasValue(3);
    }

    @Test
    void a_pause_is_never_longer_than_a_second() {
        assertThat(failTimes(of(60, Duration.ofDays(400)), 59, CONFLICT)).isEqualTo(60);
        assertThat(pauses).allSatisfy(pause -> assertThat(pause).isBetween(0L, 1_000_000_000L));
    }

    @Test
    void a_conflict_is_known_in_what_the_host_made_of_it() {
        assertThat(failTimes(of(2, Duration.ZERO), 1, new IllegalStateException(CONFLICT)))
                .isEqualTo(2);
    }

    @Test
    void a_pause_that_would_use_up_the_time_is_not_begun() {
        Retry retry = of(3, Duration.ofMillis(100));
        assertThat(retry.isAgain(1, CONFLICT, 49_000_000)).isFalse();
        assertThat(pauses).isEmpty();
        assertThat(retry.isAgain(1, CONFLICT, 100_000_001)).isTrue();
        assertThat(pauses).hasSize(1);
    }

    @Test
    void nothing_but_a_conflict_is_tried_again() {
        for (RuntimeException failure : List.of(OTHER, new IllegalStateException())) {
            runs.set(0);
            assertThatExceptionOfType(RuntimeException.class)
                    .isThrownBy(() -> failTimes(of(5, Duration.ZERO), 1, failure))
                    .isSameAs(failure);
            assertThat(runs).hasValue(1);
        }
        assertThat(OTHER.kind()).isEqualTo(Kind.OTHER);
    }

    @Test
    void an_interrupt_ends_the_attempts_and_stays() {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(DatabaseException.class)
                .isThrownBy(() -> failTimes(Retry.of(5, Duration.ofSeconds(1)), 1, CONFLICT));
        assertThat(Thread.interrupted()).isTrue();
        assertThat(runs).hasValue(1);
    }

    @Test
    void a_real_pause_lasts_and_no_pause_does_not() {
        long began = System.nanoTime();
        failTimes(Retry.of(2, Duration.ofMillis(40)), 1, CONFLICT);
        assertThat(System.nanoTime() - began).isGreaterThan(20_000_000L);
    }

    @Test
    void less_than_one_attempt_is_refused() {
        assertThatIllegalArgumentException().isThrownBy(() -> Retry.of(0, Duration.ZERO));
        assertThatIllegalArgumentException().isThrownBy(() -> Retry.of(2, Duration.ofMillis(-1)));
    }
}
