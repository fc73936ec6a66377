package dev.tenet.rules.cli;

/** What a command tells the program that called it. */
final class Exit {
    /** All is well; two configurations are the same. */
    static final int OK = 0;
    /** The rules have errors, a test failed, two configurations differ. */
    static final int FOUND = 1;
    /** The command was not understood; for {@code diff} also that one side could not be loaded. */
    static final int USAGE = 2;
    /** A fault of the program, or of the machine. */
    static final int UNEXPECTED = 3;

    private Exit() {}
}
