package io.resilienceagent.executor;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedTransferQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;

/**
 * Looks into queues without their locks, by their fields: a queue whose lock is held for ever answers like any other.
 * A queue of a kind that is not known here is not touched. Thread-safe; answers are of about the moment of the call.
 */
final class Queues {
    private final Fields fields;

    Queues(Fields fields) {
        this.fields = fields;
    }

    private enum Kind {
        LINKED,
        RING,
        HEAP,
        HEAP_INSIDE,
        LOCK_FREE,
        EMPTY,
        JCTOOLS,
        UNKNOWN
    }

    /** How many wait in it; -1 when nobody can tell. */
    int size(Object queue) {
        return switch (kind(queue)) {
            case LINKED, RING -> (int) fields.number(queue, "count");
            case HEAP -> (int) fields.number(queue, "size");
            case HEAP_INSIDE -> (int) fields.number(fields.read(queue, "q"), "size");
            case LOCK_FREE -> ((Queue<?>) queue).size();
            case JCTOOLS ->
                (int) (Math.max(0, fields.number(queue, "producerIndex") - fields.number(queue, "consumerIndex")) >> 1);
            case EMPTY -> 0;
            case UNKNOWN -> -1;
        };
    }

    /** The first that wait in it, at most so many. */
    List<Object> elements(Object queue, int most) {
        List<Object> found = new ArrayList<>();
        switch (kind(queue)) {
            case LINKED -> linked(queue, most, found);
            case RING -> ring(queue, most, found);
            case HEAP -> array(fields.read(queue, "queue"), most, found);
            case HEAP_INSIDE -> array(fields.read(queue, "q", "queue"), most, found);
            case LOCK_FREE -> lockFree((Queue<?>) queue, most, found);
            case JCTOOLS -> jctools(queue, most, found);
            case EMPTY, UNKNOWN -> {}
        }
        return found;
    }

    /** Each queue is known by the class whose fields we read; a class derived from it has them too. */
    private Kind kind(Object queue) {
        Class<?> own = queue == null ? null : queue.getClass();
        if (own == ConcurrentLinkedQueue.class
                || own == ConcurrentLinkedDeque.class
                || own == LinkedTransferQueue.class) {
            return Kind.LOCK_FREE;
        }
        for (Class<?> type = own; type != null; type = type.getSuperclass()) {
            switch (type.getName()) {
                case "java.util.concurrent.LinkedBlockingQueue", "java.util.concurrent.LinkedBlockingDeque" -> {
                    return Kind.LINKED;
                }
                case "java.util.concurrent.ArrayBlockingQueue" -> {
                    return Kind.RING;
                }
                case "java.util.concurrent.PriorityBlockingQueue",
                        "java.util.concurrent.ScheduledThreadPoolExecutor$DelayedWorkQueue",
                        "java.util.PriorityQueue",
                        "java.util.TaskQueue" -> {
                    return Kind.HEAP;
                }
                case "java.util.concurrent.DelayQueue" -> {
                    return Kind.HEAP_INSIDE;
                }
                case "java.util.concurrent.SynchronousQueue" -> {
                    return Kind.EMPTY;
                }
                default -> {
                    if (type.getName().endsWith("io.netty.util.internal.DefaultPriorityQueue")) {
                        return Kind.HEAP;
                    }
                    if (type.getName().contains(".BaseMpscLinked")) {
                        return Kind.JCTOOLS;
                    }
                }
            }
        }
        return Kind.UNKNOWN;
    }

    private void linked(Object queue, int most, List<Object> found) {
        Object first = fields.read(queue, "first");
        Object node = first == null ? fields.read(queue, "head", "next") : first;
        while (node != null && found.size() < most) {
            Object item = fields.read(node, "item");
            if (item != null) {
                found.add(item);
            }
            Object next = fields.read(node, "next");
            // What was taken meanwhile points to itself.
            node = next == node ? null : next;
        }
    }

    private void ring(Object queue, int most, List<Object> found) {
        if (fields.read(queue, "items") instanceof Object[] items) {
            int from = (int) fields.number(queue, "takeIndex");
            int count = Math.min(Math.min((int) fields.number(queue, "count"), items.length), most);
            for (int i = 0; i < count; i++) {
                addUnlessNull(items[(from + i) % items.length], found);
            }
        }
    }

    private static void array(Object array, int most, List<Object> found) {
        if (array instanceof Object[] elements) {
            for (int i = 0; i < elements.length && found.size() < most; i++) {
                addUnlessNull(elements[i], found);
            }
        }
    }

    private static void lockFree(Queue<?> queue, int most, List<Object> found) {
        for (Object element : queue) {
            if (found.size() >= most) {
                return;
            }
            found.add(element);
        }
    }

    /** Chunks of twice as many indices as elements; at a chunk's end stands a mark, and in its last slot the next chunk. */
    private void jctools(Object queue, int most, List<Object> found) {
        long end = fields.number(queue, "producerIndex");
        Object chunk = fields.read(queue, "consumerBuffer");
        for (long index = fields.number(queue, "consumerIndex"); index < end && found.size() < most; index += 2) {
            int length = length(chunk);
            if (length < 3) {
                return;
            }
            Object element = at(chunk, slot(index, length));
            if (element != null && element.getClass() == Object.class && length(at(chunk, length - 1)) >= 3) {
                chunk = at(chunk, length - 1);
                element = at(chunk, slot(index, length(chunk)));
            }
            addUnlessNull(element, found);
        }
    }

    private static int slot(long index, int length) {
        return (int) (index & ((length - 2L) << 1)) >> 1;
    }

    private static int length(Object chunk) {
        if (chunk instanceof Object[] array) {
            return array.length;
        }
        return chunk instanceof AtomicReferenceArray<?> array ? array.length() : -1;
    }

    private static Object at(Object chunk, int index) {
        return chunk instanceof Object[] array ? array[index] : ((AtomicReferenceArray<?>) chunk).get(index);
    }

    private static void addUnlessNull(Object element, List<Object> found) {
        if (element != null) {
            found.add(element);
        }
    }
}
