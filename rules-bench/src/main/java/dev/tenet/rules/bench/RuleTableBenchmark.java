package dev.tenet.rules.bench;

import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.decision.Rule;
import dev.tenet.rules.decision.RuleTable;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * Choosing a rule among many: each has an equality or IN on one of three facts and a range on a fourth. {@code hashMap}
 * is the baseline: one look-up in a HashMap of as many random texts. Its 65,536 keys reach all of the map, as the 4,096
 * sets of facts reach all of the index.
 *
 * <p>What is compared is finding, so what is asked for is at hand on both sides: keys and facts were made in the order in
 * which they are asked, one after the other, and the hash of each text is known after the first round. The texts of facts
 * share nothing with those of rules; keys share their characters with the map's, which favours the baseline.
 *
 * <p>{@code main} measures what a table costs to build and to keep.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
public class RuleTableBenchmark {
    private static final int KEYS = 65_536;
    private static final int SETS = 4_096;
    private static final String[] FACTS = {"customer", "product", "channel"};
    private static final FactSchema SCHEMA = FactSchema.builder()
            .fact(FACTS[0], FactType.STRING)
            .fact(FACTS[1], FactType.STRING)
            .fact(FACTS[2], FactType.STRING)
            .fact("amount", FactType.LONG)
            .build();

    /** How many rules there are. */
    @Param({"10", "1000", "10000", "100000"})
    public int rules;

    /** How many rules ask for the same value of a fact, on average. */
    @Param("30")
    public int sharing;

    private RuleTable<Integer> table = RuleTable.<Integer>builder(SCHEMA).build();
    private RuleTable<Integer> open = table;
    private RuleTable<Integer> mixed = table;
    private List<Rule<Integer>> list = List.of();
    private final Map<String, Integer> map = new HashMap<>();
    private final String[] keys = new String[KEYS];
    private final Facts[] slots = new Facts[SETS];
    private final Facts[] views = new Facts[SETS];
    private int turn;

    /** Makes tables, keys and facts, and checks that table and list agree. */
    @Setup
    public void setUp() {
        Random random = new Random(11);
        List<String> conditions = conditions(rules, values(), random);
        table = table(conditions, SCHEMA);
        open = table(conditions, FactSchema.open());
        list = table.rules();
        List<String> more = new ArrayList<>(conditions);
        for (int i = 0; i < 10; i++) {
            more.add(random.nextInt(more.size()), "amount % 1000 = 1000 + " + i);
        }
        mixed = table(more, SCHEMA);
        List<String> texts = new ArrayList<>();
        while (map.size() < rules) {
            String text = text(random, 1 << 30);
            if (map.put(text, map.size()) == null) {
                texts.add(text);
            }
        }
        for (int i = 0; i < KEYS; i++) {
            keys[i] = new String(texts.get(random.nextInt(texts.size())));
        }
        List<Map<String, Object>> sets = new ArrayList<>();
        for (int i = 0; i < SETS; i++) {
            Map<String, Object> facts = new HashMap<>();
            for (String fact : FACTS) {
                facts.put(fact, text(random, values()));
            }
            facts.put("amount", random.nextLong(10_000));
            sets.add(facts);
        }
        for (int i = 0; i < SETS; i++) {
            Facts.Builder builder = SCHEMA.facts();
            copy(sets.get(i)).forEach(builder::put);
            slots[i] = builder.build();
        }
        for (int i = 0; i < SETS; i++) {
            views[i] = Facts.of(copy(sets.get(i)));
        }
        check();
    }

    private static Map<String, Object> copy(Map<String, Object> facts) {
        Map<String, Object> copy = new HashMap<>();
        facts.forEach(
                (name, value) -> copy.put(name, value instanceof String text ? new String(text.toCharArray()) : value));
        return copy;
    }

    private void check() {
        int matched = 0;
        for (int i = 0; i < SETS; i += 64) {
            Optional<Rule<Integer>> first = scan(slots[i]);
            if (!table.first(slots[i]).equals(first)
                    || !open.first(views[i]).map(Rule::id).equals(first.map(Rule::id))) {
                throw new IllegalStateException("table and list disagree");
            }
            matched += first.isPresent() ? 1 : 0;
        }
        System.out.printf("%d of %d facts match a rule%n", matched, SETS / 64);
    }

    private int values() {
        return Math.max(3, rules / 3 / sharing);
    }

    private static List<String> conditions(int count, int values, Random random) {
        List<String> conditions = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            String fact = FACTS[i % FACTS.length];
            String key = random.nextInt(10) < 7
                    ? fact + " = '" + text(random, values) + "'"
                    : fact + " IN ('" + text(random, values) + "', '" + text(random, values) + "')";
            int low = random.nextInt(10_000);
            conditions.add(key + " AND amount BETWEEN " + low + " AND " + (low + random.nextInt(500)));
        }
        return conditions;
    }

    private static String text(Random random, int values) {
        return String.format("%08x", random.nextInt(values) * 0x9E37_79B9);
    }

    private static RuleTable<Integer> table(List<String> conditions, FactSchema schema) {
        RuleTable.Builder<Integer> table = RuleTable.builder(schema);
        int line = 0;
        for (String condition : conditions) {
            SourceLocation location = new SourceLocation("base", "rules.yaml", ++line, 1);
            table.add(Rule.of("rule-" + line, Expression.condition(condition, schema), line, location));
        }
        return table.build();
    }

    private int next() {
        turn = (turn + 1) & (KEYS - 1);
        return turn & (SETS - 1);
    }

    /** One look-up in a HashMap. */
    @Benchmark
    public Integer hashMap() {
        turn = (turn + 1) & (KEYS - 1);
        return map.get(keys[turn]);
    }

    /** A decision over slots. */
    @Benchmark
    public Optional<Rule<Integer>> overSlots() {
        return table.first(slots[next()]);
    }

    /** A decision over maps, types declared. */
    @Benchmark
    public Optional<Rule<Integer>> overMap() {
        return table.first(views[next()]);
    }

    /** A decision over maps, types found out when evaluated. */
    @Benchmark
    public Optional<Rule<Integer>> overMapOpen() {
        return open.first(views[next()]);
    }

    /** A decision over slots in a table with ten more rules, which no index can find. */
    @Benchmark
    public Optional<Rule<Integer>> overSlotsWithTenResidual() {
        return mixed.first(slots[next()]);
    }

    /** Rule by rule, over slots. */
    @Benchmark
    public Optional<Rule<Integer>> linear() {
        return scan(slots[next()]);
    }

    private Optional<Rule<Integer>> scan(Facts facts) {
        for (Rule<Integer> rule : list) {
            if (rule.condition().matches(facts)) {
                return Optional.of(rule);
            }
        }
        return Optional.empty();
    }

    /** Builds a table of 100,000 rules five times, from conditions as text. */
    public static void main(String[] args) {
        int count = args.length > 0 ? Integer.parseInt(args[0]) : 100_000;
        int sharing = args.length > 1 ? Integer.parseInt(args[1]) : 30;
        List<String> texts = conditions(count, Math.max(3, count / 3 / sharing), new Random(11));
        for (int round = 0; round < 5; round++) {
            long used = used();
            long start = System.nanoTime();
            List<Rule<Integer>> rules = new ArrayList<>();
            for (String text : texts) {
                SourceLocation location = new SourceLocation("base", "rules.yaml", rules.size() + 1, 1);
                String id = "rule-" + rules.size();
                rules.add(Rule.of(id, Expression.condition(text, SCHEMA), rules.size(), location));
            }
            long compiled = System.nanoTime();
            long conditions = used() - used;
            long begin = System.nanoTime();
            RuleTable.Builder<Integer> builder = RuleTable.builder(SCHEMA);
            rules.forEach(builder::add);
            RuleTable<Integer> table = builder.build();
            long built = System.nanoTime();
            long all = used() - used;
            Blackhole.consumeCPU(table.rules().size() + rules.size() > 0 ? 1 : 0);
            System.out.printf(
                    "%d rules: compiled in %d ms, built in %d ms; %d bytes a rule, %d of them for the table%n",
                    count,
                    (compiled - start) / 1_000_000,
                    (built - begin) / 1_000_000,
                    all / count,
                    (all - conditions) / count);
        }
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }
}
