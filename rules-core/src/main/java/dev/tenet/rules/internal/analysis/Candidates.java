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
    /** By dimension and value. */
    private final List<Map<Object, Shared>> keyed = new ArrayList<>();

    private final List<Member> whole = new ArrayList<>(1);
    private final List<Member> wide = new ArrayList<>();
    private final List<Member> narrow = new ArrayList<>();

    /** What the boxes with one value of a dimension have in common. */
    private static final class Shared {
        int uses;
        final List<Member> members = new ArrayList<>(1);
    }

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
                            while (keyed.size() <= box.dimension(i)) {
                                keyed.add(new HashMap<>());
                            }
                            keyed.get(box.dimension(i)).computeIfAbsent(value, any -> new Shared()).uses++;
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
            int key = small ? -1 : rarest(box);
            if (key < 0) {
                wide.add(member);
            } else {
                for (Object value : values(box, key)) {
                    shared(box.dimension(key), value).ifPresent(it -> it.members.add(member));
                }
                narrow.add(member);
            }
        }
    }

    private Optional<Shared> shared(int dimension, Object value) {
        return dimension < keyed.size()
                ? Optional.ofNullable(keyed.get(dimension).get(value))
                : Optional.empty();
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
                    Optional<Shared> shared = shared(box.dimension(i), value);
                    Optional<Member> found =
                            shared.isPresent() ? first(shared.get().members, steps, test) : Optional.empty();
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

    /** Where in a box the values stand that the fewest boxes share; -1 if none tells enough. */
    private int rarest(Box box) {
        int best = -1;
        int least = Integer.MAX_VALUE;
        for (int i = 0; i < box.size(); i++) {
            int uses = 0;
            for (Object value : values(box, i)) {
                uses = Math.max(
                        uses, shared(box.dimension(i), value).map(it -> it.uses).orElse(0));
            }
            if (uses > 0 && uses < least) {
                least = uses;
                best = i;
            }
        }
        return best;
    }
}
