package io.resilienceagent.guard;

import java.lang.ref.WeakReference;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The last good answers of one join point, kept over reloads. An answer is given again only to the same question: the
 * same receiver and equal arguments, for the price of one symbol is no stand-in for another's. Bounded: the question
 * that was not asked for longest is forgotten. Thread-safe, by a short lock, under which no code of the host runs: its
 * {@code equals} may want a lock that another caller holds. So questions are filed by their hash and compared outside,
 * and of two with one hash the later is kept.
 */
public final class LastGood {
    private static final int QUESTIONS = 256;

    private final Map<Integer, Answer> answers = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Answer> eldest) {
            return size() > QUESTIONS;
        }
    };

    void remember(Invocation call, long now) {
        Question question = Question.of(call);
        Answer answer = new Answer(question, call.result(), now);
        synchronized (answers) {
            answers.put(question.hash, answer);
        }
    }

    /** The last good answer to this call's question if it is no older than {@code maxAge} nanoseconds, else null. */
    Answer find(Invocation call, long now, long maxAge) {
        Question question = Question.of(call);
        Answer answer;
        synchronized (answers) {
            answer = answers.get(question.hash);
        }
        boolean good = answer != null
                && now - answer.since() <= maxAge
                && answer.question().same(question);
        return good ? answer : null;
    }

    /** Forgets everything, so that no object of the host is held any more. */
    public void clear() {
        synchronized (answers) {
            answers.clear();
        }
    }

    record Answer(Question question, Object value, long since) {}

    /** The same for the same receiver and equal arguments. The receiver is held weakly: it may be a whole client. */
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

        boolean same(Question that) {
            return hash == that.hash && self.get() == that.self.get() && Arrays.deepEquals(arguments, that.arguments);
        }
    }
}
