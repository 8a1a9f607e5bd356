package io.resilienceagent.launch;

import java.io.IOException;
import java.lang.instrument.Instrumentation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/**
 * Where the JVM enters the agent. It stands on the host's class path with {@link AgentClassLoader} and
 * {@link AttachReply} alone, and it is loaded once for as long as the JVM lives. It is compiled for Java 8, so that an
 * older JVM gets a sentence and not an UnsupportedClassVersionError.
 */
public final class AgentMain {
    private static final int OLDEST_JAVA = 17;
    private static final int CONFIG_ERROR = 77;
    private static final String REPLY = "reply=";
    private static final String JAR = "jar=";

    /**
     * The agent at work; null for none. It is told what a later attach brings, arguments and jar, and answers a JSON
     * object; null when it has left meanwhile. An agent that leaves takes itself out: nothing here keeps its loader alive.
     */
    private static final AtomicReference<BiFunction<String, String, String>> AT_WORK = new AtomicReference<>();

    private AgentMain() {}

    /** Started with {@code -javaagent}: a problem with the policy ends the JVM before the bot trades unguarded. */
    public static void premain(String arguments, Instrumentation instrumentation) {
        try {
            checkJava();
            if (!AgentClassLoader.isJdkTool()) {
                AgentClassLoader.launch("premain", null, arguments, instrumentation, AT_WORK);
            }
        } catch (Throwable broken) {
            // A bot that trades unguarded in silence is worse than one that does not start.
            System.err.println(broken.getMessage() + "; the bot was NOT started (exit code 77)");
            if (broken.getCause() != null) {
                broken.getCause().printStackTrace();
            }
            System.exit(CONFIG_ERROR);
        }
    }

    /**
     * Attached to a running JVM. A problem is told to whoever attached, and the bot goes on: in the file that
     * {@code reply=} names or, without one, as an exception.
     *
     * @param arguments those of {@code -javaagent}, or {@code detach}; and {@code reply=PATH}, where the answer is to be
     *     written, and {@code jar=PATH}, the jar to take the agent from where none is at work
     */
    public static synchronized void agentmain(String arguments, Instrumentation instrumentation) {
        List<String> words = new ArrayList<>();
        for (String word : (arguments == null ? "" : arguments).split(",", -1)) {
            words.add(word);
        }
        String reply = take(REPLY, words);
        String jar = take(JAR, words);
        AttachReply answer;
        try {
            // Before anything is done: what cannot be answered is not begun.
            answer = reply == null ? null : AttachReply.to(reply);
        } catch (IOException unwritable) {
            throw problem(
                    "resilience: nothing was done, since the reply cannot be written: " + unwritable.getMessage());
        }
        String told;
        try {
            checkJava();
            told = attach(String.join(",", words), jar, instrumentation);
        } catch (Throwable refused) {
            if (answer == null) {
                throw problem(message(refused));
            }
            told = AttachReply.refusal(message(refused));
        }
        if (answer != null) {
            answer.write(told);
        }
    }

    private static String attach(String arguments, String jar, Instrumentation instrumentation) {
        BiFunction<String, String, String> living = AT_WORK.get();
        String answer = living == null ? null : living.apply(arguments, jar);
        if (answer != null) {
            return answer;
        }
        if (AgentClassLoader.isJdkTool()) {
            throw problem("resilience: this JVM is a tool of the JDK, not a bot");
        }
        return AgentClassLoader.launch("agentmain", jar, arguments, instrumentation, AT_WORK);
    }

    /** Takes the word that begins so out of the others; null where there is none. */
    private static String take(String start, List<String> words) {
        for (int i = 0; i < words.size(); i++) {
            if (words.get(i).startsWith(start)) {
                return words.remove(i).substring(start.length());
            }
        }
        return null;
    }

    private static void checkJava() {
        String java = System.getProperty("java.specification.version");
        if (java.startsWith("1.") || Integer.parseInt(java) < OLDEST_JAVA) {
            throw new IllegalStateException(
                    "resilience: needs Java " + OLDEST_JAVA + " or newer, this JVM is Java " + java);
        }
    }

    /** What a person reads; the cause, too, where the message is only of the launcher. */
    private static String message(Throwable refused) {
        return refused.getCause() == null ? refused.getMessage() : refused.getMessage() + "\n" + refused.getCause();
    }

    /** The JVM prints it into the host's error stream: a sentence, and no stack. */
    private static IllegalStateException problem(String message) {
        IllegalStateException problem = new IllegalStateException(message);
        problem.setStackTrace(new StackTraceElement[0]);
        return problem;
    }
}
