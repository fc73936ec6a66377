package dev.tenet.rules.decision;

import dev.tenet.rules.internal.compile.FactValues;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The rules that one value of a fact leaves over, and those of the whole table that no value rules out. */
final class Bucket {
    static final Bucket EMPTY = new Bucket(new int[0], Integer.MAX_VALUE, new Axis[0]);

    /** Rules to be tried whatever else the facts are; sorted. */
    private final int[] tried;
    /** The outcome of the first of them of which nothing is left to be tried. */
    private final int decided;

    private final Axis[] axes;

    Bucket(int[] tried, int decided, Axis[] axes) {
        this.tried = tried;
        this.decided = decided;
        this.axes = axes;
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
        return tried.length == 0 ? best : scan.earlier(tried, 0, tried.length, facts, now, least, best);
    }

    /** Collects the rules that can match; false where the index cannot tell. */
    boolean collect(FactValues facts, Positions into) {
        into.addAll(tried, 0, tried.length);
        for (Axis axis : axes) {
            if (!axis.collect(facts, into)) {
                return false;
            }
        }
        return true;
    }
}
