package dev.tenet.rules;

import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.ScalarNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import org.snakeyaml.engine.v2.api.Dump;
import org.snakeyaml.engine.v2.api.DumpSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;
import org.snakeyaml.engine.v2.schema.CoreSchema;

/** Random trees of maps, lists and scalars as plain Java values, and their YAML. */
public final class YamlTrees {
    private YamlTrees() {}

    /** Maps with few different names, so that layers meet. */
    public static Arbitrary<Map<String, Object>> maps(int depth) {
        Arbitrary<String> keys = Arbitraries.of("a", "b", "c", "d.e", "f \"g\"", "1");
        return Arbitraries.maps(keys, values(depth)).ofMaxSize(4).map(LinkedHashMap::new);
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.of(("a b : # - \n \t ' \" \\ , [ ] { } é € 😀 & * ! | > % @ ` 0 null true ~ 1e3").split(" "))
                .list()
                .ofMaxSize(10)
                .map(parts -> String.join("", parts).replace('~', ' '));
    }

    private static Arbitrary<Object> values(int depth) {
        Arbitrary<Object> scalars = Arbitraries.oneOf(
                texts().map(text -> text),
                Arbitraries.longs().map(n -> n),
                Arbitraries.doubles().map(d -> d),
                Arbitraries.of(true, false).map(b -> b),
                Arbitraries.create(() -> null));
        if (depth == 0) {
            return scalars;
        }
        return Arbitraries.frequencyOf(
                net.jqwik.api.Tuple.of(3, scalars),
                net.jqwik.api.Tuple.of(1, values(depth - 1).list().ofMaxSize(3).map(list -> list)),
                net.jqwik.api.Tuple.of(3, maps(depth - 1).map(map -> map)));
    }

    /** The tree as YAML in one of the styles. */
    public static String yaml(Map<String, Object> map, ScalarStyle scalars, FlowStyle flow) {
        return new Dump(DumpSettings.builder()
                        .setSchema(new CoreSchema())
                        .setDefaultScalarStyle(scalars)
                        .setDefaultFlowStyle(flow)
                        .setWidth(30)
                        .build())
                .dumpToString(map);
    }

    public static String yaml(Map<String, Object> map) {
        return yaml(map, ScalarStyle.PLAIN, FlowStyle.BLOCK);
    }

    /** What a node says, as plain Java values. */
    public static Object plain(Node node) {
        if (node instanceof MapNode map) {
            Map<String, Object> plain = new LinkedHashMap<>();
            map.entries().forEach((key, entry) -> plain.put(key, plain(entry.value())));
            return plain;
        } else if (node instanceof ListNode list) {
            List<Object> plain = new ArrayList<>();
            list.items().forEach(item -> plain.add(plain(item)));
            return plain;
        }
        return ((ScalarNode) node).value().orElse(null);
    }
}
