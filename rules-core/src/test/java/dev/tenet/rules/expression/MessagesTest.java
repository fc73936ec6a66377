package dev.tenet.rules.expression;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Each folder has a {@code condition.txt} and, in {@code expected.txt}, what its author reads. */
class MessagesTest {

    private static final FactSchema SCHEMA = FactSchema.builder()
            .fact("priority", FactType.LONG)
            .fact("percent_used", FactType.DOUBLE)
            .fact("status", FactType.STRING)
            .fact("urgent", FactType.BOOLEAN)
            .fact("created_at", FactType.TIMESTAMP)
            .fact("tags", FactType.LIST)
            .fact("task", FactType.MAP)
            .shape("inputs", FactSchema.builder().fact("title", FactType.STRING).build())
            .build();

    @TestFactory
    Stream<DynamicTest> problemsAreShownUnderTheTokenThatHasThem() throws IOException {
        return Files.list(Path.of("src/test/resources/expression"))
                .filter(Files::isDirectory)
                .sorted()
                .map(folder -> DynamicTest.dynamicTest(
                        folder.getFileName().toString(),
                        () -> assertThat(message(read(folder.resolve("condition.txt"))) + "\n")
                                .isEqualTo(read(folder.resolve("expected.txt")))));
    }

    private static String message(String text) {
        try {
            return "no problem: " + Expression.condition(text.strip(), SCHEMA);
        } catch (ExpressionException e) {
            return String.valueOf(e.getMessage());
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
