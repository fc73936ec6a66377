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

    /** Halves without a jump that depends on the value, since no processor could foresee it. */
    int interval(long value) {
        int from = 0;
        int count = numbers.length;
        while (count > 1) {
            int half = count >>> 1;
            from += numbers[from + half - 1] <= value ? half : 0;
            count -= half;
        }
        return count == 1 && numbers[from] <= value ? from + 1 : from;
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
