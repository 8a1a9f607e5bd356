package io.resilienceagent.host;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** Calls what patterns mean; where every call of a join point is denied, the answers tell what was woven. */
public final class DeskHost {
    private DeskHost() {}

    public static void main(String[] arguments) throws Exception {
        Desk.Plain plain = new Desk.Plain();
        Desk.Special special = new Desk.Special();
        Desk.Other other = new Desk.Other();
        Tell.about("plain", () -> plain.place("a"));
        Tell.about("overload.times", () -> plain.place("a", 2));
        Tell.about("overload.list", () -> plain.place(List.of("a")));
        Tell.about("default", () -> plain.placeTwice("a"));
        Tell.about("special", () -> special.place("a"));
        Tell.about("special.overridden", () -> special.placeTwice("a"));
        Desk lambda = order -> "lambda " + order;
        Tell.about("lambda", () -> lambda.place("a"));
        Tell.about("lambda.default", () -> lambda.placeTwice("a"));
        Tell.about("marked", () -> other.marked("a"));
        Tell.about("unmarked", () -> other.unmarked("a"));
        Tell.about("static", () -> Desk.Other.still("a"));
        Tell.about("private", () -> other.viaHidden("a"));
        Tell.about("synchronized", () -> other.locked("a"));
        Tell.about("final", () -> other.last("a"));
        Tell.about("wide", () -> other.wide(1, 2.0, 3));
        Tell.about("void", () -> {
            other.nothing();
            return "done";
        });
        Tell.about("abstract", () -> new Desk.Half.Whole().closed("a"));
        Desk foreign = (Desk) new Copies()
                .loadClass(Desk.Plain.class.getName() + "Copy")
                .getDeclaredConstructor()
                .newInstance();
        Tell.about("other.loader", () -> foreign.place("a"));
        Tell.that("lock.free", !Thread.holdsLock(other));
    }

    /** Another loader, with an implementation that the class path does not have. */
    private static final class Copies extends ClassLoader {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            try (InputStream in = DeskHost.class.getResourceAsStream("Desk$Plain.class")) {
                byte[] renamed = ClassFiles.renamed(in.readAllBytes(), "Desk$Plain", "Desk$PlainCopy");
                return defineClass(name, renamed, 0, renamed.length);
            } catch (IOException e) {
                throw new ClassNotFoundException(name, e);
            }
        }
    }
}
