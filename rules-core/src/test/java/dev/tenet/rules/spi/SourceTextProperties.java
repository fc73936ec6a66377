package dev.tenet.rules.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class SourceTextProperties {
    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.of("a", "\u00e9", "\ud83d\ude00", "\n", "\r", "\r\n")
                .list()
                .ofMaxSize(40)
                .map(parts -> String.join("", parts));
    }

    @Property
    void placesCountCodePointsAndLeadBackToTheirIndex(@ForAll("texts") String text) {
        SourceText source = new SourceText("base", "a.yaml", text);
        for (int i = 0; i <= text.length(); i = i < text.length() ? text.offsetByCodePoints(i, 1) : i + 1) {
            Place place = source.place(i);
            String before = text.substring(0, i);
            List<String> lines = List.of(before.split("\r\n|\n|\r(?!\n|$)|\r$", -1));
            boolean insideBreak = before.endsWith("\r") && text.startsWith("\n", i);
            if (!insideBreak) {
                String last = lines.get(lines.size() - 1);
                assertThat(place.line()).isEqualTo(lines.size());
                assertThat(place.column()).isEqualTo(last.codePointCount(0, last.length()) + 1);
            }
            assertThat(source.offset(place)).isEqualTo(i);
        }
    }
}
