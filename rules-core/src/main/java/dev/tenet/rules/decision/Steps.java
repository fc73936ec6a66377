package dev.tenet.rules.decision;

import java.util.Arrays;

/**
 * Functions of a number that change at cuts only, many of them in one array, so that a decision touches little memory.
 *
 * <p>A function divides the numbers from its first cut on into cells of equal width, about as many as cuts, and the cell
 * of a number is found by a subtraction and a shift. Where no cut lies within, the cell holds the result; else it tells
 * where the function goes on that is finer there. Cuts spread evenly leave most cells whole; cuts heaped up take few
 * levels more, for each divides the width by more than the number of its cuts. A binary search takes three times as
 * long: no processor foresees its jumps, and without jumps each step waits for the one before.
 */
final class Steps {
    /** Cells for each cut, at most; the memory of a table against the share of numbers that go a level down. */
    private static final int CELLS = 4;

    /**
     * Function by function: the first cut; the number of the last cell, above, and how far to shift, in the lowest byte;
     * the cells, two in each number: a result, or the complement of the distance to the finer function. Cell 0 stands for
     * what is less than the first cut, the last one also for all that is greater.
     */
    private final long[] cells;

    private Steps(long[] cells) {
        this.cells = cells;
    }

    /** A function alone, which begins at 0: its cuts, ascending, and the results before, between and after them. */
    static Steps of(long[] cuts, int[] results) {
        Builder builder = new Builder();
        builder.add(cuts, results);
        return builder.build();
    }

    /** The result of the function that begins at a place. */
    int result(int function, long value) {
        int at = function;
        int found = cell(at, value);
        while (found < 0) {
            at += ~found;
            found = cell(at, value);
        }
        return found;
    }

    private int cell(int function, long value) {
        long first = cells[function];
        long shape = cells[function + 1];
        int cell = value < first ? 0 : 1 + (int) Math.min(value - first >>> (int) shape, (shape >> 8) - 1);
        return (int) (cells[function + 2 + (cell >> 1)] >>> 32 * (cell & 1));
    }

    /** Collects functions. */
    static final class Builder {
        private static final long[] ANYWHERE = {0};

        private long[] cells = new long[16];
        private int size;

        /**
         * Adds a function.
         *
         * @param cuts ascending
         * @param results before, between and after them; none is negative
         * @return where it begins
         */
        int add(long[] cuts, int[] results) {
            return cuts.length > 0
                    ? add(cuts, results, 0, cuts.length)
                    : add(ANYWHERE, new int[] {results[0], results[0]}, 0, 1);
        }

        /** Adds a function of some of the cuts; its cells differ in width by a power of two from what it spans. */
        private int add(long[] cuts, int[] results, int from, int to) {
            long first = cuts[from];
            long span = cuts[to - 1] - first; // unsigned, and so is all that is shifted
            int width = Long.SIZE - Long.numberOfLeadingZeros(span);
            int shift = Math.max(1, width - Integer.numberOfTrailingZeros(CELLS * Integer.highestOneBit(to - from)));
            boolean whole = isMultiple(span, shift);
            int last = (int) (span >>> shift) + (whole ? 1 : 2);
            int begin = size;
            reserve(2 + (last + 2) / 2);
            cells[begin] = first;
            cells[begin + 1] = (long) last << 8 | shift;
            put(begin, 0, results[from]);
            int cut = from;
            for (int cell = 1; cell <= last; cell++) {
                int within = cut;
                while (cut < to && cell(cuts[cut] - first, shift) == cell) {
                    cut++;
                }
                // A cut at the cell's very beginning does not divide it.
                int inside = within < cut && isMultiple(cuts[within] - first, shift) ? within + 1 : within;
                put(begin, cell, inside == cut ? results[cut] : ~(add(cuts, results, inside, cut) - begin));
            }
            return begin;
        }

        private static int cell(long distance, int shift) {
            return 1 + (int) (distance >>> shift);
        }

        private static boolean isMultiple(long distance, int shift) {
            return distance >>> shift << shift == distance;
        }

        private void put(int function, int cell, int content) {
            int half = Integer.SIZE * (cell & 1);
            cells[function + 2 + (cell >> 1)] |= (content & 0xFFFF_FFFFL) << half;
        }

        private void reserve(int count) {
            size += count;
            if (size > cells.length) {
                cells = Arrays.copyOf(cells, Math.max(size, 2 * cells.length));
            }
        }

        Steps build() {
            return new Steps(Arrays.copyOf(cells, size));
        }
    }
}
