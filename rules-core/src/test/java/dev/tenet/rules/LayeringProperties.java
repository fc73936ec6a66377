package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.RuleSetDiff.Change;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** The laws of reading, layering, provenance and diff, over random trees. */
class LayeringProperties {
    @Provide
    Arbitrary<Map<String, Object>> trees() {
        return YamlTrees.maps(3);
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> layers() {
        return YamlTrees.maps(2).list().ofMinSize(1).ofMaxSize(4);
    }

    private static RuleSet load(List<Map<String, Object>> layers) {
        RuleSetLoader loader = RuleSet.loader();
        for (int i = 0; i < layers.size(); i++) {
            loader = loader.layer(Layer.of("layer " + i, YamlTrees.yaml(layers.get(i))));
        }
        return loader.load();
    }

    @Property(tries = 500)
    void whatIsReadIsWhatWasWrittenInEveryStyle(
            @ForAll("trees") Map<String, Object> tree, @ForAll ScalarStyle scalars, @ForAll FlowStyle flow) {
        String yaml =
                YamlTrees.yaml(tree, scalars == ScalarStyle.JSON_SCALAR_STYLE ? ScalarStyle.PLAIN : scalars, flow);
        RuleSet rules = RuleSet.loader().layer(Layer.of("text", yaml)).load();
        assertThat(YamlTrees.plain(rules.merged())).as(yaml).isEqualTo(tree);
    }

    @Property(tries = 500)
    void mergingIsLikeTheNaiveMerge(@ForAll("layers") List<Map<String, Object>> layers) {
        Map<String, Object> expected = layers.get(0);
        for (Map<String, Object> layer : layers.subList(1, layers.size())) {
            expected = overlay(expected, layer);
        }
        assertThat(YamlTrees.plain(load(layers).merged())).isEqualTo(expected);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> overlay(Map<String, Object> low, Map<String, Object> high) {
        Map<String, Object> result = new LinkedHashMap<>(low);
        high.forEach((key, value) -> {
            if (value == null) {
                result.remove(key);
            } else if (value instanceof Map<?, ?> map) {
                Object below = result.get(key) instanceof Map<?, ?> lowMap ? lowMap : Map.of();
                result.put(key, overlay((Map<String, Object>) below, (Map<String, Object>) map));
            } else {
                result.put(key, value);
            }
        });
        return result;
    }

    @Property(tries = 300)
    void layingOneMoreLayerOverIsLoadingWithIt(@ForAll("layers") List<Map<String, Object>> layers) {
        int last = layers.size() - 1;
        RuleSet below = last == 0 ? RuleSet.loader().load() : load(layers.subList(0, last));
        if (last > 0) {
            assertThat(below.with(Layer.of("last", YamlTrees.yaml(layers.get(last)))))
                    .isEqualTo(load(layers));
        }
    }

    @Property(tries = 300)
    void theLastLinkOfAChainIsTheMergedValue(@ForAll("layers") List<Map<String, Object>> layers) {
        RuleSet rules = load(layers);
        List<String> paths = new ArrayList<>();
        collect("", rules.merged(), paths);
        for (String path : paths) {
            Node value = rules.value(path).orElseThrow();
            List<Origin> chain = rules.provenance(path);
            Origin winner = chain.get(chain.size() - 1);
            if (!(value instanceof MapNode)) {
                assertThat(winner.value()).as(path).isEqualTo(value.toString());
                assertThat(winner.location()).as(path).isEqualTo(value.place().location());
            }
            assertThat(chain).extracting(origin -> origin.location().layer()).doesNotHaveDuplicates();
        }
    }

    private static void collect(String path, Node node, List<String> paths) {
        if (!path.isEmpty()) {
            paths.add(path);
        }
        if (node instanceof MapNode map) {
            map.entries().forEach((key, entry) -> collect(ValuePath.child(path, key), entry.value(), paths));
        }
    }

    @Property(tries = 300)
    void aDiffAppliedGivesTheOtherSide(
            @ForAll("trees") Map<String, Object> before, @ForAll("trees") Map<String, Object> after) {
        RuleSet left = load(List.of(before));
        RuleSet right = load(List.of(after));
        RuleSetDiff diff = RuleSetDiff.between(left, right);
        assertThat(diff.isEmpty()).isEqualTo(Objects.equals(before, after)).isEqualTo(left.equals(right));
        for (Change change : diff.changes()) {
            assertThat(left.value(change.path()).map(Node::toString))
                    .as(change.path())
                    .isEqualTo(change.before().map(Origin::value));
            assertThat(right.value(change.path()).map(Node::toString))
                    .isEqualTo(change.after().map(Origin::value));
        }
        if (left.equals(right)) {
            assertThat(left).hasSameHashCodeAs(right);
        }
    }

    @Property(tries = 300)
    void aPathLeadsToItsValue(@ForAll("steps") List<Object> steps) {
        String path = "";
        for (Object step : steps) {
            path = step instanceof String key ? ValuePath.child(path, key) : ValuePath.child(path, (Integer) step);
        }
        Object tree = "here";
        for (int i = steps.size() - 1; i >= 0; i--) {
            Map<String, Object> map = new LinkedHashMap<>();
            Object step = steps.get(i);
            if (step instanceof String key) {
                map.put(key, tree);
                tree = map;
            } else {
                List<Object> list = new ArrayList<>(java.util.Collections.nCopies((Integer) step, "other"));
                list.add(tree);
                tree = list;
            }
        }
        @SuppressWarnings("unchecked")
        RuleSet rules = load(List.of((Map<String, Object>) tree));
        assertThat(rules.value(path).map(Node::toString)).as(path).isEqualTo(Optional.of("\"here\""));
    }

    @Provide
    Arbitrary<List<Object>> steps() {
        Arbitrary<String> keys =
                Arbitraries.strings().withChars("ab.[]\"\\ 0-").ofMinLength(1).ofMaxLength(5);
        Arbitrary<Object> any = Arbitraries.oneOf(
                keys.map(k -> k), Arbitraries.integers().between(0, 3).map(i -> i));
        return keys.flatMap(first -> any.list().ofMaxSize(4).map(rest -> {
            List<Object> all = new ArrayList<>(rest);
            all.add(0, first);
            return all;
        }));
    }
}
