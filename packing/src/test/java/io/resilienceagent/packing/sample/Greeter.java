package io.resilienceagent.packing.sample;

import java.util.function.Supplier;

/** Lambdas of an interface: its methods are called in another way than those of a class. */
interface Greeter {
    default String greeting() {
        Supplier<String> mine = () -> word() + getClass().getSimpleName();
        return mine.get();
    }

    private String word() {
        Supplier<String> hello = () -> "hello from ";
        return hello.get();
    }
}
