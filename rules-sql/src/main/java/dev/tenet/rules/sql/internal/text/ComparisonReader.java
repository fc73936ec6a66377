package dev.tenet.rules.sql.internal.text;

import dev.tenet.rules.sql.internal.text.Comparison.Operator;
import dev.tenet.rules.sql.internal.text.SqlToken.Kind;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Finds the {@link Comparison}s of a text in one pass over its tokens. */
final class ComparisonReader {
    /** What ends the conditions of a clause at its own level. */
    private static final Set<String> ENDS = Set.of(
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
            "SELECT",
            "SET",
            "FROM",
            "FOR",
            "JOIN",
            "LEFT",
            "RIGHT",
            "INNER",
            "CROSS",
            "FULL",
            "ON",
            "WHERE",
            "DO",
            "VALUES",
            "QUALIFY",
            "STRAIGHT_JOIN",
            "NATURAL");

    private static final Set<String> NO_NAMES = Set.of(
            "AND", "OR", "NOT", "WHERE", "ON", "WHEN", "THEN", "ELSE", "END", "CASE", "IS", "NULL", "SELECT", "SET",
            "BETWEEN", "IN", "LIKE", "HAVING", "BY", "VALUES", "EXISTS", "ANY", "ALL", "LIMIT", "OFFSET");

    private static final Set<String> CONSTANTS =
            Set.of("TRUE", "FALSE", "NULL", "CURRENT_TIMESTAMP", "CURRENT_DATE", "AS", "TEXT", "INTEGER", "INTERVAL");
    /** An index behind all tokens. */
    private static final int NEVER = Integer.MAX_VALUE;

    private final SqlText sql;
    private final List<SqlToken> tokens;
    private final Deque<Level> levels = new ArrayDeque<>();
    private final List<Found> found = new ArrayList<>();
    /** The clauses of which an {@code OR} leaves no part that must hold. */
    private final Set<Integer> loose = new HashSet<>();

    private int clauses;

    private record Found(Comparison comparison, int clause) {}

    /** What stands between two brackets, or in the whole text. */
    private static final class Level {
        /** The number of the clause whose conditions are read; 0 for none. */
        int clause;
        /** Whether columns are assigned here. */
        boolean assigns;
        /** How many {@code CASE} are open. */
        int cases;
    }

    ComparisonReader(SqlText sql) {
        this.sql = sql;
        this.tokens = sql.tokens().stream()
                .filter(token -> token.isSignificant() && token.kind() != Kind.SEMICOLON)
                .toList();
    }

    List<Comparison> read() {
        levels.push(new Level());
        for (int at = 0; at < tokens.size(); at++) {
            structure(at);
            comparison(at);
        }
        List<Comparison> all = new ArrayList<>();
        for (Found one : found) {
            boolean must = one.clause() > 0 && !loose.contains(one.clause());
            Comparison it = one.comparison();
            all.add(new Comparison(
                    it.qualifier(),
                    it.column(),
                    it.offset(),
                    it.operator(),
                    it.parameter(),
                    it.text(),
                    must ? Optional.of(one.clause()) : Optional.empty()));
        }
        return List.copyOf(all);
    }

    /** Takes note of brackets and clauses. What is in brackets is of no clause, or of one of its own. */
    private void structure(int at) {
        Level level = levels.getFirst();
        if (is(at, "(")) {
            levels.push(new Level());
        } else if (is(at, ")") && levels.size() > 1) {
            levels.pop();
        }
        String word = word(at);
        switch (word) {
            case "CASE" -> level.cases++;
            case "END" -> level.cases = Math.max(0, level.cases - 1);
            case "OR", "XOR" -> {
                if (level.clause > 0 && level.cases == 0) {
                    loose.add(level.clause);
                }
            }
            case "WHERE", "ON" -> {
                level.clause = ++clauses;
                level.assigns = false;
            }
            default -> {
                if (ENDS.contains(word)) {
                    level.clause = 0;
                    level.assigns = word.equals("SET");
                }
            }
        }
    }

    /** Reads a comparison whose column, or whose parameter, stands here. */
    private void comparison(int at) {
        Level level = levels.getFirst();
        boolean negated = word(at - 1).equals("NOT");
        if (isColumn(at) && !is(at - 1, ".")) {
            int last = is(at + 1, ".") && isColumn(at + 2) ? at + 2 : at;
            boolean alone = begins(at) && !negated;
            operator(last + 1).ifPresent(op -> add(level, at, last, op, alone && ends(op, last)));
        } else if (kind(at) == Kind.PARAMETER) {
            operator(at + 1)
                    .filter(op -> op.width() > 0 && isColumn(at + 1 + op.width()))
                    .ifPresent(op -> {
                        int first = at + 1 + op.width();
                        int last = is(first + 1, ".") && isColumn(first + 2) ? first + 2 : first;
                        if (!is(last + 1, "(") && !is(last + 1, ".")) {
                            boolean alone = begins(at) && !negated && closes(last + 1);
                            keep(level, first, last, op.operator(), Optional.of(name(at)), false, alone);
                        }
                    });
        }
    }

    /**
     * An operator.
     *
     * @param width how many tokens it has; 0 for one that is followed by more than a value
     * @param value where its value stands
     */
    private record Beside(Operator operator, int width, int value) {}

    private void add(Level level, int first, int last, Beside op, boolean alone) {
        Optional<String> parameter =
                kind(op.value()) == Kind.PARAMETER ? Optional.of(name(op.value())) : Optional.empty();
        keep(level, first, last, op.operator(), parameter, kind(op.value()) == Kind.STRING, alone);
    }

    private void keep(
            Level level,
            int first,
            int last,
            Operator operator,
            Optional<String> parameter,
            boolean text,
            boolean alone) {
        Optional<String> qualifier = first == last ? Optional.empty() : Optional.of(plain(first));
        boolean part = alone && level.cases == 0;
        Operator meant = level.assigns && operator == Operator.EQUAL ? Operator.ASSIGNED : operator;
        found.add(new Found(
                new Comparison(
                        qualifier, plain(last), tokens.get(first).start(), meant, parameter, text, Optional.empty()),
                part ? level.clause : 0));
    }

    private Optional<Beside> operator(int at) {
        if (is(at, "=")) {
            int width = is(at + 1, "=") ? 2 : 1;
            return Optional.of(new Beside(Operator.EQUAL, width, at + width));
        } else if (is(at, "<") && is(at + 1, ">") || is(at, "!") && is(at + 1, "=")) {
            return Optional.of(new Beside(Operator.OTHER, 2, at + 2));
        } else if ((is(at, "<") || is(at, ">")) && !is(at + 1, "<") && !is(at + 1, ">")) {
            int width = is(at + 1, "=") ? 2 : 1;
            return Optional.of(new Beside(Operator.RANGE, width, at + width));
        } else if (word(at).equals("BETWEEN")) {
            return Optional.of(new Beside(Operator.RANGE, 0, at + 1));
        } else if (word(at).equals("IN") && is(at + 1, "(")) {
            return Optional.of(new Beside(Operator.EQUAL, 0, at + 2));
        } else if (word(at).equals("NOT") && word(at + 1).equals("IN") && is(at + 2, "(")) {
            return Optional.of(new Beside(Operator.OTHER, 0, at + 3));
        }
        return Optional.empty();
    }

    /** Whether nothing else than a conjunction stands before. */
    private boolean begins(int at) {
        String before = word(at - 1);
        return before.equals("WHERE") || before.equals("ON") || before.equals("AND");
    }

    /** Whether what it is compared with is the same for all rows, and nothing else than a conjunction stands behind. */
    private boolean ends(Beside op, int column) {
        if (op.width() > 0) {
            return closes(afterConstant(op.value()));
        } else if (word(column + 1).equals("BETWEEN")) {
            int and = afterConstant(op.value());
            return word(and).equals("AND") && closes(afterConstant(and + 1));
        }
        return op.operator() == Operator.EQUAL && closes(afterConstants(op.value()));
    }

    /** Where the value ends that begins here and has no column in it; far behind the end if it has. */
    private int afterConstant(int at) {
        return switch (kind(at)) {
            case PARAMETER, STRING, NUMBER -> at + 1;
            case WORD -> {
                if (is(at + 1, "(")) {
                    yield afterConstants(at + 2);
                }
                yield CONSTANTS.contains(word(at)) ? at + 1 : NEVER;
            }
            case SYMBOL -> is(at, "-") && kind(at + 1) == Kind.NUMBER ? at + 2 : NEVER;
            default -> NEVER;
        };
    }

    /** Where the brackets end whose content begins here, behind which there is no column. */
    private int afterConstants(int from) {
        int depth = 1;
        for (int at = from; at < tokens.size(); at++) {
            if (is(at, "(")) {
                depth++;
            } else if (is(at, ")") && --depth == 0) {
                return at + 1;
            } else if (isColumn(at) && !is(at + 1, "(") && !CONSTANTS.contains(word(at)) || word(at).equals("SELECT")) {
                return NEVER;
            }
        }
        return NEVER;
    }

    private boolean closes(int at) {
        String word = word(at);
        return at == tokens.size() || word.equals("AND") || word.equals("OR") || is(at, ")") || ENDS.contains(word);
    }

    private boolean isColumn(int at) {
        Kind kind = kind(at);
        return kind == Kind.QUOTED || kind == Kind.WORD && !NO_NAMES.contains(word(at));
    }

    private Kind kind(int at) {
        return at >= 0 && at < tokens.size() ? tokens.get(at).kind() : Kind.SPACE;
    }

    private boolean is(int at, String symbol) {
        return kind(at) == Kind.SYMBOL && tokens.get(at).in(sql.text()).equals(symbol);
    }

    private String word(int at) {
        return kind(at) == Kind.WORD ? tokens.get(at).in(sql.text()).toUpperCase(Locale.ROOT) : "";
    }

    private String name(int at) {
        return sql.name(tokens.get(at));
    }

    private String plain(int at) {
        return new TokenCursor(sql, tokens).plain(tokens.get(at)).toLowerCase(Locale.ROOT);
    }
}
