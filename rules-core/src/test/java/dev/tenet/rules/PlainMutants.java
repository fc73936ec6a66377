package dev.tenet.rules;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/** Every single change of a document: each key deleted, each misspelt, each value replaced by one of another type. */
final class PlainMutants {
    private static final List<Object> REPLACEMENTS = List.of("", "text", -1L, 0L, 7L, 0.5, true, List.of(), Map.of());

    private final Map<String, Object> mutants = new LinkedHashMap<>();

    private PlainMutants() {}

    /** The mutants of a document of maps, lists and scalars, by what was done to it. The document is not changed. */
    static Map<String, Object> of(Object document) {
        PlainMutants all = new PlainMutants();
        all.add("", document, mutant -> mutant);
        return all.mutants;
    }

    /** Adds the mutants of one value; {@code inDocument} puts a changed value into a copy of the document. */
    private void add(String path, Object value, Function<Object, Object> inDocument) {
        if (!path.isEmpty()) {
            REPLACEMENTS.forEach(other -> mutants.put(path + " = " + other, inDocument.apply(other)));
            mutants.put(path + " = null", inDocument.apply(null));
        }
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> {
                mutants.put(
                        path + "/" + key + " deleted",
                        inDocument.apply(changed(map, (copy, k) -> copy.remove(k), key)));
                mutants.put(
                        path + "/" + key + " misspelt",
                        inDocument.apply(changed(map, (copy, k) -> copy.put(k + "x", copy.remove(k)), key)));
                add(
                        path + "/" + key,
                        child,
                        other -> inDocument.apply(changed(map, (copy, k) -> copy.put(k, other), key)));
            });
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                int index = i;
                List<Object> twice = new ArrayList<>(list);
                twice.add(list.get(index));
                mutants.put(path + "/" + index + " twice", inDocument.apply(twice));
                add(path + "/" + index, list.get(index), other -> {
                    List<Object> copy = new ArrayList<>(list);
                    copy.set(index, other);
                    return inDocument.apply(copy);
                });
            }
        }
    }

    private static Map<Object, Object> changed(
            Map<?, ?> map, BiConsumer<Map<Object, Object>, Object> change, Object key) {
        Map<Object, Object> copy = new LinkedHashMap<>(map);
        change.accept(copy, key);
        return copy;
    }
}
