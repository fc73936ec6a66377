package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.expression.FactSchema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

/** What SLA.md shows of levels, escalations and the tracker is so. */
class SlaDocumentTest {
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final String document;

    SlaDocumentTest() throws IOException {
        document = Files.readString(Path.of("SLA.md"));
    }

    @Test
    void theStatusLineIsWhatAStatusPrints() {
        SlaStatus status = SlaEvaluator.of(SlaTestRules.of(SlaTestRules.DEPLOY))
                .evaluate("deploy", START, START.plus(Duration.ofMinutes(24)));

        assertThat(document).contains("// " + status + "\n");
    }

    @Test
    void everyFactIsListed() {
        for (FactSchema.Fact fact : SlaFacts.ESCALATION.declared()) {
            assertThat(document).contains(fact.name().equals("task") ? "`task.<attribute>`" : '`' + fact.name() + '`');
        }
    }

    @Test
    void theTermsSaidToBeComputedNeedNoTickAndTheOthersDo() {
        for (String computed : new String[] {
            "percent_used >= warning_percent + 10 AND NOT (breached OR elapsed_minutes IN (1, 2)) IS TRUE",
            "lower(level) = 'critical' AND starts_with(task_type, 'd') AND task.tier IN ('gold')",
            "5 > remaining_minutes OR remaining_minutes BETWEEN 0 AND target_minutes / 2"
        }) {
            assertThat(SlaTestRules.of(rule(computed)).problems()).isEmpty();
        }
        for (String ticking : new String[] {
            "elapsed_minutes * 2 > target_minutes",
            "percent_used > task.limit",
            "now() > TIMESTAMP '2030-01-01T00:00:00Z'"
        }) {
            assertThat(document).contains("`" + ticking.replaceAll("TIMESTAMP.*", "..."));
            assertThat(SlaTestRules.of(rule(ticking)).problems())
                    .extracting(problem -> problem.code())
                    .containsExactly("escalation-needs-tick");
        }
    }

    private static String rule(String condition) {
        return "sla_targets: {default: {target_minutes: 10, warning_percent: 80, critical_percent: 100}}\n"
                + "escalation_rules:\n  - {condition: \"" + condition + "\", action: x}\n";
    }
}
