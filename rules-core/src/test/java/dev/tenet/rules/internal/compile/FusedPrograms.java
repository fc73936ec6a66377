package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.EvaluationException;
import dev.tenet.rules.expression.FactSchema;
import dev.tenet.rules.expression.Facts;
import java.util.Map;

/** Gives tests of other packages programs that need not be evaluated thousands of times to be fused. */
public final class FusedPrograms {

    private FusedPrograms() {}

    /** A condition that is fused already. */
    public static Program fused(String text, FactSchema schema) {
        Program program = Program.condition(text, schema, 1);
        while (!program.isFused()) {
            try {
                program.test(Facts.of(Map.of()));
            } catch (EvaluationException e) {
                continue; // counts as well
            }
        }
        return program;
    }
}
