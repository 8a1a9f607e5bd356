package io.resilienceagent.weave;

import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.commons.AnalyzerAdapter;

/** Writes one method with a call that tells an {@link InstanceWatch} of the method's object. No branch is added, so the stack maps stay. */
abstract class Sighting extends MethodVisitor {
    private final WovenAs as;
    private final WovenCalls calls;

    private Sighting(MethodVisitor next, WovenAs as, WovenCalls calls) {
        super(Opcodes.ASM9, next);
        this.as = as;
        this.calls = calls;
    }

    final void tell() {
        mv.visitVarInsn(Opcodes.ALOAD, 0);
        calls.seen(mv, as);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        super.visitMaxs(maxStack + 1, maxLocals);
    }

    /** At the end of a constructor: what its initializers set cannot undo what is set then. */
    static final class Made extends Sighting {
        private final String owner;
        private AnalyzerAdapter body;

        Made(MethodVisitor next, String owner, WovenAs as, WovenCalls calls) {
            super(next, as, calls);
            this.owner = owner;
        }

        /** Who knows what is in the first slot. */
        void follow(AnalyzerAdapter before) {
            body = before;
        }

        /** The slot of this may have been put to another use; no Java compiler does it, but some tools do. */
        private boolean knowsThis() {
            return body.locals != null && !body.locals.isEmpty() && owner.equals(body.locals.get(0));
        }

        @Override
        public void visitInsn(int opcode) {
            if (opcode == Opcodes.RETURN && knowsThis()) {
                tell();
            }
            super.visitInsn(opcode);
        }
    }

    /** At the beginning of a method. */
    static final class Called extends Sighting {
        Called(MethodVisitor next, WovenAs as, WovenCalls calls) {
            super(next, as, calls);
        }

        @Override
        public void visitCode() {
            super.visitCode();
            tell();
        }
    }
}
