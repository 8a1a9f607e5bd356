package io.resilienceagent.weave;

import java.util.ArrayList;
import java.util.List;
import org.objectweb.asm.AnnotationVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;
import org.objectweb.asm.TypePath;
import org.objectweb.asm.commons.AnalyzerAdapter;

/**
 * Writes one method with a call before its body and one behind it, see {@link WovenCalls}:
 *
 * <pre>
 *     token = enter(this, arguments); value = 0; thrown = null
 *     if (token instanceof Record) goto exit
 * repeat:
 *     the body, on copies of the arguments; a return stores its value and goes to exit; whatever it throws is caught into thrown
 * exit:
 *     ending = exit(token, value, thrown)
 *     if (ending != null) { if (ending[0] instanceof Callable) goto repeat, all as before; thrown = ending[2], or value = ending[1] }
 *     if (thrown != null) throw it, else return value
 * </pre>
 *
 * <p>The method's own slots are never written: the stack maps of what is written here need no knowledge of the body, and a
 * repeated body begins with the arguments that the caller gave. All slots of the body lie behind ours.
 */
final class Around extends MethodVisitor {
    private static final String OBJECT = "java/lang/Object";
    private static final String THROWABLE = "java/lang/Throwable";
    private static final Object[] NOTHING = {};
    /** The most that the calls need: this, the arguments twice, an index and a wide argument. */
    private static final int STACK = 6;

    private final WovenCalls calls;
    private final WovenAs as;
    private final Type returned;
    private final boolean answers;
    /** The types of the method's own slots, {@code this} among them. */
    private final List<Type> own = new ArrayList<>();
    /** What a stack map says of the method's own slots and of ours. */
    private final Object[] frame;

    private final int token;
    private final int value;
    private final int thrown;
    /** Where the body's slots begin. */
    private final int shift;

    private final Label repeat = new Label();
    private final Label bodyStart = new Label();
    private final Label exit = new Label();
    private AnalyzerAdapter body;

    /** @param owner the internal name of the method's class */
    Around(MethodVisitor next, String owner, WovenAs as, WovenCalls calls) {
        super(Opcodes.ASM9, next);
        this.calls = calls;
        this.as = as;
        this.returned = Type.getReturnType(as.descriptor());
        this.answers = returned.getSize() > 0;
        if (!as.isStatic()) {
            own.add(Type.getObjectType(owner));
        }
        own.addAll(List.of(Type.getArgumentTypes(as.descriptor())));
        this.token = own.stream().mapToInt(Type::getSize).sum();
        this.value = token + 1;
        this.thrown = value + returned.getSize();
        this.shift = thrown + 1;
        List<Object> locals = new ArrayList<>();
        own.forEach(type -> locals.add(StackMaps.of(type)));
        locals.add(OBJECT);
        if (answers) {
            locals.add(StackMaps.of(returned));
        }
        locals.add(THROWABLE);
        this.frame = locals.toArray();
    }

    /** Who knows what is on the stack when the body returns; without it nothing is but the value. */
    void follow(AnalyzerAdapter before) {
        body = before;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        loadThis();
        loadArguments();
        calls.enter(mv, as);
        mv.visitVarInsn(Opcodes.ASTORE, token);
        forgetEnding();
        mv.visitVarInsn(Opcodes.ALOAD, token);
        mv.visitTypeInsn(Opcodes.INSTANCEOF, "java/lang/Record");
        mv.visitJumpInsn(Opcodes.IFNE, exit);
        mark(repeat, NOTHING);
        copyOwn();
        if (own.isEmpty()) {
            // The body may have a stack map of its own at its first instruction, and there is one here already.
            mv.visitInsn(Opcodes.NOP);
        }
        mv.visitLabel(bodyStart);
    }

    private void loadThis() {
        if (as.isStatic()) {
            mv.visitInsn(Opcodes.ACONST_NULL);
        } else {
            mv.visitVarInsn(Opcodes.ALOAD, 0);
        }
    }

    private void loadArguments() {
        List<Type> arguments = own.subList(as.isStatic() ? 0 : 1, own.size());
        pushInt(arguments.size());
        mv.visitTypeInsn(Opcodes.ANEWARRAY, OBJECT);
        int slot = as.isStatic() ? 0 : 1;
        for (int i = 0; i < arguments.size(); i++) {
            Type type = arguments.get(i);
            mv.visitInsn(Opcodes.DUP);
            pushInt(i);
            mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
            Boxes.box(mv, type);
            mv.visitInsn(Opcodes.AASTORE);
            slot += type.getSize();
        }
    }

    /** No method has more than 255 arguments. */
    private void pushInt(int number) {
        if (number <= 5) {
            mv.visitInsn(Opcodes.ICONST_0 + number);
        } else {
            mv.visitIntInsn(number <= Byte.MAX_VALUE ? Opcodes.BIPUSH : Opcodes.SIPUSH, number);
        }
    }

    private void forgetEnding() {
        if (answers) {
            mv.visitInsn(Boxes.zero(returned));
            mv.visitVarInsn(returned.getOpcode(Opcodes.ISTORE), value);
        }
        mv.visitInsn(Opcodes.ACONST_NULL);
        mv.visitVarInsn(Opcodes.ASTORE, thrown);
    }

    private void copyOwn() {
        int slot = 0;
        for (Type type : own) {
            mv.visitVarInsn(type.getOpcode(Opcodes.ILOAD), slot);
            mv.visitVarInsn(type.getOpcode(Opcodes.ISTORE), slot + shift);
            slot += type.getSize();
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode < Opcodes.IRETURN || opcode > Opcodes.RETURN) {
            super.visitInsn(opcode);
            return;
        }
        if (answers) {
            mv.visitVarInsn(returned.getOpcode(Opcodes.ISTORE), value);
        }
        clearStack();
        mv.visitJumpInsn(Opcodes.GOTO, exit);
    }

    /** A return may leave something on the stack, a jump to where others come from may not. No Java compiler does it, but some tools do. */
    private void clearStack() {
        if (body == null || body.stack == null) {
            return;
        }
        int slot = body.stack.size() - returned.getSize() - 1;
        while (slot >= 0) {
            boolean wide = body.stack.get(slot) == Opcodes.TOP;
            mv.visitInsn(wide ? Opcodes.POP2 : Opcodes.POP);
            slot -= wide ? 2 : 1;
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label bodyEnd = new Label();
        mv.visitLabel(bodyEnd);
        Label caught = new Label();
        // Visited last: the body's own handlers come first.
        mv.visitTryCatchBlock(bodyStart, bodyEnd, caught, THROWABLE);
        mark(caught, THROWABLE);
        mv.visitVarInsn(Opcodes.ASTORE, thrown);
        mark(exit, NOTHING);
        exit();
        super.visitMaxs(Math.max(maxStack, STACK), maxLocals + shift);
    }

    private void exit() {
        mv.visitVarInsn(Opcodes.ALOAD, token);
        if (!answers) {
            mv.visitInsn(Opcodes.ACONST_NULL);
        } else {
            mv.visitVarInsn(returned.getOpcode(Opcodes.ILOAD), value);
            if (returned.getSort() == Type.BOOLEAN) {
                // Of what a method leaves as its boolean the JVM takes the last bit.
                mv.visitInsn(Opcodes.ICONST_1);
                mv.visitInsn(Opcodes.IAND);
            }
            Boxes.box(mv, returned);
        }
        mv.visitVarInsn(Opcodes.ALOAD, thrown);
        calls.exit(mv, as);
        Label decided = new Label();
        Label again = new Label();
        mv.visitInsn(Opcodes.DUP);
        mv.visitJumpInsn(Opcodes.IFNULL, decided);
        item(0);
        mv.visitTypeInsn(Opcodes.INSTANCEOF, "java/util/concurrent/Callable");
        mv.visitJumpInsn(Opcodes.IFNE, again);
        item(2);
        mv.visitTypeInsn(Opcodes.CHECKCAST, THROWABLE);
        mv.visitInsn(Opcodes.DUP);
        mv.visitVarInsn(Opcodes.ASTORE, thrown);
        mv.visitJumpInsn(Opcodes.IFNONNULL, decided);
        if (answers) {
            item(1);
            Boxes.unbox(mv, returned);
            mv.visitVarInsn(returned.getOpcode(Opcodes.ISTORE), value);
        }
        mark(decided, "[Ljava/lang/Object;");
        mv.visitInsn(Opcodes.POP);
        leave();
        mark(again, "[Ljava/lang/Object;");
        mv.visitInsn(Opcodes.POP);
        forgetEnding();
        mv.visitJumpInsn(Opcodes.GOTO, repeat);
    }

    /** One more on the stack: an item of the ending that lies there. */
    private void item(int index) {
        mv.visitInsn(Opcodes.DUP);
        pushInt(index);
        mv.visitInsn(Opcodes.AALOAD);
    }

    private void leave() {
        Label well = new Label();
        mv.visitVarInsn(Opcodes.ALOAD, thrown);
        mv.visitJumpInsn(Opcodes.IFNULL, well);
        mv.visitVarInsn(Opcodes.ALOAD, thrown);
        mv.visitInsn(Opcodes.ATHROW);
        mark(well, NOTHING);
        if (answers) {
            mv.visitVarInsn(returned.getOpcode(Opcodes.ILOAD), value);
        }
        mv.visitInsn(returned.getOpcode(Opcodes.IRETURN));
    }

    /** A place that is jumped to, with its stack map: no slot of the body's has a meaning there. */
    private void mark(Label label, Object... stack) {
        mv.visitLabel(label);
        mv.visitFrame(Opcodes.F_NEW, frame.length, frame, stack.length, stack);
    }

    @Override
    public void visitFrame(int type, int locals, Object[] local, int stacked, Object[] stack) {
        Object[] all = new Object[frame.length + locals];
        System.arraycopy(frame, 0, all, 0, frame.length);
        System.arraycopy(local, 0, all, frame.length, locals);
        super.visitFrame(type, all.length, all, stacked, stack);
    }

    @Override
    public void visitVarInsn(int opcode, int slot) {
        super.visitVarInsn(opcode, slot + shift);
    }

    @Override
    public void visitIincInsn(int slot, int increment) {
        super.visitIincInsn(slot + shift, increment);
    }

    @Override
    public void visitLocalVariable(String name, String descriptor, String signature, Label start, Label end, int slot) {
        super.visitLocalVariable(name, descriptor, signature, start, end, slot + shift);
    }

    @Override
    public AnnotationVisitor visitLocalVariableAnnotation(
            int type, TypePath path, Label[] start, Label[] end, int[] slots, String descriptor, boolean visible) {
        int[] shifted = new int[slots.length];
        for (int i = 0; i < slots.length; i++) {
            shifted[i] = slots[i] + shift;
        }
        return super.visitLocalVariableAnnotation(type, path, start, end, shifted, descriptor, visible);
    }
}
