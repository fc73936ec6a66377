package dev.tenet.rules.routing;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Random numbers from the host's seed: the SplitMix64 sequence, one number after the other over all threads, so that one
 * thread sees the same numbers in each run.
 */
final class Draws {
    private static final long STEP = 0x9e3779b97f4a7c15L;

    private final AtomicLong state;

    Draws(long seed) {
        this.state = new AtomicLong(seed);
    }

    /** A number from 0 to below the bound, each as likely as the others to within {@code bound / 2^32}. */
    int below(int bound) {
        long bits = mix(state.addAndGet(STEP)) >>> 32;
        return (int) (bits * bound >>> 32);
    }

    /** The finalizer of SplitMix64 (Stafford's variant 13): every bit of the result depends on every bit of the input. */
    static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94d049bb133111ebL;
        return mixed ^ mixed >>> 31;
    }
}
