package dev.tenet.rules.sla;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.LiveRuleSet;
import dev.tenet.rules.routing.MovableClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Evaluators and trackers over rules that are edited while tasks are open. */
class LiveSlaTest {
    private static final Instant NINE = Instant.parse("2026-01-05T09:00:00Z");

    @TempDir
    Path folder;

    private final MovableClock clock = new MovableClock();
    private final List<String> told = new ArrayList<>();

    private void edit(String yaml) throws IOException {
        Files.createDirectories(folder.resolve("base"));
        Files.writeString(folder.resolve("base/sla_rules.yaml"), "version: \"1.0\"\n" + yaml);
    }

    @Test
    void anEditRetargetsOpenTasksAndTellsNothingTwice() throws IOException {
        edit(SlaTestRules.DEPLOY);
        try (LiveRuleSet rules = LiveRuleSet.builder(folder)
                .polling(Duration.ofDays(1))
                .debounce(Duration.ofHours(1))
                .watch()) {
            SlaTracker tracker = SlaTracker.builder(rules)
                    .clock(clock)
                    .listener(it -> told.add(it.taskId() + ' ' + it.rule().id() + ' ' + it.due()))
                    .build();
            SlaEvaluator evaluator = SlaEvaluator.of(rules);
            tracker.add("a", SlaTask.of("deploy", NINE));
            tracker.add("b", SlaTask.of("deploy", NINE.plusSeconds(600)));
            clock.set(NINE.plusSeconds(22 * 60));
            tracker.fire();
            assertThat(told).containsExactly("a mark 2026-01-05T09:21:00Z");

            edit(SlaTestRules.DEPLOY.replace("target_minutes: 30", "target_minutes: 20"));
            assertThat(rules.reload()).isPresent();

            assertThat(tracker.nextDue()).contains(clock.instant());
            clock.set(NINE.plusSeconds(30 * 60));
            tracker.fire();
            assertThat(told.subList(1, told.size()))
                    .containsExactly(
                            "a alert 2026-01-05T09:22:00Z",
                            "b mark 2026-01-05T09:24:00Z",
                            "b alert 2026-01-05T09:28:00Z");
            assertThat(evaluator.evaluate("deploy", NINE, clock.instant()).percentUsed())
                    .isEqualTo(150);

            rules.rollback();
            clock.set(NINE.plusSeconds(3600));
            assertThat(tracker.fire()).isZero();
            assertThat(evaluator.evaluate("deploy", NINE, clock.instant()).percentUsed())
                    .isEqualTo(200);
        }
    }
}
