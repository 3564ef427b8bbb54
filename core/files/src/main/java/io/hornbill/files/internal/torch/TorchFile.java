package io.hornbill.files.internal.torch;

import io.hornbill.base.Fault;
import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ArrayMemory;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.MemoryBudget;
import io.hornbill.files.internal.NumericType;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A file that {@code torch.save} wrote, open for reading: state dictionaries, whole or within other
 * dictionaries and lists. Both forms are read, the archives written since PyTorch 1.6 and the plain
 * files before. Nothing in a file is executed, and all tensors are checked to lie within the file
 * before any is read.
 *
 * <pre>{@code
 * try (TorchFile file = TorchFile.open(Path.of("resnet18.pth"))) {
 *   INDArray kernel = file.toFloats("conv1.weight");   // [64, 3, 7, 7]
 * }
 * }</pre>
 *
 * <p>Tensors within other containers are named by all keys on the way: {@code
 * state_dict.conv1.weight}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/notes/serialization.html">PyTorch:
 *     serialization</a>
 */
public final class TorchFile implements AutoCloseable {
  private static final int DEEPEST = 64;
  private static final int MOST_VALUES = 10_000_000;
  private static final int MOST_CHARACTERS = 1 << 26;
  private static final int BUDGET_STEP = 1 << 16;
  private static final long BUDGET = 16L << 20;

  private final TorchContainer container;
  private int values;
  private long characters;
  private final Map<String, TorchTensor> tensors = new LinkedHashMap<>();

  private TorchFile(TorchContainer container) {
    this.container = container;
    collect("", container.root(), 0);
    tensors.forEach((name, tensor) -> tensor.check(container, name));
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the open file, to be closed
   * @throws ModelFormatException if the file is damaged, or holds other objects than data
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static TorchFile open(Path file) {
    return open(ByteSource.open(file));
  }

  /**
   * Opens a file that lies in memory or elsewhere. Closing this closes the source, also when
   * opening fails.
   *
   * @param source the file's bytes
   * @return the open file, to be closed
   * @throws ModelFormatException if the file is damaged, or holds other objects than data
   */
  public static TorchFile open(ByteSource source) {
    boolean opened = false;
    try {
      TorchFile file =
          new TorchFile(
              TorchArchive.isArchive(source)
                  ? TorchArchive.of(source)
                  : LegacyTorchFile.of(source));
      opened = true;
      return file;
    } finally {
      if (!opened) {
        source.close();
      }
    }
  }

  /**
   * Tells whether a file may be one of PyTorch's.
   *
   * @param source the file's bytes
   * @return whether {@link #open(ByteSource)} can read it if it is not damaged
   */
  public static boolean isTorch(ByteSource source) {
    return LegacyTorchFile.isLegacy(source) || TorchArchive.isArchive(source);
  }

  private void collect(String name, @Nullable Object value, int depth) {
    long before = characters / BUDGET;
    characters += name.length();
    if (depth > DEEPEST || ++values > MOST_VALUES || characters > MOST_CHARACTERS) {
      throw Fault.of("TorchFile")
          .expected(
              "the file must hold at most %s values, with names of at most %s characters, and"
                  + " containers in each other at most %s deep",
              MOST_VALUES, MOST_CHARACTERS, DEEPEST)
          .received("more, in %s", container.name())
          .remedy("Save a state dictionary.")
          .as(ModelFormatException::new);
    }
    if (values % BUDGET_STEP == 0 || characters / BUDGET > before) {
      MemoryBudget.require(BUDGET, container.name());
    }
    String start = name.isEmpty() ? "" : name + ".";
    if (value instanceof TorchTensor tensor) {
      tensors.put(name, tensor);
    } else if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> collect(start + key, inner, depth + 1));
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        collect(start + i, list.get(i), depth + 1);
      }
    }
  }

  /**
   * Lists the tensors.
   *
   * @return their names, in the file's order
   */
  public List<String> names() {
    return List.copyOf(tensors.keySet());
  }

  /**
   * Tells the shape of a tensor.
   *
   * @param name its name
   * @return the length of each axis
   * @throws ModelFormatException if there is no such tensor
   */
  public long[] shape(String name) {
    return tensor(name).shape().clone();
  }

  /**
   * Tells how the numbers of a tensor are represented.
   *
   * @param name its name
   * @return the type
   * @throws ModelFormatException if there is no such tensor
   */
  public NumericType type(String name) {
    return tensor(name).storage().type();
  }

  /**
   * Reads a tensor.
   *
   * @param name its name
   * @return a FLOAT array in 'c' order
   * @throws ModelFormatException if there is no such tensor, or it does not fit into memory
   */
  public INDArray toFloats(String name) {
    TorchTensor tensor = tensor(name);
    NumericType type = tensor.storage().type();
    ByteSource bytes = container.bytes(tensor.storage());
    long start = tensor.offset() * type.bytes();
    String place = name + " in " + container.name();
    if (tensor.isRowMajor()) {
      return ArrayMemory.read(
          type, tensor.shape(), (at, target) -> bytes.read(start + at, target), place);
    }
    // Numbers that lie apart are picked out of memory: reads of single ones would take seconds.
    ByteSource memory =
        ByteSource.of(bytes.bytes(0, tensor.storage().count() * type.bytes()), place);
    return ArrayMemory.read(
        type, tensor.shape(), (at, target) -> gather(tensor, memory, at, target), place);
  }

  /** Numbers that lie apart, one by one in row-major order. */
  private static void gather(TorchTensor tensor, ByteSource bytes, long first, ByteBuffer target) {
    int width = tensor.storage().type().bytes();
    for (long i = first / width; target.hasRemaining(); i++) {
      target.put(bytes.bytes(tensor.place(i) * width, width));
    }
  }

  private TorchTensor tensor(String name) {
    TorchTensor tensor = tensors.get(name);
    if (tensor == null) {
      throw Fault.of("TorchFile")
          .expected("the file must hold the tensor that is asked for")
          .received(
              "\"%s\" of %s, which holds %s",
              name, container.name(), names().stream().limit(20).toList())
          .remedy("Check the names.")
          .as(ModelFormatException::new);
    }
    return tensor;
  }

  @Override
  public void close() {
    container.close();
  }
}
