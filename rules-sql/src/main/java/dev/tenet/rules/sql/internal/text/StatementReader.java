package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.Dialect;
import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads one statement for its {@link Classification}: one pass over the tokens, bracket by bracket. It is no parser: what
 * the database would not understand may pass, what a database might understand as a change never does.
 */
final class StatementReader {
    private static final int MAX_DEPTH = 200;
    private static final Set<String> FROM_ENDS = Set.of(
            "WHERE",
            "GROUP",
            "HAVING",
            "ORDER",
            "LIMIT",
            "OFFSET",
            "FETCH",
            "WINDOW",
            "UNION",
            "INTERSECT",
            "EXCEPT",
            "MINUS",
            "RETURNING",
            "QUALIFY",
            "DUPLICATE",
            "CONFLICT",
            "VALUES",
            "CASCADE",
            "RESTRICT",
            "RESTART");
    private static final Set<String> MODIFIERS =
            Set.of("LOW_PRIORITY", "HIGH_PRIORITY", "DELAYED", "QUICK", "IGNORE", "INTO", "ONLY", "TABLE");
    private static final Set<String> EXPLAIN_OPTIONS = Set.of(
            "ANALYZE", "VERBOSE", "QUERY", "PLAN", "FOR", "EXTENDED", "PARTITIONS", "FORMAT", "JSON", "TRADITIONAL");

    private final Dialect dialect;
    private final TokenCursor in;
    private final Effects effects;
    private int depth;

    StatementReader(SqlText sql) {
        this.dialect = sql.dialect();
        List<Finding> refusals = new ArrayList<>();
        this.in = new TokenCursor(sql, firstStatement(sql, refusals));
        this.effects = new Effects(dialect, in, refusals);
    }

    Classification read() {
        String verb = "";
        if (in.atEnd()) {
            effects.refuse(new Finding("no-statement", 0, "the SQL holds no statement", "write one"));
        } else {
            verb = outer(Set.of());
            if (!in.atEnd()) {
                effects.refuse(
                        new Finding("unbalanced-brackets", in.offset(), "this bracket was not opened", "remove it"));
            }
        }
        return effects.of(verb);
    }

    /** The tokens up to the semicolon, behind which nothing more may stand. */
    private static List<SqlToken> firstStatement(SqlText sql, List<Finding> refusals) {
        List<SqlToken> first = new ArrayList<>();
        boolean ended = false;
        for (SqlToken token : sql.tokens()) {
            if (token.kind() == Kind.SEMICOLON) {
                ended = true;
            } else if (token.isSignificant() && ended) {
                refusals.add(new Finding(
                        "second-statement",
                        token.start(),
                        "a second statement begins here, a template holds one",
                        "make it a template of its own"));
                break;
            } else if (token.isSignificant()) {
                first.add(token);
            }
        }
        return first;
    }

    /** Reads the statement that a template is, or that it explains, and gives its verb. */
    private String outer(Set<String> none) {
        Set<String> hidden = with(none);
        String verb = in.is("(") ? "SELECT" : in.word();
        if (Verbs.QUERIES.contains(verb) || Verbs.CHANGES.contains(verb)) {
            statement(hidden);
        } else if (verb.equals("EXPLAIN")) {
            explain();
        } else if (verb.equals("TRUNCATE") || verb.equals("CALL")) {
            effects.change(verb);
            in.skip(1);
            skipModifiers();
            Level level = new Level(hidden);
            body(verb.equals("TRUNCATE") ? level.tables(true) : level);
        } else if (Verbs.shows(verb, dialect)) {
            body(new Level(hidden));
        } else if (verb.equals("PRAGMA") && dialect == Dialect.SQLITE) {
            pragma();
        } else {
            String what = verb.isEmpty() ? "the SQL" : verb;
            effects.refuse(Verbs.refusal(verb).of(what, in.offset()));
            in.skipAll();
        }
        return verb;
    }

    /** Reads a query or a change of rows, up to the bracket that closes it. */
    private void statement(Set<String> outside) {
        Level level = new Level(with(outside));
        String verb = in.word();
        if (Verbs.CHANGES.contains(verb)) {
            effects.change(verb);
            in.skip(1);
            if (!verb.equals("DELETE")) {
                skipModifiers();
            }
        }
        switch (verb) {
            case "INSERT", "REPLACE", "MERGE" -> {
                level.merge = verb.equals("MERGE");
                level.usingTables = level.merge;
                level.writing = true;
                table(level);
                level.writing = false;
            }
            case "UPDATE" -> level.tables(true).query = true;
            case "DELETE" -> {
                level.query = true;
                level.usingTables = true;
                level.writing = true;
                while (!in.atEnd() && !in.word().equals("FROM") && !in.is(")") && !in.is("(")) {
                    in.skip(1);
                }
            }
            default -> {
                // A query: its keywords say the rest.
            }
        }
        body(level);
    }

    private void skipModifiers() {
        while (MODIFIERS.contains(in.word()) || in.word().equals("OR")) {
            in.skip(in.word().equals("OR") ? 2 : 1);
        }
    }

    /** Reads {@code WITH}, if it stands here, and gives the names that what follows can use instead of tables. */
    private Set<String> with(Set<String> outside) {
        if (!in.word().equals("WITH")) {
            return outside;
        }
        in.skip(1);
        boolean recursive = in.accept("RECURSIVE");
        Set<String> hidden = new HashSet<>(outside);
        do {
            if (!in.isName(0)) {
                return hidden;
            }
            String name = in.folded(in.token());
            effects.query(name);
            in.skip(1);
            if (in.is("(")) {
                group(new Level(Set.of()));
            }
            in.accept("AS");
            in.accept("NOT");
            in.accept("MATERIALIZED");
            if (!in.is("(")) {
                return hidden;
            }
            Set<String> inside = new HashSet<>(hidden);
            if (recursive) {
                inside.add(name);
            }
            open();
            statement(inside);
            close();
            hidden.add(name);
            searchAndCycle();
        } while (in.acceptSymbol(","));
        return hidden;
    }

    private void searchAndCycle() {
        while (in.word().equals("SEARCH") || in.word().equals("CYCLE")) {
            Set<String> last = in.word().equals("SEARCH") ? Set.of("SET") : Set.of("USING", "RESTRICT");
            while (!in.atEnd() && !last.contains(in.word()) && !in.is(")")) {
                in.skip(1);
            }
            in.skip(in.word().equals("RESTRICT") ? 1 : 2);
        }
    }

    private void explain() {
        in.skip(1);
        boolean runs = false;
        while (EXPLAIN_OPTIONS.contains(in.word())
                || in.is("=")
                || in.is("(") && !beginsStatement(1) && !in.is(1, "(")) {
            if (in.is("(")) {
                while (!in.atEnd() && !in.is(")")) {
                    runs |= in.word().equals("ANALYZE");
                    in.skip(1);
                }
            }
            runs |= in.word().equals("ANALYZE");
            in.skip(1);
        }
        outer(Set.of());
        if (!runs) {
            effects.undo();
        }
    }

    private void pragma() {
        int offset = in.offset();
        in.skip(in.is(2, ".") ? 3 : 1);
        String name = in.word().toLowerCase(Locale.ROOT);
        in.skip(1);
        if (!Verbs.tells(name, !in.atEnd())) {
            effects.refuse(Verbs.Refusal.SESSION.of("PRAGMA " + name, offset));
        }
        in.skipAll();
    }

    /** Reads up to the bracket that closes the level, or to the end. */
    private void body(Level level) {
        while (!in.atEnd()) {
            SqlToken token = in.token();
            String symbol = in.symbol();
            if (symbol.equals(")") || symbol.equals("]")) {
                return;
            }
            if (symbol.equals("(")) {
                group(level);
            } else if (symbol.equals("[")) {
                open();
                body(new Level(level.hidden));
                close();
            } else if (level.tableNext && in.isName(0)) {
                table(level);
            } else if (token.kind() != Kind.WORD || in.is(-1, ".") || !keyword(level, in.word())) {
                if (symbol.equals(":=") && dialect == Dialect.MARIADB) {
                    effects.refuse(Verbs.Refusal.SESSION.of(":=", token.start()));
                }
                level.tableNext = symbol.equals(",") ? level.inTables : level.tableNext && token.kind() == Kind.WORD;
                effects.function(0);
                in.skip(1);
            }
        }
    }

    /** Reads what stands in brackets. */
    private void group(Level outside) {
        boolean tables = outside.tableNext;
        outside.tableNext = false;
        open();
        if (beginsStatement(0)) {
            statement(outside.hidden);
        } else {
            Level inside = new Level(outside.hidden);
            body(tables ? inside.tables(outside.writing) : inside);
        }
        close();
    }

    private boolean beginsStatement(int ahead) {
        String word = in.word(ahead);
        return word.equals("SELECT")
                || word.equals("VALUES")
                || (word.equals("WITH") || word.equals("TABLE") || Verbs.CHANGES.contains(word))
                        && in.isName(ahead + 1);
    }

    /** Reads the name of a table, its schema before it, or a function that stands for a table. */
    private void table(Level level) {
        if (isPrefixOfTable()) {
            in.skip(1);
            level.tableNext = true;
            return;
        }
        level.tableNext = false;
        if (!in.isName(0)) {
            return;
        }
        SqlToken name = in.token();
        Optional<String> schema = Optional.empty();
        in.skip(1);
        while (in.is(".") && in.isName(1)) {
            schema = Optional.of(effects.name(name));
            name = in.token(1);
            in.skip(2);
        }
        if (in.is("(") && !level.writing) {
            effects.function(-1);
        } else if (level.writing) {
            effects.write(new TableName(schema, effects.name(name)));
        } else if (!(schema.isEmpty() && (level.hidden.contains(in.folded(name)) || isDual(name)))) {
            effects.read(new TableName(schema, effects.name(name)));
        }
    }

    /** Whether a word stands before a table: {@code LATERAL}, {@code ONLY}, H2's {@code FINAL TABLE (...)}. */
    private boolean isPrefixOfTable() {
        String word = in.word();
        return word.equals("LATERAL")
                || word.equals("ONLY")
                || word.equals("ROWS") && in.word(1).equals("FROM")
                || in.word(1).equals("TABLE") && in.is(2, "(")
                || word.equals("FROM");
    }

    private boolean isDual(SqlToken name) {
        return (dialect == Dialect.MARIADB || dialect == Dialect.H2)
                && in.plain(name).equalsIgnoreCase("DUAL");
    }

    /** Takes note of a keyword; whether it has gone on to the next token by itself. */
    private boolean keyword(Level level, String word) {
        String next = in.word(1);
        switch (word) {
            case "SELECT" -> {
                level.query = true;
                level.inTables = false;
                level.tableNext = false;
                level.writing = false;
            }
            case "WITH" -> {
                if (isCommonTable(next.equals("RECURSIVE") ? 2 : 1)) {
                    level.hidden = with(level.hidden);
                    return true;
                }
            }
            case "FROM" -> {
                if (level.query && !isDistinctFrom()) {
                    level.tables(level.writing);
                }
            }
            case "JOIN", "STRAIGHT_JOIN" -> level.tableNext = level.inTables;
            case "USING" -> {
                if (level.usingTables && (level.merge || !in.is(1, "("))) {
                    level.usingTables = false;
                    level.tables(level.writing && dialect == Dialect.MARIADB);
                }
            }
            case "SET" -> {
                level.inTables = false;
                level.writing = false;
            }
            case "FOR" -> {
                String then = in.word(2);
                if (next.equals("UPDATE")
                        || next.equals("SHARE")
                        || next.equals("NO") && then.equals("KEY")
                        || next.equals("KEY") && then.equals("SHARE")) {
                    level.inTables = false;
                    effects.lock("FOR " + next);
                }
            }
            case "LOCK" -> {
                if (next.equals("IN") && dialect == Dialect.MARIADB) {
                    level.inTables = false;
                    effects.lock("LOCK IN SHARE MODE");
                }
            }
            case "INTO" -> {
                level.inTables = false; // that of INSERT and MERGE has been read with their table
                effects.into(next);
            }
            case "NEXT" -> {
                if (next.equals("VALUE") && in.word(2).equals("FOR")) {
                    effects.advance();
                }
            }
            case "TABLE" -> {
                if (in.isName(1)) {
                    level.writing = false;
                    level.tableNext = true;
                    in.skip(1);
                    return true;
                }
            }
            case "IN" -> {
                if (dialect == Dialect.SQLITE && in.isName(1)) {
                    level.tableNext = true;
                    in.skip(1);
                    return true;
                }
            }
            default -> {
                if (FROM_ENDS.contains(word)) {
                    level.inTables = false;
                    level.tableNext = false;
                }
            }
        }
        return false;
    }

    private boolean isDistinctFrom() {
        return in.word(-1).equals("DISTINCT")
                && (in.word(-2).equals("IS") || in.word(-2).equals("NOT"));
    }

    /** Whether {@code name [(columns)] AS [[NOT] MATERIALIZED] (} stands there. */
    private boolean isCommonTable(int ahead) {
        int i = ahead + 1;
        if (in.is(i, "(")) {
            while (in.isName(i + 1) || in.is(i + 1, ",")) {
                i++;
            }
            i += 2;
        }
        if (!in.word(i).equals("AS")) {
            return false;
        }
        i++;
        i += in.word(i).equals("NOT") ? 1 : 0;
        i += in.word(i).equals("MATERIALIZED") ? 1 : 0;
        return in.is(i, "(");
    }

    private void open() {
        if (++depth > MAX_DEPTH) {
            effects.refuse(new Finding(
                    "nested-too-deep", in.offset(), "brackets nest deeper than " + MAX_DEPTH, "write it flatter"));
            in.skipAll();
        }
        in.skip(1);
    }

    private void close() {
        depth--;
        in.skip(1);
    }
}
