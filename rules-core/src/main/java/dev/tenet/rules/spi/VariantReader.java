package dev.tenet.rules.spi;

import dev.tenet.rules.Problem;
import dev.tenet.rules.decision.Variant;
import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.spi.MapReader.Settable;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** Reads the key {@code variants} of a map: each variant is the map itself with what the variant sets laid over it. */
final class VariantReader<T> {
    private static final String KEY = "variants";

    private final MapReader in;
    private final Problems problems;
    private final Settable settable;
    private final BiFunction<String, MapReader, T> bind;
    private final Map<String, Place> names = new HashMap<>();
    private final List<Variant<T>> variants = new ArrayList<>();
    private boolean sound = true;

    VariantReader(MapReader in, Settable settable, BiFunction<String, MapReader, T> bind) {
        this.in = in;
        this.problems = in.problems();
        this.settable = settable;
        this.bind = bind;
    }

    Optional<Variants<T>> read(String salt) {
        Optional<Node> written = in.value(KEY);
        if (written.isEmpty()) {
            return Optional.empty();
        }
        in.optionalMaps(KEY, "a variant").forEach(this::read);
        if (written.get() instanceof ListNode list && list.items().isEmpty()) {
            problems.outOfRange(list, "at least 1 item");
        }
        return sound && !variants.isEmpty() && canBeDealt()
                ? Optional.of(Variants.of(salt, variants))
                : Optional.empty();
    }

    private void read(MapReader variant) {
        String name = variant.text("name");
        long weight = variant.integer("weight", 0, Variant.MOST_WEIGHT);
        T value = bind.apply(name, in.again(merged(variant), KEY));
        if (name.isEmpty() || isRepeated(name, variant) || !says(variant.value("weight"), weight)) {
            sound = false;
        } else {
            variants.add(new Variant<>(name, (int) weight, value));
        }
    }

    private boolean isRepeated(String name, MapReader variant) {
        Place place = variant.value("name").orElseThrow().place();
        Place first = names.putIfAbsent(name, place);
        if (first == null) {
            return false;
        }
        problems.error(
                "duplicate-variant",
                place,
                "two variants have the name \"" + name + '"',
                "give each its own",
                new Problem.Related(first.location(), "the first is here"));
        return true;
    }

    /** Whether the value says this very number, rather than that the number stands in for a mistake. */
    private static boolean says(Optional<Node> value, long number) {
        return value.orElse(null) instanceof ScalarNode scalar
                && scalar.value().orElse("") instanceof Number written
                && written.doubleValue() == number;
    }

    private boolean canBeDealt() {
        long sum = variants.stream().mapToLong(Variant::weight).sum();
        if (sum == 0) {
            problems.error(
                    "no-weight",
                    in.keyPlace(KEY),
                    "every variant has the weight 0, so no key falls into any",
                    "give at least one of them a weight");
        } else if (sum > Integer.MAX_VALUE) {
            problems.error(
                    "too-much-weight",
                    in.keyPlace(KEY),
                    "the weights sum up to " + sum + ", want at most " + Integer.MAX_VALUE,
                    "divide all of them by the same number");
        }
        return sum > 0 && sum <= Integer.MAX_VALUE;
    }

    /** The whole map of a variant. What is wrong with {@code set} itself is reported and left out. */
    private MapNode merged(MapReader variant) {
        Optional<MapReader> set = variant.optionalMap("set", "what a variant sets");
        if (set.isEmpty()) {
            return in.node();
        }
        LinkedHashMap<String, MapNode.Entry> upper = new LinkedHashMap<>();
        settable.replaceable().forEach(key -> keep(key, set.get(), upper));
        settable.removable().forEach(key -> keep(key, set.get(), upper));
        MapNode laid = new MapNode(set.get().node().place(), upper);
        return in.node().overlaid(set.get().place(), laid, this::reportRemoval);
    }

    private void keep(String key, MapReader set, Map<String, MapNode.Entry> upper) {
        Optional<Node> value = set.value(key);
        if (value.isEmpty()) {
            return;
        }
        boolean taken = value.get().kind() == NodeKind.NULL;
        if (!taken) {
            reportHollow(key, value.get());
        } else if (!settable.removable().contains(key)) {
            problems.wrongType(value.get(), "a value");
            return;
        }
        upper.put(key, set.node().entry(key).orElseThrow());
    }

    /** What would be a mistake by itself is one, too, where it is merged away. */
    private void reportHollow(String key, Node value) {
        boolean merges = in.node().value(key).orElse(null) instanceof MapNode;
        if (merges && value instanceof MapNode map) {
            if (map.keys().isEmpty()) {
                problems.outOfRange(map, "at least 1 key");
            }
            map.entries().values().stream()
                    .filter(entry -> entry.value().kind() == NodeKind.NULL)
                    .forEach(entry -> problems.wrongType(entry.value(), "a value"));
        }
    }

    private void reportRemoval(String key, MapNode.Entry by, Optional<MapNode.Entry> below) {
        if (below.isEmpty()) {
            problems.warning(
                    "nothing-to-remove",
                    by.key(),
                    "null removes the key \"" + key + "\", which is not there",
                    "check the spelling, or remove the line");
        }
    }
}
