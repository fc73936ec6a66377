package dev.tenet.rules.decision;

import dev.tenet.rules.internal.compile.FactValues;
import java.time.Instant;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The rules that one value of a fact leaves over, and those of the whole table that no value rules out. */
final class Bucket {
    static final Bucket EMPTY = new Bucket(new int[0], new int[0], Integer.MAX_VALUE, new Axis[0]);

    /** Rules to be tried whatever else the facts are; sorted. */
    private final int[] tried;
    /** Rules to be tried only after the first match, which is found without them; sorted. */
    private final int[] later;
    /** The outcome of the first of them of which nothing is left to be tried. */
    private final int decided;

    private final Axis[] axes;

    Bucket(int[] tried, int[] later, int decided, Axis[] axes) {
        this.tried = tried;
        this.later = later;
        this.decided = decided;
        this.axes = axes;
    }

    /** Whether some rules are to be tried, or decide, already in the first search. */
    boolean isActive() {
        return tried.length > 0
                || decided != Integer.MAX_VALUE
                || Arrays.stream(axes).anyMatch(Axis::isActive);
    }

    /** The earliest outcome among these rules and the one given, or {@link RuleIndex#SCAN}. */
    int search(RuleScan scan, FactValues facts, @Nullable Instant now, int least, int outcome) {
        int best = least == 0 ? Math.min(outcome, decided) : outcome;
        for (Axis axis : axes) {
            best = axis.search(scan, facts, now, least, best);
            if (best == RuleIndex.SCAN) {
                return best;
            }
        }
        if (least > 0) {
            best = scan.earlier(later, 0, later.length, facts, now, least, best);
        }
        return scan.earlier(tried, 0, tried.length, facts, now, least, best);
    }

    /** Collects the rules that can match; false where the index cannot tell. */
    boolean collect(FactValues facts, Positions into) {
        into.addAll(tried, 0, tried.length);
        into.addAll(later, 0, later.length);
        for (Axis axis : axes) {
            if (!axis.collect(facts, into)) {
                return false;
            }
        }
        return true;
    }
}
