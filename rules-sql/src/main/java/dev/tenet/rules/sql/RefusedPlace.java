package dev.tenet.rules.sql;

import dev.tenet.rules.sql.internal.dialect.TableColumns;
import dev.tenet.rules.sql.internal.dialect.Translation;
import dev.tenet.rules.sql.internal.text.SqlText;
import dev.tenet.rules.sql.internal.text.SqlToken;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where in the SQL of a template a database stopped understanding it. PostgreSQL counts characters, H2 marks the place in
 * a copy of the statement, MariaDB shows what is left of it, and SQLite the word that it stopped at.
 */
final class RefusedPlace {
    /** The only line of PostgreSQL's message, behind the first, that has but a number; its words may be translated. */
    private static final Pattern POSTGRESQL = Pattern.compile("\n[^:\n]*: ?([0-9]+)(?=\n|$)");

    private static final Pattern H2 = Pattern.compile("SQL statement \"(.*?)\\[\\*]", Pattern.DOTALL);
    private static final Pattern H2_CONTROL = Pattern.compile("\\\\(00[01][0-9a-f])");
    private static final Pattern MARIADB = Pattern.compile(" near '(.*)' at line [0-9]+", Pattern.DOTALL);
    private static final Pattern SQLITE = Pattern.compile("near \"(.*)\": syntax error", Pattern.DOTALL);
    private static final String CUT = "...";

    private final SqlText run;
    private final TemplateText ready;
    private final String sent;

    private RefusedPlace(SqlText run, TemplateText ready) {
        this.run = run;
        this.ready = ready;
        this.sent = String.join("", ready.pieces());
    }

    /**
     * The offset in the text as it was written; empty where the database does not say it, or it is not certain.
     *
     * @param columns by which the text was translated
     */
    static OptionalInt of(Template template, SqlSource source, TableColumns columns, SQLException error) {
        SqlText written = source.text();
        SqlText run = Translation.of(written, template.codec().dialect(), columns);
        TemplateText ready = TemplateText.of(run, template.definition().parameters(), template.codec());
        if (!ready.isFixed()) {
            return OptionalInt.empty();
        }
        String message = Optional.ofNullable(error.getMessage()).orElse("");
        Optional<SqlToken> token = new RefusedPlace(run, ready).token(message);
        if (token.isEmpty() || run.dialect() == written.dialect()) {
            return start(token);
        }
        // A word that stands once in either text is the same; a translation may have moved any other.
        String word = token.get().in(run.text());
        return only(run, word).isPresent() ? start(only(written, word)) : OptionalInt.empty();
    }

    private static OptionalInt start(Optional<SqlToken> token) {
        return token.map(it -> OptionalInt.of(it.start())).orElseGet(OptionalInt::empty);
    }

    private static Optional<SqlToken> only(SqlText text, String word) {
        List<SqlToken> found = text.tokens().stream()
                .filter(token -> token.isSignificant() && token.in(text.text()).equals(word))
                .toList();
        return found.size() == 1 ? Optional.of(found.get(0)) : Optional.empty();
    }

    private Optional<SqlToken> token(String message) {
        return switch (run.dialect()) {
            case POSTGRESQL -> group(POSTGRESQL, message).flatMap(this::atCharacter);
            case H2 -> group(H2, message).flatMap(this::behind);
            case MARIADB -> group(MARIADB, message).flatMap(this::before);
            case SQLITE ->
                message.contains("incomplete input")
                        ? at(sent.length())
                        : group(SQLITE, message).flatMap(word -> only(run, word));
        };
    }

    private static Optional<String> group(Pattern pattern, String message) {
        Matcher matcher = pattern.matcher(message);
        return matcher.find() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** The token at an offset of what was sent, at the end the last one. */
    private Optional<SqlToken> at(int offset) {
        int source = ready.source(offset);
        List<SqlToken> tokens =
                run.tokens().stream().filter(SqlToken::isSignificant).toList();
        return tokens.stream()
                .filter(token -> token.end() > source)
                .findFirst()
                .or(() -> tokens.stream().skip(Math.max(0, tokens.size() - 1)).findFirst());
    }

    /** PostgreSQL's driver sends {@code $1} for a question mark, and one question mark for two. */
    private Optional<SqlToken> atCharacter(String number) {
        if (sent.indexOf('{') >= 0) {
            return Optional.empty(); // its driver may have replaced {ts ...}
        }
        int wanted = Integer.parseInt(number);
        int counted = 1;
        int offset = 0;
        int slot = 0;
        int nextSlot = endOfPiece(0, 0);
        while (offset < sent.length() && counted < wanted) {
            if (offset == nextSlot) {
                slot++;
                counted += 1 + String.valueOf(slot).length();
                nextSlot = endOfPiece(slot, offset + 1);
                offset++;
            } else {
                offset += isDoubled(offset) ? 2 : Character.charCount(sent.codePointAt(offset));
                counted++;
            }
        }
        // A place within $1 is that of the parameter.
        return at(counted > wanted ? offset - 1 : offset);
    }

    private boolean isDoubled(int offset) {
        return sent.startsWith("??", offset) && ready.source(offset + 2) == ready.source(offset) + 1;
    }

    /** Where the question mark stands with which a piece ends; beyond the end for the last piece. */
    private int endOfPiece(int piece, int start) {
        boolean last = piece == ready.pieces().size() - 1;
        return last ? sent.length() : start + ready.pieces().get(piece).length() - 1;
    }

    /** H2 doubles quotes in its copy, and writes line breaks as {@code \000a}. */
    private Optional<SqlToken> behind(String begin) {
        String plain = H2_CONTROL
                .matcher(begin.replace("\"\"", "\""))
                .replaceAll(
                        code -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(code.group(1), 16))));
        return sent.startsWith(plain) ? at(plain.length()) : Optional.empty();
    }

    private Optional<SqlToken> before(String rest) {
        if (sent.endsWith(rest)) {
            return at(sent.length() - rest.length());
        }
        String begin = rest.endsWith(CUT) ? rest.substring(0, rest.length() - CUT.length()) : rest;
        int first = sent.indexOf(begin);
        return first >= 0 && first == sent.lastIndexOf(begin) ? at(first) : Optional.empty();
    }
}
