package dev.tenet.rules.bench;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.sla.SlaBatch;
import dev.tenet.rules.sla.SlaEvaluator;
import dev.tenet.rules.sla.SlaLevel;
import dev.tenet.rules.sla.SlaStatus;
import java.time.Instant;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * How tasks stand against their targets: a million at once, beside the same arithmetic written by hand, and one at a
 * time with its escalations. Types and starts are random, so that no branch can be learnt by heart.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class SlaBenchmark {
    private static final int TASKS = 1_000_000;
    private static final String[] TYPES = {"shell", "python", "git", "deploy", "claude_task", "default"};
    private static final int[] MINUTES = {5, 10, 3, 30, 60, 10};
    private static final double[] WARNING = {80, 80, 80, 70, 80, 80};
    private static final double[] CRITICAL = {100, 100, 100, 90, 100, 100};
    private static final long NOW = 1_770_000_000_000L;

    private final long[] startedAt = new long[TASKS];
    private final int[] types = new int[TASKS];
    private final int[] typeIds = new int[TASKS];
    private final int[] officeIds = new int[TASKS];
    private final byte[] levels = new byte[TASKS];
    private final double[] percents = new double[TASKS];
    private SlaEvaluator evaluator = SlaEvaluator.of(RuleSet.loader().load());
    private SlaBatch batch = evaluator.batch();
    private int turn;

    /** Builds the rules and a million tasks up to an hour old. */
    @Setup
    public void setUp() {
        StringBuilder yaml = new StringBuilder("version: '1.0'\nsla_targets:\n");
        for (int i = 0; i < TYPES.length; i++) {
            yaml.append(String.format(
                    "  %s: {target_minutes: %d, warning_percent: %s, critical_percent: %s}%n",
                    TYPES[i], MINUTES[i], WARNING[i], CRITICAL[i]));
        }
        yaml.append("  office: {target_minutes: 480, warning_percent: 80, critical_percent: 100, calendar: office}\n")
                .append("calendars:\n  office: {time_zone: Europe/Berlin, working_hours: {monday: ['09:00-17:00'],")
                .append(" tuesday: ['09:00-17:00'], wednesday: ['09:00-17:00'], thursday: ['09:00-17:00'],")
                .append(" friday: ['09:00-15:00']}}\n")
                .append("escalation_rules:\n")
                .append("  - {condition: percent_used >= critical_percent, action: alert_user}\n")
                .append("  - {condition: percent_used >= warning_percent, action: highlight_task}\n");
        evaluator = SlaEvaluator.of(
                RuleSet.loader().layer(Layer.of("bench", yaml.toString())).load());
        batch = evaluator.batch();
        Random random = new Random(1);
        for (int i = 0; i < TASKS; i++) {
            int type = random.nextInt(TYPES.length);
            startedAt[i] = NOW - random.nextInt(3_600_000);
            types[i] = type;
            typeIds[i] = batch.typeId(TYPES[type]);
            officeIds[i] = batch.typeId("office");
        }
    }

    /** A million tasks at once. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public byte[] batch() {
        batch.evaluate(NOW, startedAt, typeIds, levels, percents);
        return levels;
    }

    /** The same by hand. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public byte[] batchByHand() {
        for (int i = 0; i < TASKS; i++) {
            int type = types[i];
            double percent = (NOW - startedAt[i]) * 100.0 / (MINUTES[type] * 60_000L);
            percents[i] = percent;
            levels[i] = (byte) (percent >= CRITICAL[type] ? 2 : percent >= WARNING[type] ? 1 : 0);
        }
        return levels;
    }

    /** A million tasks at once, in the working hours of a calendar. */
    @Benchmark
    @OperationsPerInvocation(TASKS)
    public byte[] batchOverCalendar() {
        batch.evaluate(NOW, startedAt, officeIds, levels, percents);
        return levels;
    }

    /** One task, with its deadline, next threshold and escalations. */
    @Benchmark
    public SlaStatus single() {
        turn = turn + 1 == TASKS ? 0 : turn + 1;
        return evaluator.evaluate(TYPES[types[turn]], Instant.ofEpochMilli(startedAt[turn]), Instant.ofEpochMilli(NOW));
    }

    /** One task by hand: its level alone. */
    @Benchmark
    public SlaLevel singleByHand() {
        turn = turn + 1 == TASKS ? 0 : turn + 1;
        int type = types[turn];
        double percent = (NOW - startedAt[turn]) * 100.0 / (MINUTES[type] * 60_000L);
        return percent >= CRITICAL[type]
                ? SlaLevel.CRITICAL
                : percent >= WARNING[type] ? SlaLevel.WARNING : SlaLevel.NORMAL;
    }
}
