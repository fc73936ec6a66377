package dev.tenet.rules.decision;

import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.internal.compile.FactValues;
import java.time.Instant;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the rules of a table that can match without trying the others, with the very outcome of trying all in order.
 *
 * <p>A rule is left out only if trying it would give FALSE or UNKNOWN and not throw. Its condition is a chain of terms,
 * from left to right; a FALSE term ends it, an UNKNOWN one does not. So the index uses the tests of single facts that
 * stand before any term that can throw. Where such a test is FALSE, the rule is left out; where it is UNKNOWN, since the
 * fact is NULL, a rule that can throw further on is tried nevertheless. All that holds for facts of the types that
 * conditions expect; where a map holds others, every rule is tried.
 *
 * <p>Each rule stands in one place: under the values of the fact whose value leaves fewest rules over
 * ({@link KeyTable}), there by the range of another fact ({@link Axis}).
 */
final class RuleIndex {
    /** In place of an outcome: the index cannot tell, try every rule. */
    static final int SCAN = -1;

    private final FactSchema schema;
    private final RuleScan scan;
    private final Guard types;
    private final KeyTable[] tables;
    private final Bucket rest;
    private final boolean guessable;

    RuleIndex(FactSchema schema, RuleScan scan, Guard types, KeyTable[] tables, Bucket rest) {
        this.schema = schema;
        this.scan = scan;
        this.types = types;
        this.tables = tables;
        this.rest = rest;
        this.guessable = Arrays.stream(tables).allMatch(KeyTable::isGuessable);
    }

    /** The first position from {@code least} on whose rule matches; the number of rules if there is none. */
    int next(FactValues facts, @Nullable Instant now, int least) {
        int outcome = search(facts, now, least);
        if (outcome == SCAN) {
            return scan.next(facts, now, least);
        }
        int position = RuleScan.position(outcome);
        return RuleScan.isFailure(outcome) ? scan.next(facts, now, position) : position;
    }

    private int search(FactValues facts, @Nullable Instant now, int least) {
        if (!isUsable(facts)) {
            return SCAN;
        }
        int best = guessable && least == 0 ? guessed(facts) : SCAN;
        best = best == SCAN ? compared(facts, now, least) : best;
        return best == SCAN || rest == Bucket.EMPTY ? best : rest.search(scan, facts, now, least, best);
    }

    /**
     * What the tables decide, found with one comparison: that of the value under which the deciding rule stands. There
     * is no jump that depends on the facts before it, so the tables are looked up side by side.
     *
     * @return the outcome, or {@link #SCAN} if that cannot be guessed
     */
    private int guessed(FactValues facts) {
        long best = (long) scan.none() << Integer.SIZE;
        for (int i = 0; i < tables.length; i++) {
            best = Math.min(best, (long) tables[i].guess(facts) << Integer.SIZE | i);
        }
        int outcome = (int) (best >> Integer.SIZE);
        boolean known = outcome >= 0 && (outcome == scan.none() || tables[(int) best].askFor(facts));
        return known ? outcome : SCAN;
    }

    /** What the tables decide. */
    private int compared(FactValues facts, @Nullable Instant now, int least) {
        int best = scan.none();
        for (int i = 0; i < tables.length && best != SCAN; i++) {
            best = tables[i].search(scan, facts, now, least, best);
        }
        return best;
    }

    /** The positions, in order, of the rules that can match. */
    int[] candidates(FactValues facts) {
        Positions found = new Positions();
        if (!isUsable(facts)) {
            return all();
        }
        for (KeyTable table : tables) {
            if (!table.collect(facts, found)) {
                return all();
            }
        }
        return rest.collect(facts, found) ? found.sorted() : all();
    }

    private boolean isUsable(FactValues facts) {
        return facts.fits(schema) && types.holds(facts);
    }

    private int[] all() {
        return IntStream.range(0, scan.size()).toArray();
    }
}
