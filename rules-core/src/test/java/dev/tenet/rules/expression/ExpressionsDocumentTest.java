package dev.tenet.rules.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Parser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every example of EXPRESSIONS.md gives what the document says. */
class ExpressionsDocumentTest {

    private static final InstantSource CLOCK = InstantSource.fixed(Instant.parse("2026-01-31T10:00:00Z"));

    private record Example(String text, String facts, String result, boolean template) {}

    @TestFactory
    Stream<DynamicTest> examplesGiveWhatTheDocumentSays() throws IOException {
        return examples().stream().map(it -> DynamicTest.dynamicTest(it.text() + " -- " + it.facts(), () -> check(it)));
    }

    @Test
    void thereAreExamplesOfAllKinds() throws IOException {
        assertThat(examples()).hasSizeGreaterThan(50).anyMatch(Example::template);
    }

    private static void check(Example example) {
        Expression expression = example.template()
                ? Expression.template(example.text(), FactSchema.open())
                : Expression.compile(example.text(), FactSchema.open());
        Facts facts = Facts.of(facts(example.facts())).at(CLOCK);
        if (example.result().equals("error")) {
            assertThat(org.assertj.core.api.Assertions.catchThrowable(() -> expression.evaluate(facts)))
                    .isInstanceOf(EvaluationException.class);
        } else {
            assertThat(expression.evaluate(facts)).isEqualTo(Optional.ofNullable(literal(example.result())));
        }
    }

    private static List<Example> examples() throws IOException {
        List<Example> examples = new ArrayList<>();
        String block = "";
        for (String line : Files.readAllLines(Path.of("EXPRESSIONS.md"))) {
            if (line.startsWith("```")) {
                block = line.substring(3);
            } else if (block.equals("expr") || block.equals("template")) {
                int facts = line.lastIndexOf(" -- ");
                int result = line.lastIndexOf("=> ");
                examples.add(new Example(
                        line.substring(0, facts),
                        line.substring(facts + 4, result).strip(),
                        line.substring(result + 3),
                        block.equals("template")));
            }
        }
        return examples;
    }

    /** {@code a.b = 1, c[0] = 'x'} as nested maps and lists. */
    private static Map<String, Object> facts(String text) {
        Map<String, Object> facts = new HashMap<>();
        if (!text.isEmpty()) {
            for (String fact : text.split(", ")) {
                Node.Compare given = (Node.Compare) Parser.expression(fact);
                put(facts, (Node.Path) given.left(), ((Node.Literal) given.right()).value());
            }
        }
        return facts;
    }

    @SuppressWarnings("unchecked")
    private static void put(Map<String, Object> facts, Node.Path path, Object value) {
        Map<String, Object> within = facts;
        String name = path.name();
        for (Node.Step step : path.steps()) {
            if (step instanceof Node.Step.Field field) {
                within = (Map<String, Object>) within.computeIfAbsent(name, it -> new HashMap<String, Object>());
                name = field.name();
            } else {
                within.put(name, List.of(value));
                return;
            }
        }
        within.put(name, value);
    }

    private static Object literal(String text) {
        return ((Node.Literal) Parser.expression(text)).value();
    }
}
