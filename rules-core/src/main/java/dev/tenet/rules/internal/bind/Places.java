package dev.tenet.rules.internal.bind;

import dev.tenet.rules.Problem;
import dev.tenet.rules.spi.Place;

/** Names the second place of a problem that has two. */
final class Places {
    private Places() {}

    static Problem.Related related(Place place, String message) {
        return new Problem.Related(place.location(), message);
    }
}
