package dev.tenet.rules.spi;

import java.util.Arrays;
import java.util.Objects;

/** One text that rules were read from, kept so that a problem can show its line. Immutable and thread-safe. */
public final class SourceText {
    private final String layer;
    private final String file;
    private final String text;
    private final int[] lineStarts;

    /**
     * Names a text.
     *
     * @param layer the layer it belongs to
     * @param file the file's path relative to the configuration folder, or the host's name for text in memory
     * @param text the whole text
     */
    public SourceText(String layer, String file, String text) {
        this.layer = Objects.requireNonNull(layer, "layer");
        this.file = Objects.requireNonNull(file, "file");
        this.text = Objects.requireNonNull(text, "text");
        this.lineStarts = lineStarts(text);
    }

    /** The layer the text belongs to. */
    public String layer() {
        return layer;
    }

    /** The file's path relative to the configuration folder, or the host's name for text in memory. */
    public String file() {
        return file;
    }

    /** The whole text. */
    public String text() {
        return text;
    }

    /**
     * The line with this number, without its line end.
     *
     * @param number counted from 1; a number outside the text gives an empty line
     */
    public String line(int number) {
        if (number < 1 || number > lineStarts.length) {
            return "";
        }
        int end = number < lineStarts.length ? lineStarts[number] : text.length();
        int start = lineStarts[number - 1];
        while (end > start && isBreak(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** The index in {@link #text()} of a place in it. */
    public int offset(Place place) {
        return text.offsetByCodePoints(lineStarts[place.line() - 1], place.column() - 1);
    }

    /** The place of an index in {@link #text()}. */
    public Place place(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        int line = found >= 0 ? found : -found - 2;
        return new Place(this, line + 1, text.codePointCount(lineStarts[line], Math.min(offset, text.length())) + 1);
    }

    private static int[] lineStarts(String text) {
        int[] starts = new int[Math.max(16, text.length() / 32)];
        int count = 1;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean pair = c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n';
            if (isBreak(c) && !pair) {
                if (count == starts.length) {
                    starts = Arrays.copyOf(starts, count * 2);
                }
                starts[count++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, count);
    }

    /** The line breaks of YAML 1.2: line feed and carriage return. */
    private static boolean isBreak(char c) {
        return c == '\n' || c == '\r';
    }
}
