package io.resilienceagent.packing.sample;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.DoubleBinaryOperator;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.function.IntPredicate;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/** A program with all that javac makes of lambdas and method references; what it says must not change. */
@SuppressWarnings({"UnnecessaryLambda", "ImmutableEnumChecker"}) // they are what this is about
public final class Everything implements Greeter {
    private static final Supplier<String> EARLY = () -> "made while the class is initialized";

    private final String name;
    private final List<String> said = new ArrayList<>();

    private Everything(String name) {
        this.name = name;
    }

    /** What all of them say. */
    public static List<String> run() throws Exception {
        Everything all = new Everything("all");
        all.capturesNothing();
        all.capturesOfEachType(true, (byte) 1, 'c', (short) 2, 3, 4L, 5f, 6d, new int[] {7}, "eight");
        all.references();
        all.boxes();
        all.generics();
        all.nested();
        all.kinds();
        all.defaults();
        all.failing();
        all.inner();
        return all.said;
    }

    private void capturesNothing() {
        say(EARLY.get());
        Supplier<Supplier<String>> maker = () -> () -> "same";
        Supplier<String> first = maker.get();
        say(first.get() + " " + (first == maker.get()));
    }

    private void capturesOfEachType(
            boolean z, byte b, char c, short s, int i, long j, float f, double d, int[] array, String text) {
        Supplier<String> whole = () -> name + z + b + c + s + i + j + f + d + array[0] + text;
        LongSupplier sum = () -> b + s + i + j;
        DoubleBinaryOperator mean = (x, y) -> (x + y + d) / 3;
        say(whole.get() + sum.getAsLong() + mean.applyAsDouble(1, 2));
        Supplier<String> other = () -> name + z + b;
        say(other.get() + " " + (whole == other));
    }

    private void references() throws Exception {
        Function<String, Integer> length = String::length;
        Function<Object, String> text = Object::toString;
        Supplier<String> bound = name::trim;
        Function<String, Everything> maker = Everything::new;
        IntFunction<int[]> arrays = int[]::new;
        BiFunction<String, String, String> join = String::concat;
        Callable<String> hidden = this::secret;
        Supplier<String> parents = Greeter.super::greeting;
        Comparator<String> order = String::compareToIgnoreCase;
        say("" + length.apply("four") + text.apply(4) + bound.get() + maker.apply("made").name
                + arrays.apply(3).length);
        say(join.apply("a", "b") + hidden.call() + parents.get() + order.compare("a", "B"));
        List.of("x", "y").forEach(this::say);
    }

    private void boxes() {
        Function<Integer, Integer> next = Everything::plusOne;
        ToIntFunction<String> parsed = Integer::valueOf;
        Predicate<Integer> even = Everything::isEven;
        IntPredicate odd = i -> !isEven(i);
        BooleanSupplier truth = said::isEmpty;
        Supplier<Long> wide = () -> 7L;
        Consumer<String> ignoring = said::add;
        Runnable forgetting = () -> plusOne(1);
        LongSupplier widened = this::count;
        Function<Integer, Long> widenedMore = Integer::longValue;
        ignoring.accept("added " + forgetting.getClass().isInterface());
        forgetting.run();
        Runnable forgettingMore = System::nanoTime;
        forgettingMore.run();
        say("" + next.apply(1) + parsed.applyAsInt("2") + even.test(3) + odd.test(3) + truth.getAsBoolean()
                + wide.get());
        say("" + widened.getAsLong() + widenedMore.apply(9));
    }

    private <T extends Comparable<T> & CharSequence> void generics() {
        UnaryOperator<String> upper = String::toUpperCase;
        say(upper.andThen(s -> s + "!").compose((String s) -> s.trim()).apply(" up "));
        Comparator<Map.Entry<String, Integer>> byValue = Map.Entry.comparingByValue();
        say("" + byValue.thenComparing(Map.Entry::getKey).reversed().compare(Map.entry("a", 1), Map.entry("b", 1)));
        @SuppressWarnings("unchecked")
        Function<T, Integer> lengths = CharSequence::length;
        @SuppressWarnings("unchecked")
        T word = (T) "word";
        say("" + lengths.apply(word));
        Bounded<Integer> bounded = Everything::anything;
        say("" + bounded.get());
        Function<String, String> strict = s -> "not reached";
        @SuppressWarnings({"unchecked", "rawtypes"})
        Function<Object, String> polluted = (Function) strict;
        try {
            say(polluted.apply(1));
        } catch (ClassCastException refused) {
            say("refused a number");
        }
    }

    private void nested() {
        Function<Integer, Function<Integer, Supplier<Integer>>> curried =
                a -> b -> () -> a * 100 + b * 10 + name.length();
        say("" + curried.apply(4).apply(2).get());
    }

    /** One object must not be taken for the other kind. */
    private void kinds() {
        Plain plain = () -> "plain";
        Marked marked = () -> "marked";
        Object object = plain;
        say(object instanceof Marked ? "mistaken" : plain.get());
        object = marked;
        say(object instanceof Marked ? marked.get() : "mistaken");
        Heir heir = () -> "heir";
        object = plain;
        say(object instanceof Parent ? "mistaken" : heir.get());
    }

    /** The method of one is a default of the other. */
    private void defaults() {
        Left left = () -> "left";
        Right right = () -> "right";
        say(left.first() + left.second() + right.first() + right.second());
    }

    private void failing() {
        Runnable failing = () -> {
            throw new IllegalStateException("as it should");
        };
        try {
            failing.run();
        } catch (IllegalStateException thrown) {
            say(thrown.getMessage() + " in "
                    + thrown.getStackTrace()[0].getMethodName().startsWith("lambda$") + " at a line "
                    + (thrown.getStackTrace()[0].getLineNumber() > 0));
        }
    }

    private void inner() {
        say(
                new Object() {
                    String told() {
                        Supplier<String> outer = () -> name + secret();
                        return outer.get();
                    }
                }.told());
        say(Choice.TWO.chosen.get() + new Pair("l", "r").swapped().get());
    }

    private String secret() {
        return "secret";
    }

    private int count() {
        return said.size();
    }

    /** Of no type that the compiler writes down. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T anything() {
        return (T) Integer.valueOf(11);
    }

    private static int plusOne(int number) {
        return number + 1;
    }

    private static boolean isEven(int number) {
        return number % 2 == 0;
    }

    private void say(String text) {
        said.add(text);
    }

    private interface Plain {
        String get();
    }

    private interface Marked {
        String get();
    }

    private interface Bounded<T extends Number> {
        T get();
    }

    private interface Parent {
        String get();
    }

    private interface Heir extends Parent {}

    private interface Left {
        String first();

        default String second() {
            return "second of left, ";
        }
    }

    private interface Right {
        String second();

        default String first() {
            return "first of right, ";
        }
    }

    private enum Choice {
        ONE(() -> "one"),
        TWO(() -> "two");

        private final Supplier<String> chosen;

        Choice(Supplier<String> chosen) {
            this.chosen = chosen;
        }
    }

    private record Pair(String left, String right) {
        Supplier<Pair> swapped() {
            return () -> new Pair(right, left);
        }
    }
}
