package dev.tenet.rules.routing;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in numbered seats, so that one can be drawn at random without a walk. A seat that is left is the next to be
 * taken; a draw may hit one that is empty.
 *
 * <p>Changes of one name must not overlap (the fleet makes them under the session's own entry); all else may.
 */
final class Roster {
    private final ConcurrentHashMap<Integer, String> seats = new ConcurrentHashMap<>();
    private final ConcurrentHashMap<String, Integer> seatOf = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<Integer> empty = new ConcurrentLinkedQueue<>();
    private final AtomicInteger end = new AtomicInteger();

    void add(String name) {
        Integer left = empty.poll();
        Integer seat = left != null ? left : Integer.valueOf(end.getAndIncrement());
        seatOf.put(name, seat);
        seats.put(seat, name);
    }

    void remove(String name) {
        Integer seat = seatOf.remove(name);
        if (seat != null) {
            seats.remove(seat);
            empty.add(seat);
        }
    }

    /** The name in a random seat; null when nobody sits there. */
    @Nullable
    String draw(Draws draws) {
        return seats.get(draws.below(Math.max(1, end.get())));
    }
}
