package dev.tenet.rules.decision;

import java.util.Arrays;

/** Positions of rules as they are collected. */
final class Positions {
    private int[] items = new int[16];
    private int size;

    void add(int position) {
        if (size == items.length) {
            items = Arrays.copyOf(items, 2 * size);
        }
        items[size++] = position;
    }

    void addAll(int[] from, int start, int end) {
        for (int i = start; i < end; i++) {
            add(from[i]);
        }
    }

    int[] toArray() {
        return Arrays.copyOf(items, size);
    }

    int[] sorted() {
        int[] sorted = toArray();
        Arrays.sort(sorted);
        return sorted;
    }
}
