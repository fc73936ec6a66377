package dev.tenet.rules.decision;

import java.nio.charset.StandardCharsets;

/**
 * MurmurHash3 for x86 with 32 bits, of a prefix that is known beforehand and a key: the hash of the prefix's bytes and,
 * right after them, the key's in UTF-8. The prefix is hashed once, the key from its characters, without a copy; an
 * unpaired surrogate counts as {@code ?}, as in {@link String#getBytes(java.nio.charset.Charset)}. Immutable.
 */
final class Murmur3 {
    private final int state;
    private final long rest;
    private final int restBytes;
    private final int prefixBytes;

    Murmur3(String prefix) {
        this(prefix.getBytes(StandardCharsets.UTF_8), 0);
    }

    Murmur3(byte[] prefix, int seed) {
        int hash = seed;
        long pending = 0;
        int count = 0;
        for (byte next : prefix) {
            pending |= (next & 0xFFL) << 8 * count++;
            if (count == 4) {
                hash = block(hash, (int) pending);
                pending = 0;
                count = 0;
            }
        }
        this.state = hash;
        this.rest = pending;
        this.restBytes = count;
        this.prefixBytes = prefix.length;
    }

    /** The hash of the prefix and a key; all 32 bits count, the sign has no meaning. */
    int of(String key) {
        int hash = state;
        long pending = rest; // its lowest bytes come first, as in a block
        int count = restBytes; // of pending; 0 to 3 between two steps
        int length = prefixBytes;
        int at = 0;
        while (at < key.length()) {
            int unit = key.charAt(at);
            long bytes;
            int size;
            if (unit < 0x80 && at + 4 <= key.length()) {
                int second = key.charAt(at + 1);
                int third = key.charAt(at + 2);
                int fourth = key.charAt(at + 3);
                boolean ascii = (second | third | fourth) < 0x80;
                bytes = ascii ? unit | second << 8 | third << 16 | fourth << 24 : unit;
                size = ascii ? 4 : 1;
                at += size;
            } else {
                int point = key.codePointAt(at);
                at += Character.charCount(point);
                bytes = utf8(point);
                size = size(point);
            }
            pending |= bytes << 8 * count;
            count += size;
            length += size;
            if (count >= 4) {
                hash = block(hash, (int) pending);
                pending >>>= 32;
                count -= 4;
            }
        }
        return end(hash ^ scramble((int) pending) ^ length);
    }

    private static int size(int point) {
        if (point < 0x80 || isUnpaired(point)) {
            return 1;
        }
        return point < 0x800 ? 2 : point < 0x10000 ? 3 : 4;
    }

    /** The UTF-8 bytes of a character, the first one lowest. */
    private static long utf8(int point) {
        if (point < 0x80) {
            return point;
        } else if (isUnpaired(point)) {
            return '?';
        } else if (point < 0x800) {
            return 0xC0 | point >> 6 | after(point) << 8;
        } else if (point < 0x10000) {
            return 0xE0 | point >> 12 | after(point >> 6) << 8 | after(point) << 16;
        }
        return 0xF0 | point >> 18 | after(point >> 12) << 8 | after(point >> 6) << 16 | after(point) << 24;
    }

    private static long after(int bits) {
        return 0x80 | bits & 0x3F;
    }

    private static boolean isUnpaired(int point) {
        return point >= Character.MIN_SURROGATE && point <= Character.MAX_SURROGATE;
    }

    private static int block(int hash, int block) {
        return Integer.rotateLeft(hash ^ scramble(block), 13) * 5 + 0xE6546B64;
    }

    private static int scramble(int block) {
        return Integer.rotateLeft(block * 0xCC9E2D51, 15) * 0x1B873593;
    }

    private static int end(int hash) {
        int mixed = (hash ^ hash >>> 16) * 0x85EBCA6B;
        mixed = (mixed ^ mixed >>> 13) * 0xC2B2AE35;
        return mixed ^ mixed >>> 16;
    }
}
