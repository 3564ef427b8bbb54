package io.hornbill.files.internal.hdf5;

import io.hornbill.files.internal.AtomicFiles;
import io.hornbill.files.internal.StreamChannel;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Path;

/**
 * An HDF5 file to be written: first its groups, attributes and datasets are put together, then all
 * is written in one go. Arrays are not copied, neither here nor on the way to the disk.
 *
 * <p>The file is of the oldest format, which every version of the HDF5 library reads, and h5py
 * writes by itself.
 *
 * <pre>{@code
 * Hdf5Builder file = new Hdf5Builder();
 * file.root().attribute("keras_version", "3.13.0");
 * Hdf5GroupBuilder dense = file.root().group("model_weights/dense");
 * dense.attribute("weight_names", List.of("dense/kernel", "dense/bias"));
 * dense.dataset("dense/kernel", kernel).dataset("dense/bias", bias);
 * file.write(Path.of("weights.h5"));
 * }</pre>
 */
public final class Hdf5Builder {

  private final Hdf5GroupBuilder root = new Hdf5GroupBuilder("/");

  /** Starts an empty file. */
  public Hdf5Builder() {}

  /**
   * Gives the group that holds all others.
   *
   * @return the root
   */
  public Hdf5GroupBuilder root() {
    return root;
  }

  /**
   * Writes the file, replacing one that is there in one step.
   *
   * @param file the file
   * @throws UncheckedIOException if it cannot be written
   */
  public void write(Path file) {
    AtomicFiles.writeChannel(file, this::write);
  }

  /**
   * Writes the file into a stream, such as a member of an archive.
   *
   * @param out where to; it stays open
   * @throws IOException if writing fails
   */
  public void write(OutputStream out) throws IOException {
    write(new StreamChannel(out));
  }

  private void write(WritableByteChannel channel) throws IOException {
    new FileLayout(root).write(channel);
  }
}
