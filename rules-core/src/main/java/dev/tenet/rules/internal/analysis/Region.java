package dev.tenet.rules.internal.analysis;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Facts that lie in one of several boxes. Immutable.
 *
 * @param boxes that may overlap
 */
record Region(List<Box> boxes) {
    /** No facts. */
    static final Region NOTHING = new Region(List.of());
    /** All facts. */
    static final Region EVERYTHING = new Region(List.of(Box.ALL));

    /** Facts with a value of a set. */
    static Region of(int dimension, ValueSet set) {
        return set.isEmpty() ? NOTHING : new Region(List.of(Box.of(dimension, set)));
    }

    boolean isEmpty() {
        return boxes.isEmpty();
    }

    /** Whether it is one box that holds all facts. */
    private boolean isEverything() {
        return boxes.size() == 1 && boxes.get(0).size() == 0;
    }

    /** The facts in both. */
    Region and(Region other) {
        if (isEverything() || other.isEverything()) {
            return isEverything() ? other : this;
        } else if (boxes.size() == 1 && other.boxes.size() == 1) {
            return boxes.get(0)
                    .and(other.boxes.get(0))
                    .map(box -> new Region(List.of(box)))
                    .orElse(NOTHING);
        }
        List<Box> common = new ArrayList<>();
        for (Box left : boxes) {
            for (Box right : other.boxes) {
                left.and(right).ifPresent(box -> add(common, box));
            }
        }
        return new Region(common);
    }

    /** The facts in either. */
    Region or(Region other) {
        List<Box> all = new ArrayList<>(boxes);
        other.boxes.forEach(box -> add(all, box));
        return new Region(all);
    }

    /** The facts that are not in another region. */
    Region minus(Region other) {
        List<Box> left = boxes;
        for (Box box : other.boxes) {
            List<Box> pieces = new ArrayList<>();
            for (Box piece : left) {
                pieces.addAll(piece.minus(box));
            }
            left = pieces;
        }
        return new Region(left);
    }

    /** Adds a box, joined with those that it makes one box with. */
    private static void add(List<Box> boxes, Box added) {
        Box box = added;
        for (int i = boxes.size() - 1; i >= 0; i--) {
            Optional<Box> joined = boxes.get(i).join(box);
            if (joined.isPresent()) {
                boxes.remove(i);
                box = joined.get();
                i = boxes.size();
            }
        }
        boxes.add(box);
    }
}
