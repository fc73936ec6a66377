package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tenet.rules.routing.MovableClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a look at the folder does to the rules in use; {@link LiveRuleSet#reload} looks at once. */
class LiveRuleSetTest {
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
    void theFirstLoadFailsAsALoadDoes() {
        folder.write("base/sla_rules.yaml", "version: \"1.0\"\nsla_targts: {}\n");

        assertThatThrownBy(() -> LiveRuleSet.watch(folder.root))
                .isInstanceOfSatisfying(
                        RuleSetException.class,
                        e -> assertThat(e.problems()).isEqualTo(new TestConfig(folder.root).problems()));
    }

    @Test
    void anEditIsLiveUnderANewVersionWithWhatChanged() {
        try (LiveRuleSet live = builder().watch()) {
            assertThat(live.status().version()).isEqualTo(1);
            clock.advance(Duration.ofMinutes(1));
            folder.target(7);

            ReloadEvent.Applied applied = (ReloadEvent.Applied) live.reload().orElseThrow();

            assertThat(live.current()).isSameAs(applied.rules());
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(7);
            assertThat(applied.diff().toString())
                    .isEqualTo("changed sla_targets.shell.target_minutes: base/sla_rules.yaml:3:27 [base]: 5 -> "
                            + "base/sla_rules.yaml:3:27 [base]: 7");
            assertThat(live.status())
                    .isEqualTo(new ReloadStatus(2, clock.instant(), applied.rules(), new ReloadStatus.Live()));
            assertThat(folder.events).containsExactly(applied);
            assertThat(applied)
                    .hasToString("rules version 2 are live: 1 value changed (sla_targets.shell.target_minutes)");
        }
    }

    @Test
    void aTouchIsNoChange() throws Exception {
        try (LiveRuleSet live = builder().watch()) {
            RuleSet rules = live.current();
            Files.setLastModifiedTime(folder.root.resolve("base/sla_rules.yaml"), FileTime.from(Instant.EPOCH));
            folder.target(5);
            folder.write("base/.sla_rules.yaml.swp", "x").write("notes.txt", "x");

            assertThat(live.reload()).isEmpty();
            assertThat(live.current()).isSameAs(rules);
            assertThat(folder.events).isEmpty();
        }
    }

    @Test
    void aCommentMovesPlacesAndSparesTheRollback() {
        try (LiveRuleSet live = builder().watch()) {
            folder.target(7);
            live.reload();
            folder.write("base/sla_rules.yaml", "# why seven\n" + LiveFolder.sla(7));

            ReloadEvent.Applied applied = (ReloadEvent.Applied) live.reload().orElseThrow();
            assertThat(applied.diff().isEmpty()).isTrue();
            assertThat(live.current()
                            .provenance("sla_targets.shell.target_minutes")
                            .get(0)
                            .location()
                            .line())
                    .isEqualTo(4);

            live.rollback();
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(5);
        }
    }

    @Test
    void aBadEditKeepsTheLastGoodRulesAndSaysSinceWhenAndWhy() {
        try (LiveRuleSet live = builder().watch()) {
            RuleSet good = live.current();
            Instant began = clock.instant();
            clock.advance(Duration.ofMinutes(1));
            Instant bad = clock.instant();
            folder.write("base/sla_rules.yaml", LiveFolder.sla(7).replace("target_minutes", "target_minuts"));
            live.reload();
            clock.advance(Duration.ofMinutes(1));
            folder.write("base/sla_rules.yaml", "version: \"1.0\"\nsla_targets: [\n");
            ReloadEvent event = live.reload().orElseThrow();

            assertThat(live.current()).isSameAs(good);
            assertThat(live.status().version()).isEqualTo(1);
            assertThat(live.status().since()).isEqualTo(began);
            ReloadStatus.Refused refused = (ReloadStatus.Refused) live.status().folder();
            assertThat(refused.since()).isEqualTo(bad);
            assertThat(refused.last()).isEqualTo(clock.instant());
            assertThat(refused.attempts()).isEqualTo(2);
            assertThat(event).isEqualTo(new ReloadEvent.Refused(clock.instant(), 1, refused.problems()));
            assertThat(folder.events).hasSize(2);
            assertThat(live.status().toString())
                    .startsWith("rules version 1 since 2026-01-05T09:00:00Z; those in the folder are refused since"
                            + " 2026-01-05T09:01:00Z (attempts: 2): base/sla_rules.yaml:");
        }
    }

    @Test
    void anEditThatFailsARuleTestIsRefused() {
        folder.write("tests/sla.yaml", """
                version: "1.0"
                tests:
                  - name: a shell command has five minutes
                    given: { task: { type: shell, elapsed: 6m } }
                    expect: { sla: { breached: true } }
                """);
        try (LiveRuleSet live = builder().watch()) {
            folder.target(7);

            ReloadEvent event = live.reload().orElseThrow();

            assertThat(LiveFolder.minutes(live.current())).isEqualTo(5);
            assertThat(event.toString())
                    .startsWith("rules refused, version 1 stays:\ntests/sla.yaml:5:")
                    .contains("error[rule-test-failed]");
            folder.target(4);
            assertThat(live.reload()).get().isInstanceOf(ReloadEvent.Applied.class);
        }
    }

    @Test
    void theFixHeals() {
        try (LiveRuleSet live = builder().watch()) {
            folder.write("base/sla_rules.yaml", "nonsense");
            live.reload();
            folder.target(7);

            assertThat(live.reload()).get().isInstanceOf(ReloadEvent.Applied.class);
            assertThat(live.status().folder()).isEqualTo(new ReloadStatus.Live());
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(7);
        }
    }

    @Test
    void undoingABadEditHealsToo() {
        try (LiveRuleSet live = builder().watch()) {
            folder.write("base/sla_rules.yaml", "nonsense");
            live.reload();
            folder.target(5);
            live.reload();

            assertThat(live.status().folder()).isEqualTo(new ReloadStatus.Live());
        }
    }

    @Test
    void aFolderThatIsDeletedKeepsTheRulesUntilItIsBack() throws Exception {
        try (LiveRuleSet live = builder().watch()) {
            Files.move(folder.root, temp.resolve("gone"));
            assertThat(live.reload()).get().isInstanceOf(ReloadEvent.Refused.class);
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(5);

            folder.target(8);
            live.reload();
            assertThat(LiveFolder.minutes(live.current())).isEqualTo(8);
        }
    }

    @Test
    void aSectionOfTheHostThatThrowsRefuses() {
        AtomicBoolean broken = new AtomicBoolean();
        RuleSetLoader loader = RuleSet.loader().section(new BrokenSection(broken));
        try (LiveRuleSet live = builder().loader(loader).watch()) {
            broken.set(true);
            folder.target(7);

            ReloadEvent.Refused refused = (ReloadEvent.Refused) live.reload().orElseThrow();
            assertThat(LiveFolder.codes(refused.problems())).containsExactly("load-failed");
            broken.set(false);
            assertThat(live.reload()).get().isInstanceOf(ReloadEvent.Applied.class);
        }
    }

    // ---- sections ----

    @Test
    void onlyTheNamedSectionsMayChange() {
        folder.write("base/ui.yaml", "version: \"1.0\"\ntheme: {colors: {status: {planned: '#000000'}}}\n");
        try (LiveRuleSet live = builder().reloadable("ui").watch()) {
            folder.write("base/ui.yaml", "version: \"1.0\"\ntheme: {colors: {status: {planned: '#ffffff'}}}\n");
            assertThat(live.reload()).get().isInstanceOf(ReloadEvent.Applied.class);

            folder.target(7);
            ReloadEvent.Refused refused = (ReloadEvent.Refused) live.reload().orElseThrow();
            assertThat(refused.problems())
                    .filteredOn(problem -> problem.severity() == Severity.ERROR)
                    .extracting(Problem::summary)
                    .containsExactly("base/sla_rules.yaml:3:27: error[not-reloadable]: the section sla may not change"
                            + " while the host runs; it did in sla_targets.shell.target_minutes; undo that, or restart"
                            + " the host; what may change: ui");
        }
    }

    @Test
    void aReloadableSectionThatDoesNotExistIsRefused() {
        LiveRuleSet.Builder builder = builder().reloadable("slaa");
        assertThatIllegalArgumentException()
                .isThrownBy(builder::watch)
                .withMessage("got the section \"slaa\" as reloadable; did you mean \"sla\"?");
    }

    // ---- rollback ----

    @Test
    void aRollbackHoldsTheFolderBackUntilItChanges() {
        try (LiveRuleSet live = builder().watch()) {
            RuleSet first = live.current();
            folder.target(7);
            live.reload();

            ReloadEvent.RolledBack back = live.rollback().orElseThrow();
            assertThat(live.current()).isSameAs(first).isSameAs(back.rules());
            assertThat(live.status().version()).isEqualTo(3);
            assertThat(live.status().folder()).isEqualTo(new ReloadStatus.HeldBack(clock.instant()));
            assertThat(back.diff().changes()).hasSize(1);
            assertThat(live.reload()).isEmpty();
            assertThat(live.rollback()).isEmpty();

            folder.target(8);
            assertThat(live.reload()).get().isInstanceOf(ReloadEvent.Applied.class);
            assertThat(live.status().folder()).isEqualTo(new ReloadStatus.Live());
        }
    }

    @Test
    void aRollbackHoldsBackWhatAGateRefusedToo() throws Exception {
        AtomicBoolean broken = new AtomicBoolean();
        LiveRuleSet.Builder builder = folder.byPolling()
                .gate("database", rules -> broken.get() ? List.of(problem(Severity.ERROR)) : List.of());
        try (LiveRuleSet live = builder.watch()) {
            folder.target(7);
            assertThat(folder.nextApplied()).isEqualTo(7);
            broken.set(true);
            folder.target(8);
            folder.next(ReloadEvent.Refused.class);

            assertThat(live.rollback()).isPresent();
            folder.next(ReloadEvent.RolledBack.class);
            broken.set(false);
            folder.target(9);

            assertThat(folder.nextApplied()).isEqualTo(9);
        }
    }

    @Test
    void withoutAChangeThereIsNothingToRollBack() {
        try (LiveRuleSet live = builder().watch()) {
            assertThat(live.rollback()).isEmpty();
            assertThat(live.status().version()).isEqualTo(1);
        }
    }

    // ---- the end ----

    @Test
    void whatIsClosedKeepsItsRulesAndTakesNoOrders() {
        LiveRuleSet live = builder().watch();
        live.close();
        live.close();

        assertThat(LiveFolder.minutes(live.current())).isEqualTo(5);
        assertThatIllegalStateException().isThrownBy(live::reload).withMessage("this live rule set is closed");
        assertThatIllegalStateException().isThrownBy(live::rollback);
    }

    @Test
    void closingDoesNotWaitForAGateOfTheHostsThread() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch hold = new CountDownLatch(1);
        AtomicReference<Thread> looking = new AtomicReference<>();
        LiveRuleSet live = folder.byPolling()
                .debounce(Duration.ofMillis(300)) // so that the host's reload comes first
                .threads(task -> {
                    looking.compareAndSet(null, new Thread(task));
                    return looking.get();
                })
                .executor(Runnable::run)
                .watch();
        live.gate("slow", rules -> {
            asked.countDown();
            try {
                hold.await();
            } catch (InterruptedException e) {
                return List.of();
            }
            return List.of();
        });
        Thread host = new Thread(() -> {
            folder.target(7);
            live.reload();
        });
        host.start();
        asked.await();
        while (looking.get().getState() != Thread.State.WAITING) { // for the host's reload
            Thread.onSpinWait();
        }
        Thread closing = new Thread(live::close);
        closing.start();
        closing.join(5_000);
        assertThat(closing.isAlive()).isFalse();
        hold.countDown();
        host.join();
        assertThat(LiveFolder.minutes(live.current())).isEqualTo(5);
    }

    private static Problem problem(Severity severity) {
        SourceLocation place = new SourceLocation("base", "base/sla_rules.yaml", 3, 3);
        return new Problem(severity, "no-table", place, "there is no table tasks", "", List.of(), "");
    }
}
