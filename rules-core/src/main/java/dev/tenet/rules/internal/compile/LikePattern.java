package dev.tenet.rules.internal.compile;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** An SQL LIKE pattern: {@code %} is any text, {@code _} is any one character (Unicode code point). */
final class LikePattern {

    private static final int ANY_TEXT = -1;
    private static final int ANY_CHARACTER = -2;

    private final int[] parts;

    private LikePattern(int[] parts) {
        this.parts = parts;
    }

    /**
     * Reads a pattern.
     *
     * @throws IllegalArgumentException with what is wrong: the escape is not one character, or it stands before
     *     something that needs none
     */
    static LikePattern of(String pattern, Optional<String> escape) {
        int escaping = escape.map(LikePattern::single).orElse(Integer.MIN_VALUE);
        int[] characters = pattern.codePoints().toArray();
        List<Integer> parts = new ArrayList<>();
        for (int i = 0; i < characters.length; i++) {
            int character = characters[i];
            if (character == escaping) {
                i++;
                if (i == characters.length
                        || characters[i] != '%' && characters[i] != '_' && characters[i] != escaping) {
                    throw new IllegalArgumentException("the escape character must stand before %, _ or itself");
                }
                parts.add(characters[i]);
            } else {
                parts.add(character == '%' ? ANY_TEXT : character == '_' ? ANY_CHARACTER : character);
            }
        }
        return new LikePattern(parts.stream().mapToInt(Integer::intValue).toArray());
    }

    private static int single(String escape) {
        if (escape.codePointCount(0, escape.length()) != 1) {
            throw new IllegalArgumentException("ESCAPE takes one character");
        }
        return escape.codePointAt(0);
    }

    /** Greedy with one point to go back to, so the time is at most the product of the lengths. */
    boolean matches(String text) {
        int at = 0;
        int part = 0;
        int backPart = -1;
        int backAt = 0;
        while (at < text.length()) {
            int character = text.codePointAt(at);
            if (part < parts.length && parts[part] == ANY_TEXT) {
                backPart = ++part;
                backAt = at;
            } else if (part < parts.length && (parts[part] == character || parts[part] == ANY_CHARACTER)) {
                part++;
                at += Character.charCount(character);
            } else if (backPart >= 0) {
                backAt += Character.charCount(text.codePointAt(backAt));
                at = backAt;
                part = backPart;
            } else {
                return false;
            }
        }
        while (part < parts.length && parts[part] == ANY_TEXT) {
            part++;
        }
        return part == parts.length;
    }
}
