package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.routing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Many tasks and threads; {@code -Dtenet.tracker.tasks=1000000} for as many as the tracker is made for. */
class SlaTrackerStressTest {
    private static final int TASKS = Integer.getInteger("tenet.tracker.tasks", 20_000);

    private final MovableClock clock = new MovableClock();
    private final Instant start = clock.instant();
    private final AtomicReference<RuleSet> current = new AtomicReference<>(SlaTestRules.of(SlaTestRules.DEPLOY));

    private SlaTask task(int number) {
        return SlaTask.of("deploy", start.plusMillis(number % 3_600_000));
    }

    @Test
    void eachEscalationIsToldOnceHoweverManyThreadsAddFireCompleteAndReload()
            throws InterruptedException, ExecutionException {
        Map<String, Integer> told = new ConcurrentHashMap<>();
        AtomicInteger adding = new AtomicInteger(2);
        SlaTracker tracker = SlaTracker.builder(current::get)
                .clock(clock)
                .listener(it -> told.merge(it.key(), 1, Integer::sum))
                .build();
        clock.advance(Duration.ofDays(1));
        ExecutorService threads = Executors.newFixedThreadPool(5);
        List<Future<?>> all = new ArrayList<>();
        for (int thread = 0; thread < 2; thread++) {
            int from = thread;
            all.add(threads.submit(() -> {
                for (int i = from; i < TASKS; i += 2) {
                    tracker.add("t" + i, task(i));
                    if (i % 3 == 0) {
                        tracker.pause("t" + i); // after it is all due
                    }
                }
                adding.decrementAndGet();
            }));
        }
        for (int thread = 0; thread < 2; thread++) {
            all.add(threads.submit(() -> {
                while (adding.get() > 0) {
                    tracker.fire();
                }
            }));
        }
        all.add(threads.submit(() -> {
            for (int i = 0; adding.get() > 0; i++) {
                current.set(SlaTestRules.of(
                        SlaTestRules.DEPLOY.replace("warning_percent: 70", "warning_percent: " + (60 + i % 20))));
                tracker.nextDue();
            }
        }));
        for (Future<?> each : all) {
            each.get();
        }
        threads.shutdown();
        tracker.fire();

        assertThat(tracker.size()).isEqualTo(TASKS);
        assertThat(told.values()).allMatch(times -> times == 1);
        // A reload between start and firing may pass over "mark", never over what still decides.
        assertThat(told.keySet().stream().filter(key -> key.endsWith("|alert"))).hasSize(TASKS);
    }

    @Test
    void aReloadOfManyOpenTasksLosesNone() {
        List<Escalated> told = new ArrayList<>();
        SlaTracker tracker = SlaTracker.builder(current::get)
                .clock(clock)
                .listener(told::add)
                .build();
        for (int i = 0; i < TASKS; i++) {
            tracker.add("t" + i, task(i));
        }
        clock.advance(Duration.ofMinutes(1));
        assertThat(tracker.fire()).isZero();

        current.set(SlaTestRules.of(SlaTestRules.DEPLOY.replace("target_minutes: 30", "target_minutes: 60")));
        assertThat(tracker.nextDue()).isPresent();
        clock.advance(Duration.ofDays(1));

        assertThat(tracker.fire()).isEqualTo(2 * TASKS);
        assertThat(told).isSortedAccordingTo((a, b) -> a.due().compareTo(b.due()));
        assertThat(told.get(0).elapsed()).isEqualTo(Duration.ofMinutes(42));
        for (int i = 0; i < TASKS; i++) {
            assertThat(tracker.complete("t" + i)).isTrue();
        }
        assertThat(tracker.nextDue()).isEmpty();
    }
}
