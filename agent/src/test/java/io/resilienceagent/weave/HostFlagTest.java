package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.GuardKit;
import io.resilienceagent.policy.ClassMember;
import io.resilienceagent.state.HostFlag;
import io.resilienceagent.state.HostFlagAnswer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The host's own boolean, of every sort that hosts have, follows the agent. */
@SuppressWarnings("unused") // the hosts have what hosts have
class HostFlagTest {
    private final WeavingRig rig = new WeavingRig();
    private final GuardKit time = new GuardKit();
    private final AtomicBoolean up = new AtomicBoolean();

    @AfterEach
    void nothingBroke() {
        rig.close();
        assertEquals(List.of(), rig.events.failures);
    }

    private HostFlag flag(Class<?> host, String field) {
        return flag(host.getName() + "#" + field);
    }

    private HostFlag flag(String member) {
        HostFlag flag = new HostFlag(
                ClassMember.parse(member),
                rig.weaver.opener(),
                rig.weaver.loadedClasses()::initialized,
                up::get,
                time.ticker(),
                rig.events);
        rig.watch(new InstanceWatch(flag.member().className(), flag::seen)).inForce();
        return flag;
    }

    /** As the machine and the house do it. */
    private void state(HostFlag flag, boolean safe) {
        up.set(safe);
        flag.changed(null);
    }

    private void later(HostFlag flag) {
        time.pass(Duration.ofSeconds(61));
        flag.look();
    }

    static class PlainBot {
        private boolean safeMode;
        final String name;

        PlainBot() {
            this("nameless");
        }

        PlainBot(String name) {
            this.name = name;
            this.safeMode = false;
        }
    }

    @Test
    void aPlainFieldOfEachObjectFollows() {
        HostFlag flag = flag(PlainBot.class, "safeMode");
        PlainBot first = new PlainBot();
        PlainBot second = new PlainBot("b");
        assertTrue(flag.withoutEffect().isEmpty());
        state(flag, true);
        assertTrue(first.safeMode && second.safeMode);
        PlainBot third = new PlainBot();
        assertTrue(third.safeMode, "made while the flag is up");
        state(flag, false);
        assertFalse(first.safeMode || second.safeMode || third.safeMode);
    }

    static class OwnMind {
        volatile boolean safeMode;
    }

    @Test
    void whatTheHostPutUpStaysTheHosts() {
        HostFlag flag = flag(OwnMind.class, "safeMode");
        OwnMind own = new OwnMind();
        OwnMind other = new OwnMind();
        own.safeMode = true;
        state(flag, true);
        state(flag, false);
        assertTrue(own.safeMode);
        assertFalse(other.safeMode);
        flag.look();
        assertTrue(own.safeMode);
    }

    @Test
    void whatTheHostTakesDownIsPutUpAgainAndGivenBackInTheEnd() {
        HostFlag flag = flag(OwnMind.class, "safeMode");
        OwnMind host = new OwnMind();
        state(flag, true);
        host.safeMode = false;
        flag.look();
        assertTrue(host.safeMode);
        flag.close();
        assertFalse(host.safeMode);
        flag.look();
        assertFalse(host.safeMode);
    }

    abstract static class Base {
        protected Boolean halted;
    }

    static class Derived extends Base {}

    static final class MoreDerived extends Derived {
        MoreDerived() {
            halted = null;
        }
    }

    @Test
    void anInheritedBoxFollowsInSubclassesToo() {
        HostFlag flag = flag(Derived.class, "halted");
        Base derived = new Derived();
        Base more = new MoreDerived();
        Base other = new Base() {};
        state(flag, true);
        assertEquals(true, derived.halted);
        assertEquals(true, more.halted);
        assertEquals(null, other.halted);
        state(flag, false);
        assertEquals(false, derived.halted);
    }

    static class Atomic {
        private final AtomicBoolean safe = new AtomicBoolean();
        private AtomicBoolean later;
    }

    @Test
    void anAtomicOneIsSetAndNotReplaced() {
        HostFlag flag = flag(Atomic.class, "safe");
        Atomic host = new Atomic();
        AtomicBoolean same = host.safe;
        state(flag, true);
        assertTrue(same.get());
        state(flag, false);
        assertFalse(same.get());
    }

    @Test
    void anAtomicOneThatIsNotThereYetIsSetWhenItIs() {
        HostFlag flag = flag(Atomic.class, "later");
        Atomic host = new Atomic();
        state(flag, true);
        host.later = new AtomicBoolean();
        flag.look();
        assertTrue(host.later.get());
    }

    static final class Statics {
        private static boolean safeMode;

        private Statics() {}

        static boolean read() {
            return safeMode;
        }
    }

    @Test
    void aStaticFieldNeedsNoObject() {
        HostFlag flag = flag(Statics.class, "safeMode");
        flag.look();
        assertTrue(flag.withoutEffect().isPresent());
        assertFalse(Statics.read());
        later(flag);
        assertTrue(flag.withoutEffect().isEmpty());
        state(flag, true);
        assertTrue(Statics.read());
        state(flag, false);
        assertFalse(Statics.read());
    }

    /** Says when its class is initialized. */
    static final AtomicBoolean WOKEN = new AtomicBoolean();

    static final class Sleeper {
        static final AtomicBoolean SAFE = new AtomicBoolean();

        static {
            WOKEN.set(true);
        }

        private Sleeper() {}
    }

    @Test
    void aClassIsNotInitializedBeforeItsTime() throws ClassNotFoundException {
        String name = HostFlagTest.class.getName() + "$Sleeper";
        Class.forName(name, false, HostFlagTest.class.getClassLoader());
        HostFlag flag = flag(name + "#SAFE");
        state(flag, true);
        later(flag);
        assertFalse(WOKEN.get());
        assertFalse(Sleeper.SAFE.get());
        later(flag);
        assertTrue(Sleeper.SAFE.get());
    }

    static final class Early {
        private boolean safeMode;

        int work() {
            return safeMode ? 0 : 1;
        }
    }

    @Test
    void anObjectFromBeforeIsKnownWhenAMethodIsCalledOnIt() {
        Early early = new Early();
        HostFlag flag = flag(Early.class, "safeMode");
        state(flag, true);
        assertFalse(early.safeMode);
        assertEquals(0, early.work(), "it is set before the method runs");
        Early second = new Early();
        assertTrue(second.safeMode);
        state(flag, false);
        assertEquals(2, early.work() + second.work());
    }

    static final class Reloaded {
        private boolean safeMode;
    }

    @Test
    void aWatchThatIsTakenOutOfThePolicyIsOver() {
        HostFlag flag = flag(Reloaded.class, "safeMode");
        Reloaded before = new Reloaded();
        state(flag, true);
        rig.cleared().inForce();
        flag.close();
        assertFalse(before.safeMode);
        assertFalse(new Reloaded().safeMode);
    }

    static final class Unfit {
        final boolean safeMode = Boolean.getBoolean("never.set");
        String mode = "";
    }

    @Test
    void aFieldThatCannotBeSetIsTold() {
        assertUnfit("safeMode");
        assertUnfit("mode");
        assertUnfit("missing");
    }

    private void assertUnfit(String field) {
        HostFlag flag = flag(Unfit.class, field);
        Unfit host = new Unfit();
        Unfit again = new Unfit();
        state(flag, true);
        assertEquals("", host.mode + again.mode);
        assertEquals(1, rig.events.failures.size(), "told once");
        String told = rig.events.failures.get(0);
        assertTrue(told.startsWith("HOST_FLAG_UNUSABLE ") && told.contains("has no field " + field + " of"), told);
        assertTrue(flag.withoutEffect().isPresent());
        up.set(false);
        rig.cleared();
        rig.events.failures.clear();
    }

    static class Answering {
        int asked;
        static int statically;

        boolean isSafeMode() {
            asked++;
            return false;
        }

        Boolean boxed() {
            throw new IllegalStateException("a sick host");
        }

        static boolean halted() {
            statically++;
            return false;
        }
    }

    static final class AnsweringToo extends Answering {}

    @Test
    void aMethodAnswersTrueWhileTheFlagIsUpAndForItselfElse() {
        String host = Answering.class.getName() + "#";
        rig.joinPoint(
                        "host_flag",
                        host + "isSafeMode() " + host + "boxed() " + host + "halted()",
                        new HostFlagAnswer(up::get))
                .inForce();
        Answering answering = new AnsweringToo();
        assertFalse(answering.isSafeMode() || Answering.halted());
        up.set(true);
        assertTrue(answering.isSafeMode() && Answering.halted() && answering.boxed());
        up.set(false);
        assertFalse(answering.isSafeMode() || Answering.halted());
        assertEquals(2, answering.asked);
        assertEquals(2, Answering.statically);
    }
}
