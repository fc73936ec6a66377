package dev.tenet.rules.decision;

import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Cuts an axis and fills its tree; rules are added in table order. */
final class AxisBuilder {
    private final List<Entry> entries = new ArrayList<>();
    private final Positions whenNull = new Positions();

    /** A rule that asks for some spans; {@code decided} if there is nothing else to try. */
    private record Entry(int position, List<Span> spans, boolean decided) {}

    /** The intervals of a span: first and last. */
    private record Leaves(int position, int first, int last, boolean decided) {}

    void add(int position, List<Span> spans, boolean decided) {
        entries.add(new Entry(position, spans, decided));
    }

    void addWhenNull(int position) {
        whenNull.add(position);
    }

    Axis build(FactReader fact, FactType type, Guard others) {
        Comparable<Object>[] cuts = cuts();
        List<Leaves> ranges = ranges(cuts);
        int leaves = cuts.length + 1;
        int[] starts = new int[2 * leaves + 1];
        for (Leaves range : ranges) {
            visit(range, leaves, node -> starts[node + 1]++);
        }
        Arrays.parallelPrefix(starts, Integer::sum);
        int[] positions = new int[starts[2 * leaves]];
        int[] filled = starts.clone();
        for (Leaves range : ranges) {
            visit(range, leaves, node -> positions[filled[node]++] = range.position());
        }
        boolean coded = FactReader.isCoded(type);
        return new Axis(
                fact,
                others,
                coded,
                coded ? Stream.of(cuts).mapToLong(Long.class::cast).toArray() : new long[0],
                coded ? Arrays.copyOf(cuts, 0) : cuts,
                starts,
                positions,
                decided(ranges, leaves),
                whenNull.toArray());
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // no arrays of a generic type
    private Comparable<Object>[] cuts() {
        return entries.stream()
                .flatMap(entry -> entry.spans().stream())
                .flatMap(span -> Stream.of(span.from(), span.until()).flatMap(Optional::stream))
                .sorted(Comparator.naturalOrder())
                .distinct()
                .toArray(Comparable[]::new);
    }

    private List<Leaves> ranges(Comparable<Object>[] cuts) {
        List<Leaves> ranges = new ArrayList<>();
        for (Entry entry : entries) {
            for (Span span : entry.spans()) {
                int first =
                        span.from().map(it -> Arrays.binarySearch(cuts, it) + 1).orElse(0);
                int last = span.until().map(it -> Arrays.binarySearch(cuts, it)).orElse(cuts.length);
                if (first <= last) {
                    ranges.add(new Leaves(entry.position(), first, last, entry.decided()));
                }
            }
        }
        return ranges;
    }

    private interface Visitor {
        void at(int node);
    }

    /** The few nodes that together make up the leaves of a range. */
    private static void visit(Leaves range, int leaves, Visitor visitor) {
        int low = range.first() + leaves;
        int high = range.last() + leaves + 1;
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

    /** Paints each interval once, with the first rule that claims it; painted ones are jumped over. */
    private static int[] decided(List<Leaves> ranges, int leaves) {
        if (ranges.stream().noneMatch(Leaves::decided)) {
            return new int[0];
        }
        int[] decided = new int[leaves];
        Arrays.fill(decided, Integer.MAX_VALUE);
        int[] unpainted = new int[leaves + 1];
        Arrays.setAll(unpainted, i -> i);
        for (Leaves range : ranges) {
            if (range.decided()) {
                for (int at = find(unpainted, range.first()); at <= range.last(); at = find(unpainted, at)) {
                    decided[at] = RuleScan.matched(range.position());
                    unpainted[at] = at + 1;
                }
            }
        }
        return decided;
    }

    private static int find(int[] next, int from) {
        int at = from;
        while (next[at] != at) {
            next[at] = next[next[at]];
            at = next[at];
        }
        return at;
    }
}
