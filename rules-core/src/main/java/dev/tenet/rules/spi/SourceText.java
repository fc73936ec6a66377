package dev.tenet.rules.spi;

import dev.tenet.rules.internal.text.Cells;
import dev.tenet.rules.internal.text.Printable;
import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

/** One text that rules were read from, kept so that a problem can show its line. Immutable and thread-safe. */
public final class SourceText {
    private static final int EXCERPT_WIDTH = 120;

    private final String layer;
    private final String file;
    private final String text;
    private final int[] lineStarts;
    /** Where each surrogate pair starts: with it, a column far to the right is found without walking to it. */
    private final int[] pairs;

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
        this.pairs = pairs(text);
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

    /** The index in {@link #text()} of a place in it; 0 for the whole text. */
    public int offset(Place place) {
        if (place.line() == 0) {
            return 0;
        }
        int wanted = codePoints(lineStarts[place.line() - 1]) + place.column() - 1;
        int low = 0;
        int high = pairs.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (pairs[middle] - middle < wanted) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return Math.min(text.length(), wanted + low);
    }

    /** The place of an index in {@link #text()}. */
    public Place place(int offset) {
        int at = Math.min(offset, text.length());
        int found = Arrays.binarySearch(lineStarts, at);
        int line = found >= 0 ? found : -found - 2;
        return new Place(this, line + 1, codePoints(at) - codePoints(lineStarts[line]) + 1);
    }

    /** How many code points stand before an index: as many as characters, less one for every surrogate pair. */
    private int codePoints(int index) {
        int found = Arrays.binarySearch(pairs, index);
        return index - (found >= 0 ? found : -found - 1);
    }

    /** What {@link Place#excerpt()} shows. Its cost does not grow with the line: a line may be the whole file. */
    String excerpt(Place place) {
        if (place.line() == 0) {
            return "";
        }
        int start = lineStarts[place.line() - 1];
        int end = place.line() < lineStarts.length ? lineStarts[place.line()] : text.length();
        while (end > start && isBreak(text.charAt(end - 1))) {
            end--;
        }
        int at = Math.min(offset(place), end);
        int from = wholePair(Math.max(start, Math.min(at - EXCERPT_WIDTH / 2, end - EXCERPT_WIDTH)));
        int until = wholePair(Math.min(end, from + EXCERPT_WIDTH));
        if (text.substring(from, until).isBlank()) {
            return "";
        }
        StringBuilder out = new StringBuilder();
        text.substring(from, until)
                .codePoints()
                .forEach(c -> out.appendCodePoint(c == '\t' ? c : Printable.character(c)));
        out.append('\n');
        return out.append(Cells.below(text.substring(from, at))).append('^').toString();
    }

    /** The index, or the one before it if it would cut a surrogate pair in two. */
    private int wholePair(int index) {
        return Arrays.binarySearch(pairs, index - 1) >= 0 ? index - 1 : index;
    }

    private static int[] pairs(String text) {
        return IntStream.range(0, text.length() - 1)
                .filter(i -> Character.isSurrogatePair(text.charAt(i), text.charAt(i + 1)))
                .toArray();
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
