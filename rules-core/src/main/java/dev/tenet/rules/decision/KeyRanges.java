package dev.tenet.rules.decision;

import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactReader.Found;
import dev.tenet.rules.internal.compile.FactValues;
import java.util.Arrays;

/**
 * For each bucket of a {@link KeyTable} the ranges of one fact, and for each interval between their ends the outcome of
 * the first rule that asks for nothing but the key and this range. All buckets share one array, each in a block of
 * its own: a decision then touches little memory, and that is what takes time here.
 */
final class KeyRanges {
    private final FactReader fact;
    private final Guard others;
    /** Block by block: how many cuts there are, the cuts, ascending, and two outcomes of intervals in each number. */
    private final long[] blocks;

    private KeyRanges(FactReader fact, Guard others, long[] blocks) {
        this.fact = fact;
        this.others = others;
        this.blocks = blocks;
    }

    /**
     * The outcome of the first rule of a bucket that matches, an outcome after all others, or {@link RuleIndex#SCAN}.
     *
     * @param block where the bucket's block begins
     */
    int first(int block, FactValues facts) {
        long value = fact.number(facts);
        if (value == FactReader.ASK && fact.found(facts) != Found.VALUE) {
            return fact.found(facts) == Found.NULL && others.holds(facts) ? Integer.MAX_VALUE : RuleIndex.SCAN;
        }
        int start = block + 1;
        int count = (int) blocks[block];
        int interval = Cuts.interval(blocks, start, count, value) - start;
        return (int) (blocks[start + count + (interval >> 1)] >>> 32 * (interval & 1));
    }

    /** Collects the ranges bucket by bucket. */
    static final class Builder {
        private long[] blocks = new long[16];
        private int size;

        /** Where the next block begins. */
        int next() {
            return size;
        }

        /** Adds the next bucket: its cuts, ascending, and for each interval the outcome. */
        void add(long[] cuts, int[] outcomes) {
            add(cuts.length);
            for (long cut : cuts) {
                add(cut);
            }
            for (int i = 0; i < outcomes.length; i += 2) {
                long second = i + 1 < outcomes.length ? (long) outcomes[i + 1] << 32 : 0;
                add(second | outcomes[i]);
            }
        }

        private void add(long number) {
            if (size == blocks.length) {
                blocks = Arrays.copyOf(blocks, 2 * size);
            }
            blocks[size++] = number;
        }

        KeyRanges build(FactReader fact, Guard others) {
            return new KeyRanges(fact, others, Arrays.copyOf(blocks, size));
        }
    }
}
