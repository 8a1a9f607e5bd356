package io.resilienceagent.weave;

import io.resilienceagent.weave.HandMade.Odd;
import java.util.Arrays;
import java.util.stream.Stream;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Methods that the JVM takes and that no Java compiler writes. */
final class OddCode implements Opcodes {
    private static final String BUILDER = "java/lang/StringBuilder";
    private static final Object[] NONE = {};

    private OddCode() {}

    static Stream<Odd> all() {
        return Stream.of(leftovers(), slots(), branches(), endings(), narrow()).flatMap(odd -> odd);
    }

    private static Stream<Odd> leftovers() {
        return Stream.of(
                Odd.ofClass("one value under an int", "(I)I", OddCode::oneUnderAnInt, 7),
                Odd.ofClass("wide and narrow values under a long", "(J)J", OddCode::mixedUnderALong, 7L),
                Odd.ofClass("different values in two branches", "(I)Ljava/lang/String;", OddCode::inBranches, 1),
                Odd.ofClass("the same, the other branch", "(I)Ljava/lang/String;", OddCode::inBranches, 0),
                Odd.ofObject("values under nothing", "()V", OddCode::underNothing),
                Odd.ofClass("an object without its constructor", "(D)D", OddCode::uninitializedUnderADouble, 2.5));
    }

    private static void oneUnderAnInt(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitInsn(ICONST_5);
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(IRETURN);
        code.visitMaxs(2, 1);
    }

    private static void mixedUnderALong(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitInsn(DCONST_1);
        code.visitInsn(ICONST_1);
        code.visitInsn(LCONST_0);
        code.visitInsn(ACONST_NULL);
        code.visitVarInsn(LLOAD, 0);
        code.visitInsn(LRETURN);
        code.visitMaxs(8, 2);
    }

    private static void inBranches(MethodVisitor code, String owner) {
        HandMade.ran(code);
        Label other = new Label();
        code.visitInsn(LCONST_1);
        code.visitVarInsn(ILOAD, 0);
        code.visitJumpInsn(IFEQ, other);
        code.visitInsn(FCONST_1);
        code.visitLdcInsn("not zero");
        code.visitInsn(ARETURN);
        code.visitLabel(other);
        code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 1, new Object[] {LONG});
        code.visitLdcInsn("zero");
        code.visitInsn(ARETURN);
        code.visitMaxs(4, 1);
    }

    private static void underNothing(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitInsn(LCONST_1);
        code.visitVarInsn(ALOAD, 0);
        code.visitInsn(RETURN);
        code.visitMaxs(3, 1);
    }

    private static void uninitializedUnderADouble(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitTypeInsn(NEW, BUILDER);
        code.visitInsn(DUP);
        code.visitVarInsn(DLOAD, 0);
        code.visitInsn(DRETURN);
        code.visitMaxs(4, 2);
    }

    private static Stream<Odd> slots() {
        Object[] many = new Object[255];
        Arrays.setAll(many, i -> i);
        Object[] wide = new Object[127];
        Arrays.setAll(wide, i -> (long) i);
        return Stream.of(
                Odd.ofClass("half of a long overwritten", "(JI)I", OddCode::halfALong, 1L, 2),
                Odd.ofObject("this overwritten", "(I)I", OddCode::thisOverwritten, 3),
                Odd.ofClass("more slots than a byte counts", "(I)I", OddCode::manySlots, 4),
                Odd.ofClass("255 arguments", "(" + "I".repeat(255) + ")I", OddCode::manyArguments, many),
                Odd.ofObject("127 wide arguments and this", "(" + "J".repeat(127) + ")J", OddCode::wides, wide));
    }

    private static void halfALong(MethodVisitor code, String owner) {
        HandMade.ran(code);
        Label end = new Label();
        code.visitLdcInsn("three");
        code.visitVarInsn(ASTORE, 1);
        code.visitVarInsn(ILOAD, 2);
        code.visitJumpInsn(IFEQ, end);
        code.visitIincInsn(2, 10);
        code.visitLabel(end);
        code.visitFrame(F_NEW, 3, new Object[] {TOP, "java/lang/String", INTEGER}, 0, NONE);
        code.visitVarInsn(ALOAD, 1);
        code.visitMethodInsn(INVOKEVIRTUAL, "java/lang/String", "length", "()I", false);
        code.visitVarInsn(ILOAD, 2);
        code.visitInsn(IADD);
        code.visitInsn(IRETURN);
        code.visitMaxs(2, 3);
    }

    private static void thisOverwritten(MethodVisitor code, String owner) {
        HandMade.ran(code);
        Label loop = new Label();
        code.visitInsn(ICONST_0);
        code.visitVarInsn(ISTORE, 0);
        code.visitLabel(loop);
        code.visitFrame(F_NEW, 2, new Object[] {INTEGER, INTEGER}, 0, NONE);
        code.visitIincInsn(0, 2);
        code.visitIincInsn(1, -1);
        code.visitVarInsn(ILOAD, 1);
        code.visitJumpInsn(IFGT, loop);
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(IRETURN);
        code.visitMaxs(1, 2);
    }

    private static void manySlots(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitVarInsn(ILOAD, 0);
        code.visitVarInsn(ISTORE, 255);
        code.visitIincInsn(255, 1000);
        code.visitVarInsn(ILOAD, 255);
        code.visitInsn(I2L);
        code.visitVarInsn(LSTORE, 700);
        code.visitVarInsn(LLOAD, 700);
        code.visitInsn(L2I);
        code.visitVarInsn(ISTORE, 0);
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(IRETURN);
        code.visitMaxs(2, 702);
    }

    private static void manyArguments(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitIincInsn(254, 1);
        code.visitVarInsn(ILOAD, 254);
        code.visitVarInsn(ILOAD, 1);
        code.visitInsn(IADD);
        code.visitVarInsn(ISTORE, 0);
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(IRETURN);
        code.visitMaxs(2, 255);
    }

    private static void wides(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitVarInsn(LLOAD, 253);
        code.visitVarInsn(LLOAD, 1);
        code.visitInsn(LADD);
        code.visitVarInsn(LSTORE, 253);
        code.visitVarInsn(LLOAD, 253);
        code.visitInsn(LRETURN);
        code.visitMaxs(4, 255);
    }

    private static Stream<Odd> branches() {
        return Stream.of(
                Odd.ofClass("a stack map at the very first instruction", "()V", OddCode::loopAtTheBegin),
                Odd.ofObject("the same on an object", "(J)V", OddCode::loopAtTheBeginOfAnObject, 1L),
                Odd.ofClass("a new object across a branch", "(I)Ljava/lang/String;", OddCode::newAcrossABranch, 1),
                Odd.ofClass("dead code that needs more stack", "(I)I", OddCode::deadAndDeep, 8),
                Odd.ofClass("dead code that has more slots", "(I)I", OddCode::deadAndWide, 9));
    }

    private static void loopAtTheBegin(MethodVisitor code, String owner) {
        loop(code, NONE);
    }

    private static void loopAtTheBeginOfAnObject(MethodVisitor code, String owner) {
        loop(code, new Object[] {owner, LONG});
    }

    private static void loop(MethodVisitor code, Object[] locals) {
        Label begin = new Label();
        code.visitLabel(begin);
        code.visitFrame(F_NEW, locals.length, locals, 0, NONE);
        code.visitMethodInsn(INVOKESTATIC, "io/resilienceagent/weave/HandMade", "enough", "()Z", false);
        code.visitJumpInsn(IFEQ, begin);
        code.visitInsn(RETURN);
        code.visitMaxs(1, 3);
    }

    private static void newAcrossABranch(MethodVisitor code, String owner) {
        HandMade.ran(code);
        Label made = new Label();
        Label other = new Label();
        Label join = new Label();
        code.visitLabel(made);
        code.visitTypeInsn(NEW, BUILDER);
        code.visitInsn(DUP);
        code.visitVarInsn(ILOAD, 0);
        code.visitJumpInsn(IFEQ, other);
        code.visitLdcInsn("one");
        code.visitJumpInsn(GOTO, join);
        code.visitLabel(other);
        code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 2, new Object[] {made, made});
        code.visitLdcInsn("none");
        code.visitLabel(join);
        code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 3, new Object[] {made, made, "java/lang/String"});
        code.visitMethodInsn(INVOKESPECIAL, BUILDER, "<init>", "(Ljava/lang/String;)V", false);
        code.visitMethodInsn(INVOKEVIRTUAL, BUILDER, "toString", "()Ljava/lang/String;", false);
        code.visitInsn(ARETURN);
        code.visitMaxs(3, 1);
    }

    private static void deadAndDeep(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(IRETURN);
        code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 0, NONE);
        for (int i = 0; i < 20; i++) {
            code.visitInsn(LCONST_1);
        }
        code.visitInsn(ICONST_0);
        code.visitInsn(IRETURN);
        code.visitMaxs(41, 1);
    }

    private static void deadAndWide(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(IRETURN);
        Object[] wides = new Object[30];
        Arrays.fill(wides, LONG);
        code.visitFrame(F_NEW, 30, wides, 0, NONE);
        code.visitInsn(ICONST_0);
        code.visitInsn(IRETURN);
        code.visitMaxs(1, 60);
    }

    private static Stream<Odd> endings() {
        return Stream.of(
                Odd.ofClass("only throws", "()Ljava/lang/String;", OddCode::onlyThrows),
                Odd.ofClass(
                        "throws what it was given", "(Ljava/lang/Throwable;)V", OddCode::throwsIt, new Error("mine")),
                Odd.ofClass("loops until something is thrown", "(I)I", OddCode::neverReturns, 3),
                Odd.ofClass("a handler that covers itself", "(I)I", OddCode::coversItself, 0),
                Odd.ofObject("a monitor of its own", "(Ljava/lang/Object;)I", OddCode::monitor, new int[2]),
                new Odd("synchronized", ACC_SYNCHRONIZED, "(I)I", new Object[] {5}, OddCode::oneMore),
                new Odd(
                        "synchronized on the class",
                        ACC_SYNCHRONIZED | ACC_STATIC,
                        "(I)I",
                        new Object[] {5},
                        (c, o) -> oneUnderAnInt(c, o)));
    }

    private static void onlyThrows(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitTypeInsn(NEW, "java/lang/IllegalStateException");
        code.visitInsn(DUP);
        code.visitLdcInsn("always");
        code.visitMethodInsn(
                INVOKESPECIAL, "java/lang/IllegalStateException", "<init>", "(Ljava/lang/String;)V", false);
        code.visitInsn(ATHROW);
        code.visitMaxs(3, 0);
    }

    private static void throwsIt(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitVarInsn(ALOAD, 0);
        code.visitInsn(ATHROW);
        code.visitMaxs(1, 1);
    }

    private static void neverReturns(MethodVisitor code, String owner) {
        Label loop = new Label();
        HandMade.ran(code);
        code.visitLabel(loop);
        code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 0, NONE);
        code.visitIincInsn(0, -1);
        code.visitInsn(ICONST_1);
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(IDIV);
        code.visitInsn(POP);
        code.visitJumpInsn(GOTO, loop);
        code.visitMaxs(2, 1);
    }

    /** Divides by its argument in the handler's own range too, until that is no longer zero. */
    private static void coversItself(MethodVisitor code, String owner) {
        Label start = new Label();
        Label handler = new Label();
        Label end = new Label();
        code.visitTryCatchBlock(start, end, handler, null);
        HandMade.ran(code);
        code.visitLabel(start);
        code.visitIntInsn(BIPUSH, 10);
        code.visitVarInsn(ILOAD, 0);
        code.visitInsn(IDIV);
        code.visitInsn(IRETURN);
        code.visitLabel(handler);
        code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 1, new Object[] {"java/lang/Throwable"});
        code.visitInsn(POP);
        code.visitIntInsn(BIPUSH, 10);
        code.visitVarInsn(ILOAD, 0);
        code.visitIincInsn(0, 1);
        code.visitInsn(IDIV);
        code.visitInsn(IRETURN);
        code.visitLabel(end);
        code.visitMaxs(2, 1);
    }

    private static void monitor(MethodVisitor code, String owner) {
        Label start = new Label();
        Label end = new Label();
        Label handler = new Label();
        Label handled = new Label();
        code.visitTryCatchBlock(start, end, handler, null);
        code.visitTryCatchBlock(handler, handled, handler, null);
        HandMade.ran(code);
        code.visitVarInsn(ALOAD, 1);
        code.visitInsn(DUP);
        code.visitVarInsn(ASTORE, 0);
        code.visitInsn(MONITORENTER);
        code.visitLabel(start);
        code.visitVarInsn(ALOAD, 0);
        code.visitTypeInsn(CHECKCAST, "[I");
        code.visitInsn(ICONST_0);
        code.visitInsn(IALOAD);
        code.visitVarInsn(ALOAD, 0);
        code.visitInsn(MONITOREXIT);
        code.visitLabel(end);
        code.visitInsn(IRETURN);
        code.visitLabel(handler);
        code.visitFrame(
                F_NEW, 2, new Object[] {"java/lang/Object", "java/lang/Object"}, 1, new Object[] {"java/lang/Throwable"
                });
        code.visitVarInsn(ALOAD, 0);
        code.visitInsn(MONITOREXIT);
        code.visitLabel(handled);
        code.visitInsn(ATHROW);
        code.visitMaxs(2, 2);
    }

    private static void oneMore(MethodVisitor code, String owner) {
        HandMade.ran(code);
        code.visitIincInsn(1, 1);
        code.visitVarInsn(ILOAD, 1);
        code.visitInsn(IRETURN);
        code.visitMaxs(1, 2);
    }

    /** The JVM cuts what such a method returns, whatever lies on the stack. */
    private static Stream<Odd> narrow() {
        return Stream.of("Z", "B", "C", "S").flatMap(type -> Stream.of(2, 300, 70_000, -70_001)
                .map(value -> Odd.ofClass(value + " as " + type, "()" + type, (code, owner) -> {
                    HandMade.ran(code);
                    code.visitLdcInsn(value);
                    code.visitInsn(IRETURN);
                    code.visitMaxs(1, 0);
                })));
    }
}
