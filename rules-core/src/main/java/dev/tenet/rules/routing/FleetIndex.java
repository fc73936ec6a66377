package dev.tenet.rules.routing;

import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * The sessions of a fleet that can take work, by provider and in the order in which they are to get it, so that the
 * least loaded one is found in O(log n).
 *
 * <p><b>Invariant.</b> While no session changes, each session that is {@linkplain Eligibility#able able} stands exactly
 * once under its provider: either in {@code ready}, ordered by the share of its capacity in use and by name, or in
 * {@code parked}, ordered by its last heartbeat, newest first; no other session stands anywhere. Every change of a
 * session is made here within the computation that changes its entry in the fleet's map, so changes of one session
 * never overlap, and no lock is held over two sessions.
 *
 * <p><b>Staleness</b> changes without any event, by the clock alone. A search parks a stale session that it meets, so
 * that no later search meets it; a search looks first whether the newest heartbeat of those that are parked is fresh by
 * its own clock, and brings back those that are. A session is therefore parked once for each time that it goes stale.
 * Excluded sessions are left standing, as another rule set may not exclude them: a search costs one step more for each
 * of them that stands before its result.
 *
 * <p><b>No session is missed.</b> On a quiescent fleet a search walks the order from its head, so what it finds first is
 * the least loaded. While sessions change, one that moves is put into its new place before it leaves its old one, so a
 * search misses it only when it moves from before the search to behind it. Each such move is counted between the two
 * steps; a search that found nobody and saw the count change looks again, and in the end walks the map itself, in which
 * nobody moves. A session that could take the task throughout the search is therefore never overlooked in favour of
 * nobody; that it is overlooked in favour of a fuller one is possible while sessions change.
 */
final class FleetIndex {
    private static final int SEARCHES = 3;
    private static final Comparator<Session> IN_ORDER =
            ((Comparator<Session>) Session::compareLoad).thenComparing(Session::name);
    private static final Comparator<Session> NEWEST_FIRST = ((Comparator<Session>)
                    (one, other) -> other.lastHeartbeat().compareTo(one.lastHeartbeat()))
            .thenComparing(Session::name);

    private final ConcurrentHashMap<String, ByProvider> providers = new ConcurrentHashMap<>();
    private final Roster roster = new Roster();
    private final LongAdder moves = new LongAdder();

    private static final class ByProvider {
        final ConcurrentSkipListSet<Session> ready = new ConcurrentSkipListSet<>(IN_ORDER);
        final ConcurrentSkipListSet<Session> parked = new ConcurrentSkipListSet<>(NEWEST_FIRST);
    }

    /** Which of two sessions is to get work first. */
    static boolean comesBefore(Session session, Session other) {
        return IN_ORDER.compare(session, other) < 0;
    }

    /**
     * Follows a change of a session; to be called while no other change of that session can come between.
     *
     * @param before null when it is new
     * @param after null when it is gone
     */
    void change(@Nullable Session before, @Nullable Session after) {
        Session old = before != null && Eligibility.able(before) ? before : null;
        Session now = after != null && Eligibility.able(after) ? after : null;
        if (old != null && now != null) {
            move(old, now);
        } else if (now != null) {
            of(now).ready.add(now);
            roster.add(now.name());
        } else if (old != null) {
            roster.remove(old.name());
            leave(old);
        }
    }

    private void move(Session old, Session now) {
        boolean inPlace = old.provider().equals(now.provider()) && IN_ORDER.compare(old, now) == 0;
        if (!inPlace) {
            of(now).ready.add(now);
            moves.increment();
            leave(old);
        } else if (of(old).parked.contains(old)) {
            unpark(old);
        }
    }

    private void leave(Session session) {
        ByProvider place = of(session);
        place.ready.remove(session);
        place.parked.remove(session);
    }

    /** Sets a stale session aside; to be called as {@link #change} is. */
    void park(Session session) {
        if (Eligibility.able(session)) {
            ByProvider place = of(session);
            place.parked.add(session);
            moves.increment();
            place.ready.remove(session);
        }
    }

    /** Brings a session back that was set aside; to be called as {@link #change} is. */
    void unpark(Session session) {
        if (Eligibility.able(session)) {
            ByProvider place = of(session);
            place.ready.add(session);
            moves.increment();
            place.parked.remove(session);
        }
    }

    private ByProvider of(Session session) {
        ByProvider known = providers.get(session.provider());
        return known != null ? known : providers.computeIfAbsent(session.provider(), name -> new ByProvider());
    }

    /** The least loaded of the sessions that pass, ties by name; null when none does. */
    @Nullable
    Session leastLoaded(Eligibility eligibility, Fleet fleet, long nowMillis) {
        for (int searched = 0; searched < SEARCHES; searched++) {
            long seen = moves.sum();
            Session found = search(eligibility, fleet, nowMillis);
            if (found != null || moves.sum() == seen) {
                return found;
            }
        }
        return fleet.leastLoadedByScan(eligibility, nowMillis);
    }

    private @Nullable Session search(Eligibility eligibility, Fleet fleet, long nowMillis) {
        Session best = null;
        Set<String> admitted = eligibility.providers();
        Collection<String> names = admitted != null ? admitted : providers.keySet();
        for (String name : names) {
            ByProvider place = providers.get(name);
            Session found = place == null ? null : search(place, eligibility, fleet, nowMillis);
            if (found != null && (best == null || comesBefore(found, best))) {
                best = found;
            }
        }
        return best;
    }

    private static @Nullable Session search(ByProvider place, Eligibility eligibility, Fleet fleet, long nowMillis) {
        for (Session parked : place.parked) {
            if (fleet.stale(parked, nowMillis)) {
                break; // and so are all that follow
            }
            fleet.unpark(parked.name(), nowMillis);
        }
        for (Session indexed : place.ready) {
            Session session = fleet.get(indexed.name());
            if (session != null && eligibility.passes(session, fleet, nowMillis)) {
                return session;
            } else if (session != null && fleet.stale(session, nowMillis)) {
                fleet.park(session.name(), nowMillis);
            }
        }
        return null;
    }

    /** A random session that may be able to take work; null when the draw missed. */
    @Nullable
    String draw(Draws draws) {
        return roster.draw(draws);
    }
}
