package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Every folder of {@code load/} is a configuration with what its author reads when it is loaded. A folder with an
 * environment is loaded for that environment. With {@code -Dgolden=write} the texts are written anew; read them then.
 */
class LoadMessagesTest {
    private static final Path CASES = Path.of(System.getProperty("basedir", ""), "src/test/resources/load");

    @TestFactory
    Stream<DynamicTest> messages() throws IOException {
        return list(CASES).stream()
                .map(folder -> dynamicTest(folder.getFileName().toString(), () -> check(folder)));
    }

    private static void check(Path folder) throws IOException {
        Path environments = folder.resolve("environments");
        String environment = Files.isDirectory(environments)
                ? list(environments).get(0).getFileName().toString().replace(".yaml", "")
                : "";
        String said = new TestConfig(folder)
                .problems(RuleSet.loader().environment(environment)).stream()
                        .map(problem -> problem + "\n")
                        .collect(Collectors.joining("\n"));
        Path expected = folder.resolve("expected.txt");
        if (System.getProperty("golden", "").equals("write")) {
            Files.writeString(expected, said);
        }
        assertThat(said).isEqualTo(Files.readString(expected));
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.sorted().toList();
        }
    }
}
