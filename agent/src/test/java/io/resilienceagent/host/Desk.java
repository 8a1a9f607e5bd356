package io.resilienceagent.host;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;

/** An interface of a host, and what patterns can mean of it. */
public interface Desk {
    /** Marks methods for a policy; not even kept for run time, as the class file is read. */
    @Retention(RetentionPolicy.CLASS)
    @Target(ElementType.METHOD)
    @interface Watched {}

    String place(String order);

    default String placeTwice(String order) {
        return "default " + order;
    }

    /** Implements it. */
    class Plain implements Desk {
        @Override
        public String place(String order) {
            return "plain " + order;
        }

        public String place(String order, int times) {
            return "times " + order;
        }

        public String place(List<String> orders) {
            return "list " + orders;
        }
    }

    /** Overrides, and adds. */
    class Special extends Plain {
        @Override
        public String place(String order) {
            return "special " + order;
        }

        @Override
        public String placeTwice(String order) {
            return "overridden " + order;
        }
    }

    /** Has no methods that the interface's pattern means, but one with an annotation. */
    final class Other {
        @Watched
        String marked(String order) {
            return "marked " + order;
        }

        String unmarked(String order) {
            return "unmarked " + order;
        }

        static String still(String order) {
            return "static " + order;
        }

        String viaHidden(String order) {
            return hidden(order);
        }

        private String hidden(String order) {
            return "private " + order;
        }

        synchronized String locked(String order) {
            return "locked " + order + " " + Thread.holdsLock(this);
        }

        final String last(String order) {
            return "final " + order;
        }

        long wide(long first, double second, long third) {
            return first + (long) second + third;
        }

        void nothing() {}

        native String foreign(String order);
    }

    /** Has a method without a body. */
    abstract class Half {
        abstract String open(String order);

        String closed(String order) {
            return open(order);
        }

        /** Has the body. */
        static final class Whole extends Half {
            @Override
            String open(String order) {
                return "open " + order;
            }
        }
    }
}
