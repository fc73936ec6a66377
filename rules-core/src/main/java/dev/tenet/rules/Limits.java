package dev.tenet.rules;

/**
 * Bounds on what a load reads, so that no input can exhaust time, stack or memory. Going over one is an error that
 * names the bound.
 *
 * @param fileBytes the size of one file, in bytes
 * @param files the number of files of one configuration folder
 * @param values the number of keys, maps, lists and scalars of one file, every use of an alias counted in full
 * @param depth how deep maps and lists nest
 * @param aliases the number of aliases ({@code *name}) of one file
 */
public record Limits(int fileBytes, int files, int values, int depth, int aliases) {
    /** 64 MiB a file, 1,000 files, 10 million values, 64 levels, 1,000 aliases. */
    public static final Limits DEFAULT = new Limits(64 << 20, 1_000, 10_000_000, 64, 1_000);

    private static final int DEEPEST = 500;

    /** Checks that every bound is at least 1, and the depth at most 500, which any thread's stack can walk. */
    public Limits {
        if (Math.min(Math.min(fileBytes, files), Math.min(values, depth)) < 1 || aliases < 0) {
            throw new IllegalArgumentException("every limit is at least 1, aliases at least 0");
        }
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("got depth " + depth + ", want at most " + DEEPEST);
        }
    }

    /** The same bounds with another file size, in bytes. */
    public Limits withFileBytes(int bytes) {
        return new Limits(bytes, files, values, depth, aliases);
    }

    /** The same bounds with another number of values a file. */
    public Limits withValues(int count) {
        return new Limits(fileBytes, files, count, depth, aliases);
    }

    /** The same bounds with another depth. */
    public Limits withDepth(int levels) {
        return new Limits(fileBytes, files, values, levels, aliases);
    }
}
