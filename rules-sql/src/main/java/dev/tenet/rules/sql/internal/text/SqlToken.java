package dev.tenet.rules.sql.internal.text;

/**
 * A piece of a SQL text. The tokens of a text follow each other without gaps, so that together they are the text.
 *
 * @param start the offset of its first character
 * @param end the offset after its last
 */
public record SqlToken(Kind kind, int start, int end) {

    /** What a piece is. */
    public enum Kind {
        /** White space. */
        SPACE,
        /** A comment, with its marks. */
        COMMENT,
        /** A keyword or a plain identifier. */
        WORD,
        /** An identifier in its quotes. */
        QUOTED,
        /** A literal in its quotes, prefix included. */
        STRING,
        /** A number. */
        NUMBER,
        /** A parameter, {@code :name}. */
        PARAMETER,
        /** A semicolon. */
        SEMICOLON,
        /** Any other single character, or {@code ::} or {@code :=}. */
        SYMBOL
    }

    /** Whether it means something to the database. */
    public boolean isSignificant() {
        return kind != Kind.SPACE && kind != Kind.COMMENT;
    }

    /** Its part of the text. */
    public String in(String text) {
        return text.substring(start, end);
    }
}
