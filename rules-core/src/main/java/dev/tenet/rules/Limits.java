package dev.tenet.rules;

/**
 * Bounds on what a load reads, so that no input can exhaust time, stack or memory. Going over one is an error that
 * names the bound.
 *
 * @param bytes the size of all files of one load together, in bytes
 * @param files the number of files of one configuration folder
 * @param values the number of keys, maps, lists and scalars of one file, every use of an alias counted in full
 * @param depth how deep maps and lists nest
 * @param repeated the number of values of one file that aliases ({@code *name}) repeat: each use counts with the whole
 *     size of what it stands for
 */
public record Limits(int bytes, int files, int values, int depth, int repeated) {
    /** 64 MiB, 1,000 files, 10 million values a file, 64 levels, 100,000 values repeated by aliases. */
    public static final Limits DEFAULT = new Limits(64 << 20, 1_000, 10_000_000, 64, 100_000);

    private static final int DEEPEST = 500;

    /** Checks that every bound is at least 1, and the depth at most 500, which any thread's stack can walk. */
    public Limits {
        if (Math.min(Math.min(bytes, files), Math.min(values, depth)) < 1 || repeated < 0) {
            throw new IllegalArgumentException("every limit is at least 1, repeated at least 0");
        }
        if (depth > DEEPEST) {
            throw new IllegalArgumentException("got depth " + depth + ", want at most " + DEEPEST);
        }
    }

    /** The same bounds with another size of all files together, in bytes. */
    public Limits withBytes(int size) {
        return new Limits(size, files, values, depth, repeated);
    }

    /** The same bounds with another number of files of one folder. */
    public Limits withFiles(int count) {
        return new Limits(bytes, count, values, depth, repeated);
    }

    /** The same bounds with another number of values a file. */
    public Limits withValues(int count) {
        return new Limits(bytes, files, count, depth, repeated);
    }

    /** The same bounds with another depth. */
    public Limits withDepth(int levels) {
        return new Limits(bytes, files, values, levels, repeated);
    }

    /** The same bounds with another number of values that aliases repeat in a file; 0 allows no alias. */
    public Limits withRepeated(int count) {
        return new Limits(bytes, files, values, depth, count);
    }
}
