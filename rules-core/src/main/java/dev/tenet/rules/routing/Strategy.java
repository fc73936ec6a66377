package dev.tenet.rules.routing;

import java.util.Map;

/**
 * How a rule chooses among those of its preferred sessions that can take the task. Whatever the strategy, a rule that is
 * not exclusive goes on to the other sessions when none of the preferred ones can.
 */
public sealed interface Strategy {

    /** The first that can take the task, in the order of the list. The default. */
    record Ordered() implements Strategy {}

    /**
     * The one with the smallest share of its capacity in use; the order of the list breaks ties. Where the list is
     * empty, the least loaded of all sessions, ties by name.
     */
    record LeastLoaded() implements Strategy {}

    /**
     * The less loaded of two different ones drawn at random, the first drawn of equals. Nearly as even as
     * {@link LeastLoaded}, without sending a whole burst of requests to the one session that was emptiest. Where the
     * list is empty, two of all sessions are drawn.
     */
    record PowerOfTwo() implements Strategy {}

    /**
     * In proportion to weights, as evenly spread as can be: smooth weighted round robin. The turn passes on with each
     * {@link Router#assign assignment}; {@link Router#route} only says whose turn it is.
     *
     * @param weights the weight of each session, 1 to 1,000,000; a session without one counts as 1
     */
    record Weighted(Map<String, Integer> weights) implements Strategy {
        private static final int HIGHEST = 1_000_000;

        /**
         * Takes its own copy of the map.
         *
         * @throws IllegalArgumentException if a weight is not in its range
         */
        public Weighted {
            weights = Map.copyOf(weights);
            weights.forEach((session, weight) -> {
                if (weight < 1 || weight > HIGHEST) {
                    throw new IllegalArgumentException(
                            "the weight of session \"" + session + "\" is " + weight + ", want 1 to " + HIGHEST);
                }
            });
        }

        /** The weight of a session. */
        public int of(String session) {
            return weights.getOrDefault(session, 1);
        }
    }

    /**
     * The same session for the same {@link RouteRequest#key key} as long as it can take the task: rendezvous hashing, so
     * that only the keys of a session that left move, and come back with it. Where the list is empty, one of all
     * sessions, found by looking at each of them. A request without a key has nothing to stick to and is given away as
     * by {@link LeastLoaded}.
     */
    record Sticky() implements Strategy {}
}
