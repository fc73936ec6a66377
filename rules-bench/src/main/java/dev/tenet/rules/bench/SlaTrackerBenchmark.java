package dev.tenet.rules.bench;

import dev.tenet.rules.LiveRuleSet;
import dev.tenet.rules.sla.SlaTask;
import dev.tenet.rules.sla.SlaTracker;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * A tracker with a million open tasks: what a task costs to add, to escalate twice, and to complete, and how long the
 * first call after a reload takes.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class SlaTrackerBenchmark {
    private static final int TASKS = 1_000_000;
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private static final String RULES = """
            version: "1.0"
            sla_targets:
              deploy: {target_minutes: 30, warning_percent: 70, critical_percent: 90}
              default: {target_minutes: 10, warning_percent: 80, critical_percent: 100}
            escalation_rules:
              - {condition: percent_used >= critical_percent, action: alert_user}
              - {condition: percent_used >= warning_percent, action: highlight_task}
            """;

    private final Path folder = write(folder(), RULES);
    private final LiveRuleSet rules = LiveRuleSet.builder(folder)
            .polling(Duration.ofDays(1))
            .debounce(Duration.ofDays(1))
            .watch();
    private final String[] ids = new String[TASKS];
    private final SlaTask[] tasks = new SlaTask[TASKS];
    private SlaTracker empty = tracker();
    private SlaTracker full = tracker();
    private Instant now = START;
    private long told;
    private int edits;

    private static Path folder() {
        try {
            return Files.createTempDirectory("sla");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path write(Path folder, String text) {
        try {
            Files.createDirectories(folder.resolve("base"));
            Files.writeString(folder.resolve("base/sla_rules.yaml"), text);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private SlaTracker tracker() {
        return SlaTracker.builder(rules)
                .clock(() -> now)
                .listener(escalated -> told++)
                .build();
    }

    /** Makes the tasks, which start at random within an hour. */
    @Setup
    public void makeTasks() {
        Random random = new Random(1);
        for (int i = 0; i < TASKS; i++) {
            ids[i] = "task-" + i;
            tasks[i] =
                    SlaTask.of(random.nextBoolean() ? "deploy" : "other", START.plusMillis(random.nextInt(3_600_000)));
        }
    }

    /** Empties one tracker, fills the other, and edits a target. */
    @Setup(Level.Invocation)
    public void fill() {
        now = START;
        empty = tracker();
        full = tracker();
        for (int i = 0; i < TASKS; i++) {
            full.add(ids[i], tasks[i]);
        }
        edits++;
        write(folder, RULES.replace("minutes: 30", "minutes: " + (30 + edits % 2)));
        rules.reload();
    }

    /** Ends the following. */
    @TearDown
    public void close() {
        rules.close();
    }

    /** Takes in a reload that moves the target of half of a million tasks. */
    @Benchmark
    public Optional<Instant> reload() {
        return full.nextDue();
    }

    /** Adds a million tasks. */
    @Benchmark
    public int add() {
        for (int i = 0; i < TASKS; i++) {
            empty.add(ids[i], tasks[i]);
        }
        return empty.size();
    }

    /** Tells two million escalations, all of them late. */
    @Benchmark
    public int fire() {
        now = START.plusSeconds(86_400);
        return full.fire();
    }

    /** Completes a million tasks that still have escalations to come. */
    @Benchmark
    public int complete() {
        for (int i = 0; i < TASKS; i++) {
            full.complete(ids[i]);
        }
        return full.size();
    }
}
