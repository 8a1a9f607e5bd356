package io.resilienceagent.weave;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.resilienceagent.guard.CallDeniedException;
import io.resilienceagent.weave.HandMade.Odd;
import io.resilienceagent.weave.HandMade.Outcome;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** A method that has no room for what is woven stays as it is, and is told; all else of its class is guarded. */
@Timeout(60)
class BeyondBoundsTest extends DispatchFixture implements Opcodes {
    private final String name = HandMade.freshName();

    @Test
    void aMethodThatIsFull() {
        assertStaysAsItIs(Odd.ofClass("full", "(I)I", (code, owner) -> oneMoreOver(code, 65_500), 5), 6);
    }

    @Test
    void aConstructorAndMethodsOfWatchedObjects() {
        List<Object> seen = new ArrayList<>();
        rig.watch(new InstanceWatch(name, seen::add));
        assertStaysAsItIs(Odd.ofClass("full", "(I)I", (code, owner) -> oneMoreOver(code, 65_500), 5), 6);
        assertEquals(2, seen.size());
    }

    @Test
    void aMethodThatUsesEverySlot() {
        assertStaysAsItIs(
                Odd.ofClass(
                        "slots",
                        "(I)I",
                        (code, owner) -> {
                            code.visitVarInsn(ILOAD, 0);
                            code.visitVarInsn(ISTORE, 65_534);
                            code.visitVarInsn(ILOAD, 65_534);
                            code.visitInsn(IRETURN);
                            code.visitMaxs(1, 65_535);
                        },
                        6),
                6);
    }

    @Test
    void aMethodWithAsManyHandlersAsCanBe() {
        assertStaysAsItIs(
                Odd.ofClass(
                        "handlers",
                        "(I)I",
                        (code, owner) -> {
                            Label start = new Label();
                            Label end = new Label();
                            for (int i = 0; i < 65_535; i++) {
                                code.visitTryCatchBlock(start, end, end, "java/lang/Error");
                            }
                            code.visitLabel(start);
                            code.visitVarInsn(ILOAD, 0);
                            code.visitInsn(IRETURN);
                            code.visitLabel(end);
                            code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 1, new Object[] {"java/lang/Error"});
                            code.visitInsn(ATHROW);
                            code.visitMaxs(1, 1);
                        },
                        6),
                6);
    }

    @Test
    void aMethodThatJumpsNoFartherThanAShortCanBeforeAndFartherAfter() {
        Odd odd = Odd.ofClass("far", "(I)I", (code, owner) -> oneMoreOver(code, 50_000), 5);
        rig.joinPoint("a", name + "#call", guard("a"))
                .joinPoint("b", name + "#call", guard("b"))
                .inForce();
        Class<?> type = HandMade.define(name, V17, odd);
        assertEquals(6, HandMade.call(type, 5).value());
        assertEquals(0, HandMade.call(type, -1).value());
        assertEquals(8, told.size());
        assertEquals(List.of(), rig.weaver.report().problems());
    }

    private void assertStaysAsItIs(Odd odd, int answer) {
        rig.joinPoint("all", name + "#*", denying("NO")).inForce();
        Class<?> type = HandMade.define(name, V17, odd);
        Outcome unguarded = HandMade.call(type, odd.arguments());
        assertEquals(answer, unguarded.value(), unguarded::toString);
        assertInstanceOf(
                CallDeniedException.class, HandMade.call(type, "bystander").thrown());
        assertEquals(List.of(name + "#bystander()"), rig.weaver.report().methods("all"));
        List<String> problems = rig.weaver.report().problems();
        assertEquals(1, problems.size(), problems::toString);
        assertTrue(problems.get(0).startsWith(name + "#call(int) is too large"), problems::toString);
    }

    /** One more than its argument, or zero where that is negative: over so many bytes of code. */
    private static void oneMoreOver(MethodVisitor code, int bytes) {
        Label negative = new Label();
        Label middle = new Label();
        code.visitVarInsn(ILOAD, 0);
        code.visitJumpInsn(IFLT, negative);
        code.visitIincInsn(0, 1);
        for (int i = 0; i < 30_000; i++) {
            code.visitInsn(NOP);
        }
        code.visitJumpInsn(GOTO, middle);
        code.visitLabel(negative);
        code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 0, new Object[0]);
        code.visitInsn(ICONST_0);
        code.visitInsn(IRETURN);
        code.visitLabel(middle);
        code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 0, new Object[0]);
        for (int i = 30_000; i < bytes; i++) {
            code.visitInsn(NOP);
        }
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(IRETURN);
        code.visitMaxs(1, 1);
    }
}
