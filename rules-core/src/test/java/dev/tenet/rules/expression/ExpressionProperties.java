package dev.tenet.rules.expression;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tenet.rules.internal.compile.FusedPrograms;
import dev.tenet.rules.internal.compile.Program;
import dev.tenet.rules.internal.syntax.Node;
import dev.tenet.rules.internal.syntax.Parser;
import dev.tenet.rules.internal.syntax.Printer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class ExpressionProperties {

    private static final String REFUSED = "refused";

    @Property(tries = 5_000)
    void closedConditionsOverMapsAndSlotsMeanWhatTheTreeSays(@ForAll long seed) {
        RandomExpressions random = new RandomExpressions(new Random(seed), false);
        String text = Printer.print(random.condition(4));
        Optional<Program> program = compile(text, RandomExpressions.SCHEMA);
        for (int i = 0; i < 4 && program.isPresent(); i++) {
            Map<String, Object> facts = random.facts(false);
            String wanted = naive(program.get().syntax(), facts);
            assertThat(outcome(program.get(), Facts.of(facts)))
                    .as("%s over the map %s", text, facts)
                    .isEqualTo(wanted);
            Facts.Builder slots = RandomExpressions.SCHEMA.facts();
            facts.forEach(slots::put);
            assertThat(outcome(program.get(), slots.build()))
                    .as("%s over slots %s", text, facts)
                    .isEqualTo(wanted);
            assertFusedIsTheSame(program.get(), Facts.of(facts), slots.build());
        }
    }

    @Property(tries = 5_000)
    void openConditionsOverFactsOfAnyTypeMeanWhatTheTreeSays(@ForAll long seed) {
        RandomExpressions random = new RandomExpressions(new Random(seed), false);
        String text = Printer.print(random.condition(4));
        Optional<Program> program = compile(text, FactSchema.open());
        for (int i = 0; i < 4 && program.isPresent(); i++) {
            Map<String, Object> facts = random.facts(true);
            assertThat(outcome(program.get(), Facts.of(facts)))
                    .as("%s over %s", text, facts)
                    .isEqualTo(naive(program.get().syntax(), facts));
            assertFusedIsTheSame(program.get(), Facts.of(facts));
        }
    }

    @Property(tries = 3_000)
    void parsingWhatWasPrintedGivesTheSameTree(@ForAll long seed) {
        Node tree = new RandomExpressions(new Random(seed), false).anything(5);
        String printed = Printer.print(tree);
        Node parsed = Parser.expression(printed);
        // Places differ and are left out of the text of the records.
        assertThat(withoutPlaces(parsed)).as(printed).isEqualTo(withoutPlaces(tree));
        assertThat(Printer.print(parsed)).isEqualTo(printed);
    }

    @Property(tries = 5_000)
    void tokenSoupIsAnExpressionOrARefusalWithPlaces(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> words = List.of(
                "(",
                ")",
                "[",
                "]",
                "${",
                "}",
                ",",
                ".",
                "a",
                "s",
                "AND",
                "or",
                "Not",
                "IN",
                "between",
                "LIKE",
                "ESCAPE",
                "IS",
                "NULL",
                "TRUE",
                "unknown",
                "=",
                "==",
                "<>",
                "!",
                "&&",
                "||",
                "|",
                "<",
                ">=",
                "+",
                "-",
                "*",
                "/",
                "%",
                "1",
                "2.5",
                "1e400",
                ".5",
                "7.",
                "9223372036854775808",
                "5m",
                "3x",
                "'t'",
                "'",
                "''",
                "\"",
                "TIMESTAMP",
                "INTERVAL",
                "'2026-01-01'",
                "SECOND",
                "now()",
                "coalesce(",
                "matches(s,'(')",
                "\u0000",
                "\uD83D\uDE00",
                "\uD83D",
                "é",
                "\t",
                "\n");
        StringBuilder soup = new StringBuilder();
        int length = random.nextInt(30);
        for (int i = 0; i < length; i++) {
            soup.append(words.get(random.nextInt(words.size()))).append(random.nextBoolean() ? " " : "");
        }
        String text = soup.toString();
        for (FactSchema schema : List.of(FactSchema.open(), RandomExpressions.SCHEMA)) {
            try {
                Expression expression = Expression.compile(text, schema);
                assertThat(Expression.compile(expression.toString(), schema).toString())
                        .isEqualTo(expression.toString());
            } catch (ExpressionException e) {
                assertThat(e.diagnostics()).isNotEmpty().allSatisfy(problem -> {
                    assertThat(problem.offset()).isBetween(0, text.length());
                    assertThat(problem.offset() + problem.length()).isBetween(0, text.length());
                });
            }
            try {
                Expression.template(text, schema);
            } catch (ExpressionException e) {
                assertThat(e.diagnostics()).isNotEmpty();
            }
        }
    }

    /** The same outcome and, where it is refused, the same words, once the condition is fused. */
    private static void assertFusedIsTheSame(Program program, Facts... all) {
        Program fused = FusedPrograms.fused(program.text(), program.schema());
        for (Facts facts : all) {
            String wanted = exactOutcome(program, facts);
            assertThat(exactOutcome(fused, facts))
                    .as("%s, fused, over %s", program.text(), facts)
                    .isEqualTo(wanted);
        }
    }

    private static String exactOutcome(Expression expression, Facts facts) {
        try {
            return expression.test(facts).toString();
        } catch (EvaluationException e) {
            return e.offset() + " " + e.getMessage();
        }
    }

    /** Empty where a part that depends on no fact fails, which must then be the only problem. */
    private static Optional<Program> compile(String text, FactSchema schema) {
        try {
            return Optional.of(Program.condition(text, schema));
        } catch (ExpressionException e) {
            assertThat(e.diagnostics()).as(text).allMatch(it -> it.code().equals("constant-error"));
            return Optional.empty();
        }
    }

    private static String outcome(Expression expression, Facts facts) {
        try {
            Truth truth = expression.test(facts);
            assertThat(expression.matches(facts)).isEqualTo(truth == Truth.TRUE);
            return truth.toString();
        } catch (EvaluationException e) {
            return REFUSED;
        }
    }

    private static String naive(Node tree, Map<String, Object> facts) {
        try {
            Object value = new NaiveInterpreter(facts).eval(tree);
            if (value != null && !(value instanceof Boolean)) {
                return REFUSED;
            }
            return value == null ? "UNKNOWN" : value.equals(true) ? "TRUE" : "FALSE";
        } catch (NaiveInterpreter.Refused e) {
            return REFUSED;
        }
    }

    static String withoutPlaces(Node node) {
        return node.toString().replaceAll(", start=\\d+, end=\\d+", "");
    }
}
