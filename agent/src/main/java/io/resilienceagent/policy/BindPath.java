package io.resilienceagent.policy;

import java.util.ArrayList;
import java.util.List;

/**
 * How a value is read from a call: {@code arg0.side}, {@code arg1.instrument.symbol}, {@code this.account},
 * {@code arg0['X-Signature']}, {@code return.orders[0].id()}.
 *
 * @param root where the path starts
 * @param arg the argument's index if the root is ARG, else -1
 * @param steps what is read, one after the other; never empty if the root is ITEM
 * @param text the path as written
 */
public record BindPath(Root root, int arg, List<Step> steps, String text) {
    /** Where a path may start. */
    public enum Root {
        /** An argument of the call. */
        ARG,
        /** The object whose method is called. */
        THIS,
        /** What the call returned, or what it completed with. */
        RETURN,
        /** What the call threw, or what it completed exceptionally with. */
        EXCEPTION,
        /** No root is written: the first step is a member of a listed item, or in conditions a bound name. */
        ITEM
    }

    /** What a step reads. */
    public enum StepType {
        /** A record component, getter, no-argument method or field of that name. */
        MEMBER,
        /** The no-argument method of that name only, written with {@code ()}. */
        METHOD,
        /** The value under a text in a map. */
        KEY,
        /** The element at an index of a list or array. */
        INDEX
    }

    /**
     * One step of a path.
     *
     * @param type what it reads
     * @param name the member or key; empty for an index
     * @param index the index; -1 for all else
     */
    public record Step(StepType type, String name, int index) {}

    private static final int MOST_STEPS = 16;
    /** The JVM passes at most 255 arguments. */
    private static final int LAST_ARGUMENT = 254;

    private static final int LAST_INDEX = 9999;
    private static final String STARTS = "arg0, arg1, ..., this, return, exception or a name";

    /** Copies the steps. */
    public BindPath {
        steps = List.copyOf(steps);
    }

    /** Reads a path; throws {@link MalformedText}, with the column, for anything else. */
    public static BindPath parse(String text) {
        TextCursor cursor = new TextCursor(text);
        BindPath path = parse(cursor);
        if (!cursor.atEnd()) {
            throw cursor.fail("'.name', \"['key']\" or '[0]'", "");
        }
        return path;
    }

    /** Reads a path as far as it goes, for {@link Condition}. */
    static BindPath parse(TextCursor cursor) {
        int start = cursor.position();
        String first = cursor.identifier(false);
        if (first.isEmpty()) {
            throw cursor.fail("a path that starts with " + STARTS, "");
        }
        List<Step> steps = new ArrayList<>();
        int arg = argument(first, cursor);
        Root root =
                switch (first) {
                    case "this" -> Root.THIS;
                    case "return" -> Root.RETURN;
                    case "exception" -> Root.EXCEPTION;
                    default -> arg >= 0 ? Root.ARG : Root.ITEM;
                };
        if (root == Root.ITEM) {
            steps.add(member(first, cursor));
        }
        while (true) {
            if (cursor.take(".")) {
                String name = cursor.identifier(false);
                if (name.isEmpty()) {
                    throw cursor.fail("the name of a member after '.'", "");
                }
                steps.add(member(name, cursor));
            } else if (cursor.take("[")) {
                steps.add(index(cursor));
            } else {
                break;
            }
            if (steps.size() > MOST_STEPS) {
                throw cursor.fail("at most " + MOST_STEPS + " steps", "");
            }
        }
        return new BindPath(root, arg, steps, cursor.since(start));
    }

    @Override
    public String toString() {
        return text;
    }

    private static int argument(String word, TextCursor cursor) {
        String digits = word.startsWith("arg") ? word.substring(3) : "";
        if (digits.isEmpty() || !new TextCursor(digits).digits().equals(digits)) {
            return -1;
        }
        if (digits.length() > 3 || Integer.parseInt(digits) > LAST_ARGUMENT) {
            throw cursor.fail("an argument from arg0 to arg" + LAST_ARGUMENT + ", not " + word, "");
        }
        return Integer.parseInt(digits);
    }

    private static Step member(String name, TextCursor cursor) {
        if (!cursor.take("(")) {
            return new Step(StepType.MEMBER, name, -1);
        }
        if (!cursor.take(")")) {
            throw cursor.fail("')': a path calls only methods without arguments", "");
        }
        return new Step(StepType.METHOD, name, -1);
    }

    private static Step index(TextCursor cursor) {
        Step step;
        if (cursor.take("'")) {
            step = new Step(StepType.KEY, cursor.quoted('\''), -1);
        } else if (cursor.take("\"")) {
            step = new Step(StepType.KEY, cursor.quoted('"'), -1);
        } else {
            String digits = cursor.digits();
            if (digits.isEmpty() || digits.length() > 4) {
                throw cursor.fail("an index up to " + LAST_INDEX + ", or a 'key' in quotes", "");
            }
            step = new Step(StepType.INDEX, "", Integer.parseInt(digits));
        }
        if (!cursor.take("]")) {
            throw cursor.fail("']'", "");
        }
        return step;
    }
}
