package io.resilienceagent.order;

import io.resilienceagent.order.JournalRecord.Intent;
import io.resilienceagent.order.JournalRecord.Kind;
import io.resilienceagent.order.OrderTime.Moment;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32C;

/**
 * The bytes of the journal, big-endian.
 *
 * <pre>
 * file    header record*
 * header  "RAORDERS"  u4 version  u4 CRC32C of the twelve bytes before
 * record  u2 A55A  u2 length  u4 CRC32C of length and payload  payload
 * </pre>
 *
 * The mark A55A lets a reader find the next record behind a damaged one.
 */
final class JournalFormat {
    static final int VERSION = 1;
    static final int HEADER_BYTES = 16;
    static final int FRAME_BYTES = 8;
    private static final byte[] MAGIC = "RAORDERS".getBytes(StandardCharsets.US_ASCII);
    private static final short MARK = (short) 0xA55A;
    private static final int LONGEST_PAYLOAD = 0xFFFF;
    private static final int LONGEST_NOTE = 1000;
    private static final int NOTHING = 0;
    private static final int TEXT = 1;
    private static final int NUMBER = 2;

    private JournalFormat() {}

    static byte[] header(int version) {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES).put(MAGIC).putInt(version);
        return header.putInt(crc(header.array(), 0, 12)).array();
    }

    /** The version that an intact header names; -1 when the header is damaged or not there. */
    static int version(byte[] file) {
        if (file.length < HEADER_BYTES) {
            return -1;
        }
        ByteBuffer header = ByteBuffer.wrap(file);
        int version = header.getInt(8);
        boolean intact = header.getInt(12) == crc(file, 0, 12)
                && ByteBuffer.wrap(file, 0, 8).equals(ByteBuffer.wrap(MAGIC));
        return intact && version > 0 ? version : -1;
    }

    static byte[] encode(JournalRecord record) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(192);
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(0); // the frame, filled in below
        out.writeByte(record.kind().number);
        out.writeLong(record.id());
        out.writeLong(record.at().wallMillis());
        out.writeLong(record.at().nanos());
        out.writeLong(record.at().boot());
        out.writeUTF(
                record.text().substring(0, Math.min(LONGEST_NOTE, record.text().length())));
        out.writeUTF(record.symbol());
        if (record.intent() != null) {
            encode(record.intent(), out);
        }
        return framed(bytes.toByteArray());
    }

    private static void encode(Intent intent, DataOutputStream out) throws IOException {
        out.writeUTF(intent.joinPoint());
        out.writeLong(intent.withinNanos());
        out.writeLong(intent.settleNanos());
        OrderSignature signature = intent.signature();
        out.writeByte(signature.size());
        for (int i = 0; i < signature.size(); i++) {
            out.writeUTF(signature.key().names().get(i));
            Object value = signature.value(i);
            if (value == null) {
                out.writeByte(NOTHING);
            } else if (value instanceof BigDecimal number) {
                out.writeByte(NUMBER);
                out.writeUTF(number.toString());
            } else {
                out.writeByte(TEXT);
                out.writeUTF((String) value);
            }
        }
    }

    private static byte[] framed(byte[] record) throws IOException {
        int length = record.length - FRAME_BYTES;
        if (length > LONGEST_PAYLOAD) {
            throw new IOException("an order of " + length + " bytes does not fit a journal record");
        }
        ByteBuffer frame = ByteBuffer.wrap(record);
        frame.putShort(0, MARK).putShort(2, (short) length).putInt(4, checksum(record, 0, length));
        return record;
    }

    /** The CRC of a record's length and payload, which stand on either side of the CRC itself. */
    private static int checksum(byte[] file, int at, int length) {
        CRC32C crc = new CRC32C();
        crc.update(file, at + 2, 2);
        crc.update(file, at + FRAME_BYTES, length);
        return (int) crc.getValue();
    }

    private static int crc(byte[] bytes, int from, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, from, length);
        return (int) crc.getValue();
    }

    /** The length in the file of the intact record that starts at this offset, frame included; -1 when none does. */
    static int intactLength(byte[] file, int at) {
        if (at + FRAME_BYTES > file.length || file[at] != (byte) 0xA5 || file[at + 1] != 0x5A) {
            return -1;
        }
        ByteBuffer frame = ByteBuffer.wrap(file);
        int length = Short.toUnsignedInt(frame.getShort(at + 2));
        if (at + FRAME_BYTES + length > file.length || frame.getInt(at + 4) != checksum(file, at, length)) {
            return -1;
        }
        return FRAME_BYTES + length;
    }

    /** Reads an intact record; fails for a payload that this version cannot have written. */
    static JournalRecord decode(byte[] file, int at, int length) throws IOException {
        DataInputStream in =
                new DataInputStream(new ByteArrayInputStream(file, at + FRAME_BYTES, length - FRAME_BYTES));
        Kind kind = Kind.numbered(in.readByte());
        if (kind == null) {
            throw new IOException("a record of an unknown kind");
        }
        long id = in.readLong();
        Moment moment = new Moment(in.readLong(), in.readLong(), in.readLong());
        String text = in.readUTF();
        String symbol = in.readUTF();
        return new JournalRecord(kind, id, moment, kind == Kind.INTENT ? intent(in) : null, text, symbol);
    }

    private static Intent intent(DataInputStream in) throws IOException {
        String joinPoint = in.readUTF();
        long within = in.readLong();
        long settle = in.readLong();
        int size = in.readUnsignedByte();
        List<String> names = new ArrayList<>(size);
        Object[] values = new Object[size];
        for (int i = 0; i < size; i++) {
            names.add(in.readUTF());
            int form = in.readByte();
            String text = form == NOTHING ? null : in.readUTF();
            values[i] = form == NUMBER ? new BigDecimal(text) : text;
        }
        return new Intent(joinPoint, new OrderSignature(new OrderKey(names), values), within, settle);
    }
}
