package dev.tenet.rules.decision;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactReader.Found;
import dev.tenet.rules.internal.compile.FactValues;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The rules that ask for single values of one fact: a hash table with open addressing, unboxed where values allow. */
final class KeyTable {
    /** In place of a cell: the fact is NULL. */
    private static final int NULL = -2;
    /** In place of a cell: no rule asks for the value. */
    private static final int NONE = -3;

    private final FactReader fact;
    private final Guard others;
    private final boolean coded;
    private final int mask;
    private final long[] numbers;
    private final @Nullable Object[] objects;
    /**
     * For each cell, above, twice the number of its bucket, one more where the bucket is active; below, the block of its
     * ranges. Negative in an empty cell.
     */
    private final long[] cells;

    private final Bucket[] buckets;
    private final @Nullable KeyRanges ranges;
    private final Bucket whenNull;

    /**
     * A table.
     *
     * @param others facts that must have their types where this one is NULL
     * @param values what rules ask for
     * @param buckets the rules that ask for each value
     * @param blocks where the block of each bucket begins in the ranges
     * @param ranges rules that the buckets need not be active for; null if there are none
     */
    KeyTable(
            FactReader fact,
            FactType type,
            Guard others,
            List<Object> values,
            List<Bucket> buckets,
            int[] blocks,
            @Nullable KeyRanges ranges,
            Bucket whenNull) {
        int capacity = Math.max(4, Integer.highestOneBit(Math.max(1, values.size())) * 4);
        this.fact = fact;
        this.others = others;
        this.coded = FactReader.isCoded(type);
        this.mask = capacity - 1;
        this.numbers = new long[coded ? capacity : 0];
        this.objects = new Object[coded ? 0 : capacity];
        this.cells = new long[capacity];
        this.buckets = buckets.toArray(Bucket[]::new);
        this.ranges = ranges;
        this.whenNull = whenNull;
        Arrays.fill(cells, -1);
        for (int i = 0; i < values.size(); i++) {
            long bucket = 2L * i + (buckets.get(i).isActive() ? 1 : 0);
            put(values.get(i), bucket << 32 | blocks[i]);
        }
    }

    private void put(Object value, long cell) {
        long code = coded ? FactReader.code(value) : 0;
        int at = coded ? start(code) : start(value);
        while (cells[at] >= 0) {
            at = (at + 1) & mask;
        }
        cells[at] = cell;
        if (coded) {
            numbers[at] = code;
        } else {
            // A text of its own lies beside its neighbours in memory, the one in the condition far away.
            objects[at] = value instanceof String text ? String.valueOf(text.toCharArray()) : value;
        }
    }

    /** The earliest outcome among these rules and the one given, or {@link RuleIndex#SCAN}. */
    int search(RuleScan scan, FactValues facts, @Nullable Instant now, int least, int outcome) {
        long cell = cell(facts);
        if (cell < 0) {
            return cell == NONE
                    ? outcome
                    : cell == NULL ? whenNull.search(scan, facts, now, least, outcome) : RuleIndex.SCAN;
        }
        int best = outcome;
        if (ranges != null && least == 0) {
            best = Math.min(best, ranges.first((int) cell, facts));
            if (best == RuleIndex.SCAN) {
                return best;
            }
        }
        return least > 0 || (cell >> 32 & 1) != 0
                ? buckets[(int) (cell >> 33)].search(scan, facts, now, least, best)
                : best;
    }

    /** Collects the rules that can match; false where the index cannot tell. */
    boolean collect(FactValues facts, Positions into) {
        long cell = cell(facts);
        if (cell < 0) {
            return cell == NONE || cell == NULL && whenNull.collect(facts, into);
        }
        return buckets[(int) (cell >> 33)].collect(facts, into);
    }

    /** What stands in the cell of the fact's value, {@link #NULL}, {@link #NONE} or {@link RuleIndex#SCAN}. */
    private long cell(FactValues facts) {
        if (coded) {
            long value = fact.number(facts);
            return value == FactReader.ASK && fact.found(facts) != Found.VALUE ? without(facts) : find(value);
        }
        Object value = fact.object(facts);
        return value == null ? without(facts) : find(value);
    }

    private int without(FactValues facts) {
        return fact.found(facts) == Found.NULL && others.holds(facts) ? NULL : RuleIndex.SCAN;
    }

    private long find(long value) {
        int at = start(value);
        while (cells[at] >= 0) {
            if (numbers[at] == value) {
                return cells[at];
            }
            at = (at + 1) & mask;
        }
        return NONE;
    }

    private long find(Object value) {
        for (int at = start(value); ; at = (at + 1) & mask) {
            Object key = objects[at];
            if (key == null) {
                return NONE;
            } else if (key.equals(value)) {
                return cells[at];
            }
        }
    }

    private int start(long value) {
        long mixed = value * 0x9E37_79B9_7F4A_7C15L;
        return (int) (mixed >>> 32) & mask;
    }

    private int start(Object value) {
        int mixed = value.hashCode() * 0x9E37_79B9;
        return (mixed ^ mixed >>> 16) & mask;
    }
}
