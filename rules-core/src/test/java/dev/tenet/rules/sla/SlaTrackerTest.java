package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.routing.MovableClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class SlaTrackerTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

    private final MovableClock clock = new MovableClock();
    private final List<String> told = new ArrayList<>();
    private final List<EscalationFailure> failures = new ArrayList<>();
    private final AtomicReference<RuleSet> current = new AtomicReference<>(SlaTestRules.of(SlaTestRules.DEPLOY));

    private SlaTracker tracker() {
        return builder().build();
    }

    private SlaTracker.Builder builder() {
        return SlaTracker.builder(current::get)
                .clock(clock)
                .listener(it -> told.add(it.taskId() + ' ' + it.rule().id() + " +" + minutes(it.due())))
                .onFailure(failures::add);
    }

    private static String minutes(Instant at) {
        return String.valueOf(Duration.between(NINE, at).toSeconds() / 60.0).replaceAll("\\.0$", "");
    }

    private void reload(String yaml) {
        current.set(SlaTestRules.of(yaml));
    }

    private static SlaTask deploy(int startMinute) {
        return SlaTask.of("deploy", NINE.plus(Duration.ofMinutes(startMinute)));
    }

    private void at(int minute) {
        clock.set(NINE.plus(Duration.ofMinutes(minute)));
    }

    private List<String> fireAt(SlaTracker tracker, int minute) {
        at(minute);
        told.clear();
        tracker.fire();
        return List.copyOf(told);
    }

    @Test
    void eachEscalationIsToldOnceAtItsTime() {
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));

        assertThat(tracker.nextDue()).contains(NINE.plus(Duration.ofMinutes(21)));
        assertThat(fireAt(tracker, 20)).isEmpty();
        assertThat(fireAt(tracker, 21)).containsExactly("a mark +21");
        assertThat(fireAt(tracker, 22)).isEmpty();
        assertThat(tracker.nextDue()).contains(NINE.plus(Duration.ofMinutes(27)));
        assertThat(fireAt(tracker, 27)).containsExactly("a alert +27");
        assertThat(tracker.nextDue()).isEmpty();
        assertThat(fireAt(tracker, 1000)).isEmpty();
        assertThat(failures).isEmpty();
    }

    @Test
    void aLateWakeUpTellsWhatIsDueInDueOrder() {
        List<Escalated> events = new ArrayList<>();
        SlaTracker tracker = builder().listener(events::add).build();
        tracker.add("b", deploy(6));
        tracker.add("a", deploy(0));
        tracker.add("c", deploy(6));
        at(60);

        assertThat(tracker.fire()).isEqualTo(6);
        assertThat(events.stream().map(it -> it.taskId() + it.rule().id()))
                .containsExactly("amark", "bmark", "aalert", "cmark", "balert", "calert");
        Escalated first = events.get(0);
        assertThat(first.due()).isEqualTo(NINE.plus(Duration.ofMinutes(21)));
        assertThat(first.firedAt()).isEqualTo(NINE.plus(Duration.ofMinutes(60)));
        assertThat(first.elapsed()).isEqualTo(Duration.ofMinutes(21));
        assertThat(first.target().taskType()).isEqualTo("deploy");
        assertThat(first.key()).isEqualTo("a|2026-01-05T09:00:00Z|mark");
    }

    @Test
    void aCompletedTaskIsNotToldOfAnyMore() {
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));
        tracker.add("b", deploy(0));

        assertThat(tracker.complete("a")).isTrue();
        assertThat(tracker.complete("a")).isFalse();
        assertThat(fireAt(tracker, 40)).containsExactly("b mark +21", "b alert +27");
        assertThat(tracker.size()).isEqualTo(1);
    }

    @Test
    void theTimeOfAPausedTaskStandsStill() {
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));
        at(10);
        assertThat(tracker.pause("a")).isTrue();
        assertThat(tracker.pause("a")).isFalse();
        assertThat(tracker.nextDue()).isEmpty();
        assertThat(fireAt(tracker, 50)).isEmpty();

        assertThat(tracker.resume("a")).isTrue();
        assertThat(tracker.resume("a")).isFalse();
        assertThat(tracker.nextDue()).contains(NINE.plus(Duration.ofMinutes(61)));
        assertThat(fireAt(tracker, 70)).containsExactly("a mark +61", "a alert +67");
        assertThat(tracker.task("a").orElseThrow().pauses())
                .containsExactly(
                        new Pause(NINE.plus(Duration.ofMinutes(10)), Optional.of(NINE.plus(Duration.ofMinutes(50)))));
    }

    @Test
    void whatWasDueBeforeAPauseIsToldDuringIt() {
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));
        at(25);
        tracker.pause("a");

        assertThat(fireAt(tracker, 90)).containsExactly("a mark +21");
    }

    @Test
    void anEscalationIsNotTakenBackWhenTheClockGoesBackwards() {
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));
        assertThat(fireAt(tracker, 22)).containsExactly("a mark +21");

        assertThat(fireAt(tracker, 5)).isEmpty();
        assertThat(fireAt(tracker, 22)).isEmpty();
        at(23);
        tracker.pause("a");
        at(3);
        tracker.resume("a"); // ends no earlier than it began
        assertThat(fireAt(tracker, 30)).containsExactly("a alert +27");
    }

    @Test
    void aReloadIsAppliedToOpenTasks() {
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));
        tracker.add("b", deploy(8));
        assertThat(fireAt(tracker, 10)).isEmpty();

        reload(SlaTestRules.DEPLOY.replace("target_minutes: 30", "target_minutes: 10"));

        assertThat(tracker.nextDue()).contains(NINE.plus(Duration.ofMinutes(10)));
        assertThat(fireAt(tracker, 11)).containsExactly("a alert +10"); // where it stood; "mark" never decided
        assertThat(fireAt(tracker, 20)).containsExactly("b mark +15", "b alert +17");
    }

    @Test
    void aReloadTellsNothingAgain() {
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));
        assertThat(fireAt(tracker, 21)).containsExactly("a mark +21");

        reload(SlaTestRules.DEPLOY + "\n"); // no change
        assertThat(fireAt(tracker, 22)).isEmpty();
        reload(SlaTestRules.DEPLOY.replace("target_minutes: 30", "target_minutes: 300"));
        assertThat(fireAt(tracker, 23)).isEmpty();
        assertThat(fireAt(tracker, 300)).containsExactly("a alert +270");
    }

    @Test
    void aTaskWhoseTypeLostItsTargetGoesOnUnderTheRulesItHad() {
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));
        tracker.add("b", deploy(0));

        reload("sla_targets: {other: {target_minutes: 10, warning_percent: 80, critical_percent: 100}}");

        assertThat(fireAt(tracker, 22)).containsExactly("a mark +21", "b mark +21");
        assertThat(failures).singleElement().satisfies(it -> {
            assertThat(it.taskId()).contains("a");
            assertThat(it.error()).isInstanceOf(NoSlaTargetException.class);
        });
        assertThatExceptionOfType(NoSlaTargetException.class).isThrownBy(() -> tracker.add("c", deploy(0)));
        assertThat(tracker.size()).isEqualTo(2);
    }

    @Test
    void whatTheHostHandsBackIsNotToldAgain() {
        SlaTracker tracker = tracker();
        at(60);
        tracker.add("a", deploy(0), List.of("a|2026-01-05T09:00:00Z|mark", "b|2026-01-05T09:00:00Z|alert"));
        tracker.add("b", deploy(0), List.of("b|2026-01-05T08:00:00Z|mark"));

        assertThat(fireAt(tracker, 60)).containsExactly("b mark +21", "a alert +27", "b alert +27");
    }

    @Test
    void anIdIsOpenOnce() {
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> tracker.add("a", deploy(1)))
                .withMessage("a task \"a\" is open already; complete it before you add it again");
    }

    @Test
    void aListenerThatThrowsIsReportedAndHurtsNobody() {
        SlaTracker tracker = builder()
                .listener(it -> {
                    told.add(it.taskId());
                    if (it.taskId().equals("a")) {
                        throw new IllegalStateException("no mail");
                    }
                })
                .build();
        tracker.add("a", deploy(0));
        tracker.add("b", deploy(0));

        assertThat(fireAt(tracker, 21)).containsExactly("a", "b");
        assertThat(failures).singleElement().satisfies(it -> {
            assertThat(it.error()).hasMessage("no mail");
            assertThat(it.escalation().orElseThrow().key()).isEqualTo("a|2026-01-05T09:00:00Z|mark");
        });
        assertThat(fireAt(tracker, 22)).isEmpty();
    }

    @Test
    void aListenerMayCallTheTracker() {
        AtomicReference<SlaTracker> self = new AtomicReference<>();
        SlaTracker tracker = builder()
                .listener(it -> {
                    told.add(it.taskId() + ' ' + it.rule().id());
                    self.get().complete("b");
                    self.get().fire();
                    if (it.taskId().equals("a")) {
                        self.get().add("c", deploy(-30));
                        self.get().complete("a");
                    }
                })
                .build();
        self.set(tracker);
        tracker.add("a", deploy(0));
        tracker.add("b", deploy(0));

        assertThat(fireAt(tracker, 40)).containsExactly("a mark", "c mark", "c alert");
    }

    @Test
    void aConditionThatCannotWorkWithAnAttributeIsReportedAndHurtsNobody() {
        reload(SlaTestRules.DEPLOY.replace("percent_used >= critical_percent", "task.tier > 3 AND breached"));
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0).attribute("tier", "gold"));
        tracker.add("b", deploy(0).attribute("tier", 4));

        assertThat(fireAt(tracker, 40)).containsExactly("b mark +21", "b alert +30");
        assertThat(failures).isNotEmpty().allSatisfy(it -> {
            assertThat(it.taskId()).contains("a");
            assertThat(it.error()).isInstanceOf(EvaluationException.class);
        });
    }

    @Test
    void collectedRulesOfOneTimeAreToldInTableOrder() {
        reload(SlaTestRules.DEPLOY.replace("critical_percent: 90", "critical_percent: 70")
                + "escalation_hit_policy: collect\n");
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));

        assertThat(fireAt(tracker, 22)).containsExactly("a alert +21", "a mark +21");
    }

    @Test
    void rulesWhoseTimeCannotBeComputedAreCheckedAtTicks() {
        reload(SlaTestRules.DEPLOY.replace("percent_used >= critical_percent", "elapsed_minutes * 2 > 45"));
        SlaTracker tracker = builder().tick(Duration.ofMinutes(5)).build();
        tracker.add("a", deploy(0));

        assertThat(tracker.nextDue()).contains(NINE.plus(Duration.ofMinutes(0)));
        List<String> all = new ArrayList<>();
        for (int minute = 0; minute <= 40; minute++) {
            all.addAll(fireAt(tracker, minute));
        }
        assertThat(all).containsExactly("a mark +21", "a alert +25");
        assertThatIllegalArgumentException().isThrownBy(() -> builder().tick(Duration.ZERO));
    }

    @Test
    void ofMissedTicksOnlyTheLastIsMadeUpFor() {
        reload(SlaTestRules.DEPLOY.replace("percent_used >= critical_percent", "round(elapsed_minutes) % 7 = 4"));
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));

        assertThat(fireAt(tracker, 20)).isEmpty(); // at 4, 11 and 18 nobody looked
        assertThat(fireAt(tracker, 25)).contains("a alert +25");
    }

    @Test
    void aRuleThatBecomesEffectiveIsToldThen() {
        reload(SlaTestRules.DEPLOY.replace(
                "action: alert_user", "action: alert_user, effective: {from: 2026-01-05T09:40:00Z}"));
        SlaTracker tracker = tracker();
        tracker.add("a", deploy(0));

        assertThat(fireAt(tracker, 60)).containsExactly("a mark +21", "a alert +40");
    }

    @Test
    void aScheduleFiresOnTheHostsExecutorUntilItIsClosed() throws InterruptedException {
        ScheduledExecutorService executor = Executors.newSingleThreadScheduledExecutor();
        CountDownLatch latch = new CountDownLatch(2);
        try {
            SlaTracker tracker = builder().listener(it -> latch.countDown()).build();
            tracker.add("a", deploy(0));
            at(60);
            SlaSchedule schedule = tracker.schedule(executor);
            assertThat(latch.await(20, TimeUnit.SECONDS)).isTrue();
            schedule.close();
        } finally {
            executor.shutdown();
            assertThat(executor.awaitTermination(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aTaskThatIsCompletedBetweenTwoOfItsEscalationsIsToldNoMore() {
        reload(SlaTestRules.DEPLOY.replace("critical_percent: 90", "critical_percent: 70")
                + "escalation_hit_policy: collect\n");
        AtomicReference<SlaTracker> self = new AtomicReference<>();
        SlaTracker tracker = builder()
                .listener(it -> {
                    told.add(it.rule().id());
                    self.get().complete("a");
                })
                .build();
        self.set(tracker);
        tracker.add("a", deploy(0));

        assertThat(fireAt(tracker, 22)).containsExactly("alert");
    }

    @Test
    void aListenerThatThrowsAnErrorLosesNothing() {
        reload(SlaTestRules.DEPLOY.replace("critical_percent: 90", "critical_percent: 70")
                + "escalation_hit_policy: collect\n");
        SlaTracker tracker = builder()
                .listener(it -> {
                    told.add(it.rule().id());
                    throw new AssertionError("no mail");
                })
                .build();
        tracker.add("a", deploy(0));

        assertThat(fireAt(tracker, 22)).containsExactly("alert", "mark");
        assertThat(failures).hasSize(2).allSatisfy(it -> assertThat(it.error()).hasMessage("no mail"));
    }

    @Test
    void aTaskThatNeverBeginsIsNeverDue() {
        reload(SlaTestRules.DEPLOY.replace("percent_used >= critical_percent", "elapsed_minutes * 2 > 45"));
        SlaTracker tracker = tracker();
        tracker.add("a", SlaTask.of("deploy", Instant.MAX));
        tracker.add("b", deploy(0));

        assertThat(fireAt(tracker, 23)).contains("b mark +21");
        assertThat(tracker.size()).isEqualTo(2);
        SlaStatus status = SlaEvaluator.of(current.get()).evaluate("deploy", Instant.MAX, NINE);
        assertThat(status.deadline()).isEmpty();
        assertThat(status.nextThreshold()).isEmpty();
    }

    @Test
    void aTypeThatComesWithAReloadMayBeAddedWhileAnotherIsTold() {
        AtomicReference<SlaTracker> self = new AtomicReference<>();
        String withoutDefault = SlaTestRules.DEPLOY.replaceAll("(?m)^  default:.*\n", "");
        reload(withoutDefault);
        SlaTracker tracker = builder()
                .listener(it -> {
                    told.add(it.taskId());
                    if (it.taskId().equals("a")) {
                        reload(withoutDefault.replace("sla_targets:\n", """
                                sla_targets:
                                  fresh: {target_minutes: 1, warning_percent: 70, critical_percent: 90}
                                """));
                        self.get().add("b", SlaTask.of("fresh", NINE));
                    }
                })
                .build();
        self.set(tracker);
        tracker.add("a", deploy(0));

        fireAt(tracker, 21);
        assertThat(tracker.size()).isEqualTo(2);
        assertThat(failures).isEmpty();
    }

    @Test
    void aReloadWhileTheClockIsBehindMissesNoRuleThatBecameEffective() {
        String late = SlaTestRules.DEPLOY.replace(
                "action: alert_user", "action: alert_user, effective: {from: 2026-01-05T09:35:00Z}");
        reload(late.replace("09:35", "09:50"));
        SlaTracker tracker = tracker();
        assertThat(fireAt(tracker, 100)).isEmpty();
        tracker.add("a", deploy(0));
        assertThat(fireAt(tracker, 60)).containsExactly("a mark +21", "a alert +50");
        tracker.complete("a");
        tracker.add("a", deploy(0));
        reload(late.replace("percent_used >= critical_percent", "FALSE").replace("09:35", "09:50"));
        assertThat(fireAt(tracker, 60)).containsExactly("a mark +21");

        reload(late);
        assertThat(fireAt(tracker, 60)).containsExactly("a alert +35");
    }
}
