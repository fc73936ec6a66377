package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.harrel.jsonschema.Dialects;
import dev.harrel.jsonschema.Validator;
import dev.harrel.jsonschema.ValidatorFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * The schemas mean the same to two validators that share no code, over a corpus in which every invalid file has exactly
 * one mistake. An invalid file names in its first line the problem code that its mistake must have, and the place.
 */
@TestInstance(Lifecycle.PER_CLASS)
class SchemaCorpusTest {
    private static final Path PROJECT =
            Path.of(System.getProperty("basedir", "")).toAbsolutePath().getParent();
    private static final Path SCHEMAS = PROJECT.resolve("schemas");
    private static final Path CONFIG = PROJECT.resolve("examples/config");
    private static final Path RESOURCES = PROJECT.resolve("rules-core/src/test/resources");
    private static final Path CORPUS = RESOURCES.resolve("schema-corpus");

    private static final List<String> SECTIONS = List.of("routing", "sla", "ui", "decisions", "queries", "workflows");
    private static final List<String> FILE_SCHEMAS =
            Stream.concat(SECTIONS.stream(), Stream.of("overrides", "tests")).toList();
    private static final Map<String, String> SECTION_OF_FILE = Map.of(
            "routing_rules.yaml", "routing",
            "sla_rules.yaml", "sla",
            "ui_config.yaml", "ui",
            "decisions.yaml", "decisions",
            "queries.yaml", "queries",
            "workflows.yaml", "workflows");

    /** The problem code of each keyword of the schema language that the schemas use to refuse something. */
    private static final Map<String, String> CODE_OF_KEYWORD = Map.ofEntries(
            Map.entry("additionalProperties", "unknown-key"),
            Map.entry("required", "missing-key"),
            Map.entry("type", "wrong-type"),
            Map.entry("minimum", "out-of-range"),
            Map.entry("maximum", "out-of-range"),
            Map.entry("exclusiveMinimum", "out-of-range"),
            Map.entry("minLength", "out-of-range"),
            Map.entry("minItems", "out-of-range"),
            Map.entry("maxItems", "out-of-range"),
            Map.entry("minProperties", "out-of-range"),
            Map.entry("enum", "not-one-of"),
            Map.entry("const", "not-one-of"),
            Map.entry("pattern", "bad-format"),
            Map.entry("propertyNames", "bad-format"),
            Map.entry("uniqueItems", "duplicate-item"));

    private final JsonMapper json = JsonMapper.builder().build();
    private final Map<String, Schema> networknt = new TreeMap<>();
    private final Map<String, URI> harrelIds = new TreeMap<>();
    private final Validator harrel = new ValidatorFactory()
            .withDefaultDialect(new Dialects.Draft7Dialect())
            .withJsonNodeFactory(new PlainJsonNode.Factory())
            .createValidator();

    SchemaCorpusTest() {
        SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
        FILE_SCHEMAS.forEach(name -> {
            String text = read(SCHEMAS.resolve(name + ".schema.json"));
            networknt.put(name, registry.getSchema(json.readTree(text)));
            harrelIds.put(name, harrel.registerSchema(yaml(text)));
        });
    }

    @TestFactory
    Stream<DynamicTest> validFilesAreAcceptedByBoth() {
        return FILE_SCHEMAS.stream()
                .flatMap(schema -> files(CORPUS.resolve(schema).resolve("valid"))
                        .map(file ->
                                dynamicTest(schema + "/" + file.getFileName(), () -> assertAccepted(schema, file))));
    }

    @TestFactory
    Stream<DynamicTest> invalidFilesAreRefusedByBothForTheReasonTheyName() {
        return FILE_SCHEMAS.stream()
                .flatMap(schema -> files(CORPUS.resolve(schema).resolve("invalid"))
                        .map(file ->
                                dynamicTest(schema + "/" + file.getFileName(), () -> assertRefused(schema, file))));
    }

    @TestFactory
    Stream<DynamicTest> theSpecificationAndTheReferenceConfigurationAreAcceptedByBoth() {
        Stream<DynamicTest> sections = Stream.of(RESOURCES.resolve("spec/base"), CONFIG.resolve("base"))
                .flatMap(SchemaCorpusTest::files)
                .map(file -> dynamicTest(PROJECT.relativize(file).toString(), () -> {
                    String name = file.getFileName().toString();
                    assertThat(SECTION_OF_FILE).as("known files").containsKey(name);
                    assertAccepted(SECTION_OF_FILE.get(name), file);
                }));
        Stream<DynamicTest> overrides = Stream.of(CONFIG.resolve("environments"), CONFIG.resolve("local"))
                .flatMap(SchemaCorpusTest::files)
                .map(file -> dynamicTest(PROJECT.relativize(file).toString(), () -> assertAccepted("overrides", file)));
        Stream<DynamicTest> tests = files(CONFIG.resolve("tests"))
                .map(file -> dynamicTest(PROJECT.relativize(file).toString(), () -> assertAccepted("tests", file)));
        return Stream.of(sections, overrides, tests).flatMap(all -> all);
    }

    /** Whatever a section may hold, an override may hold too: it takes the same keys, all of them optional. */
    @TestFactory
    Stream<DynamicTest> validFilesOfEverySectionAreValidOverrides() {
        return SECTIONS.stream()
                .flatMap(section -> files(CORPUS.resolve(section).resolve("valid"))
                        .map(file -> dynamicTest(
                                section + "/" + file.getFileName(), () -> assertAccepted("overrides", file))));
    }

    @Test
    void bothGiveTheSameVerdictOnEveryMutantOfTheReferenceConfiguration() {
        files(CONFIG.resolve("base")).forEach(file -> {
            String schema = SECTION_OF_FILE.get(file.getFileName().toString());
            Object document = yaml(read(file));
            List<String> refused = new ArrayList<>();
            PlainMutants.of(document).forEach((mutation, mutant) -> {
                Set<String> codes = networkntCodes(schema, mutant);
                assertThat(harrelCodes(schema, mutant)).as(mutation).isEqualTo(codes);
                if (!codes.isEmpty()) {
                    refused.add(mutation);
                }
            });
            assertThat(refused).as(file.getFileName() + ", mutants refused").hasSizeGreaterThan(20);
        });
    }

    @Test
    void everyInvalidFileSaysWhatToExpect() {
        for (String schema : FILE_SCHEMAS) {
            assertThat(files(CORPUS.resolve(schema).resolve("invalid")))
                    .as(schema)
                    .hasSizeGreaterThanOrEqualTo(8)
                    .allSatisfy(file -> assertThat(expectedCode(file)).isIn(Set.copyOf(CODE_OF_KEYWORD.values())));
        }
    }

    @Test
    void everyKeyOfEverySchemaIsExplainedWithAnExample() {
        for (String section :
                Stream.concat(SECTIONS.stream(), Stream.of("tests")).toList()) {
            Map<?, ?> schema = (Map<?, ?>) yaml(read(SCHEMAS.resolve(section + ".schema.json")));
            assertExplained(section, schema, (Map<?, ?>) schema.get("definitions"));
        }
    }

    @Test
    void theJarHoldsTheSchemasOfThisModule() throws IOException {
        for (String section : List.of("routing", "sla", "ui", "decisions", "tests")) {
            String name = section + ".schema.json";
            try (var stream = RuleSet.class.getResourceAsStream("/dev/tenet/rules/schema/" + name)) {
                assertThat(stream).as(name).isNotNull().hasBinaryContent(Files.readAllBytes(SCHEMAS.resolve(name)));
            }
        }
    }

    private void assertAccepted(String schema, Path file) {
        Object document = yaml(read(file));
        assertThat(networkntCodes(schema, document)).as("networknt").isEmpty();
        assertThat(harrelCodes(schema, document)).as("harrel").isEmpty();
    }

    private void assertRefused(String schema, Path file) {
        Object document = yaml(read(file));
        String expected = expectedCode(file);
        assertThat(networkntCodes(schema, document)).as("networknt").isEqualTo(Set.of(expected));
        assertThat(harrelCodes(schema, document)).as("harrel").isEqualTo(Set.of(expected));
    }

    private Set<String> networkntCodes(String schema, Object document) {
        JsonNode node = json.valueToTree(document);
        return codes(networknt.get(schema).validate(node).stream().map(com.networknt.schema.Error::getKeyword));
    }

    private Set<String> harrelCodes(String schema, Object document) {
        Validator.Result result = harrel.validate(harrelIds.get(schema), document);
        Set<String> codes = codes(result.getErrors().stream().map(SchemaCorpusTest::keyword));
        codes.removeAll(List.of("allOf", "if")); // reported beside what they hold
        assertThat(codes.isEmpty()).as("harrel says why").isEqualTo(result.isValid());
        return codes;
    }

    /** The keyword that refused; where it is the schema false, the one that holds that schema. */
    private static String keyword(dev.harrel.jsonschema.Error error) {
        String path = error.getEvaluationPath();
        return error.getKeyword() == null ? path.substring(path.lastIndexOf('/') + 1) : error.getKeyword();
    }

    /** A value of the wrong type is none of the constants either; only the type is then the mistake. */
    private static Set<String> codes(Stream<String> keywords) {
        Set<String> codes = new TreeSet<>();
        keywords.forEach(keyword -> codes.add(CODE_OF_KEYWORD.getOrDefault(keyword, keyword)));
        if (codes.contains("wrong-type")) {
            codes.remove("not-one-of");
        }
        return codes;
    }

    private static void assertExplained(String where, Object node, Map<?, ?> definitions) {
        if (node instanceof List<?> list) {
            list.forEach(item -> assertExplained(where, item, definitions));
        } else if (node instanceof Map<?, ?> map) {
            map.forEach((key, value) -> assertExplained(where + "/" + key, value, definitions));
            if (map.get("properties") instanceof Map<?, ?> properties && map.containsKey("type")) {
                properties.forEach((key, value) -> assertThat(target((Map<?, ?>) value, definitions))
                        .as(where + "/properties/" + key)
                        .containsKeys("title", "description", "examples"));
            }
        }
    }

    /** The schema itself, or the definition that it refers to. */
    private static Map<Object, Object> target(Map<?, ?> schema, Map<?, ?> definitions) {
        if (!(schema.get("$ref") instanceof String reference)) {
            return new LinkedHashMap<>(schema);
        }
        Object target = definitions;
        for (String step : reference.substring("#/definitions/".length()).split("/")) {
            target = ((Map<?, ?>) target).get(step);
        }
        return new LinkedHashMap<>((Map<?, ?>) target);
    }

    private static String expectedCode(Path file) {
        String[] words = read(file).lines().findFirst().orElse("").split(" ");
        assertThat(words).as("first line of " + file.getFileName()).hasSize(4).startsWith("#", "expect:");
        assertThat(words[3]).as("place").matches("[0-9]+:[0-9]+");
        return words[2];
    }

    private static Object yaml(String text) {
        return new Load(LoadSettings.builder().build()).loadFromString(text);
    }

    private static Stream<Path> files(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
