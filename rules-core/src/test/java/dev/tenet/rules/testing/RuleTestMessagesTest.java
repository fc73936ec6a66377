package dev.tenet.rules.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import dev.tenet.rules.RuleSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder of {@code rule-tests/} is a configuration whose tests fail, with the report that its author reads. With
 * {@code -Dgolden=write} the reports are written anew; read them then.
 */
class RuleTestMessagesTest {
    private static final Path CASES = Path.of(System.getProperty("basedir", ""), "src/test/resources/rule-tests");

    @TestFactory
    Stream<DynamicTest> reports() throws IOException {
        try (Stream<Path> folders = Files.list(CASES)) {
            return folders
                    .sorted()
                    .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)))
                    .toList()
                    .stream();
        }
    }

    private static void check(Path folder) throws IOException {
        RuleTestReport report = RuleTests.load(RuleSet.loader().environment(""), folder)
                .run(RuleTests.Options.DEFAULT.minimumCoverage(50));
        String said = report + "\n";
        Path expected = folder.resolve("expected.txt");
        if (System.getProperty("golden", "").equals("write")) {
            Files.writeString(expected, said);
        }
        assertThat(report.passed()).isFalse();
        assertThat(said).isEqualTo(Files.readString(expected));
    }
}
