package dev.tenet.rules.bench;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * One condition of an escalation rule beside the same test written in Java, over the same 256 sets of facts in turn.
 * Before measuring, conditions of other shapes over maps of other kinds have run long enough to be compiled, so that
 * the profiles of the shared code are those of a real rule set.
 *
 * <p>{@code handWritten} is the baseline of {@code overMap} and {@code overMapClosed}, {@code handWrittenRecord} that
 * of {@code overSlots}: fields of a class, which is what slots compete with.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ConditionBenchmark {

    private static final String CONDITION =
            "priority >= 5 AND percent_used >= critical_percent AND status NOT IN ('completed','failed')";
    private static final List<String> OTHERS = List.of(
            "status = 'pending' OR priority < 2",
            "priority BETWEEN 3 AND 7 AND NOT (status LIKE 'p%')",
            "percent_used / 2 > critical_percent - 40 OR status IS NULL",
            "lower(status) IN ('a', 'b', 'c', 'd', 'pending', 'e') AND priority <> 3",
            "coalesce(priority, 5) + 1 > 3 AND percent_used < 200 AND priority % 2 = 0 AND status <> 'x'",
            "status IN ('pending') OR percent_used <= critical_percent OR priority IN (1, 2, 3)",
            "priority IS NOT NULL AND (starts_with(status, 'p') OR length(status) > 20)");
    private static final String[] STATUSES = {"pending", "in_progress", "completed", "failed", "blocked"};
    private static final int SETS = 256;

    private Expression open = Expression.condition(CONDITION, FactSchema.open());
    private Expression closed = open;
    private final List<Map<String, Object>> maps = new ArrayList<>();
    private final Facts[] views = new Facts[SETS];
    private final Facts[] slots = new Facts[SETS];
    private final Task[] tasks = new Task[SETS];
    private int turn;

    record Task(long priority, double percentUsed, double criticalPercent, String status) {}

    /** Makes the facts, and runs the other conditions over them. */
    @Setup
    public void setUp() {
        FactSchema schema = FactSchema.builder()
                .fact("priority", FactType.LONG)
                .fact("percent_used", FactType.DOUBLE)
                .fact("critical_percent", FactType.DOUBLE)
                .fact("status", FactType.STRING)
                .build();
        closed = Expression.condition(CONDITION, schema);
        Random random = new Random(7);
        for (int i = 0; i < SETS; i++) {
            Task task = new Task(
                    random.nextInt(4, 10),
                    random.nextDouble(60, 180),
                    random.nextBoolean() ? 100 : 90,
                    STATUSES[random.nextInt(STATUSES.length)]);
            tasks[i] = task;
            Map<String, Object> map = new HashMap<>();
            map.put("priority", (int) task.priority());
            map.put("percent_used", task.percentUsed());
            map.put("critical_percent", (int) task.criticalPercent());
            // Not the literal's own String object: facts come from elsewhere.
            map.put("status", new String(task.status()));
            maps.add(map);
            views[i] = Facts.of(map);
            slots[i] = schema.facts()
                    .put("priority", task.priority())
                    .put("percent_used", task.percentUsed())
                    .put("critical_percent", task.criticalPercent())
                    .put("status", new String(task.status()))
                    .build();
        }
        pollute(schema);
    }

    private void pollute(FactSchema schema) {
        List<Expression> others = new ArrayList<>();
        for (String other : OTHERS) {
            others.add(Expression.condition(other, FactSchema.open()));
            others.add(Expression.condition(other, schema));
        }
        int matched = 0;
        for (int round = 0; round < 400; round++) {
            for (int i = 0; i < SETS; i++) {
                Map<String, Object> map = maps.get(i);
                Facts[] kinds = {
                    views[i],
                    Facts.of(round % 3 == 0 ? new LinkedHashMap<>(map) : round % 3 == 1 ? new TreeMap<>(map) : Map.copyOf(map)),
                };
                for (Facts facts : kinds) {
                    for (Expression other : others) {
                        matched += other.matches(facts) ? 1 : 0;
                    }
                }
                for (int k = 1; k < others.size(); k += 2) {
                    matched += others.get(k).matches(slots[i]) ? 1 : 0;
                }
            }
        }
        if (matched == 0) {
            throw new IllegalStateException("the other conditions never matched");
        }
    }

    private int next() {
        turn = (turn + 1) & (SETS - 1);
        return turn;
    }

    /** The condition over a map, every type found out when evaluated. */
    @Benchmark
    public boolean overMap() {
        return open.matches(views[next()]);
    }

    /** The condition over a map, types declared. */
    @Benchmark
    public boolean overMapClosed() {
        return closed.matches(views[next()]);
    }

    /** The condition over slots. */
    @Benchmark
    public boolean overSlots() {
        return closed.matches(slots[next()]);
    }

    /** The same test over the same map by hand. */
    @Benchmark
    public boolean handWritten() {
        return test(maps.get(next()));
    }

    /** The same test over fields by hand. */
    @Benchmark
    public boolean handWrittenRecord() {
        Task task = tasks[next()];
        return task.priority() >= 5
                && task.percentUsed() >= task.criticalPercent()
                && !task.status().equals("completed")
                && !task.status().equals("failed");
    }

    private static boolean test(Map<String, Object> facts) {
        Object priority = facts.get("priority");
        if (!(priority instanceof Number p) || p.longValue() < 5) {
            return false;
        }
        Object used = facts.get("percent_used");
        Object critical = facts.get("critical_percent");
        if (!(used instanceof Number u) || !(critical instanceof Number c) || u.doubleValue() < c.doubleValue()) {
            return false;
        }
        Object status = facts.get("status");
        return status instanceof String s && !s.equals("completed") && !s.equals("failed");
    }
}
