package io.hornbill.training;

import io.hornbill.callbacks.Logs;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a process of rank 0 and a director in another process tell each other.
 *
 * @param kind what it is about
 * @param number an epoch, a batch or an attempt
 * @param rate a learning rate
 * @param yes whether to stop, or whether all is done
 * @param logs losses and metrics
 * @param state the values of all variables; empty for no change
 * @param keys the keys of the layers' random numbers; empty for no change
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record DirectorMessage(
    Kind kind, int number, double rate, boolean yes, Logs logs, byte[] state, List<Long> keys) {
  /** What messages are about. */
  enum Kind {
    TRAIN_BEGINS,
    EPOCH_BEGINS,
    BATCH_ENDS,
    EPOCH_ENDS,
    TRAIN_ENDS,
    ANSWER
  }

  static final byte[] NO_STATE = {};

  byte[] bytes() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (DataOutputStream out = new DataOutputStream(bytes)) {
      out.writeUTF(kind.name());
      out.writeInt(number);
      out.writeDouble(rate);
      out.writeBoolean(yes);
      out.writeInt(logs.size());
      for (var entry : logs.entrySet()) {
        out.writeUTF(entry.getKey());
        out.writeDouble(entry.getValue());
      }
      out.writeInt(state.length);
      out.write(state);
      out.writeInt(keys.size());
      for (long key : keys) {
        out.writeLong(key);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  static DirectorMessage read(byte[] bytes) {
    try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
      Kind kind = Kind.valueOf(in.readUTF());
      int number = in.readInt();
      double rate = in.readDouble();
      boolean yes = in.readBoolean();
      Logs logs = new Logs();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        String name = in.readUTF();
        logs.put(name, in.readDouble());
      }
      byte[] state = in.readNBytes(in.readInt());
      List<Long> keys = new ArrayList<>();
      for (int i = in.readInt(); i > 0; i--) {
        keys.add(in.readLong());
      }
      return new DirectorMessage(kind, number, rate, yes, logs, state, keys);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
