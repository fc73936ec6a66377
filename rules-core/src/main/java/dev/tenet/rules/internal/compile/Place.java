package dev.tenet.rules.internal.compile;

import dev.tenet.rules.expression.EvaluationException;
import org.jspecify.annotations.Nullable;

/** A part of an expression that can fail when evaluated; a sensitive one keeps values out of messages. */
record Place(String text, int start, int end, boolean sensitive) {

    EvaluationException got(@Nullable Object value, String wanted) {
        return problem("got " + Values.describe(value, sensitive) + ", want " + wanted);
    }

    EvaluationException clash(Object left, String between, Object right) {
        return problem("got " + Values.describe(left, sensitive) + between + Values.describe(right, sensitive)
                + ", want values of one type");
    }

    EvaluationException problem(String problem) {
        return new EvaluationException(text, start, end - start, problem);
    }
}
