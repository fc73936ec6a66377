package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.tenet.rules.RuleSet;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SlaBatchTest {
    private static final String CALENDAR = """
            calendars:
              office: {time_zone: Australia/Lord_Howe, working_hours: {monday: ["09:00-17:30"], friday: ["22:00-06:00"]}}
            """;

    @Test
    void aBatchAgreesWithOneByOne() {
        RuleSet rules = SlaTestRules.of(CALENDAR
                + SlaTestRules.DEPLOY.replace(
                        "sla_targets:\n",
                        "sla_targets:\n  ticket: {target_minutes: 90, warning_percent: 33.3, critical_percent: 120,"
                                + " calendar: office}\n"));
        SlaEvaluator evaluator = SlaEvaluator.of(rules);
        SlaBatch batch = evaluator.batch();
        String[] types = {"deploy", "ticket", "default", "something_else"};
        long now = Instant.parse("2026-04-06T00:00:00Z").toEpochMilli();
        Random random = new Random(7);
        int tasks = 5_000;
        long[] startedAt = new long[tasks];
        int[] typeIds = new int[tasks];
        for (int i = 0; i < tasks; i++) {
            startedAt[i] = now - random.nextLong(-10_000, i % 2 == 0 ? 3_600_000 : 20L * 86_400_000);
            typeIds[i] = batch.typeId(types[i % types.length]);
        }
        startedAt[0] = Long.MIN_VALUE;
        startedAt[2] = Long.MAX_VALUE;
        startedAt[4] = now - 21 * 60_000;
        byte[] levels = new byte[tasks];
        double[] percents = new double[tasks];

        batch.evaluate(now, startedAt, typeIds, levels, percents);

        for (int i = 0; i < tasks; i++) {
            SlaStatus one = evaluator.evaluate(
                    types[i % types.length], Instant.ofEpochMilli(startedAt[i]), Instant.ofEpochMilli(now));
            assertThat(SlaBatch.level(levels[i])).isEqualTo(one.level());
            assertThat(percents[i]).isEqualTo(one.percentUsed());
        }
    }

    @Test
    void aTypeWithoutTargetHasTheDefaultsIdOrNone() {
        SlaBatch batch = SlaEvaluator.of(SlaTestRules.of(SlaTestRules.DEPLOY)).batch();
        assertThat(batch.typeId("other")).isEqualTo(batch.typeId("default"));
        assertThat(batch.typeId("deploy")).isNotEqualTo(batch.typeId("default"));

        SlaEvaluator dealing = SlaEvaluator.of(SlaTestRules.of("""
                sla_targets:
                  default: {target_minutes: 10, warning_percent: 80, critical_percent: 100, variants: [
                    {name: short, weight: 1, set: {target_minutes: 5}}, {name: long, weight: 1, set: {target_minutes: 20}}]}
                """));
        long[] startedAt = new long[1];
        double[] percents = new double[1];
        for (String key : new String[] {"a", "b", "c", "d", "e", "f"}) {
            SlaBatch variants = dealing.batch();
            variants.evaluate(60_000, startedAt, new int[] {variants.typeId("x", key)}, new byte[1], percents);
            assertThat(percents[0])
                    .isEqualTo(dealing.evaluate(SlaTask.of("x", Instant.EPOCH).key(key), Instant.ofEpochSecond(60))
                            .percentUsed());
        }

        SlaBatch none = SlaEvaluator.of(RuleSet.loader().load()).batch();
        assertThatExceptionOfType(NoSlaTargetException.class).isThrownBy(() -> none.typeId("deploy"));
    }

    @Test
    void arraysThatAreTooShortAndForeignIdsAreRefused() {
        SlaBatch batch = SlaEvaluator.of(SlaTestRules.of(SlaTestRules.DEPLOY)).batch();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.evaluate(0, new long[2], new int[2], new byte[1], new double[2]))
                .withMessage("got 1 levels for 2 tasks, want one for each");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> batch.evaluate(0, new long[2], new int[] {0, 2}, new byte[2], new double[2]))
                .withMessage("got the type id 2 at 1, want one that typeId gave, from 0 to 1");
    }
}
