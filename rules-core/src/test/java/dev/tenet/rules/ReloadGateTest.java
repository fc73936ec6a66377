package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.routing.MovableClock;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Gates: what an engine or a host asks of rules before they are in force. */
class ReloadGateTest {
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
    void aGateRefuses() {
        AtomicReference<RuleSet> shown = new AtomicReference<>();
        try (LiveRuleSet live = builder().watch()) {
            Registration gate = live.gate("database", rules -> {
                shown.set(rules);
                return List.of(problem(Severity.ERROR));
            });
            folder.target(7);

            ReloadEvent.Refused refused = (ReloadEvent.Refused) live.reload().orElseThrow();
            assertThat(refused.problems()).contains(problem(Severity.ERROR));
            assertThat(LiveFolder.minutes(shown.get())).isEqualTo(7);
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(5);

            gate.close();
            assertThat(live.reload()).get().isInstanceOf(ReloadEvent.Applied.class);
        }
    }

    @Test
    void aGateThatThrowsRefusesByName() {
        try (LiveRuleSet live = builder().watch()) {
            live.gate("database", rules -> {
                throw new IllegalStateException("connection refused");
            });
            folder.target(7);

            ReloadEvent.Refused refused = (ReloadEvent.Refused) live.reload().orElseThrow();
            assertThat(refused.problems())
                    .extracting(Problem::message)
                    .contains("the gate \"database\" failed: java.lang.IllegalStateException: connection refused");
        }
    }

    @Test
    void aGateThatThrowsAnErrorRefusesAndTheFolderIsFollowedOn() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        LiveRuleSet.Builder builder = folder.byPolling().gate("database", rules -> {
            if (broken.get()) {
                throw new AssertionError("not a table");
            }
            return List.of();
        });
        try (LiveRuleSet live = builder.watch()) {
            broken.set(true);
            folder.target(7);
            assertThat(folder.next(ReloadEvent.Refused.class).problems())
                    .extracting(Problem::message)
                    .contains("the gate \"database\" failed: java.lang.AssertionError: not a table");
            assertThat(live.status().folder()).isInstanceOf(ReloadStatus.Refused.class);

            broken.set(false);
            assertThat(folder.nextApplied()).isEqualTo(7);
        }
    }

    @Test
    void whatAGateWarnsOfIsPassedOnUnlessWarningsRefuse() {
        try (LiveRuleSet live = builder()
                .gate("database", rules -> List.of(problem(Severity.WARNING)))
                .watch()) {
            folder.target(7);
            ReloadEvent.Applied applied = (ReloadEvent.Applied) live.reload().orElseThrow();
            assertThat(applied.problems()).contains(problem(Severity.WARNING));
        }
        RuleSetLoader strict = RuleSet.loader().severity(SeverityPolicy.WARNINGS_ARE_ERRORS);
        LiveRuleSet.Builder builder =
                builder().loader(strict).gate("database", rules -> List.of(problem(Severity.WARNING)));
        assertThatThrownBy(builder::watch).isInstanceOf(RuleSetException.class);
    }

    @Test
    void theSameRefusalIsToldOnceAndCounted() {
        try (LiveRuleSet live = builder().watch()) {
            live.gate("database", rules -> List.of(problem(Severity.ERROR)));
            folder.target(7);
            live.reload();
            live.reload();
            live.reload();

            assertThat(folder.events).hasSize(1);
            assertThat(((ReloadStatus.Refused) live.status().folder()).attempts())
                    .isGreaterThanOrEqualTo(3); // and one more if the first look of its own comes late
        }
    }

    @Test
    void aGateCannotReload() {
        try (LiveRuleSet live = builder().watch()) {
            live.gate("eager", rules -> {
                live.reload();
                return List.of();
            });
            folder.target(7);
            assertThat(live.reload()).get().asString().contains("a gate cannot change the rules");
        }
    }

    private static Problem problem(Severity severity) {
        SourceLocation place = new SourceLocation("base", "base/sla_rules.yaml", 3, 3);
        return new Problem(severity, "no-table", place, "there is no table tasks", "", List.of(), "");
    }
}
