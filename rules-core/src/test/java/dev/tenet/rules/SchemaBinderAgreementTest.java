package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tenet.rules.internal.bind.DecisionsSection;
import dev.tenet.rules.internal.bind.RoutingSection;
import dev.tenet.rules.internal.bind.SlaSection;
import dev.tenet.rules.internal.bind.UiSection;
import dev.tenet.rules.internal.source.SchemaCheck;
import dev.tenet.rules.internal.source.Sources;
import dev.tenet.rules.internal.testing.TestsSection;
import dev.tenet.rules.spi.ListNode;
import dev.tenet.rules.spi.MapNode;
import dev.tenet.rules.spi.MapReader;
import dev.tenet.rules.spi.Node;
import dev.tenet.rules.spi.Problems;
import dev.tenet.rules.spi.RuleSection;
import dev.tenet.rules.spi.Sections;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What a schema alone refuses and what the binder alone refuses is the same, in code and place. */
class SchemaBinderAgreementTest {
    private static final Path PROJECT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Path CORPUS = PROJECT.resolve("rules-core/src/test/resources/schema-corpus");
    private static final Path EXAMPLE = PROJECT.resolve("examples/config");

    /** What a schema can know. */
    private static final Set<String> FORM = Set.of(
            "unknown-key", "missing-key", "wrong-type", "out-of-range", "not-one-of", "bad-format", "duplicate-item");

    /** What only a binder can know. */
    private static final Set<String> MEANING = Set.of(
            "constant-condition",
            "duplicate-holiday",
            "duplicate-id",
            "duplicate-order",
            "duplicate-variant",
            "empty-port-range",
            "excluded-session",
            "incomplete-test",
            "missing-output",
            "mixed-step",
            "no-default-target",
            "no-targets",
            "no-weight",
            "no-working-hours",
            "nothing-to-remove",
            "overlapping-hours",
            "syntax",
            "type",
            "unknown-calendar",
            "unknown-color-group",
            "unknown-fact",
            "unknown-field",
            "unknown-time-zone",
            "unreachable-rule",
            "unsupported-provider",
            "unused-weight",
            "warning-after-critical");

    private static final Sections ALONE = new Sections() {
        @Override
        public <T> T section(Class<T> type) {
            throw new AssertionError("a section of the core needs no other");
        }
    };

    private final Map<String, RuleSection<?>> sections = new LinkedHashMap<>();
    private final Map<String, SchemaCheck> schemas = new LinkedHashMap<>();

    SchemaBinderAgreementTest() {
        for (RuleSection<?> section : List.of(
                new RoutingSection(), new SlaSection(), new UiSection(), new DecisionsSection(), new TestsSection())) {
            sections.put(section.name(), section);
            schemas.put(section.name(), SchemaCheck.of(section));
        }
    }

    @TestFactory
    Stream<DynamicTest> onTheCorpus() {
        return sections.keySet().stream()
                .flatMap(section -> Stream.of("valid", "invalid")
                        .flatMap(kind -> files(CORPUS.resolve(section).resolve(kind)).stream()))
                .map(file -> dynamicTest(CORPUS.relativize(file).toString(), () -> {
                    String section = CORPUS.relativize(file).getName(0).toString();
                    assertThat(disagreement(section, root(file))).isEmpty();
                }));
    }

    @TestFactory
    Stream<DynamicTest> onEveryMutantOfTheReferenceConfigurationAndOfTheFullestFiles() {
        Map<String, String> files = Map.of(
                "routing", "base/routing_rules.yaml",
                "sla", "base/sla_rules.yaml",
                "ui", "base/ui_config.yaml",
                "decisions", "base/decisions.yaml",
                "tests", "tests/sla.yaml");
        return files.entrySet().stream()
                .flatMap(file -> Stream.of(
                                EXAMPLE.resolve(file.getValue()),
                                CORPUS.resolve(file.getKey()).resolve("valid/every-key.yaml"))
                        .map(path -> dynamicTest(
                                PROJECT.relativize(path).toString(), () -> assertAgreement(file.getKey(), path))));
    }

    private void assertAgreement(String section, Path file) {
        List<String> wrong = new ArrayList<>();
        Map<String, MapNode> mutants = NodeMutants.of(root(file));
        mutants.forEach((what, mutant) ->
                disagreement(section, mutant).forEach(difference -> wrong.add(what + ": " + difference)));
        assertThat(String.join("\n", wrong)).as("%d mutants", mutants.size()).isEmpty();
        assertThat(mutants).hasSizeGreaterThan(100);
    }

    private List<String> disagreement(String name, MapNode root) {
        RuleSection<?> section = sections.get(name);
        LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>(root.entries());
        entries.keySet().retainAll(isTests(section) ? Set.of("given", "tests") : section.keys());
        MapNode part = new MapNode(root.place(), entries);

        Problems schema = new Problems();
        schemas.get(name).check(part, schema);
        Problems binder = new Problems();
        MapNode input = isTests(section) ? files(part) : part;
        MapReader reader = MapReader.of(input, part.place(), "the section", binder);
        section.bind(reader, ALONE);
        reader.finish();

        Set<String> exempt = new HashSet<>();
        collectExempt(part, exempt);
        Set<String> bySchema = mistakes(schema, exempt);
        Set<String> byBinder = mistakes(binder, exempt);
        List<String> differences = new ArrayList<>();
        bySchema.stream().filter(it -> !byBinder.contains(it)).forEach(it -> differences.add("schema only: " + it));
        byBinder.stream().filter(it -> !bySchema.contains(it)).forEach(it -> differences.add("binder only: " + it));
        return differences;
    }

    private static boolean isTests(RuleSection<?> section) {
        return section instanceof TestsSection;
    }

    /** The schema of tests is that of one file; the section takes a list of files. */
    private static MapNode files(MapNode file) {
        LinkedHashMap<String, MapNode.Entry> entries = new LinkedHashMap<>();
        entries.put("tests", new MapNode.Entry(file.place(), new ListNode(file.place(), List.of(file))));
        return new MapNode(file.place(), entries);
    }

    private static Set<String> mistakes(Problems problems, Set<String> exempt) {
        Set<String> mistakes = new TreeSet<>();
        for (Problem problem : problems.sorted()) {
            String place = problem.location().toString();
            if (FORM.contains(problem.code())) {
                if (!exempt.contains(place)) {
                    mistakes.add(problem.code() + " " + place);
                }
            } else {
                assertThat(MEANING).as(problem.toString()).contains(problem.code());
            }
        }
        return mistakes;
    }

    /** The outputs of a decision's rules have the types that the decision declares, which no schema can follow. */
    private static void collectExempt(Node node, Set<String> places) {
        if (node instanceof ListNode list) {
            list.items().forEach(item -> collectExempt(item, places));
        } else if (node instanceof MapNode map) {
            map.entries().forEach((key, entry) -> {
                collectExempt(entry.value(), places);
                if (key.equals("then") && entry.value() instanceof MapNode answer) {
                    answer.entries().values().forEach(output -> {
                        places.add(output.key().toString());
                        places.add(output.value().place().toString());
                    });
                }
            });
        }
    }

    private static MapNode root(Path file) {
        try {
            return new Sources(Limits.DEFAULT, new Problems())
                    .layer(Layer.of(file.getFileName().toString(), Files.readString(file)))
                    .orElseThrow()
                    .root();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
