package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What stands where a file or a folder of rules should, and is none or cannot be read. The timeout catches a load that
 * waits for the other end of a pipe.
 */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OddFilesTest {
    private static final String BASE = "base/b.yaml";
    private static final String ENVIRONMENT = "environments/qa.yaml";
    private static final String LOCAL = "local/overrides.yaml";

    @TempDir
    Path folder;

    private TestConfig config;

    @BeforeEach
    void start() {
        config = new TestConfig(folder).file("base/a.yaml", "");
    }

    private Path odd(String file) throws IOException {
        Path path = folder.resolve(file);
        Files.createDirectories(path.getParent());
        return path;
    }

    private void assertRefused(String... wanted) {
        List<Problem> problems = config.problems(RuleSet.loader()
                .environment(Files.exists(folder.resolve("environments"), java.nio.file.LinkOption.NOFOLLOW_LINKS)
                        ? "qa"
                        : ""));
        assertThat(problems)
                .filteredOn(problem -> problem.severity() == Severity.ERROR)
                .extracting(problem -> problem.code() + " " + problem.location())
                .containsExactly(wanted);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, ENVIRONMENT, LOCAL})
    void aFolder(String file) throws IOException {
        Files.createDirectory(odd(file));
        assertRefused("not-a-file " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, ENVIRONMENT, LOCAL})
    void aPipe(String file) throws Exception {
        Process mkfifo = new ProcessBuilder("mkfifo", odd(file).toString()).start();
        assumeThat(mkfifo.waitFor()).as("mkfifo is there").isZero();
        assertRefused("not-a-file " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, ENVIRONMENT, LOCAL})
    void aLinkToItself(String file) throws IOException {
        Path link = odd(file);
        Files.createSymbolicLink(link, link.getFileName());
        assertRefused("unreadable-file " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, ENVIRONMENT, LOCAL})
    void aLinkToNothing(String file) throws IOException {
        Files.createSymbolicLink(odd(file), Path.of("nowhere.yaml"));
        assertRefused("unreadable-file " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, ENVIRONMENT, LOCAL})
    void aFileThatFailsWhileItIsReadWhoeverReadsIt(String file) throws IOException {
        Path memory = Path.of("/proc/self/mem"); // whose first page nobody can read
        assumeThat(Files.isRegularFile(memory)).as("there is a /proc").isTrue();
        Files.createSymbolicLink(odd(file), memory);
        assertRefused("unreadable-file " + file);
    }

    @ParameterizedTest
    @ValueSource(strings = {BASE, ENVIRONMENT, LOCAL})
    void aFileThatNobodyMayRead(String file) throws IOException {
        config.file(file, "");
        Path path = folder.resolve(file);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("---------"));
        assumeThat(Files.isReadable(path)).as("a superuser reads everything").isFalse();
        assertRefused("unreadable-file " + file);
    }

    @ParameterizedTest
    @CsvSource({"base, no-base", "environments, unknown-environment", "local, no-folder"})
    void aLinkToItselfOrToNothingOrAFileInsteadOfAFolder(String name, String code) throws IOException {
        Path path = folder.resolve(name);
        if (name.equals("base")) {
            Files.delete(path.resolve("a.yaml"));
            Files.delete(path);
        }
        Files.createSymbolicLink(path, Path.of(name));
        assertRefused(code + " " + name);
        Files.delete(path);
        Files.createSymbolicLink(path, Path.of("nowhere"));
        assertRefused(code + " " + name);
        Files.delete(path);
        Files.writeString(path, "version: \"1.0\"\n");
        assertRefused(code + " " + name);
    }

    @Test
    void theHintTellsALinkThatLeadsNowhere() throws IOException {
        Files.createSymbolicLink(odd(BASE), Path.of("nowhere.yaml"));
        assertThat(config.problems().get(0).message()).endsWith("the link leads to nothing");
    }
}
