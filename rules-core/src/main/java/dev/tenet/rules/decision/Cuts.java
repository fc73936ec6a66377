package dev.tenet.rules.decision;

import java.util.Arrays;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Ascending values that cut an axis; the interval of a value is the number of cuts that are not greater. */
final class Cuts {
    private static final Steps NONE = Steps.of(new long[0], new int[1]);

    private final boolean coded;
    private final Steps numbers;
    private final Comparable<Object>[] objects;

    /** Cuts by values, or by the numbers that stand for them. */
    Cuts(Comparable<Object>[] ascending, boolean coded) {
        this.coded = coded;
        this.numbers = coded ? intervals(ascending) : NONE;
        this.objects = coded ? Arrays.copyOf(ascending, 0) : ascending;
    }

    private static Steps intervals(Comparable<Object>[] ascending) {
        long[] cuts = Stream.of(ascending).mapToLong(Long.class::cast).toArray();
        return Steps.of(cuts, IntStream.rangeClosed(0, cuts.length).toArray());
    }

    boolean isCoded() {
        return coded;
    }

    int interval(long value) {
        return numbers.result(0, value);
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
