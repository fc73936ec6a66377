package dev.tenet.rules.internal.bind;

import dev.tenet.rules.spi.MapReader;

/** Refuses variants, which have no engine yet: to pass over an A/B test in silence would falsify it. */
final class Variants {
    private Variants() {}

    /**
     * Reports variants that would have to be chosen between.
     *
     * @param what what has the variants, with its article
     */
    static void refuse(MapReader in, String what) {
        if (!in.optionalItems("variants").isEmpty()) {
            in.problems()
                    .error(
                            "not-supported-yet",
                            in.keyPlace("variants"),
                            "this version does not choose between the variants of " + what,
                            "write it without them");
        }
    }
}
