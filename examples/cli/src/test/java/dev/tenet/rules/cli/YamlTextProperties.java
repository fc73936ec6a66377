package dev.tenet.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Place;
import dev.tenet.rules.spi.ScalarNode;
import dev.tenet.rules.spi.SourceText;
import java.util.LinkedHashMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class YamlTextProperties {
    private static final Place NOWHERE = Place.whole(new SourceText("test", "test", ""));

    @Property(tries = 500)
    void whatIsWrittenReadsBackAsTheSame(@ForAll("maps") MapNode value) {
        String text = YamlText.of(value, "", node -> false, path -> path.isEmpty() ? "" : "said of it");
        RuleSet read = RuleSet.loader().layer(Layer.of("text", text)).load();
        assertThat(read.merged().sameValue(value)).as(text).isTrue();
    }

    /** The keys of the root begin with a letter that keeps them from being a section's. */
    @Provide
    Arbitrary<MapNode> maps() {
        return map(values(3), "x");
    }

    private static Arbitrary<Node> values(int depth) {
        if (depth == 0) {
            return scalars();
        }
        Arbitrary<Node> inner = values(depth - 1);
        Arbitrary<Node> lists = inner.list().ofMaxSize(3).map(items -> new ListNode(NOWHERE, items));
        return Arbitraries.oneOf(scalars(), lists, map(inner, "").map(map -> map));
    }

    private static Arbitrary<MapNode> map(Arbitrary<Node> values, String prefix) {
        return Arbitraries.maps(texts().map(text -> prefix + text), values)
                .ofMaxSize(3)
                .map(map -> {
                    LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>();
                    map.forEach((key, value) -> entries.put(key, new MapNode.Entry(NOWHERE, value)));
                    return new MapNode(NOWHERE, entries);
                });
    }

    private static Arbitrary<Node> scalars() {
        return Arbitraries.oneOf(
                        texts().map(text -> (Object) text),
                        Arbitraries.longs().map(number -> (Object) number),
                        Arbitraries.doubles().map(number -> (Object) number),
                        Arbitraries.of(true, false))
                .map(value -> new ScalarNode(NOWHERE, value));
    }

    private static Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "true", "No", "null", "1.0", "0x1F", "a: b", "a #b", "- a", "---", "a\nb", "a\n\n  b\n", " a"),
                Arbitraries.of(
                        "a\nb ", "a\n\n", "\na", "a\tb", "a\r\nb", "*a", "!x", "\u0085", "\u2028", "\u00e4", "", "...",
                        "a:"),
                Arbitraries.strings().withChars(" \nab:#-'\"\\[]{},|>%@`&*!?.").ofMaxLength(12));
    }
}
