package dev.tenet.rules.decision;

import dev.tenet.rules.expression.Facts;
import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactReader.Found;
import dev.tenet.rules.internal.compile.FactValues;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rules that ask for ranges of one fact, found by its value. The ends of all ranges cut the axis into intervals; a
 * segment tree over them keeps each rule at the few nodes that make up its range, so that the rules of an interval are
 * those on the way from its leaf to the root, and n rules take O(n log n) however their ranges overlap.
 */
final class Axis {
    private final FactReader fact;
    private final Guard others;
    private final boolean coded;
    /** Ascending; the interval of a value is the number of cuts that are not greater. Empty unless coded. */
    private final long[] numbers;
    /** The same, of values that have no codes. */
    private final Comparable<Object>[] objects;
    /** The positions of tree node k are {@code positions[starts[k]]} up to {@code positions[starts[k + 1]]}, sorted. */
    private final int[] starts;

    private final int[] positions;
    /** For each interval the outcome of the first rule of which nothing is left to be tried; empty without any. */
    private final int[] decided;
    /** Rules that must be tried where the fact is NULL, because they can throw. */
    private final int[] whenNull;

    Axis(
            FactReader fact,
            Guard others,
            boolean coded,
            long[] numbers,
            Comparable<Object>[] objects,
            int[] starts,
            int[] positions,
            int[] decided,
            int[] whenNull) {
        this.fact = fact;
        this.others = others;
        this.coded = coded;
        this.numbers = numbers;
        this.objects = objects;
        this.starts = starts;
        this.positions = positions;
        this.decided = decided;
        this.whenNull = whenNull;
    }

    /** The earliest outcome among these rules and the one given, or {@link RuleIndex#SCAN}. */
    int search(RuleScan scan, FactValues facts, @Nullable Instant now, int least, int outcome) {
        int interval = interval(facts);
        if (interval < 0) {
            return interval == RuleIndex.SCAN
                    ? interval
                    : scan.earlier(whenNull, 0, whenNull.length, facts, now, least, outcome);
        }
        int best = outcome;
        if (least == 0 && decided.length > 0) {
            best = Math.min(best, decided[interval]);
        }
        return climb(scan, facts, now, least, best, interval);
    }

    private int climb(RuleScan scan, Facts facts, @Nullable Instant now, int least, int outcome, int interval) {
        int best = outcome;
        for (int node = interval + leaves(); node > 0; node >>= 1) {
            int start = starts[node];
            int end = starts[node + 1];
            if (start < end && positions[start] < RuleScan.position(best)) {
                best = scan.earlier(positions, start, end, facts, now, least, best);
            }
        }
        return best;
    }

    /** Collects the rules that can match; false where the index cannot tell. */
    boolean collect(FactValues facts, Positions into) {
        int interval = interval(facts);
        if (interval < 0) {
            into.addAll(whenNull, 0, whenNull.length);
            return interval != RuleIndex.SCAN;
        }
        for (int node = interval + leaves(); node > 0; node >>= 1) {
            into.addAll(positions, starts[node], starts[node + 1]);
        }
        return true;
    }

    private int leaves() {
        return (starts.length - 1) / 2;
    }

    /** The interval of the fact's value, {@link #NULL}, or {@link RuleIndex#SCAN}. */
    private int interval(FactValues facts) {
        if (coded) {
            long value = fact.number(facts);
            return value == FactReader.ASK && fact.found(facts) != Found.VALUE ? without(facts) : interval(value);
        }
        Object value = fact.object(facts);
        return value == null ? without(facts) : interval(value);
    }

    private static final int NULL = -2;

    private int without(FactValues facts) {
        return fact.found(facts) == Found.NULL && others.holds(facts) ? NULL : RuleIndex.SCAN;
    }

    private int interval(long value) {
        int low = 0;
        int high = numbers.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (numbers[middle] <= value) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private int interval(Object value) {
        int low = 0;
        int high = objects.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (objects[middle].compareTo(value) <= 0) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
