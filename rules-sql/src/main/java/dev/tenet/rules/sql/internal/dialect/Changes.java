package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/** Reads SQLite's statements that change a table: INSERT, UPDATE and DELETE. */
final class Changes {
    private final Rewriting in;
    private final Target target;
    private final Scopes scopes;
    private final Names names;
    private final Expressions expressions;
    private final Statements statements;

    Changes(Rewriting in, Scopes scopes, Names names, Expressions expressions, Statements statements) {
        this.in = in;
        this.target = in.target();
        this.scopes = scopes;
        this.names = names;
        this.expressions = expressions;
        this.statements = statements;
    }

    /** Reads a whole INSERT. */
    void insert() {
        in.next();
        if (in.sees("OR")) {
            throw in.refused(in.at(), "INSERT OR " + in.peek(1));
        }
        in.expect("INTO");
        String table = names.folded(in.at());
        SelectNames inside = changedTable();
        columns();
        if (in.take("VALUES")) {
            do {
                in.expect("(");
                do {
                    expressions.assigned();
                } while (in.take(","));
                in.expect(")");
            } while (in.take(","));
        } else if (in.sees("SELECT") || in.sees("WITH")) {
            scopes.leave();
            statements.select();
            scopes.enter(inside);
        } else {
            throw in.unexpected("VALUES or SELECT");
        }
        if (in.sees("ON")) {
            inside.table(table, "excluded");
            onConflict();
        }
        returning(inside, Set.of(Dialect.POSTGRESQL, Dialect.MARIADB));
    }

    private SelectNames changedTable() {
        int first = in.at();
        names.name("a table");
        if (in.sees(".")) {
            throw in.refused(first, "a table of a named database");
        }
        if (in.sees("AS")) {
            throw in.refused(in.at(), "another name for the table that is written");
        }
        String table = names.folded(first);
        SelectNames inside = scopes.open();
        inside.table(table, table);
        return inside;
    }

    /** Reads columns of the table in brackets, if there are any. */
    private void columns() {
        if (!in.take("(")) {
            return;
        }
        do {
            column();
        } while (in.take(","));
        in.expect(")");
    }

    private String column() {
        String column = names.name("a column");
        names.use(new SelectNames.Name("", names.folded(in.at() - 1)), in.at() - 1);
        return column;
    }

    /** Elsewhere a conflict with any key of the table would do. */
    private void onConflict() {
        if (target.dialect() != Dialect.POSTGRESQL) {
            throw in.refused(in.at(), "ON CONFLICT");
        }
        in.next();
        in.expect("CONFLICT");
        columns();
        in.expect("DO");
        if (in.take("NOTHING")) {
            return;
        }
        in.expect("UPDATE");
        in.expect("SET");
        assignments();
        if (in.take("WHERE")) {
            expressions.condition();
        }
    }

    /** Reads a whole UPDATE. */
    void update() {
        in.next();
        if (in.sees("OR")) {
            throw in.refused(in.at(), "UPDATE OR " + in.peek(1));
        }
        SelectNames inside = changedTable();
        in.expect("SET");
        assignments();
        if (in.sees("FROM")) {
            throw in.refused(in.at(), "UPDATE ... FROM");
        }
        if (in.take("WHERE")) {
            expressions.condition();
        }
        returning(inside, Set.of(Dialect.POSTGRESQL));
    }

    private void assignments() {
        Set<String> assigned = new LinkedHashSet<>();
        do {
            if (in.sees("(")) {
                throw in.refused(in.at(), "several columns set together");
            }
            String column = column();
            in.expect("=");
            int first = in.at();
            expressions.assigned();
            for (int i = first; i < in.at(); i++) {
                checkOldValue(i, assigned);
            }
            assigned.add(column.toUpperCase(Locale.ROOT));
        } while (in.take(","));
    }

    /** MariaDB reads the value that an earlier assignment has just given. */
    private void checkOldValue(int index, Set<String> assigned) {
        String word = in.text(index).replaceAll("[\"`\\[\\]]", "").toUpperCase(Locale.ROOT);
        if (target.dialect() == Dialect.MARIADB && assigned.contains(word)) {
            throw in.refused(index, "the old value of a column that has been set before; set it last");
        }
    }

    /** Reads a whole DELETE. */
    void delete() {
        in.next();
        in.expect("FROM");
        SelectNames inside = changedTable();
        if (in.take("WHERE")) {
            expressions.condition();
        }
        returning(inside, Set.of(Dialect.POSTGRESQL, Dialect.MARIADB));
    }

    /** Reads what a change gives, which ends it. */
    private void returning(SelectNames inside, Set<Dialect> having) {
        if (in.sees("RETURNING")) {
            if (!having.contains(target.dialect())) {
                throw in.refused(in.at(), "RETURNING");
            }
            in.next();
            do {
                statements.result(new LinkedHashSet<>(), inside);
            } while (in.take(","));
        }
        scopes.close();
    }
}
