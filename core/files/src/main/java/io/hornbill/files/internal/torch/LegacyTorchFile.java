package io.hornbill.files.internal.torch;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.npy.Pickle;
import io.hornbill.files.internal.npy.PickleExtension;
import io.hornbill.files.internal.torch.TorchTensor.Storage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The form before PyTorch 1.6: five pickles (a magic number, a version, facts about the machine,
 * the object, the names of the storages), then each storage as its length and its numbers.
 */
final class LegacyTorchFile implements TorchContainer {
  private static final byte[] MAGIC = {
    (byte) 0x80, 2, (byte) 0x8a, 10, 0x6c, (byte) 0xfc, (byte) 0x9c, 0x46, (byte) 0xf9, 0x20, 0x6a
  };

  /** Pickles of state dictionaries hold names and shapes, not numbers. */
  private static final int LONGEST_PICKLES = 64 << 20;

  private final ByteSource source;
  private final Object root;
  private final Map<String, Storage> storages = new HashMap<>();
  private final Map<String, Long> places = new HashMap<>();
  private int end;

  static boolean isLegacy(ByteSource source) {
    return source.size() > MAGIC.length && Arrays.equals(source.bytes(0, MAGIC.length), MAGIC);
  }

  static LegacyTorchFile of(ByteSource source) {
    if (!isLegacy(source)) {
      throw Fault.of("TorchFile")
          .expected("the file must be one that torch.save wrote")
          .received("another one, %s", source.name())
          .remedy("Save a state dictionary by torch.save.")
          .as(ModelFormatException::new);
    }
    return new LegacyTorchFile(source);
  }

  private LegacyTorchFile(ByteSource source) {
    this.source = source;
    byte[] bytes = source.bytes(0, Math.min(source.size(), LONGEST_PICKLES));
    next(bytes);
    next(bytes);
    Object machine = next(bytes);
    if (machine instanceof Map<?, ?> facts && Boolean.FALSE.equals(facts.get("little_endian"))) {
      throw damaged("numbers must be stored little end first", "big end first");
    }
    root = Objects.requireNonNullElse(next(bytes), "");
    locate(next(bytes));
  }

  private @Nullable Object next(byte[] bytes) {
    TorchObjects objects = new TorchObjects(source.name());
    Pickle.Read read =
        Pickle.read(
            bytes,
            end,
            source.name(),
            new PickleExtension() {
              @Override
              public @Nullable Object global(String module, String name) {
                return objects.global(module, name);
              }

              @Override
              public @Nullable Object persistent(@Nullable Object id) {
                Object found = objects.persistent(id);
                if (found instanceof Storage storage) {
                  storages.put(storage.key(), storage);
                }
                return found;
              }
            });
    end = read.end();
    return read.value();
  }

  private void locate(@Nullable Object keys) {
    if (!(keys instanceof List<?> list)) {
      throw damaged("the names of the storages must be a list", "another object");
    }
    long at = end;
    for (Object key : list) {
      Storage storage = key instanceof String name ? storages.get(name) : null;
      if (storage == null || at > source.size() - 8) {
        throw damaged("each storage must be used, and be there", "another name");
      }
      long count = ByteBuffer.wrap(source.bytes(at, 8)).order(ByteOrder.LITTLE_ENDIAN).getLong();
      if (count < storage.count() || count > (source.size() - at - 8) / storage.type().bytes()) {
        throw damaged("a storage must have the length it is used with", count + " numbers");
      }
      places.put(storage.key(), at + 8);
      at += 8 + count * storage.type().bytes();
    }
  }

  private ModelFormatException damaged(String expectation, String received) {
    return Fault.of("TorchFile")
        .expected(expectation)
        .received("%s in %s", received, source.name())
        .remedy("Fetch the file again.")
        .as(ModelFormatException::new);
  }

  @Override
  public String name() {
    return source.name();
  }

  @Override
  public Object root() {
    return root;
  }

  @Override
  public long size(Storage storage) {
    return places.containsKey(storage.key()) ? storage.count() * storage.type().bytes() : 0;
  }

  @Override
  public ByteSource bytes(Storage storage) {
    long place = Objects.requireNonNull(places.get(storage.key()));
    return source.slice(place, size(storage), source.name());
  }

  @Override
  public void close() {
    source.close();
  }
}
