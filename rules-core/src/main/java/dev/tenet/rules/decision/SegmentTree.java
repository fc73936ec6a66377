package dev.tenet.rules.decision;

import dev.tenet.rules.expression.Facts;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Rules that each claim some neighbouring intervals: each stands at the few nodes whose leaves make up its intervals, so
 * that the rules of an interval are those on the way from its leaf to the root, and n rules take O(n log n) however
 * much they overlap.
 */
final class SegmentTree {
    private static final SegmentTree EMPTY = new SegmentTree(0, new int[0], new int[0]);

    private final int leaves;
    /** The positions of node k are {@code positions[starts[k]]} up to {@code positions[starts[k + 1]]}, sorted. */
    private final int[] starts;

    private final int[] positions;

    private SegmentTree(int leaves, int[] starts, int[] positions) {
        this.leaves = leaves;
        this.starts = starts;
        this.positions = positions;
    }

    /** The intervals of a rule, from the first to the last. */
    record Claim(int position, int first, int last) {}

    /** Claims on so many intervals, in table order. */
    static SegmentTree of(List<Claim> claims, int intervals) {
        if (claims.isEmpty()) {
            return EMPTY;
        }
        int[] starts = new int[2 * intervals + 1];
        for (Claim claim : claims) {
            visit(claim, intervals, node -> starts[node + 1]++);
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] positions = new int[starts[2 * intervals]];
        int[] filled = starts.clone();
        for (Claim claim : claims) {
            visit(claim, intervals, node -> positions[filled[node]++] = claim.position());
        }
        return new SegmentTree(intervals, starts, positions);
    }

    private interface Visitor {
        void at(int node);
    }

    private static void visit(Claim claim, int leaves, Visitor visitor) {
        int low = claim.first() + leaves;
        int high = claim.last() + leaves + 1;
        while (low < high) {
            if ((low & 1) == 1) {
                visitor.at(low++);
            }
            if ((high & 1) == 1) {
                visitor.at(--high);
            }
            low >>= 1;
            high >>= 1;
        }
    }

    boolean isEmpty() {
        return leaves == 0;
    }

    /** The earliest outcome among the rules of an interval and the one given. */
    int search(RuleScan scan, Facts facts, @Nullable Instant now, int least, int outcome, int interval) {
        int best = outcome;
        if (leaves > 0) {
            for (int node = interval + leaves; node > 0; node >>= 1) {
                best = scan.earlier(positions, starts[node], starts[node + 1], facts, now, least, best);
            }
        }
        return best;
    }

    /** Collects the rules of an interval. */
    void collect(int interval, Positions into) {
        if (leaves > 0) {
            for (int node = interval + leaves; node > 0; node >>= 1) {
                into.addAll(positions, starts[node], starts[node + 1]);
            }
        }
    }
}
