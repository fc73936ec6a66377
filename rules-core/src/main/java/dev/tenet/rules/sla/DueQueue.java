package dev.tenet.rules.sla;

import java.util.Arrays;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Open tasks by the time they are due: a binary heap in which each task knows its place, so that any of them can be
 * moved or taken out in O(log n). Tasks that are never due are left out. Not thread-safe.
 */
final class DueQueue {
    static final int NOWHERE = -1;

    private OpenTask[] heap = new OpenTask[16];
    private int size;

    /** The first task; null when there is none. */
    @Nullable
    OpenTask first() {
        return size == 0 ? null : heap[0];
    }

    /** Puts a task where its due time wants it, whether it was there before or not. */
    void put(OpenTask task) {
        if (task.due == OpenTask.NEVER) {
            remove(task);
            return;
        }
        if (task.place == NOWHERE) {
            if (size == heap.length) {
                heap = Arrays.copyOf(heap, size * 2);
            }
            settle(task, size++);
        }
        sink(task, rise(task, task.place));
    }

    void remove(OpenTask task) {
        int hole = task.place;
        if (hole == NOWHERE) {
            return;
        }
        task.place = NOWHERE;
        OpenTask last = heap[--size];
        Arrays.fill(heap, size, size + 1, null);
        if (hole < size) {
            sink(last, rise(last, hole));
        }
    }

    /** Puts all tasks anew, each by its own due time, in O(n). */
    void rebuild(Collection<OpenTask> tasks) {
        Arrays.fill(heap, 0, size, null);
        size = 0;
        if (heap.length < tasks.size()) {
            heap = new OpenTask[tasks.size()];
        }
        for (OpenTask task : tasks) {
            task.place = NOWHERE;
            if (task.due != OpenTask.NEVER) {
                settle(task, size++);
            }
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(heap[i], i);
        }
    }

    private int rise(OpenTask task, int from) {
        int at = from;
        while (at > 0 && task.comesBefore(heap[(at - 1) / 2])) {
            settle(heap[(at - 1) / 2], at);
            at = (at - 1) / 2;
        }
        return at;
    }

    private void sink(OpenTask task, int from) {
        int at = from;
        for (int child = 2 * at + 1; child < size; child = 2 * at + 1) {
            if (child + 1 < size && heap[child + 1].comesBefore(heap[child])) {
                child++;
            }
            if (!heap[child].comesBefore(task)) {
                break;
            }
            settle(heap[child], at);
            at = child;
        }
        settle(task, at);
    }

    private void settle(OpenTask task, int at) {
        heap[at] = task;
        task.place = at;
    }
}
