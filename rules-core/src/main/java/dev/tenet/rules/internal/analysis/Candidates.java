package dev.tenet.rules.internal.analysis;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Boxes in the order in which they were added, found by the values that they allow. A box that leaves few values in
 * some dimension is found by those; the others are tried one after another. In a small table all are tried.
 */
final class Candidates {
    private static final int SMALL = 64;

    private final boolean small;
    private final Map<Key, Integer> uses = new HashMap<>();
    private final Map<Key, List<Member>> keyed = new HashMap<>();
    private final List<Member> whole = new ArrayList<>(1);
    private final List<Member> wide = new ArrayList<>();
    private final List<Member> narrow = new ArrayList<>();

    /** A value of a dimension. */
    private record Key(int dimension, Object value) {}

    /** A box of the rule at a position. */
    record Member(int position, Box box) {}

    /**
     * Prepares for boxes that may be added.
     *
     * @param regions all regions that boxes will be taken from
     */
    Candidates(List<Region> regions) {
        this.small = regions.size() <= SMALL;
        if (!small) {
            for (Region region : regions) {
                for (Box box : region.boxes()) {
                    for (int i = 0; i < box.size(); i++) {
                        for (Object value : values(box, i)) {
                            uses.merge(new Key(box.dimension(i), value), 1, Integer::sum);
                        }
                    }
                }
            }
        }
    }

    /** The boxes of one region. */
    static Candidates of(Region region) {
        Candidates candidates = new Candidates(List.of(region));
        candidates.add(0, region);
        return candidates;
    }

    void add(int position, Region region) {
        for (Box box : region.boxes()) {
            Member member = new Member(position, box);
            if (box.size() == 0 && whole.isEmpty()) {
                whole.add(member);
                continue;
            }
            List<Key> keys = small ? List.of() : rarest(box);
            keys.forEach(
                    key -> keyed.computeIfAbsent(key, any -> new ArrayList<>(1)).add(member));
            (keys.isEmpty() ? wide : narrow).add(member);
        }
    }

    /**
     * The first member that passes, among those that share a key with a box and those without keys.
     *
     * @param steps counts what is tried; the search ends without a result when it runs out
     */
    Optional<Member> find(Box box, Steps steps, Predicate<Member> test) {
        Optional<Member> any = first(whole, steps, test);
        if (any.isPresent()) {
            return any;
        }
        if (!small) {
            for (int i = 0; i < box.size(); i++) {
                for (Object value : values(box, i)) {
                    List<Member> members = keyed.getOrDefault(new Key(box.dimension(i), value), List.of());
                    Optional<Member> found = first(members, steps, test);
                    if (found.isPresent()) {
                        return found;
                    }
                }
            }
        }
        return first(wide, steps, test);
    }

    /** Like {@link #find}, but goes on to boxes that a key of another dimension leads to. */
    Optional<Member> findAnywhere(Box box, Steps steps, Predicate<Member> test) {
        Optional<Member> found = find(box, steps, test);
        return found.isPresent() ? found : first(narrow, steps, test);
    }

    private static Optional<Member> first(List<Member> members, Steps steps, Predicate<Member> test) {
        for (Member member : members) {
            if (!steps.take()) {
                return Optional.empty();
            } else if (test.test(member)) {
                return Optional.of(member);
            }
        }
        return Optional.empty();
    }

    /** The values by which boxes are found; TRUE and FALSE tell too few apart. */
    private static List<Object> values(Box box, int at) {
        return box.set(at).kind() == Kind.TRUTH ? List.of() : box.set(at).fewValues();
    }

    /** The keys of the dimension whose values the fewest boxes share. */
    private List<Key> rarest(Box box) {
        int best = -1;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < box.size(); i++) {
            int shared = 0;
            for (Object value : values(box, i)) {
                shared = Math.max(shared, uses.getOrDefault(new Key(box.dimension(i), value), 0));
            }
            if (shared > 0 && shared < least) {
                least = shared;
                best = i;
            }
        }
        List<Key> keys = new ArrayList<>(1);
        if (best >= 0) {
            for (Object value : values(box, best)) {
                keys.add(new Key(box.dimension(best), value));
            }
        }
        return keys;
    }
}
