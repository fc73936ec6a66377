package dev.tenet.rules.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * What the author of bad rules reads, in each form: the library's own corpus of bad configurations, validated under every
 * environment. With {@code -Dgolden=write} the texts are written anew; read them then.
 */
class ReportsTest {
    private static final Path CORPUS = Run.PROJECT.resolve("rules-core/src/test/resources");
    private static final Path EXPECTED = Path.of(System.getProperty("basedir", ""), "src/test/resources/reports")
            .toAbsolutePath();
    private static final List<String> CASES = List.of(
            "bad-colour",
            "condition-names-and-types",
            "condition-syntax",
            "decision",
            "duplicate-key",
            "duplicate-section",
            "excluded-session",
            "many-mistakes",
            "missing-version",
            "misspelt-section",
            "override-breaks-a-rule",
            "wrong-type");

    @TestFactory
    Stream<DynamicTest> reports() {
        return CASES.stream()
                .flatMap(name -> Stream.of(ReportFormat.values())
                        .map(format -> dynamicTest(name + " as " + format, () -> check(name, format))));
    }

    @TestFactory
    Stream<DynamicTest> reportsOfQueriesAgainstSnapshots() {
        return Stream.of(ReportFormat.values())
                .map(format -> dynamicTest("snapshot as " + format, () -> checkSnapshots(format)));
    }

    private static void check(String name, ReportFormat format) throws IOException {
        Run run = Run.in(CORPUS, "validate", "load/" + name, "--all-environments", "--format", format.toString());
        check(run, name, format);
    }

    private static void checkSnapshots(ReportFormat format) throws IOException {
        Run run = Run.in(
                EXPECTED.resolveSibling("snapshot"),
                "validate",
                "--snapshot",
                "main.snapshot.yaml",
                "-s",
                "archive.snapshot.yaml",
                "--snapshot=misspelt.snapshot.yaml",
                "--format",
                format.toString());
        assertThat(run.exit()).isEqualTo(Exit.FOUND);
        check(run, "snapshot", format);
    }

    private static void check(Run run, String name, ReportFormat format) throws IOException {
        assertThat(run.err()).isEmpty();
        Path expected = EXPECTED.resolve(name + "." + (format == ReportFormat.TEXT ? "txt" : format));
        if (System.getProperty("golden", "").equals("write")) {
            Files.createDirectories(EXPECTED);
            Files.writeString(expected, run.out());
        }
        assertThat(run.out()).isEqualTo(Files.readString(expected));
    }
}
