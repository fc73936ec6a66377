package dev.tenet.rules.sla;

import java.util.Comparator;
import java.util.List;

/** Stretches of time, each from a second until another, in order and apart from each other. Immutable. */
final class Stretches {
    private final long[] from;
    private final long[] until;
    /** The length of all stretches before each. */
    private final long[] before;

    private final long length;

    /** One stretch; may be empty. */
    record Stretch(long from, long until) {}

    private Stretches(long[] from, long[] until, long[] before, long length) {
        this.from = from;
        this.until = until;
        this.before = before;
        this.length = length;
    }

    /** Takes stretches that do not overlap, in any order. */
    static Stretches of(List<Stretch> stretches) {
        List<Stretch> sorted = stretches.stream()
                .filter(it -> it.from() < it.until())
                .sorted(Comparator.comparingLong(Stretch::from))
                .toList();
        long[] before = new long[sorted.size()];
        long length = 0;
        for (int i = 0; i < before.length; i++) {
            before[i] = length;
            length += sorted.get(i).until() - sorted.get(i).from();
        }
        return new Stretches(
                sorted.stream().mapToLong(Stretch::from).toArray(),
                sorted.stream().mapToLong(Stretch::until).toArray(),
                before,
                length);
    }

    int count() {
        return from.length;
    }

    long from(int stretch) {
        return from[stretch];
    }

    /** The length of the stretches up to this one, itself included; 0 for -1. */
    long lengthThrough(int stretch) {
        return stretch < 0 ? 0 : before[stretch] + until[stretch] - from[stretch];
    }

    long length() {
        return length;
    }

    /** Twice how much of the stretches lies before a second, and 1 more if the second itself lies in one. */
    long mark(long second) {
        int i = last(from, second);
        if (i < 0) {
            return 0;
        }
        return second < until[i] ? ((before[i] + second - from[i]) << 1) | 1 : lengthThrough(i) << 1;
    }

    /** The first second before which as much of the stretches lies; more than 0 and at most the length. */
    long reach(long amount) {
        int i = last(before, amount - 1);
        return from[i] + amount - before[i];
    }

    /** The last of ascending numbers that is not above a number; -1 if all are. */
    static int last(long[] ascending, long number) {
        int low = 0;
        int high = ascending.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (ascending[middle] <= number) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low - 1;
    }
}
