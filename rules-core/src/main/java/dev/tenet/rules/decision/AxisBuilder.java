package dev.tenet.rules.decision;

import dev.tenet.rules.decision.SegmentTree.Claim;
import dev.tenet.rules.expression.FactType;
import dev.tenet.rules.internal.compile.FactReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Cuts an axis and gives each rule its intervals; rules are added in table order. */
final class AxisBuilder {
    private final List<Entry> entries = new ArrayList<>();
    private final Positions whenNull = new Positions();

    private record Entry(int position, List<Span> spans, boolean sure) {}

    /** Adds a rule; {@code sure} if it matches wherever its spans hold. */
    void add(int position, List<Span> spans, boolean sure) {
        entries.add(new Entry(position, spans, sure));
    }

    /** Adds a rule that must be tried where the fact is NULL. */
    void addWhenNull(int position) {
        whenNull.add(position);
    }

    /**
     * The axis.
     *
     * @param decides whether the first sure rule of each interval is to be found here; else it is found elsewhere
     */
    Axis build(FactReader fact, FactType type, Guard others, boolean decides) {
        Comparable<Object>[] cuts = cuts();
        List<Claim> sure = claims(cuts, true);
        int intervals = cuts.length + 1;
        return new Axis(
                fact,
                others,
                new Cuts(cuts, FactReader.isCoded(type)),
                decides && !sure.isEmpty() ? decided(sure, intervals) : new int[0],
                SegmentTree.of(sure, intervals),
                SegmentTree.of(claims(cuts, false), intervals),
                whenNull.toArray());
    }

    /** Adds the outcome of the first of the rules, all of them sure, as a function of the fact; returns where it is. */
    int addTo(Steps.Builder outcomes) {
        Comparable<Object>[] cuts = cuts();
        long[] numbers = Stream.of(cuts).mapToLong(Long.class::cast).toArray();
        return outcomes.add(numbers, decided(claims(cuts, true), cuts.length + 1));
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

    private List<Claim> claims(Comparable<Object>[] cuts, boolean sure) {
        List<Claim> claims = new ArrayList<>();
        for (Entry entry : entries) {
            for (Span span : entry.sure() == sure ? entry.spans() : List.<Span>of()) {
                int first =
                        span.from().map(it -> Arrays.binarySearch(cuts, it) + 1).orElse(0);
                int last = span.until().map(it -> Arrays.binarySearch(cuts, it)).orElse(cuts.length);
                if (first <= last) {
                    claims.add(new Claim(entry.position(), first, last));
                }
            }
        }
        return claims;
    }

    /** Paints each interval once, with the first rule that claims it; painted ones are jumped over. */
    private static int[] decided(List<Claim> sure, int intervals) {
        int[] decided = new int[intervals];
        Arrays.fill(decided, Integer.MAX_VALUE);
        int[] unpainted = new int[intervals + 1];
        Arrays.setAll(unpainted, i -> i);
        for (Claim claim : sure) {
            for (int at = find(unpainted, claim.first()); at <= claim.last(); at = find(unpainted, at)) {
                decided[at] = RuleScan.matched(claim.position());
                unpainted[at] = at + 1;
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
