package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.routing.MovableClock;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Listeners: who hears of a change, when, and what becomes of one that fails. */
class ReloadListenerTest {
    @TempDir
    Path temp;

    private LiveFolder folder;
    private final MovableClock clock = new MovableClock();

    @BeforeEach
    void writeRules() {
        folder = new LiveFolder(temp.resolve("config")).target(5);
    }

    /** Tells listeners on the thread that reloads, and looks only when a test does. */
    private LiveRuleSet.Builder builder() {
        return folder.byEvents().withoutEvents().clock(clock).executor(Runnable::run);
    }

    @Test
    void aListenerThatThrowsHurtsNobody() {
        List<Long> heard = new ArrayList<>();
        LiveRuleSet.Builder builder = builder()
                .listener(event -> {
                    throw new IllegalStateException("full");
                })
                .listener(event -> heard.add(((ReloadEvent.Applied) event).version()));
        try (LiveRuleSet live = builder.watch()) {
            folder.target(7);
            live.reload();
            folder.target(8);
            live.reload();

            assertThat(heard).containsExactly(2L, 3L);
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(8);
        }
    }

    @Test
    void aListenerThatThrowsAnErrorHurtsNobody() {
        List<Long> heard = new ArrayList<>();
        LiveRuleSet.Builder builder = builder()
                .listener(event -> {
                    throw new AssertionError("full");
                })
                .listener(event -> heard.add(((ReloadEvent.Applied) event).version()));
        try (LiveRuleSet live = builder.watch()) {
            folder.target(7);
            live.reload();
            assertThat(heard).containsExactly(2L);
        }
    }

    @Test
    void anExecutorThatThrowsIsAskedAgain() {
        AtomicBoolean full = new AtomicBoolean(true);
        LiveRuleSet.Builder builder = folder.byEvents().withoutEvents().executor(task -> {
            if (full.get()) {
                throw new IllegalStateException("full");
            }
            task.run();
        });
        try (LiveRuleSet live = builder.watch()) {
            folder.target(7);
            live.reload();
            full.set(false);
            folder.target(8);
            live.reload();
            assertThat(folder.events).hasSize(2);
        }
    }

    @Test
    void aListenerMayRollBack() {
        AtomicReference<LiveRuleSet> self = new AtomicReference<>();
        AtomicReference<Optional<ReloadEvent.RolledBack>> back = new AtomicReference<>(Optional.empty());
        LiveRuleSet.Builder builder = builder().listener(event -> {
            if (event instanceof ReloadEvent.Applied) {
                back.set(self.get().rollback());
            }
        });
        try (LiveRuleSet live = builder.watch()) {
            self.set(live);
            folder.target(7);
            live.reload();

            assertThat(back.get()).isPresent();
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(5);
            assertThat(folder.events).hasSize(2);
        }
    }

    @Test
    void aSlowListenerDelaysNoReload() throws Exception {
        CountDownLatch hold = new CountDownLatch(1);
        LiveRuleSet.Builder builder = folder.byEvents().withoutEvents().listener(event -> {
            try {
                hold.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        try (LiveRuleSet live = builder.watch()) {
            for (int minutes = 6; minutes < 200; minutes++) {
                folder.target(minutes);
                live.reload();
                assertThat(LiveFolder.minutes(live.current())).isEqualTo(minutes);
            }
            hold.countDown();
            assertThat(folder.nextApplied()).isEqualTo(6);
        }
    }

    @Test
    void aListenerThatLeftHearsNothing() {
        try (LiveRuleSet live = builder().watch()) {
            List<ReloadEvent> heard = new ArrayList<>();
            Registration registration = live.listener(heard::add);
            registration.close();
            registration.close();
            folder.target(7);
            live.reload();
            assertThat(heard).isEmpty();
        }
    }
}
