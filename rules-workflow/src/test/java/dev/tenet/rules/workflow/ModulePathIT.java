package dev.tenet.rules.workflow;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Compiles the small modular programs of {@code src/test/modulepath} against the packaged jars and starts them with
 * {@code java -p ... -m}, as a modular host would. Runs after packaging: target/classes would prove nothing here.
 */
final class ModulePathIT {
    private static final Path PROGRAMS = Path.of("src", "test", "modulepath");
    private static final Path CONFIG = Path.of("..", "examples", "config");
    private static final String MODULE_PATH =
            System.getProperty("tenet.jar") + File.pathSeparator + System.getProperty("tenet.lib");

    @TempDir
    Path classes;

    @Test
    void no_two_jars_claim_the_same_package() throws Exception {
        assertThat(java("--validate-modules")).doesNotContain("conflicts", "error:");
    }

    @Test
    void a_host_that_requires_rules_alone_loads_them_and_a_section_of_its_own() throws Exception {
        assertThat(compileAndRun("core", CONFIG))
                .containsExactly(
                        "module dev.tenet.rules",
                        "RE2/J inside: true",
                        "a rule: 9",
                        "a section of the host: Regions[names=[north, south]]");
    }

    @Test
    void a_host_that_requires_workflows_reads_all_three_modules() throws Exception {
        assertThat(compileAndRun("workflow"))
                .containsExactly(
                        "reads dev.tenet.rules: true",
                        "reads dev.tenet.rules.sql: true",
                        "reads dev.tenet.rules.workflow: true");
    }

    private List<String> compileAndRun(String program, Path... arguments) throws Exception {
        Path sources = PROGRAMS.resolve(program);
        compile(sources);
        copyResources(sources);
        String[] start = {"-m", "probe/probe.Probe"};
        return java(Stream.concat(Stream.of(start), Stream.of(arguments).map(Path::toString))
                        .toArray(String[]::new))
                .lines()
                .filter(line -> !line.startsWith("SLF4J"))
                .toList();
    }

    private void compile(Path program) throws IOException {
        StringWriter said = new StringWriter();
        PrintWriter out = new PrintWriter(said);
        try (Stream<Path> files = Files.walk(program)) {
            String[] options = {"-Xlint:all", "-Werror", "-p", MODULE_PATH, "-d", classes.toString()};
            String[] sources = files.map(Path::toString)
                    .filter(file -> file.endsWith(".java"))
                    .toArray(String[]::new);
            String[] arguments = Stream.of(options, sources).flatMap(Stream::of).toArray(String[]::new);
            int exit = ToolProvider.findFirst("javac").orElseThrow().run(out, out, arguments);
            assertThat(exit).as("javac said: %s", said).isZero();
        }
    }

    private void copyResources(Path program) throws IOException {
        try (Stream<Path> files = Files.walk(program)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".json")).toList()) {
                Files.copy(file, classes.resolve(program.relativize(file).toString()));
            }
        }
    }

    private String java(String... arguments) throws IOException, InterruptedException {
        String[] start = {
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-p",
            MODULE_PATH + File.pathSeparator + classes
        };
        Process process = new ProcessBuilder(
                        Stream.of(start, arguments).flatMap(Stream::of).toList())
                .redirectErrorStream(true)
                .start();
        String said = new String(process.getInputStream().readAllBytes(), UTF_8);
        assertThat(process.waitFor()).as("java said: %s", said).isZero();
        return said;
    }
}
