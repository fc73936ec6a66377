package dev.tenet.rules.decision;

import dev.tenet.rules.internal.compile.FactReader;
import dev.tenet.rules.internal.compile.FactReader.Found;
import dev.tenet.rules.internal.compile.FactValues;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Rules that ask for ranges of one fact, found by its value: the ends of all ranges cut the axis into intervals, each
 * with the rules that claim it.
 */
final class Axis {
    /** In place of an interval: the fact is NULL. */
    private static final int NULL = -2;

    private final FactReader fact;
    private final Guard others;
    private final Cuts cuts;
    /** For each interval the outcome of the first of the sure rules that claim it; empty without any. */
    private final int[] decided;

    private final SegmentTree sure;
    private final SegmentTree tried;
    private final int[] whenNull;

    /**
     * An axis.
     *
     * @param others facts that must have their types where this one is NULL
     * @param decided for each interval the outcome of the first sure rule; empty without any
     * @param sure rules that match wherever their ranges hold
     * @param tried all other rules
     * @param whenNull rules that must be tried where the fact is NULL, because they can throw
     */
    Axis(FactReader fact, Guard others, Cuts cuts, int[] decided, SegmentTree sure, SegmentTree tried, int[] whenNull) {
        this.fact = fact;
        this.others = others;
        this.cuts = cuts;
        this.decided = decided;
        this.sure = sure;
        this.tried = tried;
        this.whenNull = whenNull;
    }

    /** The earliest outcome among these rules and the one given, or {@link RuleIndex#SCAN}. */
    int search(RuleScan scan, FactValues facts, @Nullable Instant now, int least, int outcome) {
        int interval = interval(facts);
        if (interval < 0) {
            return interval == RuleIndex.SCAN
                    ? interval
                    : scan.earlier(whenNull, 0, whenNull.length, facts, now, least, outcome);
        }
        int best = outcome;
        if (least > 0) {
            best = sure.search(scan, facts, now, least, best, interval);
        } else if (decided.length > 0) {
            best = Math.min(best, decided[interval]);
        }
        return tried.search(scan, facts, now, least, best, interval);
    }

    /** Whether some rules are to be tried, or decide, already in the first search. */
    boolean isActive() {
        return decided.length + whenNull.length > 0 || !tried.isEmpty();
    }

    /** Collects the rules that can match; false where the index cannot tell. */
    boolean collect(FactValues facts, Positions into) {
        int interval = interval(facts);
        if (interval < 0) {
            into.addAll(whenNull, 0, whenNull.length);
            return interval != RuleIndex.SCAN;
        }
        sure.collect(interval, into);
        tried.collect(interval, into);
        return true;
    }

    /** The interval of the fact's value, {@link #NULL}, or {@link RuleIndex#SCAN}. */
    private int interval(FactValues facts) {
        if (cuts.isCoded()) {
            long value = fact.number(facts);
            return value == FactReader.ASK && fact.found(facts) != Found.VALUE ? without(facts) : cuts.interval(value);
        }
        Object value = fact.object(facts);
        return value == null ? without(facts) : cuts.interval(value);
    }

    private int without(FactValues facts) {
        return fact.found(facts) == Found.NULL && others.holds(facts) ? NULL : RuleIndex.SCAN;
    }
}
