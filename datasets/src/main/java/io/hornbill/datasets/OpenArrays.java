package io.hornbill.datasets;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.StoredArray;
import io.hornbill.files.internal.hdf5.Hdf5File;
import io.hornbill.files.internal.npy.Npz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

/** The arrays of an open {@code .npz} or {@code .h5} file. */
final class OpenArrays implements AutoCloseable {
  private final AutoCloseable file;
  private final List<StoredArray> x = new ArrayList<>();
  private final List<StoredArray> y = new ArrayList<>();
  private final List<StoredArray> weights = new ArrayList<>();

  /**
   * Opens a file.
   *
   * @param path the file
   * @param options names the arrays
   * @param verify whether to verify checksums, which reads all of it
   */
  @SuppressWarnings("MustBeClosedChecker")
  OpenArrays(Path path, ArrayFileOptions options, boolean verify) {
    Function<String, StoredArray> find;
    boolean isNpz = isNpz(path);
    boolean mapped = options.memoryMapped() && !verify;
    ByteSource bytes = mapped ? ByteSource.map(path) : ByteSource.open(path);
    if (isNpz) {
      Npz npz = Npz.open(bytes);
      file = npz;
      find = name -> npz.stored(name, verify);
    } else {
      Hdf5File hdf5 = Hdf5File.open(bytes);
      file = hdf5;
      find = name -> hdf5.root().dataset(name).stored();
    }
    boolean complete = false;
    try {
      options.x().forEach(name -> x.add(find.apply(name)));
      options.y().forEach(name -> y.add(find.apply(name)));
      options.weights().forEach(name -> weights.add(find.apply(name)));
      complete = true;
    } finally {
      if (!complete) {
        close();
      }
    }
  }

  private static boolean isNpz(Path path) {
    String name = path.getFileName().toString().toLowerCase(Locale.ROOT);
    boolean hdf5 = name.endsWith(".h5") || name.endsWith(".hdf5");
    if (!hdf5 && !name.endsWith(".npz")) {
      throw Fault.of("ArrayFile")
          .expected("the file must be .npz, .h5 or .hdf5")
          .received("\"%s\"", path)
          .remedy("Rename it, or save it in one of these forms.")
          .argument();
    }
    return !hdf5;
  }

  List<StoredArray> x() {
    return x;
  }

  List<StoredArray> y() {
    return y;
  }

  List<StoredArray> weights() {
    return weights;
  }

  /** The number of rows, which is the same in all arrays. */
  long rows() {
    long rows = x.get(0).shape()[0];
    List<StoredArray> others = new ArrayList<>(x);
    others.addAll(y);
    others.addAll(weights);
    for (StoredArray other : others) {
      if (other.shape()[0] != rows) {
        throw Fault.of("ArrayFile")
            .expected("all arrays must have as many rows")
            .received("%s and %s", rows, other.shape()[0])
            .remedy("Cut them to the same length.")
            .argument();
      }
    }
    return rows;
  }

  @Override
  public void close() {
    if (file instanceof Npz npz) {
      npz.close();
    } else if (file instanceof Hdf5File hdf5) {
      hdf5.close();
    }
  }
}
