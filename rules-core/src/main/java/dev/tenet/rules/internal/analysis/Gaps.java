package dev.tenet.rules.internal.analysis;

import java.util.Optional;
import java.util.function.Predicate;

/** Looks for facts that lie in none of the boxes: takes boxes away until something is left. */
final class Gaps {
    private static final int MOST_DEEP = 500;

    /** So many rules are evaluated, mostly by an index, in the time of one step. */
    private static final int RULES_IN_A_STEP = 20;

    private final Candidates candidates;
    private final int stepsOfAnExample;
    private final Steps steps;
    private final Dimensions dimensions;
    private final Predicate<Example> confirmed;

    /**
     * Prepares a search.
     *
     * @param rules how many rules must be tried to confirm an example
     * @param confirmed whether no rule matches an example
     */
    Gaps(Candidates candidates, int rules, Steps steps, Dimensions dimensions, Predicate<Example> confirmed) {
        this.candidates = candidates;
        this.stepsOfAnExample = 1 + rules / RULES_IN_A_STEP;
        this.steps = steps;
        this.dimensions = dimensions;
        this.confirmed = confirmed;
    }

    /** Facts of a region that no box holds; empty when none were found. */
    Optional<Example> in(Region region) {
        return region.boxes().stream().flatMap(box -> in(box, 0).stream()).findFirst();
    }

    private Optional<Example> in(Box box, int depth) {
        if (depth == MOST_DEEP || !steps.take(stepsOfAnExample)) {
            return Optional.empty();
        }
        Optional<Example> example = Example.in(box, dimensions).filter(confirmed);
        if (example.isPresent()) {
            return example;
        }
        return candidates
                .findAnywhere(box, steps, it -> it.box().meets(box))
                .flatMap(member -> box.minus(member.box()).stream()
                        .flatMap(piece -> in(piece, depth + 1).stream())
                        .findFirst());
    }
}
