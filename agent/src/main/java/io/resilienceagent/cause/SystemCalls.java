package io.resilienceagent.cause;

import java.util.HashMap;
import java.util.Map;

/** Numbers of Linux system calls in which a thread can wait, and where they say on what. Immutable. */
final class SystemCalls {
    /** What the arguments of a call point to. */
    enum Target {
        /** The first argument is a file descriptor. */
        DESCRIPTOR,
        /** The first argument is the address of a list of descriptors to poll, the second its length. */
        POLL_LIST,
        /** The second argument is the address of a path. */
        PATH,
        /** Nothing that a person could use. */
        NONE
    }

    /** A call's name and what it is for. */
    record Call(String name, Target target) {}

    private static final Object[][] X86_64 = {
        {"read", Target.DESCRIPTOR, 0}, {"write", Target.DESCRIPTOR, 1}, {"poll", Target.POLL_LIST, 7},
        {"pread64", Target.DESCRIPTOR, 17}, {"pwrite64", Target.DESCRIPTOR, 18}, {"readv", Target.DESCRIPTOR, 19},
        {"writev", Target.DESCRIPTOR, 20}, {"nanosleep", Target.NONE, 35}, {"sendfile", Target.DESCRIPTOR, 40},
        {"connect", Target.DESCRIPTOR, 42}, {"accept", Target.DESCRIPTOR, 43}, {"sendto", Target.DESCRIPTOR, 44},
        {"recvfrom", Target.DESCRIPTOR, 45}, {"sendmsg", Target.DESCRIPTOR, 46}, {"recvmsg", Target.DESCRIPTOR, 47},
        {"wait4", Target.NONE, 61}, {"fcntl", Target.DESCRIPTOR, 72}, {"flock", Target.DESCRIPTOR, 73},
        {"fsync", Target.DESCRIPTOR, 74}, {"fdatasync", Target.DESCRIPTOR, 75}, {"futex", Target.NONE, 202},
        {"clock_nanosleep", Target.NONE, 230}, {"epoll_wait", Target.DESCRIPTOR, 232}, {"waitid", Target.NONE, 247},
        {"openat", Target.PATH, 257}, {"ppoll", Target.POLL_LIST, 271}, {"epoll_pwait", Target.DESCRIPTOR, 281},
        {"accept4", Target.DESCRIPTOR, 288}, {"preadv", Target.DESCRIPTOR, 295}, {"pwritev", Target.DESCRIPTOR, 296},
        {"recvmmsg", Target.DESCRIPTOR, 299},
    };

    private static final Object[][] AARCH64 = {
        {"epoll_pwait", Target.DESCRIPTOR, 22}, {"fcntl", Target.DESCRIPTOR, 25}, {"flock", Target.DESCRIPTOR, 32},
        {"openat", Target.PATH, 56}, {"read", Target.DESCRIPTOR, 63}, {"write", Target.DESCRIPTOR, 64},
        {"readv", Target.DESCRIPTOR, 65}, {"writev", Target.DESCRIPTOR, 66}, {"pread64", Target.DESCRIPTOR, 67},
        {"pwrite64", Target.DESCRIPTOR, 68}, {"preadv", Target.DESCRIPTOR, 69}, {"pwritev", Target.DESCRIPTOR, 70},
        {"sendfile", Target.DESCRIPTOR, 71}, {"ppoll", Target.POLL_LIST, 73}, {"fsync", Target.DESCRIPTOR, 82},
        {"fdatasync", Target.DESCRIPTOR, 83}, {"waitid", Target.NONE, 95}, {"futex", Target.NONE, 98},
        {"nanosleep", Target.NONE, 101}, {"clock_nanosleep", Target.NONE, 115}, {"accept", Target.DESCRIPTOR, 202},
        {"connect", Target.DESCRIPTOR, 203}, {"sendto", Target.DESCRIPTOR, 206}, {"recvfrom", Target.DESCRIPTOR, 207},
        {"sendmsg", Target.DESCRIPTOR, 211}, {"recvmsg", Target.DESCRIPTOR, 212}, {"accept4", Target.DESCRIPTOR, 242},
        {"recvmmsg", Target.DESCRIPTOR, 243}, {"wait4", Target.NONE, 260},
    };

    private static final Map<Integer, Call> CALLS = calls();

    private SystemCalls() {}

    /** The call of that number on this machine; null for one that nobody waits in, or an unknown machine. */
    static Call of(int number) {
        return CALLS.get(number);
    }

    private static Map<Integer, Call> calls() {
        Map<Integer, Call> calls = new HashMap<>();
        boolean linux = System.getProperty("os.name", "").equals("Linux");
        Object[][] table =
                switch (linux ? System.getProperty("os.arch", "") : "") {
                    case "amd64", "x86_64" -> X86_64;
                    case "aarch64" -> AARCH64;
                    default -> new Object[0][];
                };
        for (Object[] row : table) {
            calls.put((Integer) row[2], new Call((String) row[0], (Target) row[1]));
        }
        return calls;
    }
}
