package dev.tenet.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.tenet.rules.expression.Expression;
import dev.tenet.rules.expression.ExpressionException;
import dev.tenet.rules.expression.FactSchema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import org.junit.jupiter.api.Test;

/** An exception that was sent to another process says what was wrong, and nothing in it is null. */
class ExceptionCopiesTest {
    @SuppressWarnings("unchecked")
    private static <E extends Exception> E copy(E original) throws IOException, ClassNotFoundException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(original);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            return (E) in.readObject();
        }
    }

    @Test
    void aRefusalOfRules() throws Exception {
        RuleSetException refusal = catchThrowableOfType(
                RuleSetException.class,
                () -> RuleSet.loader().layer(Layer.of("text", "theme: 1")).load());
        assertThat(refusal.problems()).hasSize(1);
        RuleSetException copy = copy(refusal);
        assertThat(copy).hasMessage(refusal.getMessage());
        assertThat(copy.problems()).isEmpty();
    }

    @Test
    void aRefusalOfAnExpression() throws Exception {
        ExpressionException refusal = catchThrowableOfType(
                ExpressionException.class, () -> Expression.condition("a = ", FactSchema.open()));
        assertThat(refusal.diagnostics()).hasSize(1);
        ExpressionException copy = copy(refusal);
        assertThat(copy).hasMessage(refusal.getMessage());
        assertThat(copy.diagnostics()).isEmpty();
    }
}
