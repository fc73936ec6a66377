package dev.tenet.rules.bench;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sla.SlaTask;
import dev.tenet.rules.sla.SlaTracker;
import java.time.Instant;
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
import org.openjdk.jmh.annotations.Warmup;

/** A tracker with a million open tasks: what a task costs to add, to escalate twice, and to complete. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3)
@Measurement(iterations = 5)
@Fork(1)
public class SlaTrackerBenchmark {
    private static final int TASKS = 1_000_000;
    private static final Instant START = Instant.parse("2026-01-05T09:00:00Z");

    private final RuleSet rules = RuleSet.loader().layer(Layer.of("bench", """
                    version: "1.0"
                    sla_targets:
                      deploy: {target_minutes: 30, warning_percent: 70, critical_percent: 90}
                      default: {target_minutes: 10, warning_percent: 80, critical_percent: 100}
                    escalation_rules:
                      - {condition: percent_used >= critical_percent, action: alert_user}
                      - {condition: percent_used >= warning_percent, action: highlight_task}
                    """)).load();
    private final String[] ids = new String[TASKS];
    private final SlaTask[] tasks = new SlaTask[TASKS];
    private SlaTracker empty = tracker();
    private SlaTracker full = tracker();
    private Instant now = START;
    private long told;

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

    /** Fills one tracker and empties the other. */
    @Setup(Level.Invocation)
    public void fill() {
        now = START;
        empty = tracker();
        full = tracker();
        for (int i = 0; i < TASKS; i++) {
            full.add(ids[i], tasks[i]);
        }
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
