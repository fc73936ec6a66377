package dev.tenet.rules.sql;

import dev.tenet.rules.sql.TemplateException.Code;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Many calls of one template that writes, sent together: bind the values of one call and {@link #add} it, again and
 * again, then {@link #execute} all. Outside a transaction they are one of their own: all or none. On a connection of the
 * host's they are part of its transaction; one that commits by itself is refused with an {@link IllegalStateException}.
 * Errors are those of {@link Query}. Not thread-safe.
 */
public final class Batch {
    private static final int SENT = 1_000;

    private final Executor executor;
    private final Bindings bindings;
    private final List<@Nullable Object[]> calls = new ArrayList<>();

    Batch(Executor executor, Bindings bindings) {
        this.executor = executor;
        this.bindings = bindings;
    }

    /** Gives a parameter of the next call its value. */
    public Batch bind(String name, @Nullable Object value) {
        bindings.set(name, value);
        return this;
    }

    /** Gives several parameters of the next call their values. */
    public Batch bind(Map<String, ? extends @Nullable Object> values) {
        bindings.setAll(values);
        return this;
    }

    /** Chooses, for all calls, the variant that a key falls into; without a key the first one applies. */
    public Batch key(String key) {
        bindings.select(key);
        return this;
    }

    /** Adds the call with the values bound since the last one; those not bound have their defaults. */
    public Batch add() {
        calls.add(bindings.next());
        return this;
    }

    /** How many calls were added and not executed. */
    public int size() {
        return calls.size();
    }

    /** Runs all calls and forgets them; tells how many they were. After an error they are still there. */
    public int execute() {
        int count = calls.size();
        if (count == 0) {
            return 0;
        }
        Template template = bindings.template();
        Executor.checkWrites(template);
        if (template.hasLists()) {
            throw new TemplateException(
                    Code.VALUE_NOT_ALLOWED,
                    template.name(),
                    "it has a list, whose length may change the text, and a batch is one text for all its calls; run"
                            + " updates instead");
        }
        executor.runAtomically(
                template,
                calls.get(0),
                Connection::prepareStatement,
                statement -> send(template, statement),
                sent -> count);
        calls.clear();
        return count;
    }

    /** Sends the calls, of which the first is bound. */
    private boolean send(Template template, PreparedStatement statement) throws SQLException {
        for (int at = 0; at < calls.size(); at++) {
            if (at > 0) {
                template.bind(statement, calls.get(at));
            }
            statement.addBatch();
            if ((at + 1) % SENT == 0 || at + 1 == calls.size()) {
                statement.executeBatch();
            }
        }
        return true;
    }
}
