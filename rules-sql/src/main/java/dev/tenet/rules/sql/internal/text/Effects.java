package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.Dialect;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What a statement does, as it is found: the tables that it reads and writes, its changes, and what no template may do. */
final class Effects {
    private static final String READ_ONLY_FALSE = "set read_only: false if the template is to do so";

    private final Dialect dialect;
    private final TokenCursor in;
    private final Set<Finding> refusals;
    private final List<Finding> changes = new ArrayList<>();
    private final Set<TableName> reads = new LinkedHashSet<>();
    private final Set<TableName> writes = new LinkedHashSet<>();
    private final Set<String> queries = new LinkedHashSet<>();

    /** @param refusals what has been found already */
    Effects(Dialect dialect, TokenCursor in, List<Finding> refusals) {
        this.dialect = dialect;
        this.in = in;
        this.refusals = new LinkedHashSet<>(refusals);
    }

    Classification of(String verb) {
        return new Classification(verb, List.copyOf(refusals), changes, reads, writes, queries);
    }

    void refuse(Finding finding) {
        refusals.add(finding);
    }

    void read(TableName table) {
        reads.add(table);
    }

    void query(String name) {
        queries.add(name);
    }

    void write(TableName table) {
        writes.add(table);
    }

    /** Forgets the changes, of a statement that is only explained. */
    void undo() {
        changes.clear();
        writes.clear();
    }

    /** Takes note of what a query writes its rows to. */
    void into(String next) {
        if (next.equals("OUTFILE") || next.equals("DUMPFILE")) {
            refusals.add(Verbs.Refusal.SERVER.of("INTO " + next, in.offset()));
        } else if (in.is(1, "@")) {
            refusals.add(Verbs.Refusal.SESSION.of("INTO @", in.offset()));
        } else {
            refusals.add(Verbs.Refusal.SCHEMA.of("SELECT INTO", in.offset()));
        }
    }

    /** Takes note of a function's effects, if a call stands there. */
    void function(int ahead) {
        if (!in.is(ahead + 1, "(") || !in.isName(ahead)) {
            return;
        }
        SqlToken token = in.token(ahead);
        String name = name(token).toLowerCase(Locale.ROOT);
        if (name.equals("set") && !in.is(ahead + 2, "@")) {
            return; // UPDATE t SET (a, b) = ...
        }
        FunctionEffects.of(dialect, name).ifPresent(effect -> {
            if (effect == FunctionEffects.Effect.REACHES_OUT) {
                refusals.add(Verbs.Refusal.SERVER.of(name, token.start()));
            } else {
                changes.add(new Finding(
                        "writing-statement", token.start(), name + " changes the database", READ_ONLY_FALSE));
            }
        });
    }

    /** Takes note of {@code NEXT VALUE FOR}. */
    void advance() {
        changes.add(
                new Finding("writing-statement", in.offset(), "NEXT VALUE FOR advances a sequence", READ_ONLY_FALSE));
    }

    /** Takes note of a verb that writes. */
    void change(String verb) {
        changes.add(new Finding("writing-statement", in.offset(), verb + " writes", READ_ONLY_FALSE));
    }

    /** Takes note of a lock. */
    void lock(String what) {
        changes.add(new Finding("locking-statement", in.offset(), what + " locks rows", READ_ONLY_FALSE));
    }

    /** A name without quotes; one with escapes is refused, since nobody would read it as the database does. */
    String name(SqlToken token) {
        if (in.isEscaped(token)) {
            refusals.add(new Finding(
                    "escaped-name", token.start(), "this name has escapes", "write its characters themselves"));
        }
        return in.plain(token);
    }
}
