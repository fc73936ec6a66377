package dev.tenet.rules.internal.bind;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tenet.rules.Layer;
import dev.tenet.rules.Problem;
import dev.tenet.rules.RuleSet;
import dev.tenet.rules.RuleSetException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each folder under {@code section-checks} holds rules with one mistake and what a load says of it. */
class SectionChecksTest {
    private static final Path CASES = Path.of("src/test/resources/section-checks");

    @TestFactory
    Stream<DynamicTest> everyMistakeIsReportedWithItsPlaces() throws IOException {
        try (Stream<Path> cases = Files.list(CASES)) {
            return cases.sorted().map(SectionChecksTest::test).toList().stream();
        }
    }

    private static DynamicTest test(Path folder) {
        return dynamicTest(
                folder.getFileName().toString(),
                () -> assertThat(problems(folder)).isEqualTo(Files.readString(folder.resolve("problems.txt"))));
    }

    private static String problems(Path folder) {
        return load(folder).stream().map(problem -> problem + "\n").collect(Collectors.joining());
    }

    private static List<Problem> load(Path folder) {
        try {
            return RuleSet.loader()
                    .layer(Layer.of("rules.yaml", Files.readString(folder.resolve("rules.yaml"))))
                    .load()
                    .problems();
        } catch (RuleSetException refused) {
            return refused.problems();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
