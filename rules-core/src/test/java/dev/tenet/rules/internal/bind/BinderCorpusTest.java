package dev.tenet.rules.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Limits;
import dev.tenet.rules.Problem;
import dev.tenet.rules.Severity;
import dev.tenet.rules.internal.source.LayerTree;
import dev.tenet.rules.internal.source.Sources;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The binders, without the schemas, take and refuse the same files as the schemas, with the same code and place. */
class BinderCorpusTest {
    private static final Path CORPUS = Path.of("src/test/resources/schema-corpus");
    private static final List<RuleSection<?>> SECTIONS =
            List.of(new RoutingSection(), new SlaSection(), new UiSection(), new DecisionsSection());
    private static final Sections NO_OTHERS = new Sections() {
        @Override
        public <T> T section(Class<T> type) {
            throw new AssertionError("no binder of the core asks for another section");
        }
    };

    @TestFactory
    Stream<DynamicTest> whatTheSchemaTakesTheBinderTakes() {
        return cases("valid", (section, file) -> {
            // Legal data without an engine yet is refused by design.
            assertThat(errors(section, file))
                    .filteredOn(problem -> !problem.code().equals("not-supported-yet"))
                    .isEmpty();
        });
    }

    @TestFactory
    Stream<DynamicTest> whatTheSchemaRefusesTheBinderRefusesAtTheSamePlace() {
        return cases("invalid", (section, file) -> {
            String expected = lines(file).get(0).substring("# expect: ".length());
            assertThat(errors(section, file))
                    .extracting(it -> it.code() + " " + it.location().line() + ":"
                            + it.location().column())
                    .as(() -> errors(section, file).toString())
                    .contains(expected);
        });
    }

    private interface Check {
        void of(RuleSection<?> section, Path file);
    }

    private static Stream<DynamicTest> cases(String kind, Check check) {
        return SECTIONS.stream()
                .flatMap(section -> files(CORPUS.resolve(section.name()).resolve(kind))
                        .filter(file -> !isOfTheLoader(file.getFileName().toString()))
                        .map(file ->
                                dynamicTest(section.name() + "/" + file.getFileName(), () -> check.of(section, file))));
    }

    /** The version and the top-level keys of a file are the loader's; variants are refused as a whole so far. */
    private static boolean isOfTheLoader(String name) {
        return name.contains("version") || name.contains("top-level") || name.contains("variant");
    }

    private static List<Problem> errors(RuleSection<?> section, Path file) {
        Problems problems = new Problems();
        LayerTree tree = new Sources(Limits.DEFAULT, problems)
                .layer(Layer.of("base", String.join("\n", lines(file))))
                .orElseThrow();
        LinkedHashMap<String, MapNode.Entry> entries =
                new LinkedHashMap<>(tree.root().entries());
        entries.keySet().retainAll(section.keys());
        MapReader reader = MapReader.of(
                new MapNode(tree.root().place(), entries), tree.root().place(), "a file of rules", problems);
        section.bind(reader, NO_OTHERS);
        reader.finish();
        return problems.sorted().stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .toList();
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
