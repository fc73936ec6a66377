package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tenet.rules.RuleSet;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.expression.EvaluationException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SlaEvaluatorTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final SlaEvaluator evaluator = SlaEvaluator.of(SlaTestRules.of(SlaTestRules.DEPLOY));

    private SlaStatus after(Duration elapsed) {
        return evaluator.evaluate("deploy", START, START.plus(elapsed));
    }

    private static List<String> ids(SlaStatus status) {
        return status.escalations().stream().map(Rule::id).toList();
    }

    private static SlaEvaluator collecting() {
        return SlaEvaluator.of(SlaTestRules.of(SlaTestRules.DEPLOY + "escalation_hit_policy: collect\n"));
    }

    @Test
    void theReferenceConfigurationAnswers() {
        SlaEvaluator reference = SlaEvaluator.of(RuleSet.load(Path.of("../examples/config")));

        SlaStatus status = reference.evaluate("deploy", START, START.plus(Duration.ofMinutes(28)));

        assertThat(status.level()).isEqualTo(SlaLevel.CRITICAL);
        assertThat(status.escalations()).isNotEmpty();
    }

    @Test
    void aStatusSaysHowATaskStands() {
        SlaStatus status = after(Duration.ofMinutes(24));

        assertThat(status.taskType()).isEqualTo("deploy");
        assertThat(status.target().taskType()).isEqualTo("deploy");
        assertThat(status.elapsed()).isEqualTo(Duration.ofMinutes(24));
        assertThat(status.remaining()).isEqualTo(Duration.ofMinutes(6));
        assertThat(status.percentUsed()).isEqualTo(80);
        assertThat(status.level()).isEqualTo(SlaLevel.WARNING);
        assertThat(status.breached()).isFalse();
        assertThat(status.deadline()).contains(START.plus(Duration.ofMinutes(30)));
        assertThat(status.nextThreshold())
                .contains(new SlaStatus.Next(START.plus(Duration.ofMinutes(27)), SlaThreshold.CRITICAL));
        assertThat(ids(status)).containsExactly("mark");
        assertThat(status).hasToString("deploy: WARNING, 80.0 % of PT30M used, PT6M left");
    }

    @Test
    void aThresholdIsReachedAtItsNanosecondAndNotBefore() {
        Duration warning = Duration.ofMinutes(21);
        assertThat(after(warning.minusNanos(1)).level()).isEqualTo(SlaLevel.NORMAL);
        assertThat(after(warning.minusNanos(1)).percentUsed()).isLessThan(70);
        assertThat(ids(after(warning.minusNanos(1)))).isEmpty();
        assertThat(after(warning).level()).isEqualTo(SlaLevel.WARNING);
        assertThat(after(warning).percentUsed()).isEqualTo(70);

        Duration target = Duration.ofMinutes(30);
        assertThat(after(target.minusNanos(1)).breached()).isFalse();
        assertThat(after(target).breached()).isTrue();
        assertThat(after(target).remaining()).isZero();
        assertThat(after(target).nextThreshold()).isEmpty();
        assertThat(after(target.plusMinutes(3)).remaining()).isEqualTo(Duration.ofMinutes(-3));
        assertThat(after(target.plusMinutes(3)))
                .hasToString("deploy: CRITICAL and breached, 110.0 % of PT30M used, PT3M over");
    }

    @Test
    void ofThresholdsAtTheSameTimeTheGravestIsNext() {
        SlaStatus status = evaluator.evaluate("anything", START, START.plus(Duration.ofMinutes(8)));

        assertThat(status.target().taskType()).isEqualTo("default");
        assertThat(status.taskType()).isEqualTo("anything");
        assertThat(status.nextThreshold())
                .contains(new SlaStatus.Next(START.plus(Duration.ofMinutes(10)), SlaThreshold.BREACH));
    }

    @Test
    void criticalMayComeAfterTheBreach() {
        SlaEvaluator late = SlaEvaluator.of(SlaTestRules.of(
                "sla_targets: {default: {target_minutes: 10, warning_percent: 80, critical_percent: 150}}"));

        SlaStatus breached = late.evaluate("x", START, START.plus(Duration.ofMinutes(11)));

        assertThat(breached.breached()).isTrue();
        assertThat(breached.level()).isEqualTo(SlaLevel.WARNING);
        assertThat(breached.nextThreshold())
                .contains(new SlaStatus.Next(START.plus(Duration.ofMinutes(15)), SlaThreshold.CRITICAL));
    }

    @Test
    void aPercentIsMeantInDecimal() {
        // 0.1 % of ten minutes is 600 ms; the double nearest to 0.1 is a little more.
        SlaEvaluator fine = SlaEvaluator.of(SlaTestRules.of(
                "sla_targets: {default: {target_minutes: 10, warning_percent: 0.1, critical_percent: 33.3}}"));

        assertThat(fine.evaluate("x", START, START.plusMillis(600)).level()).isEqualTo(SlaLevel.WARNING);
        assertThat(fine.evaluate("x", START, START.plusMillis(199_800)).level()).isEqualTo(SlaLevel.CRITICAL);
        assertThat(fine.evaluate("x", START, START.plusMillis(199_799)).level()).isEqualTo(SlaLevel.WARNING);
    }

    @Test
    void aClockThatGoesBackwardsGivesNoNegativeTime() {
        SlaStatus status = after(Duration.ofHours(-5));

        assertThat(status.elapsed()).isZero();
        assertThat(status.percentUsed()).isZero();
        assertThat(status.level()).isEqualTo(SlaLevel.NORMAL);
        assertThat(status.deadline()).contains(START.plus(Duration.ofMinutes(30)));
    }

    @Test
    void aTaskOfAgesAgoIsOverdueAndNoError() {
        assertThat(evaluator
                        .evaluate("deploy", Instant.parse("0001-01-01T00:00:00Z"), START)
                        .level())
                .isEqualTo(SlaLevel.CRITICAL);
        assertThat(evaluator.evaluate("deploy", START, Instant.MAX).breached()).isTrue();
    }

    @Test
    void aTypeWithoutTargetIsAnErrorThatNamesThoseThereAre() {
        SlaEvaluator strict = SlaEvaluator.of(SlaTestRules.of(
                "sla_targets: {deploy: {target_minutes: 30, warning_percent: 70, critical_percent: 90}}"));

        assertThatExceptionOfType(NoSlaTargetException.class)
                .isThrownBy(() -> strict.evaluate("deplyo", START, START))
                .withMessage("task type \"deplyo\" has no SLA target and there is no target \"default\"; did you mean"
                        + " \"deploy\"? the targets are deploy")
                .satisfies(e -> assertThat(e.taskType()).isEqualTo("deplyo"))
                .satisfies(e -> assertThat(e.targets()).containsExactly("deploy"));
        assertThatExceptionOfType(NoSlaTargetException.class)
                .isThrownBy(() -> SlaEvaluator.of(RuleSet.loader().load()).evaluate("x", START, START))
                .withMessage(
                        "task type \"x\" has no SLA target and there is no target \"default\"; there are no targets");
    }

    @Test
    void theFirstEscalationDecidesUnlessTheyAreCollected() {
        Instant now = START.plus(Duration.ofMinutes(29));

        assertThat(ids(evaluator.evaluate("deploy", START, now))).containsExactly("alert");
        assertThat(ids(collecting().evaluate("deploy", START, now))).containsExactly("alert", "mark");
    }

    @Test
    void conditionsReadTheTask() {
        SlaEvaluator vip = SlaEvaluator.of(SlaTestRules.of("""
                sla_targets: {default: {target_minutes: 10, warning_percent: 80, critical_percent: 100}}
                escalation_rules:
                  - id: vip
                    condition: "task.tier = 'gold' AND task_type = 'deploy' AND elapsed_minutes >= 2 AND remaining_minutes <= 8
                      AND target_minutes = 10 AND level = 'NORMAL' AND NOT breached"
                    action: call
                """));
        SlaTask task = SlaTask.of("deploy", START).attribute("tier", "gold");

        assertThat(ids(vip.evaluate(task, START.plusSeconds(119)))).isEmpty();
        assertThat(ids(vip.evaluate(task, START.plusSeconds(120)))).containsExactly("vip");
        assertThat(ids(vip.evaluate("deploy", START, START.plusSeconds(120)))).isEmpty();
        assertThat(vip.explain(task, START.plusSeconds(120)).toString()).contains("vip");
        assertThatExceptionOfType(EvaluationException.class)
                .isThrownBy(() -> vip.evaluate(task.attribute("tier", 5), START.plusSeconds(120)));
    }

    @Test
    void pausesDoNotCountAndAnOpenOneHasNoDeadline() {
        SlaTask rested = SlaTask.of("deploy", START)
                .pauses(List.of(new Pause(START.plusSeconds(60), Optional.of(START.plusSeconds(600)))));
        Instant now = START.plus(Duration.ofMinutes(20));

        assertThat(evaluator.evaluate(rested, now).elapsed()).isEqualTo(Duration.ofMinutes(11));
        assertThat(evaluator.evaluate(rested, now).deadline()).contains(START.plus(Duration.ofMinutes(39)));

        SlaTask resting = rested.pauses(List.of(new Pause(START.plusSeconds(60), Optional.empty())));
        assertThat(evaluator.evaluate(resting, now).elapsed()).isEqualTo(Duration.ofMinutes(1));
        assertThat(evaluator.evaluate(resting, now).deadline()).isEmpty();
        assertThat(evaluator.evaluate(resting, now).nextThreshold()).isEmpty();
    }

    @Test
    void onlyWorkingHoursCountWhereTheTargetHasACalendar() {
        SlaEvaluator office = SlaEvaluator.of(SlaTestRules.of("""
                calendars:
                  office: {time_zone: Europe/Berlin, working_hours: {monday: ["09:00-12:00", "13:00-17:00"]}}
                sla_targets: {default: {target_minutes: 240, warning_percent: 50, critical_percent: 100, calendar: office}}
                """));
        Instant nine = Instant.parse("2026-01-05T08:00:00Z"); // Monday, 09:00 in Berlin

        SlaStatus status = office.evaluate("x", nine, nine.plus(Duration.ofMinutes(210)));

        assertThat(status.elapsed()).isEqualTo(Duration.ofHours(3));
        assertThat(status.level()).isEqualTo(SlaLevel.WARNING);
        assertThat(status.deadline()).contains(Instant.parse("2026-01-05T13:00:00Z"));
    }

    @Test
    void aTaskPrintsWithoutItsAttributesValues() {
        assertThat(SlaTask.of("deploy", START)
                        .key("customer-7")
                        .attribute("secret", "x")
                        .pauses(List.of(new Pause(START, Optional.empty()))))
                .hasToString("deploy since 2026-01-05T09:00:00Z, key customer-7, attributes secret, 1 pause");
    }
}
