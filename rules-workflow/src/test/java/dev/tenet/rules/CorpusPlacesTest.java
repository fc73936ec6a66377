package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** The files of the schema corpus, loaded whole with every section typed, give the problem that each one names. */
class CorpusPlacesTest {
    private static final List<String> SECTIONS = List.of("routing", "sla", "ui", "decisions", "queries", "workflows");

    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> invalidFilesAreRefusedAtThePlaceTheyName() {
        return files("invalid")
                .map(file -> dynamicTest(name(file), () -> {
                    String[] expected =
                            Project.read(file).lines().findFirst().orElseThrow().split(" ");
                    // Alone, a schema refuses a foreign top-level key; in a rule set it may be the host's own.
                    String code =
                            file.endsWith("unknown-top-level-key.yaml") ? "(unknown-key|untyped-section)" : expected[2];
                    assertThat(problems(file))
                            .extracting(problem -> problem.code() + " " + problem.location())
                            .anyMatch(problem -> problem.matches(code + " base/file.yaml:" + expected[3]));
                }));
    }

    @TestFactory
    Stream<DynamicTest> validFilesLoad() {
        return files("valid")
                .map(file -> dynamicTest(
                        name(file),
                        () -> assertThat(problems(file))
                                .filteredOn(problem -> problem.severity() == Severity.ERROR)
                                .filteredOn(problem -> !problem.code().equals("not-supported-yet"))
                                .extracting(Problem::summary)
                                .isEmpty()));
    }

    private List<Problem> problems(Path file) {
        Project.write(folder.resolve("base/file.yaml"), Project.read(file));
        return Project.problems(folder);
    }

    private static Stream<Path> files(String kind) {
        return SECTIONS.stream()
                .flatMap(
                        section -> Project.files(Project.CORPUS.resolve(section).resolve(kind)).stream());
    }

    private static String name(Path file) {
        return file.subpath(file.getNameCount() - 3, file.getNameCount()).toString();
    }
}
