package dev.tenet.rules.decision;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactReader.Found;
import dev.tenet.rules.internal.compile.FactValues;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The rules that ask for single values of one fact: a hash table with open addressing. A cell tells all that most
 * decisions need in one number. What it leads to can be {@link #guess guessed} by the hash alone, so that of several
 * tables only the one that decides need compare values, which lie elsewhere in memory.
 */
final class KeyTable {
    /** In place of a cell: the fact is NULL. */
    private static final int NULL = -2;
    /** In place of a cell: no rule asks for the value. */
    private static final int NONE = -3;
    /** What no other cell holds. */
    private static final long EMPTY = -1;

    private final FactReader fact;
    private final Guard others;
    private final boolean coded;
    private final int mask;
    /** The hash of the value, above, twice the place of its function, below, one more where the bucket is active. */
    private final long[] cells;

    private final long[] numbers;
    private final @Nullable Object[] objects;
    private final Bucket[] buckets;
    private final @Nullable KeyRanges ranges;
    private final Bucket whenNull;
    /** Whether the hashes of the values are distinct, and no bucket is active. */
    private boolean guessable = true;

    /**
     * What stands under one value.
     *
     * @param function where in the ranges the rules are decided that the bucket need not be active for
     */
    record Key(Object value, Bucket bucket, int function) {}

    /**
     * A table.
     *
     * @param others facts that must have their types where this one is NULL
     * @param ranges rules that the buckets need not be active for; null if there are none
     */
    KeyTable(
            FactReader fact, FactType type, Guard others, List<Key> keys, @Nullable KeyRanges ranges, Bucket whenNull) {
        int capacity = Math.max(8, Integer.highestOneBit(Math.max(1, keys.size())) * 8);
        this.fact = fact;
        this.others = others;
        this.coded = FactReader.isCoded(type);
        this.mask = capacity - 1;
        this.cells = new long[capacity];
        this.numbers = new long[coded ? capacity : 0];
        this.objects = new Object[coded ? 0 : capacity];
        this.buckets = new Bucket[capacity];
        this.ranges = ranges;
        this.whenNull = whenNull;
        Arrays.fill(cells, EMPTY);
        Arrays.fill(buckets, Bucket.EMPTY);
        keys.forEach(this::put);
    }

    private void put(Key key) {
        long number = coded ? FactReader.code(key.value()) : 0;
        int hash = coded ? hash(number) : hash(key.value());
        int at = hash & mask;
        while (cells[at] != EMPTY) {
            guessable &= (int) (cells[at] >>> 32) != hash;
            at = (at + 1) & mask;
        }
        cells[at] = (long) hash << 32 | 2L * key.function() | (key.bucket().isActive() ? 1 : 0);
        buckets[at] = key.bucket();
        guessable &= !key.bucket().isActive();
        if (coded) {
            numbers[at] = number;
        } else {
            // A text of its own lies beside its neighbours in memory, the one in the condition far away.
            objects[at] = key.value() instanceof String text ? String.valueOf(text.toCharArray()) : key.value();
        }
    }

    /** Whether {@link #guess} can do what {@link #search} does: each value has a hash of its own, and its range decides. */
    boolean isGuessable() {
        return guessable && ranges != null && !coded;
    }

    /**
     * The earliest outcome among these rules, which counts only if they {@link #askFor} the fact's value; one after all
     * others if there is none; {@link RuleIndex#SCAN} where the fact is NULL or the index cannot tell.
     */
    int guess(FactValues facts) {
        Object value = fact.object(facts);
        if (value == null || ranges == null) {
            return RuleIndex.SCAN;
        }
        int hash = hash(value);
        int at = hash & mask;
        long cell = cells[at];
        while ((int) (cell >>> 32) != hash) {
            if (cell == EMPTY) {
                return Integer.MAX_VALUE;
            }
            at = (at + 1) & mask;
            cell = cells[at];
        }
        return ranges.first((int) cell >>> 1, facts);
    }

    /** Whether some rules ask for what the fact holds. */
    boolean askFor(FactValues facts) {
        return cell(facts) != NONE;
    }

    /** The earliest outcome among these rules and the one given, or {@link RuleIndex#SCAN}. */
    int search(RuleScan scan, FactValues facts, @Nullable Instant now, int least, int outcome) {
        int at = cell(facts);
        if (at < 0) {
            return at == NONE ? outcome : at == NULL ? whenNull.search(scan, facts, now, least, outcome) : at;
        } else if (least > 0) {
            return buckets[at].search(scan, facts, now, least, outcome);
        }
        long cell = cells[at];
        int best = ranges == null ? outcome : Math.min(outcome, ranges.first((int) cell >>> 1, facts));
        boolean done = (cell & 1) == 0 || best == RuleIndex.SCAN;
        return done ? best : buckets[at].search(scan, facts, now, least, best);
    }

    /** Collects the rules that can match; false where the index cannot tell. */
    boolean collect(FactValues facts, Positions into) {
        int at = cell(facts);
        if (at < 0) {
            return at == NONE || at == NULL && whenNull.collect(facts, into);
        }
        return buckets[at].collect(facts, into);
    }

    /** The cell of the fact's value, {@link #NULL}, {@link #NONE} or {@link RuleIndex#SCAN}. */
    private int cell(FactValues facts) {
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

    private int find(long value) {
        int at = hash(value) & mask;
        while (cells[at] != EMPTY) {
            if (numbers[at] == value) {
                return at;
            }
            at = (at + 1) & mask;
        }
        return NONE;
    }

    private int find(Object value) {
        int hash = hash(value);
        for (int at = hash & mask; ; at = (at + 1) & mask) {
            long cell = cells[at];
            if ((int) (cell >>> 32) == hash && value.equals(objects[at])) {
                return at;
            } else if (cell == EMPTY) {
                return NONE;
            }
        }
    }

    private static int hash(long value) {
        return (int) (value * 0x9E37_79B9_7F4A_7C15L >>> 32);
    }

    private static int hash(Object value) {
        int mixed = value.hashCode() * 0x9E37_79B9;
        return mixed ^ mixed >>> 16;
    }
}
