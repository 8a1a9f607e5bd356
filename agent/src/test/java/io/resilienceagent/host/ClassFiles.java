package io.resilienceagent.host;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/** Changes class files with nothing but the JDK, for hosts that bring classes which no class path has. */
final class ClassFiles {
    private ClassFiles() {}

    /** The class under another name: each text of the constant pool that holds the old name holds the new one. */
    static byte[] renamed(byte[] classFile, String from, String to) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(classFile));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeInt(in.readInt());
        out.writeInt(in.readInt());
        int size = in.readUnsignedShort();
        out.writeShort(size);
        for (int i = 1; i < size; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            switch (tag) {
                case 1 -> out.writeUTF(in.readUTF().replace(from, to));
                case 7, 8, 16, 19, 20 -> out.writeShort(in.readUnsignedShort());
                case 15 -> {
                    out.writeByte(in.readUnsignedByte());
                    out.writeShort(in.readUnsignedShort());
                }
                case 5, 6 -> {
                    out.writeLong(in.readLong());
                    i++; // such a constant takes two places
                }
                default -> out.writeInt(in.readInt());
            }
        }
        in.transferTo(out);
        return bytes.toByteArray();
    }

    /** The class as an older compiler would have marked it. */
    static byte[] ofVersion(byte[] classFile, int version) {
        byte[] older = classFile.clone();
        older[6] = (byte) (version >> 8);
        older[7] = (byte) version;
        return older;
    }
}
