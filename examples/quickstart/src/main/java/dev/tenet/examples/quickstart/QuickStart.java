package dev.tenet.examples.quickstart;

/** Loads the reference configuration and routes one task of every type. */
public final class QuickStart {
    private QuickStart() {}

    public static void main(String[] args) {
        System.out.println("Tenet is on the class path.");
    }
}
