package dev.tenet.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.ScalarNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Whether the rule tests of the reference configuration notice when somebody changes one of its values. */
class ReferenceMutationTest {
    private static final Path EXAMPLE = Path.of(System.getProperty("basedir", ""))
            .toAbsolutePath()
            .getParent()
            .resolve("examples/config");

    private static final List<String> KEYS =
            List.of("sla_targets", "environment_routing", "fallback_rules", "escalation_rules");

    /**
     * What decides nothing: text for people, and which of the two fallback rules comes first, since where there is no
     * session the default one is not there either.
     */
    private static final Pattern FREE = Pattern.compile(".*\\.description renamed|fallback_rules turned");

    private final RuleSet rules = RuleSet.loader().environment("").load(EXAMPLE);
    private final Map<String, Object> mutations = new LinkedHashMap<>();

    @Test
    void everyValueIsHeldByATest() {
        for (String key : KEYS) {
            Object value = plain(rules.value(key).orElseThrow());
            mutate(key, value, changed -> mutations.put(changed.path(), Map.of(key, changed.value())));
        }
        List<String> unnoticed = new ArrayList<>();
        mutations.forEach((path, layer) -> {
            if (!FREE.matcher(path).matches() && !isNoticed(layer)) {
                unnoticed.add(path);
            }
        });

        assertThat(mutations).hasSizeGreaterThan(60);
        assertThat(unnoticed).isEmpty();
    }

    private boolean isNoticed(Object layer) {
        RuleSet changed;
        try {
            changed = rules.with(
                    Layer.of("mutation", "version: \"1.0\"\n" + json(layer, 0).strip() + "\n"));
        } catch (RuleSetException e) {
            return true;
        }
        return !RuleTests.run(changed).passed();
    }

    /** A value with one thing changed in it, and what was changed to what. */
    private record Mutation(String path, Object value) {}

    private interface Mutations {
        void add(Mutation mutation);
    }

    private static void mutate(String path, Object value, Mutations out) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, item) -> mutate(path + "." + key, item, changed -> {
                Map<Object, Object> copy = new LinkedHashMap<>(map);
                copy.put(key, changed.value());
                out.add(new Mutation(changed.path(), copy));
            }));
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                int at = i;
                mutate(path + "[" + i + "]", list.get(i), changed -> {
                    List<Object> copy = new ArrayList<>(list);
                    copy.set(at, changed.value());
                    out.add(new Mutation(changed.path(), copy));
                });
                List<Object> without = new ArrayList<>(list);
                without.remove(at);
                out.add(new Mutation(path + " without [" + i + "]", without));
            }
            if (list.size() > 1) {
                List<Object> turned = new ArrayList<>(list.subList(1, list.size()));
                turned.add(list.get(0));
                out.add(new Mutation(path + " turned", turned));
            }
        } else if (value instanceof Number number) {
            for (long step : new long[] {-1, 1}) {
                out.add(new Mutation(path + " " + (step < 0 ? "less" : "more"), number.longValue() + step));
            }
        } else if (value instanceof Boolean flag) {
            out.add(new Mutation(path + " " + !flag, !flag));
        } else if (path.endsWith(".condition")) {
            out.add(new Mutation(path + " negated", "NOT (" + value + ")"));
            out.add(new Mutation(path + " never", "FALSE"));
        } else {
            out.add(new Mutation(path + " renamed", value + "_x"));
        }
    }

    private static Object plain(Node node) {
        if (node instanceof MapNode map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.entries().forEach((key, entry) -> plain.put(key, plain(entry.value())));
            return plain;
        } else if (node instanceof ListNode list) {
            return list.items().stream().map(ReferenceMutationTest::plain).toList();
        }
        return ((ScalarNode) node).value().orElse(Optional.empty());
    }

    /** Flow-style YAML, one key a line at the top. */
    private static String json(Object value, int depth) {
        if (value instanceof Map<?, ?> map) {
            List<String> entries = new ArrayList<>();
            map.forEach((key, item) -> entries.add("\"" + key + "\": " + json(item, depth + 1)));
            return depth == 0 ? String.join("\n", entries) : "{" + String.join(", ", entries) + "}";
        } else if (value instanceof List<?> list) {
            return "["
                    + String.join(
                            ", ", list.stream().map(it -> json(it, depth + 1)).toList()) + "]";
        }
        return value instanceof String ? "\"" + value + "\"" : String.valueOf(value);
    }
}
