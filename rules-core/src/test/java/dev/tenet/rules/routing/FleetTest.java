package dev.tenet.rules.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class FleetTest {
    private final MovableClock clock = new MovableClock();
    private final Fleet fleet = Fleet.builder().clock(clock).build();

    @Test
    void aSessionThatIsPutIsFound() {
        fleet.put(Session.of("codex", "codex").capacity(3));

        assertThat(fleet.find("codex")).hasValueSatisfying(session -> {
            assertThat(session.capacity()).isEqualTo(3);
            assertThat(session.status()).isEqualTo(Session.Status.IDLE);
        });
        assertThat(fleet.find("nobody")).isEmpty();
    }

    @Test
    void aSessionNeverHeardOfCountsAsHeardOfWhenPut() {
        fleet.put(Session.of("codex", "codex"));

        assertThat(fleet.find("codex").orElseThrow().lastHeartbeat()).isEqualTo(clock.instant());
    }

    @Test
    void aHeartbeatThatTheHostGivesIsKept() {
        Instant heard = clock.instant().minusSeconds(40);
        fleet.put(Session.of("codex", "codex").lastHeartbeat(heard));

        assertThat(fleet.find("codex").orElseThrow().lastHeartbeat()).isEqualTo(heard);
    }

    @Test
    void aSessionIsStaleFromTheLimitOn() {
        fleet.put(Session.of("codex", "codex"));
        Session session = fleet.find("codex").orElseThrow();

        assertThat(fleet.stale(session, clock.millis() + 299_999)).isFalse();
        assertThat(fleet.stale(session, clock.millis() + 300_000)).isTrue();
        assertThat(fleet.stale(session, clock.millis() - 1))
                .as("a heartbeat of the future")
                .isFalse();
    }

    @Test
    void aLimitOfForeverTurnsStalenessOff() {
        Fleet patient =
                Fleet.builder().staleAfter(ChronoUnit.FOREVER.getDuration()).build();

        assertThat(patient.stale(Session.of("codex", "codex"), Long.MAX_VALUE - 1))
                .isFalse();
    }

    @Test
    void aHeartbeatRefreshesOneSession() {
        fleet.put(Session.of("codex", "codex"));
        fleet.put(Session.of("comet", "comet"));
        clock.advance(Duration.ofMinutes(10));

        assertThat(fleet.heartbeat("codex")).isTrue();
        assertThat(fleet.heartbeat("nobody")).isFalse();

        assertThat(fleet.stale(fleet.find("codex").orElseThrow(), clock.millis()))
                .isFalse();
        assertThat(fleet.stale(fleet.find("comet").orElseThrow(), clock.millis()))
                .isTrue();
    }

    @Test
    void aSnapshotIsSortedAndDoesNotChange() {
        fleet.put(Session.of("b", "codex"));
        fleet.put(Session.of("a", "codex"));
        List<Session> snapshot = fleet.sessions();
        fleet.remove("a");

        assertThat(snapshot).extracting(Session::name).containsExactly("a", "b");
        assertThat(fleet.sessions()).extracting(Session::name).containsExactly("b");
        assertThat(fleet.remove("a")).isFalse();
    }

    @Test
    void anUpdateMayNotRename() {
        fleet.put(Session.of("codex", "codex"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> fleet.update("codex", session -> Session.of("other", "codex")))
                .withMessageContaining("\"codex\"")
                .withMessageContaining("\"other\"");
        assertThat(fleet.update("nobody", session -> session)).isFalse();
    }

    @Test
    void concurrentUpdatesOfOneSessionAreNotLost() throws Exception {
        fleet.put(Session.of("codex", "codex").capacity(1_000_000));
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < 4; i++) {
                running.add(threads.submit(() -> {
                    for (int n = 0; n < 5_000; n++) {
                        fleet.update("codex", session -> session.load(session.load() + 1));
                    }
                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(fleet.find("codex").orElseThrow().load()).isEqualTo(20_000);
    }

    @Test
    void theShareOfCapacityInUseDecidesWhoIsLeastLoadedThenTheName() {
        Eligibility everybody = new Eligibility(Set.of(), Optional.empty(), Set.of());
        fleet.put(Session.of("half", "codex").capacity(4).load(2));
        assertThat(fleet.leastLoaded(everybody, clock.millis()))
                .extracting(Session::name)
                .isEqualTo("half");

        fleet.put(Session.of("also half", "codex").capacity(2).load(1));
        assertThat(fleet.leastLoaded(everybody, clock.millis()))
                .extracting(Session::name)
                .isEqualTo("also half");

        fleet.put(Session.of("third", "codex").capacity(9).load(3));
        assertThat(fleet.leastLoaded(everybody, clock.millis()))
                .extracting(Session::name)
                .isEqualTo("third");
    }

    @Test
    void nonsenseIsRefused() {
        Session session = Session.of("codex", "codex");

        assertThatIllegalArgumentException().isThrownBy(() -> Session.of(" ", "codex"));
        assertThatIllegalArgumentException().isThrownBy(() -> Session.of("codex", ""));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> session.load(-1))
                .withMessageContaining("\"codex\" is -1");
        assertThatIllegalArgumentException().isThrownBy(() -> session.capacity(-1));
        assertThatIllegalArgumentException().isThrownBy(() -> session.lastHeartbeat(Instant.MAX));
        assertThatIllegalArgumentException().isThrownBy(() -> Fleet.builder().staleAfter(Duration.ZERO));
    }
}
