package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.internal.analysis.Candidates.Member;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;

/** Tries to show that every part of a region lies in the boxes of others: takes boxes away until nothing is left. */
final class Cover {
    private static final int MOST_DEEP = 200;

    private final Candidates candidates;
    private final Steps steps;
    private final SortedSet<Integer> used = new TreeSet<>();

    private Cover(Candidates candidates, Steps steps) {
        this.candidates = candidates;
        this.steps = steps;
    }

    /** The positions whose boxes together hold the region; empty when it is not shown that there are any. */
    static SortedSet<Integer> of(Region region, Candidates candidates, Steps steps) {
        Cover cover = new Cover(candidates, steps);
        boolean covered = region.boxes().stream().allMatch(box -> cover.covers(box, 0));
        return covered ? cover.used : new TreeSet<>();
    }

    private boolean covers(Box box, int depth) {
        Optional<Member> whole =
                candidates.find(box, steps, member -> member.box().contains(box));
        if (whole.isPresent()) {
            used.add(whole.get().position());
            return true;
        }
        Optional<Member> part =
                candidates.find(box, steps, member -> member.box().meets(box));
        if (part.isEmpty() || depth == MOST_DEEP) {
            return false;
        }
        used.add(part.get().position());
        return box.minus(part.get().box()).stream().allMatch(piece -> covers(piece, depth + 1));
    }
}
