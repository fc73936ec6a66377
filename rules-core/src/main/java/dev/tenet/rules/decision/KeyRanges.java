package dev.tenet.rules.decision;

import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactReader.Found;
import dev.tenet.rules.internal.compile.FactValues;
import java.util.Arrays;

/**
 * For each bucket of a {@link KeyTable} the ranges of one fact, and for each interval between their ends the outcome of
 * the first rule that asks for nothing but the key and this range. All buckets share few arrays: a decision then touches
 * little memory, and time is memory here.
 */
final class KeyRanges {
    private final FactReader fact;
    private final Guard others;
    /** The cuts of bucket b are {@code cuts[starts[b]]} up to {@code cuts[starts[b + 1]]}, ascending. */
    private final int[] starts;

    private final long[] cuts;
    /** One more for each bucket than there are cuts. */
    private final int[] decided;

    private KeyRanges(FactReader fact, Guard others, Builder builder) {
        this.fact = fact;
        this.others = others;
        this.starts = builder.starts.toArray();
        this.cuts = Arrays.copyOf(builder.cuts, builder.size);
        this.decided = builder.decided.toArray();
    }

    /** The outcome of the first rule of a bucket that matches, an outcome after all others, or {@link RuleIndex#SCAN}. */
    int first(int bucket, FactValues facts) {
        long value = fact.number(facts);
        if (value == FactReader.ASK && fact.found(facts) != Found.VALUE) {
            return fact.found(facts) == Found.NULL && others.holds(facts) ? Integer.MAX_VALUE : RuleIndex.SCAN;
        }
        int start = starts[bucket];
        int count = starts[bucket + 1] - start;
        return decided[bucket + Cuts.interval(cuts, start, count, value)];
    }

    /** Collects the ranges bucket by bucket. */
    static final class Builder {
        private final Positions starts = new Positions();
        private final Positions decided = new Positions();
        private long[] cuts = new long[16];
        private int size;

        Builder() {
            starts.add(0);
        }

        /** Adds the next bucket. */
        void add(long[] ascending, int[] outcomes) {
            while (size + ascending.length > cuts.length) {
                cuts = Arrays.copyOf(cuts, 2 * cuts.length);
            }
            System.arraycopy(ascending, 0, cuts, size, ascending.length);
            size += ascending.length;
            starts.add(size);
            decided.addAll(outcomes, 0, outcomes.length);
        }

        KeyRanges build(FactReader fact, Guard others) {
            return new KeyRanges(fact, others, this);
        }
    }
}
