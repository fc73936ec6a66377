package dev.tenet.rules.spi;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.YamlTrees;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.common.FlowStyle;
import org.snakeyaml.engine.v2.common.ScalarStyle;

/** Wherever a letter of a condition stands in the YAML, its place is found. */
class ScalarPositionProperties {
    @Provide
    Arbitrary<String> conditions() {
        return Arbitraries.of(
                        "status", "'it''s'", " ", "  ", ">=", "\n", "AND", "\"x\"", "\\", "é", "(", ")", "#", ": ")
                .list()
                .ofMinSize(1)
                .ofMaxSize(20)
                .map(parts -> "a" + String.join("", parts) + "z");
    }

    @Property(tries = 2_000)
    void everyVisibleCharacterIsFound(@ForAll("conditions") String drawn, @ForAll ScalarStyle style) {
        ScalarStyle written = style == ScalarStyle.JSON_SCALAR_STYLE ? ScalarStyle.PLAIN : style;
        String yaml = YamlTrees.yaml(Map.of("when", drawn), written, FlowStyle.BLOCK);
        // The engine's own reading: its folded style does not always give back the spaces that were drawn.
        Map<?, ?> read = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(yaml);
        String text = (String) read.get("when");
        ScalarNode node = (ScalarNode) RuleSet.loader()
                .layer(Layer.of("text", yaml))
                .load()
                .value("when")
                .orElseThrow();
        // A dumper may fold a text with indented lines into another text; that is not the reader's to answer for.
        Assume.that(node.value().equals(Optional.of(text)));
        for (int i = 0; i < text.length(); i++) {
            char wanted = text.charAt(i);
            if (Character.isLetter(wanted) && wanted < 0x80 || wanted == '>' || wanted == '(') {
                Place place = node.locate(i);
                char found = place.source().text().charAt(place.source().offset(place));
                assertThat(found).as(yaml + "\nat " + i + " of " + text).isEqualTo(wanted);
            }
        }
    }
}
