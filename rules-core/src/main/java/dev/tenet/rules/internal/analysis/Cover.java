package dev.tenet.rules.internal.analysis;

import dev.tenet.rules.internal.analysis.Candidates.Member;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

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
        for (Box box : region.boxes()) {
            if (!cover.covers(box, 0)) {
                return new TreeSet<>();
            }
        }
        return cover.used;
    }

    private boolean covers(Box box, int depth) {
        Best best = new Best(box);
        candidates.find(box, steps, best);
        if (best.found == null || depth == MOST_DEEP) {
            return false;
        }
        used.add(best.found.position());
        Box found = best.found.box();
        return best.whole || box.minus(found).stream().allMatch(piece -> covers(piece, depth + 1));
    }

    /** The first member that holds a whole box, else the first that holds a part of it. */
    private static final class Best implements Predicate<Member> {
        private final Box box;
        private @Nullable Member found;
        private boolean whole;

        Best(Box box) {
            this.box = box;
        }

        @Override
        public boolean test(Member member) {
            whole = member.box().contains(box);
            if (whole || found == null && member.box().meets(box)) {
                found = member;
            }
            return whole;
        }
    }
}
