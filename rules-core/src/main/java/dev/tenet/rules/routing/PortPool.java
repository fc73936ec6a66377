package dev.tenet.rules.routing;

import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Which TCP ports are handed out: one bit for each, whatever range it was asked for, so that ranges may overlap. A port
 * is taken by one atomic change of its word, without a lock.
 */
final class PortPool {
    private static final int WORDS = 65_536 / Long.SIZE;

    private final AtomicLongArray taken = new AtomicLongArray(WORDS);

    /** Takes the lowest free port of a range; empty when none is free. */
    OptionalInt take(PortRange range) {
        for (int word = range.first() >> 6; word <= range.last() >> 6; word++) {
            long bits = taken.get(word);
            long free = ~bits & within(range, word);
            while (free != 0) {
                long lowest = Long.lowestOneBit(free);
                if (taken.compareAndSet(word, bits, bits | lowest)) {
                    return OptionalInt.of((word << 6) + Long.numberOfTrailingZeros(lowest));
                }
                bits = taken.get(word);
                free = ~bits & within(range, word);
            }
        }
        return OptionalInt.empty();
    }

    /**
     * Gives a port back.
     *
     * @throws IllegalStateException if it was not taken
     */
    void giveBack(int port) {
        long bit = 1L << (port & 63);
        long before = taken.getAndUpdate(port >> 6, bits -> bits & ~bit);
        if ((before & bit) == 0) {
            throw new IllegalStateException("port " + port + " is given back, but nobody holds it");
        }
    }

    boolean anyFree(PortRange range) {
        for (int word = range.first() >> 6; word <= range.last() >> 6; word++) {
            if ((~taken.get(word) & within(range, word)) != 0) {
                return true;
            }
        }
        return false;
    }

    int free(PortRange range) {
        int free = 0;
        for (int word = range.first() >> 6; word <= range.last() >> 6; word++) {
            free += Long.bitCount(~taken.get(word) & within(range, word));
        }
        return free;
    }

    /** Becomes like another pool, each word as it is at its own moment. */
    void copy(PortPool other) {
        for (int word = 0; word < WORDS; word++) {
            taken.set(word, other.taken.get(word));
        }
    }

    /** The bits of a word that lie in a range. */
    private static long within(PortRange range, int word) {
        long bits = -1L;
        if (word == range.first() >> 6) {
            bits &= -1L << (range.first() & 63);
        }
        if (word == range.last() >> 6) {
            bits &= -1L >>> (63 - (range.last() & 63));
        }
        return bits;
    }
}
