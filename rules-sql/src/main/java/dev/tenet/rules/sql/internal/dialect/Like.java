package dev.tenet.rules.sql.internal.dialect;

import java.util.Locale;
import java.util.Optional;

/** {@code LIKE}, for which SQLite holds the letters of ASCII, and no others, for the same in both cases. */
final class Like {
    static final String CAPITALS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    private final Rewriting in;
    private final Target target;
    private final Expressions expressions;
    private final Conversions conversions;

    Like(Rewriting in, Expressions expressions, Conversions conversions) {
        this.in = in;
        this.target = in.target();
        this.expressions = expressions;
        this.conversions = conversions;
    }

    /** Reads the operator behind its left side. */
    Operand read(Operand left) {
        boolean negated = in.take("NOT");
        in.expect("LIKE");
        Operand text = conversions.asText(left);
        Operand pattern = conversions.asText(expressions.additive());
        Optional<String> escape = Optional.empty();
        int last = pattern.last();
        if (in.take("ESCAPE")) {
            last = in.next();
            if (!in.text(last).matches("'[^a-zA-Z']'")) {
                throw in.refused(last, "ESCAPE with anything but one character that is no letter");
            }
            escape = Optional.of(target.literal(in.text(last)));
        }
        String letters = in.render(text);
        String form = in.render(pattern);
        boolean written = pattern.kind() == ValueKind.TEXT && pattern.first() == pattern.last();
        String capitals = written ? capitals(form) : CAPITALS;
        if (!capitals.isEmpty()) {
            letters = target.lower(letters, capitals);
            form = written ? lower(form) : target.lower(form, capitals);
        }
        in.rewrite(text.first(), last, target.like(letters, form, negated, escape));
        return new Operand(text.first(), last, ValueKind.BOOLEAN);
    }

    /** The letters of a text, each once and as a capital. */
    private static String capitals(String text) {
        String upper = text.toUpperCase(Locale.ROOT);
        return CAPITALS.chars()
                .filter(c -> upper.indexOf(c) >= 0)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String lower(String text) {
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            char c = out.charAt(i);
            if (c >= 'A' && c <= 'Z') {
                out.setCharAt(i, (char) (c + 'a' - 'A'));
            }
        }
        return out.toString();
    }
}
