package dev.tenet.rules.spi;

import dev.tenet.rules.decision.Variants;
import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.expression.FactSchema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads one map of the rules into typed values, key by key. What is missing or wrong becomes a problem and a
 * placeholder (empty text, zero, false), so that reading goes on and one load shows every mistake; the value that is
 * made from a placeholder is thrown away with the load. Keys that nobody asked for are reported by {@link #finish}.
 *
 * <p>A key whose value is {@code null} counts as written: it is a value of the wrong type. Not thread-safe.
 */
public final class MapReader {
    private final MapNode node;
    private final Place at;
    private final String what;
    private final Problems problems;
    private final Set<String> asked = new LinkedHashSet<>();
    private final List<MapReader> children = new ArrayList<>();
    private final Optional<MapNode> beneath;

    private MapReader(MapNode node, Place at, String what, Problems problems) {
        this(node, at, what, problems, Optional.empty());
    }

    private MapReader(MapNode node, Place at, String what, Problems problems, Optional<MapNode> beneath) {
        this.beneath = beneath;
        this.node = Objects.requireNonNull(node, "node");
        this.at = Objects.requireNonNull(at, "at");
        this.what = Objects.requireNonNull(what, "what");
        this.problems = Objects.requireNonNull(problems, "problems");
    }

    /**
     * Reads a map.
     *
     * @param node the map
     * @param at where its own key stands, which is where a missing key is reported
     * @param what what the map is in messages, with its article: {@code a routing rule}
     * @param problems where mistakes are reported
     */
    public static MapReader of(MapNode node, Place at, String what, Problems problems) {
        return new MapReader(node, at, what, problems);
    }

    /** The map itself. */
    public MapNode node() {
        return node;
    }

    /** Where the map's own key stands; for the item of a list, where the item starts. */
    public Place place() {
        return at;
    }

    /** Where a key of this map stands, or the map itself if the key is not there. */
    public Place keyPlace(String key) {
        return node.entry(key).map(MapNode.Entry::key).orElse(at);
    }

    /** Where mistakes are reported. */
    public Problems problems() {
        return problems;
    }

    /** Whether a key is there. */
    public boolean has(String key) {
        asked.add(key);
        return node.entries().containsKey(key);
    }

    /** The value of an optional key as it was written. */
    public Optional<Node> value(String key) {
        asked.add(key);
        return node.value(key);
    }

    /** The value of a key that must be there. */
    private Optional<Node> required(String key) {
        Optional<Node> value = value(key);
        if (value.isEmpty()) {
            missing(key, what);
        }
        return value;
    }

    /** Reports a key that this map lacks; {@code owner} is what needs it, with its article. */
    public void missing(String key, String owner) {
        if (beneath.isEmpty() || !problems.misses(beneath.get(), at, key)) {
            problems.missingKey(node, at, key, owner);
        }
    }

    /** Text that must be there and not be empty. */
    public String text(String key) {
        return required(key).map(this::text).orElse("");
    }

    /** Text that may be missing; not empty when it is there. */
    public Optional<String> optionalText(String key) {
        return value(key).map(this::text);
    }

    private String text(Node value) {
        if (value instanceof ScalarNode scalar && scalar.value().orElse(0) instanceof String text) {
            if (text.isEmpty()) {
                problems.outOfRange(value, "text that is not empty");
            }
            return text;
        }
        problems.wrongType(value, NodeKind.TEXT.description());
        return "";
    }

    /** A whole number that must be there, between two bounds that count as inside. */
    public long integer(String key, long least, long most) {
        return required(key).map(value -> integer(value, least, most)).orElse(least);
    }

    /** A whole number that may be missing, between two bounds that count as inside. */
    public long integer(String key, long least, long most, long otherwise) {
        return value(key).map(value -> integer(value, least, most)).orElse(otherwise);
    }

    /**
     * Checks and reads one whole number. A number such as {@code 5.0} is a whole number too, as in JSON Schema.
     *
     * @return the number, or {@code least} if it is none
     */
    public long integer(Node value, long least, long most) {
        Object got = value instanceof ScalarNode scalar ? scalar.value().orElse("") : "";
        if (got instanceof Double number && number == Math.rint(number) && Math.abs(number) < 0x1p63) {
            got = number.longValue();
        }
        if (!(got instanceof Long number)) {
            problems.wrongType(value, NodeKind.INTEGER.description());
            return least;
        }
        if (number < least || number > most) {
            problems.outOfRange(value, bounds(least, most));
            return least;
        }
        return number;
    }

    private static String bounds(long least, long most) {
        if (most == Long.MAX_VALUE) {
            return "at least " + least;
        }
        return "a whole number from " + least + " to " + most;
    }

    /** A number greater than zero and up to {@code most} that must be there. */
    public double positive(String key, double most) {
        return required(key).map(value -> positive(value, most)).orElse(1.0);
    }

    private double positive(Node value, double most) {
        Object got = value instanceof ScalarNode scalar ? scalar.value().orElse("") : "";
        if (!(got instanceof Number number)) {
            problems.wrongType(value, NodeKind.NUMBER.description());
            return 1;
        }
        // Written so that not-a-number fails too.
        if (!(number.doubleValue() > 0 && number.doubleValue() <= most)) {
            problems.outOfRange(value, "more than 0 and at most " + Math.round(most));
            return 1;
        }
        return number.doubleValue();
    }

    /** True or false that must be there. */
    public boolean flag(String key) {
        return required(key).map(this::flag).orElse(false);
    }

    /** True or false that may be missing. */
    public boolean flag(String key, boolean otherwise) {
        return value(key).map(this::flag).orElse(otherwise);
    }

    private boolean flag(Node value) {
        if (value instanceof ScalarNode scalar && scalar.value().orElse("") instanceof Boolean flag) {
            return flag;
        }
        problems.wrongType(value, NodeKind.BOOLEAN.description());
        return false;
    }

    /** One of the constants of an enumeration, written in lower case, that must be there. */
    public <E extends Enum<E>> E oneOf(String key, Class<E> type) {
        E[] constants = type.getEnumConstants();
        return required(key).map(value -> oneOf(value, constants)).orElse(constants[0]);
    }

    /** One of the constants of an enumeration, written in lower case, that may be missing. */
    public <E extends Enum<E>> E oneOf(String key, Class<E> type, E otherwise) {
        return value(key).map(value -> oneOf(value, type.getEnumConstants())).orElse(otherwise);
    }

    private <E extends Enum<E>> E oneOf(Node value, E[] constants) {
        if (!(value instanceof ScalarNode scalar && scalar.value().orElse(0) instanceof String text)) {
            problems.wrongType(value, NodeKind.TEXT.description());
            return constants[0];
        }
        for (E constant : constants) {
            if (constant.name().toLowerCase(Locale.ROOT).equals(text)) {
                return constant;
            }
        }
        problems.notOneOf(
                value,
                Arrays.stream(constants)
                        .map(c -> c.name().toLowerCase(Locale.ROOT))
                        .toList());
        return constants[0];
    }

    /** A list of different texts, none empty, that must be there; the list may be empty. */
    public List<String> texts(String key) {
        return required(key).map(this::texts).orElse(List.of());
    }

    /** A list of different texts, none empty; an empty list if the key is missing. */
    public List<String> optionalTexts(String key) {
        return value(key).map(this::texts).orElse(List.of());
    }

    private List<String> texts(Node value) {
        List<Node> items = items(value);
        Set<String> seen = new HashSet<>();
        List<String> texts = new ArrayList<>(items.size());
        for (Node item : items) {
            String text = text(item);
            if (!text.isEmpty() && !seen.add(text)) {
                problems.duplicateItem(item);
            }
            texts.add(text);
        }
        return List.copyOf(texts);
    }

    /** A condition that must be there; its errors point at the token. */
    public Expression condition(String key, FactSchema facts) {
        return required(key).map(value -> condition(value, facts)).orElseGet(MapReader::never);
    }

    /** A condition that may be missing. */
    public Optional<Expression> optionalCondition(String key, FactSchema facts) {
        return value(key).map(value -> condition(value, facts));
    }

    private Expression condition(Node value, FactSchema facts) {
        String text = text(value);
        if (text.isEmpty() || !(value instanceof ScalarNode scalar)) {
            return never();
        }
        try {
            return Expression.condition(text, facts);
        } catch (ExpressionException e) {
            problems.badExpression(scalar, e);
            return never();
        }
    }

    private static Expression never() {
        return Expression.condition("FALSE", FactSchema.open());
    }

    /** The items of a list that must be there. */
    public List<Node> items(String key) {
        return required(key).map(this::items).orElse(List.of());
    }

    /** The items of a list; none if the key is missing. */
    public List<Node> optionalItems(String key) {
        return value(key).map(this::items).orElse(List.of());
    }

    private List<Node> items(Node value) {
        if (value instanceof ListNode list) {
            return list.items();
        }
        problems.wrongType(value, NodeKind.LIST.description());
        return List.of();
    }

    /** A reader of a map that must be there; if it is not, a reader of an empty map that reports nothing more. */
    public MapReader map(String key, String childWhat) {
        return required(key)
                .map(value -> child(value, keyPlace(key), childWhat))
                .orElseGet(() -> nothing(childWhat));
    }

    /** A reader of a map that may be missing. */
    public Optional<MapReader> optionalMap(String key, String childWhat) {
        return value(key).map(value -> child(value, keyPlace(key), childWhat));
    }

    /** Readers of the maps of a list; none if the key is missing. */
    public List<MapReader> optionalMaps(String key, String childWhat) {
        return readers(optionalItems(key), childWhat);
    }

    /** Readers of the maps of a list that must be there. */
    public List<MapReader> maps(String key, String childWhat) {
        return readers(items(key), childWhat);
    }

    private List<MapReader> readers(List<Node> items, String childWhat) {
        return items.stream().map(item -> child(item, item.place(), childWhat)).toList();
    }

    /** Readers of the maps behind names that the author chose, in the order they were written. */
    public Map<String, MapReader> named(String childWhat) {
        Map<String, MapReader> readers = new LinkedHashMap<>();
        node.entries().forEach((name, entry) -> {
            asked.add(name);
            readers.put(name, child(entry.value(), entry.key(), childWhat));
        });
        return readers;
    }

    /** The values behind names that the author chose, each read by {@code read}, in the order they were written. */
    public <T> Map<String, T> values(Function<Node, T> read) {
        Map<String, T> values = new LinkedHashMap<>();
        node.entries().forEach((name, entry) -> {
            asked.add(name);
            values.put(name, read.apply(entry.value()));
        });
        return values;
    }

    /**
     * The variants of what this map describes: each is bound from this map with the variant's {@code set} laid over it,
     * as a layer would be. To be called when the map itself was read, whose mistakes are then not repeated.
     *
     * @param salt what keeps the variants apart from others: the path of this map
     * @param settable the keys that {@code set} may change
     * @param bind makes a value from a variant's name and its whole map
     * @return empty if there is no key {@code variants}, or if no key could be dealt to what stands there
     */
    public <T> Optional<Variants<T>> variants(String salt, Settable settable, BiFunction<String, MapReader, T> bind) {
        return new VariantReader<>(this, settable, bind).read(salt);
    }

    /**
     * The keys that {@code set} of a variant may change.
     *
     * @param replaceable those that it may give another value
     * @param removable those that it may give another value, or take away with {@code null}
     */
    public record Settable(List<String> replaceable, List<String> removable) {
        /** Takes its own copies of the lists. */
        public Settable {
            replaceable = List.copyOf(replaceable);
            removable = List.copyOf(removable);
        }
    }

    /** A reader of this map in another form, once this one was read. */
    MapReader again(MapNode form, String read) {
        MapReader reader = new MapReader(form, at, what, problems, Optional.of(node));
        reader.asked.add(read);
        children.add(reader);
        return reader;
    }

    /** Reports a value that is not the map it should be and gives a reader all the same. */
    private MapReader child(Node value, Place childAt, String childWhat) {
        if (!(value instanceof MapNode map)) {
            problems.wrongType(value, NodeKind.MAP.description());
            return nothing(childWhat);
        }
        MapReader reader = new MapReader(map, childAt, childWhat, problems);
        children.add(reader);
        return reader;
    }

    /** Stands in for a map that is not there; what it lacks was reported already. */
    private MapReader nothing(String childWhat) {
        return new MapReader(new MapNode(at, new LinkedHashMap<>()), at, childWhat, new Problems());
    }

    /** Accepts every key of this map as it is. */
    public void acceptAll() {
        asked.addAll(node.keys());
    }

    /** Reports the keys of this map and of all maps read through it that nobody asked for. */
    public void finish() {
        Collection<String> known = asked;
        node.entries().forEach((name, entry) -> {
            if (!known.contains(name)) {
                problems.unknownKey(entry.key(), name, what, known);
            }
        });
        children.forEach(MapReader::finish);
    }
}
