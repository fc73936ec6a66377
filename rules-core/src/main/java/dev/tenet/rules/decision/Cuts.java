package dev.tenet.rules.decision;

import java.util.Arrays;
import java.util.stream.Stream;

/** Ascending values that cut an axis; the interval of a value is the number of cuts that are not greater. */
final class Cuts {
    private final boolean coded;
    private final long[] numbers;
    private final Comparable<Object>[] objects;

    /** Cuts by values, or by the numbers that stand for them. */
    Cuts(Comparable<Object>[] ascending, boolean coded) {
        this.coded = coded;
        this.numbers = coded ? Stream.of(ascending).mapToLong(Long.class::cast).toArray() : new long[0];
        this.objects = coded ? Arrays.copyOf(ascending, 0) : ascending;
    }

    boolean isCoded() {
        return coded;
    }

    int interval(long value) {
        return interval(numbers, 0, numbers.length, value);
    }

    /**
     * The number of the first of the {@code count} ascending cuts from {@code start} on, counted from the array's
     * beginning, that is greater. Halves without a jump that depends on the value: no processor could foresee it.
     */
    static int interval(long[] cuts, int start, int count, long value) {
        int from = start;
        int left = count;
        while (left > 1) {
            int half = left >>> 1;
            from += half & notGreater(cuts[from + half - 1], value);
            left -= half;
        }
        return left == 1 ? from - notGreater(cuts[from], value) : from;
    }

    /** All ones if {@code a <= b}, else 0, by arithmetic: the sign of {@code b - a}, put right where that overflows. */
    private static int notGreater(long a, long b) {
        long difference = b - a;
        long sign = difference ^ ((b ^ a) & (difference ^ b));
        return (int) ~(sign >> 63);
    }

    int interval(Object value) {
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
