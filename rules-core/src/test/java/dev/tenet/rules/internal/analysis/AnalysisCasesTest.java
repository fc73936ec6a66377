package dev.tenet.rules.internal.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import dev.tenet.rules.RuleSetLoader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Each folder under {@code analysis} holds rules with planted faults, and all that a load says of them; those whose
 * name begins with {@code sound} hold rules that look as if they had one.
 */
class AnalysisCasesTest {
    private static final Path CASES = Path.of("src/test/resources/analysis");
    private static final Path REFERENCE = Path.of("../examples/config");
    private static final Set<String> CODES =
            Set.of("unreachable-rule", "overlapping-rules", "incomplete-decision", "constant-condition");

    @TestFactory
    Stream<DynamicTest> everyPlantedFaultIsFoundAndNothingElse() {
        return folders().stream()
                .map(folder -> dynamicTest(
                        folder.getFileName().toString(),
                        () -> assertThat(said(folder)).isEqualTo(read(folder.resolve("problems.txt")))));
    }

    @Test
    void soundRulesAreLeftAlone() {
        assertThat(folders().stream()
                        .filter(folder -> folder.getFileName().toString().startsWith("sound"))
                        .filter(folder -> !said(folder).isEmpty()))
                .isEmpty();
    }

    @TestFactory
    Stream<DynamicTest> theReferenceConfigurationHasNoFault() {
        return Stream.of("", "development", "qa", "production")
                .map(environment -> dynamicTest("environment " + environment, () -> {
                    RuleSetLoader loader = RuleSet.loader();
                    RuleSet rules = (environment.isEmpty() ? loader : loader.environment(environment)).load(REFERENCE);
                    assertThat(rules.problems()).noneMatch(problem -> CODES.contains(problem.code()));
                }));
    }

    private static String said(Path folder) {
        return load(folder).stream().map(problem -> problem + "\n").collect(Collectors.joining());
    }

    private static List<Problem> load(Path folder) {
        RuleSetLoader loader = RuleSet.loader().layer(Layer.of("rules.yaml", read(folder.resolve("rules.yaml"))));
        Path override = folder.resolve("override.yaml");
        if (Files.exists(override)) {
            loader = loader.layer(Layer.of("override.yaml", read(override)));
        }
        try {
            return loader.load().problems();
        } catch (RuleSetException refused) {
            return refused.problems();
        }
    }

    private static List<Path> folders() {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).replace("\r\n", "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
