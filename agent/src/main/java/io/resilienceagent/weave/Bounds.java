package io.resilienceagent.weave;

import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/** Refuses a woven method that has more slots, stack or handlers than a class file can count: the writer would cut the number. */
final class Bounds extends MethodVisitor {
    private static final int MOST = 65_535;

    private final String owner;
    private final String name;
    private final String descriptor;
    private int handlers;

    /** @param owner the internal name of the method's class */
    Bounds(MethodVisitor next, String owner, String name, String descriptor) {
        super(Opcodes.ASM9, next);
        this.owner = owner;
        this.name = name;
        this.descriptor = descriptor;
    }

    @Override
    public void visitTryCatchBlock(Label start, Label end, Label handler, String type) {
        holds(++handlers);
        super.visitTryCatchBlock(start, end, handler, type);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        holds(maxStack);
        holds(maxLocals);
        super.visitMaxs(maxStack, maxLocals);
    }

    private void holds(int number) {
        if (number > MOST) {
            throw new MethodTooLargeException(owner, name, descriptor, number);
        }
    }
}
