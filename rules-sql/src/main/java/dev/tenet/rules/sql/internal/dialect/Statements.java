package dev.tenet.rules.sql.internal.dialect;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlToken;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Reads SQLite's statements: SELECT, and by its {@link Changes} the others. */
final class Statements {
    private final Rewriting in;
    private final Target target;
    private final Scopes scopes;
    private final Names names;
    private final Expressions expressions;
    private final Changes changes;
    private final Set<String> commonTables = new LinkedHashSet<>();
    private final Set<String> laterTables = new LinkedHashSet<>();
    private final List<NamedColumn> nullableKeys = new ArrayList<>();

    Statements(Rewriting in, TableColumns columns) {
        this.in = in;
        this.target = in.target();
        this.scopes = new Scopes(columns);
        this.names = new Names(in, scopes);
        this.expressions = new Expressions(in, names, this);
        this.changes = new Changes(in, scopes, names, expressions, this);
    }

    /** Reads the whole text. */
    void statement() {
        if (in.sees("SELECT") || in.sees("WITH")) {
            select();
        } else if (in.sees("INSERT")) {
            changes.insert();
        } else if (in.sees("UPDATE")) {
            changes.update();
        } else if (in.sees("DELETE")) {
            changes.delete();
        } else {
            throw in.unexpected("SELECT, WITH, INSERT, UPDATE or DELETE");
        }
        if (in.kind(0) == SqlToken.Kind.SEMICOLON && !in.peek(0).isEmpty()) {
            in.replace(in.next(), "");
        }
        if (!in.peek(0).isEmpty()) {
            throw in.unexpected("the end");
        }
    }

    /** The columns that it orders by and that may be NULL, as far as they are known. */
    List<NamedColumn> nullableKeys() {
        return List.copyOf(nullableKeys);
    }

    /** The columns that no table in sight has. */
    List<NamedColumn> unknownColumns() {
        return scopes.unknown();
    }

    // SELECT

    /** Reads a query, and tells the kind of its first column. */
    ValueKind select() {
        if (in.take("WITH")) {
            boolean recursive = in.take("RECURSIVE");
            Set<String> queries = queries();
            commonTables.addAll(queries);
            if (!recursive) {
                laterTables.addAll(queries);
            }
            do {
                names.name("a name");
                String name = names.folded(in.at() - 1);
                columnList();
                in.expect("AS");
                in.expect("(");
                select();
                in.expect(")");
                laterTables.remove(name);
            } while (in.take(","));
            if (recursive && !in.sees("SELECT")) {
                throw in.unexpected("SELECT");
            }
        }
        Set<String> shadows = new LinkedHashSet<>();
        SelectNames inside = scopes.open();
        ValueKind kind = core(shadows, inside);
        String operator = "";
        while (in.sees("UNION") || in.sees("INTERSECT") || in.sees("EXCEPT")) {
            // SQLite goes from left to right, where others read INTERSECT first.
            String next = in.peek(0);
            if (!operator.isEmpty() && operator.equals("INTERSECT") != next.equals("INTERSECT")) {
                throw in.refused(in.at(), "INTERSECT beside " + (next.equals("INTERSECT") ? operator : next));
            }
            operator = next;
            in.next();
            in.take("ALL");
            scopes.close();
            inside = scopes.open();
            kind = core(shadows, inside).or(kind);
        }
        if (!operator.isEmpty()) {
            scopes.close();
            inside = scopes.open();
            inside.rows(""); // behind several it is their labels that ORDER BY means
        }
        if (in.take("ORDER", "BY")) {
            order(shadows, inside);
        }
        limit();
        scopes.close();
        return kind.isOpen() ? ValueKind.UNKNOWN : kind;
    }

    /** The names that WITH gives, each of which hides a table in all its queries, also in those before its own. */
    private Set<String> queries() {
        Set<String> queries = new LinkedHashSet<>();
        int depth = 0;
        for (int ahead = 0; depth > 0 || !in.peek(ahead).equals("SELECT"); ahead++) {
            String token = in.peek(ahead);
            if (token.isEmpty()) {
                break;
            } else if (token.equals("(")) {
                depth++;
            } else if (token.equals(")")) {
                depth--;
            } else if (depth == 0 && (ahead == 0 || in.peek(ahead - 1).equals(","))) {
                queries.add(names.folded(in.at() + ahead));
            }
        }
        return queries;
    }

    private ValueKind core(Set<String> shadows, SelectNames inside) {
        in.expect("SELECT");
        if (!in.take("DISTINCT")) {
            in.take("ALL");
        }
        ValueKind kind = result(shadows, inside);
        while (in.take(",")) {
            result(shadows, inside);
        }
        if (in.take("FROM")) {
            tables(inside);
        }
        if (in.take("WHERE")) {
            expressions.condition();
        }
        int groups = in.at();
        if (in.take("GROUP", "BY")) {
            do {
                expressions.value();
            } while (in.take(","));
        }
        if (in.take("HAVING")) {
            expressions.condition();
        }
        checkShadows(shadows, groups, in.at());
        return kind;
    }

    /** Databases differ in whether a name means the column or the value that is named like a column of its own. */
    private void checkShadows(Set<String> shadows, int from, int to) {
        for (int i = from; i < to; i++) {
            if (shadows.contains(in.text(i)) && !in.text(i - 1).equals(".")) {
                throw in.refused(i, "a name that is both a column and a value made from it; rename the value");
            }
        }
    }

    /** Reads a value of a result, with its name. */
    ValueKind result(Set<String> shadows, SelectNames inside) {
        if (in.take("*")) {
            return ValueKind.UNKNOWN;
        }
        if (in.kind(1) == SqlToken.Kind.SYMBOL
                && in.peek(1).equals(".")
                && in.peek(2).equals("*")) {
            names.name("a table");
            in.expect(".");
            in.expect("*");
            return ValueKind.UNKNOWN;
        }
        Operand value = expressions.value();
        if (in.sees("AS") && value.first() != value.last()) {
            String name = in.peek(1);
            for (int i = value.first(); i <= value.last(); i++) {
                if (in.text(i).equals(name)) {
                    shadows.add(name);
                }
            }
        }
        Optional<SelectNames.Name> column = names.column(value);
        if (alias()) {
            inside.value(Optional.of(names.folded(in.at() - 1)), column);
        } else if (value.kind() != ValueKind.COLUMN && value.first() != value.last()) {
            inside.value(Optional.of(nameLikeSqlite(value)), column);
        } else {
            inside.value(column.map(SelectNames.Name::column), column);
        }
        return value.kind();
    }

    /**
     * A value without a name is named as it is written, so that the label is SQLite's. PostgreSQL would name a cast after
     * its column, and ORDER BY that name would then mean the cast.
     */
    private String nameLikeSqlite(Operand value) {
        String source = in.source(value);
        String name = source.substring(0, Math.min(source.length(), 60)).strip();
        in.wrap(value, "", " AS " + target.name(name));
        return name;
    }

    private boolean alias() {
        if (in.take("AS")) {
            names.name("a name");
            return true;
        }
        if (in.kind(0) == SqlToken.Kind.STRING) {
            throw in.refused(in.at(), "a name written as text; put it in double quotes");
        }
        if (names.seesName() && !in.sees("WINDOW") && !in.sees("OFFSET")) {
            names.name("a name");
            return true;
        }
        return false;
    }

    private void tables(SelectNames inside) {
        table(inside);
        while (true) {
            if (in.sees("NATURAL")) {
                throw in.refused(in.at(), "NATURAL JOIN; write ON or USING");
            }
            if (in.sees("FULL") && target.dialect() != Dialect.POSTGRESQL) {
                throw in.refused(in.at(), "FULL JOIN");
            }
            boolean cross = in.take(",") || in.take("CROSS", "JOIN");
            boolean left = in.sees("LEFT") || in.sees("FULL");
            boolean right = in.sees("RIGHT") || in.sees("FULL");
            if (!cross) {
                if (in.take("LEFT") || in.take("RIGHT") || in.take("FULL")) {
                    in.take("OUTER");
                } else {
                    in.take("INNER");
                }
                if (!in.take("JOIN")) {
                    return;
                }
            }
            int before = inside.size();
            table(inside);
            inside.optional(right ? 0 : before, left ? before + 1 : before);
            if (cross) {
                continue;
            }
            if (in.take("USING")) {
                columnList();
            } else if (in.take("ON")) {
                expressions.condition();
            } else {
                throw in.unexpected("ON or USING");
            }
        }
    }

    private void table(SelectNames inside) {
        if (in.take("(")) {
            if (!in.sees("SELECT") && !in.sees("WITH")) {
                throw in.refused(in.at() - 1, "tables in brackets");
            }
            scopes.leave();
            select();
            scopes.enter(inside);
            in.expect(")");
            if (!alias()) {
                throw in.unexpected("a name for the query in FROM");
            }
            inside.rows(names.folded(in.at() - 1));
            return;
        }
        int first = in.at();
        String name = names.name("a table");
        if (name.toLowerCase(Locale.ROOT).startsWith("sqlite_")) {
            throw in.refused(first, "the table " + name.toLowerCase(Locale.ROOT) + ", which only sqlite has");
        }
        if (in.sees(".")) {
            throw in.refused(first, "a table of a named database");
        }
        if (in.sees("(")) {
            throw in.refused(first, "a function as a table");
        }
        String table = names.folded(first);
        String alias = alias() ? names.folded(in.at() - 1) : table;
        if (laterTables.contains(table)) {
            throw in.refused(first, "a query of WITH before its end, where others read a table; write WITH RECURSIVE");
        } else if (commonTables.contains(table)) {
            inside.rows(alias);
        } else {
            inside.table(table, alias);
        }
        if (in.sees("INDEXED") || in.sees("NOT", "INDEXED")) {
            throw in.refused(in.at(), "INDEXED BY");
        }
    }

    private void columnList() {
        if (!in.take("(")) {
            return;
        }
        do {
            names.name("a column");
        } while (in.take(","));
        in.expect(")");
    }

    /** What follows the ORDER BY of a window. */
    void order() {
        order(Set.of(), new SelectNames(TableColumns.UNKNOWN));
    }

    /** What follows ORDER BY. NULL is the smallest value for SQLite; where none is, it need not be said. */
    private void order(Set<String> shadows, SelectNames inside) {
        do {
            Operand term = expressions.value();
            if (term.first() != term.last()) {
                checkShadows(shadows, term.first(), term.last() + 1);
            }
            boolean descending = in.take("DESC");
            if (!descending) {
                in.take("ASC");
            }
            int last = in.at() - 1;
            if (in.sees("NULLS")) {
                nulls(term, descending);
            } else if (mayBeNull(term, inside)) {
                in.wrap(new Operand(last, last, term.kind()), "", target.nullsSmallest(descending));
            }
        } while (in.take(","));
    }

    private boolean mayBeNull(Operand term, SelectNames inside) {
        Optional<SelectNames.Column> column = names.column(term).flatMap(inside::meaning);
        column.filter(it -> it.nullable() && !it.optional())
                .ifPresent(it -> nullableKeys.add(new NamedColumn(it.table(), it.name(), in.offset(term.first()))));
        return column.isEmpty() || column.get().nullable() || column.get().optional();
    }

    private void nulls(Operand term, boolean descending) {
        int first = in.next();
        boolean atEnd = in.sees("LAST");
        if (!in.take("FIRST")) {
            in.expect("LAST");
        }
        if (target.dialect() == Dialect.MARIADB) {
            in.remove(first, first + 2);
            if (atEnd != descending) {
                if (term.kind() != ValueKind.COLUMN) {
                    throw in.refused(first, "NULLS FIRST or LAST after anything but a column");
                }
                in.wrap(term, "(" + in.render(term) + " IS NULL)" + (atEnd ? "" : " DESC") + ", ", "");
            }
        }
    }

    private void limit() {
        if (!in.take("LIMIT")) {
            return;
        }
        int count = bound();
        if (in.take("OFFSET")) {
            bound();
        } else if (in.sees(",")) {
            in.replace(in.next(), " OFFSET ");
            int second = bound();
            String offset = in.render(new Operand(count, count, ValueKind.INTEGER));
            in.replace(count, in.render(new Operand(second, second, ValueKind.INTEGER)));
            in.replace(second, offset);
        }
    }

    private int bound() {
        int index = in.at();
        boolean plain = in.kind(0) == SqlToken.Kind.PARAMETER
                || in.kind(0) == SqlToken.Kind.NUMBER && in.peek(0).matches("[0-9]+");
        if (!plain) {
            throw in.refused(index, "LIMIT or OFFSET with anything but a whole number or a parameter");
        }
        in.next();
        if (Set.of("+", "-", "*", "/", "|", "%").contains(in.peek(0))) {
            throw in.refused(index, "LIMIT or OFFSET with anything but a whole number or a parameter");
        }
        return index;
    }
}
