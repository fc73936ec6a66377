package dev.tenet.rules.internal.source;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Limits;
import dev.tenet.rules.Problem;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A section of a host's own, held against a schema of its own. */
class SchemaCheckTest {
    @TempDir
    Path folder;

    private Problems check(String schema, String yaml) throws IOException {
        Path file = Files.writeString(folder.resolve("host.schema.json"), schema);
        Problems problems = new Problems();
        LayerTree tree = new Sources(Limits.DEFAULT, problems)
                .layer(Layer.of("text", yaml))
                .orElseThrow();
        SchemaCheck.of(new Host(file)).check(tree.root(), problems);
        return problems;
    }

    private record Host(Path file) implements RuleSection<String> {
        @Override
        public String name() {
            return "host";
        }

        @Override
        public Class<String> type() {
            return String.class;
        }

        @Override
        public Set<String> keys() {
            return Set.of("ports");
        }

        @Override
        public URL schema() {
            try {
                return file.toUri().toURL();
            } catch (MalformedURLException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public String bind(MapReader in, Sections others) {
            return "";
        }
    }

    private static final String UNIQUE = "{\"properties\": {\"ports\": {\"type\": \"array\", \"uniqueItems\": true}}}";

    @Test
    void itemsThatJsonTakesForEqualAreAllReported() throws IOException {
        assertThat(check(UNIQUE, "ports: [1, 1.0, 2, [3, {a: 1}], [3.0, {a: 1.0}], null, true, 'true', 2.5, null]")
                        .sorted())
                .extracting(problem -> problem.code() + " " + problem.location())
                .containsExactly(
                        "duplicate-item text:1:12", "duplicate-item text:1:33", "duplicate-item text:1:75");
    }

    @Test
    void itemsThatDifferAreNot() throws IOException {
        assertThat(check(UNIQUE, "ports: [1, 1.5, '1', true, {a: 1}, {b: 1}, [1], []]").sorted())
                .extracting(Problem::summary)
                .isEmpty();
    }
}
