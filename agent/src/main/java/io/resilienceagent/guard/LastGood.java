package io.resilienceagent.guard;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last good answers of one join point, kept over reloads. An answer is given again only to the same question: the
 * same receiver and equal arguments, for the price of one symbol is no stand-in for another's. Bounded: the question
 * that was not asked for longest is forgotten. Thread-safe, by a short lock.
 */
public final class LastGood {
    private static final int QUESTIONS = 256;

    private final Map<Question, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Question, Answer> eldest) {
            return size() > QUESTIONS;
        }
    };

    synchronized void remember(Invocation call, long now) {
        answers.put(Question.of(call), new Answer(call.result(), now));
    }

    /** The last good answer to this call's question if it is no older than {@code maxAge} nanoseconds, else null. */
    synchronized Answer find(Invocation call, long now, long maxAge) {
        Answer answer = answers.get(Question.of(call));
        return answer == null || now - answer.since() > maxAge ? null : answer;
    }

    /** Forgets everything, so that no object of the host is held any more. */
    public synchronized void clear() {
        answers.clear();
    }

    record Answer(Object value, long since) {}

    /** Equal for the same receiver and equal arguments. The receiver is held weakly: it may be a whole client. */
    private static final class Question {
        private final WeakReference<Object> self;
        private final Object[] arguments;
        private final int hash;

        private Question(Object self, Object[] arguments) {
            this.self = new WeakReference<>(self);
            this.arguments = arguments;
            this.hash = 31 * System.identityHashCode(self) + Arrays.deepHashCode(arguments);
        }

        static Question of(Invocation call) {
            return new Question(call.self(), call.arguments().clone());
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Question that
                    && hash == that.hash
                    && self.get() == that.self.get()
                    && Arrays.deepEquals(arguments, that.arguments);
        }

        @Override
        public int hashCode() {
            return hash;
        }
    }
}
