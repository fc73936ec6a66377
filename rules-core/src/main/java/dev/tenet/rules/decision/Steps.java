package dev.tenet.rules.decision;

import java.util.Arrays;

/**
 * Functions of a number that change at cuts only, many of them in one array, so that a decision touches little memory.
 *
 * <p>A function divides the numbers from its first cut on into cells of equal width, two to four for each cut; the cell
 * of a number is found by a subtraction and a shift. A cell in which one cut lies, or none, holds the results on its two
 * sides; one with more tells where the function goes on that is finer there. Where cuts are spread evenly that is rare;
 * where they are heaped up, each level divides the width by more than the number of its cuts, so levels are few.
 *
 * <p>A binary search takes several times as long: no processor foresees its jumps, and without jumps each step waits for
 * the one before.
 */
final class Steps {
    /** Cells for each cut, at most. */
    private static final int CELLS = 4;

    /** Before the cells: the first cut; the number of the last cell, above, and in the lowest byte how far to shift. */
    private static final int HEAD = 2;

    /**
     * Function by function its head, then for each cell a cut and the results, above, from it on and, below, before it;
     * in place of a result the complement of the distance to the finer function. Cell 0 is for what is less than the
     * first cut; the last one goes on for ever.
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
        int found = side(at, value);
        while (found < 0) {
            at += ~found;
            found = side(at, value);
        }
        return found;
    }

    private int side(int function, long value) {
        long first = cells[function];
        long shape = cells[function + 1];
        long last = shape >> 8;
        long next = value - first >>> (int) shape; // unsigned, as distances are
        long cell = value < first ? 0 : Long.compareUnsigned(next, last) < 0 ? next + 1 : last;
        int at = function + HEAD + 2 * (int) cell;
        return (int) (cells[at + 1] >>> (value < cells[at] ? 0 : Integer.SIZE));
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

        /** Adds a function of some of the cuts, of which no two share a cell that is one number wide. */
        private int add(long[] cuts, int[] results, int from, int to) {
            long first = cuts[from];
            long span = cuts[to - 1] - first;
            int width = Long.SIZE - Long.numberOfLeadingZeros(span);
            int shift = Math.max(0, width - Integer.numberOfTrailingZeros(CELLS * Integer.highestOneBit(to - from)));
            int last = 1 + (int) (span >>> shift);
            int begin = size;
            reserve(HEAD + 2 * (last + 1));
            cells[begin] = first;
            cells[begin + 1] = (long) last << 8 | shift;
            put(begin, 0, first, results[from], results[from]);
            int cut = from;
            for (int cell = 1; cell <= last; cell++) {
                int start = cut;
                while (cut < to && 1 + (int) (cuts[cut] - first >>> shift) == cell) {
                    cut++;
                }
                if (cut - start <= 1) {
                    put(begin, cell, cut > start ? cuts[start] : first, results[start], results[cut]);
                } else {
                    int finer = ~(add(cuts, results, start, cut) - begin);
                    put(begin, cell, first, finer, finer);
                }
            }
            return begin;
        }

        private void put(int function, int cell, long cut, int before, int after) {
            int at = function + HEAD + 2 * cell;
            cells[at] = cut;
            cells[at + 1] = (long) after << Integer.SIZE | before & 0xFFFF_FFFFL;
        }

        private void reserve(int count) {
            size += count;
            if (size > cells.length) {
                cells = Arrays.copyOf(cells, Math.max(size, 2 * cells.length));
            }
        }

        /** How many numbers the functions take. */
        int size() {
            return size;
        }

        Steps build() {
            return new Steps(Arrays.copyOf(cells, size));
        }
    }
}
