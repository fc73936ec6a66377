package dev.tenet.rules.decision;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.tenet.rules.SourceLocation;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.expression.Facts;
import java.lang.management.ManagementFactory;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counts the bytes that deciding allocates: a count, not a time, so that it holds on any machine. */
class RuleTableAllocationTest {
    private static final int WARM_UP = 50_000;
    private static final int COUNTED = 10_000;
    private static final FactSchema SCHEMA = FactSchema.builder()
            .fact("kind", FactType.STRING)
            .fact("size", FactType.LONG)
            .build();

    private static RuleTable<Integer> table(HitPolicy policy) {
        RuleTable.Builder<Integer> table = RuleTable.<Integer>builder(SCHEMA).hitPolicy(policy);
        for (int i = 0; i < 20; i++) {
            String condition = "kind = 'k" + i % 10 + "' AND size >= " + i;
            table.add(Rule.of(
                    "r" + i, Expression.condition(condition, SCHEMA), i, new SourceLocation("base", "x", i + 1, 1)));
        }
        return table.build();
    }

    @Test
    void aSingleHitAllocatesNothingOverAMapOrSlots() {
        Facts map = Facts.of(Map.of("kind", "k5", "size", 9));
        Facts slots = SCHEMA.facts().put("kind", (Object) "k5").put("size", 9L).build();
        for (HitPolicy policy : new HitPolicy[] {HitPolicy.FIRST, HitPolicy.UNIQUE, HitPolicy.PRIORITY}) {
            RuleTable<Integer> table = table(policy);
            assertThat(bytes(table, map)).as(policy + " over a map").isZero();
            assertThat(bytes(table, slots)).as(policy + " over slots").isZero();
        }
    }

    /** Bytes an evaluation, rounded down: the measurement itself allocates a little. */
    private static long bytes(RuleTable<Integer> table, Facts facts) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        int hits = evaluate(table, facts, WARM_UP);
        long before = threads.getCurrentThreadAllocatedBytes();
        hits += evaluate(table, facts, COUNTED);
        long after = threads.getCurrentThreadAllocatedBytes();
        assertThat(hits).isEqualTo(WARM_UP + COUNTED);
        return (after - before) / COUNTED;
    }

    private static int evaluate(RuleTable<Integer> table, Facts facts, int times) {
        int hits = 0;
        for (int i = 0; i < times; i++) {
            hits += table.evaluate(facts).size();
            hits += table.first(facts).isPresent() ? 0 : 1_000_000;
        }
        return hits;
    }
}
