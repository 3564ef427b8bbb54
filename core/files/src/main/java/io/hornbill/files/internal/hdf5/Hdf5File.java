package io.hornbill.files.internal.hdf5;

import io.hornbill.files.ModelFormatException;
import io.hornbill.files.internal.ByteSource;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * An HDF5 file, open for reading. Files of every version of the HDF5 library from 1.6 to 2.0 are
 * understood, contiguous, compact and chunked, compressed by gzip or not.
 *
 * <p>Whatever is in the file, reading ends in a result or in a {@link ModelFormatException}. Links
 * that lead out of the file are refused. The file is neither locked nor mapped, and free again when
 * this is closed. Not safe for use by several threads at once.
 *
 * <pre>{@code
 * try (Hdf5File file = Hdf5File.open(Path.of("weights.h5"))) {
 *   for (String layer : file.root().attributes().texts("layer_names")) {
 *     Hdf5Group group = file.root().group(layer);
 *     for (String weight : group.attributes().texts("weight_names")) {
 *       INDArray array = group.dataset(weight).toFloats();
 *     }
 *   }
 * }
 * }</pre>
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">The format</a>
 */
public final class Hdf5File implements AutoCloseable {

  private final Hdf5Input input;
  private final Hdf5Group root;

  private Hdf5File(Hdf5Input input) {
    this.input = input;
    this.root = Hdf5Group.root(input);
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return the open file, to be closed
   * @throws ModelFormatException if it is not HDF5, or damaged
   * @throws java.io.UncheckedIOException if it cannot be read
   */
  public static Hdf5File open(Path file) {
    return open(ByteSource.open(file));
  }

  /**
   * Opens a file that lies in memory or within an archive. Closing this closes the source, also
   * when opening fails.
   *
   * @param source the file's bytes
   * @return the open file, to be closed
   * @throws ModelFormatException if it is not HDF5, or damaged
   */
  public static Hdf5File open(ByteSource source) {
    return new Hdf5File(Hdf5Input.open(source));
  }

  /**
   * Tells whether bytes start as an HDF5 file does.
   *
   * @param source the bytes
   * @return whether the signature is there
   */
  public static boolean isHdf5(ByteSource source) {
    byte[] signature = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    return source.size() >= signature.length
        && Arrays.equals(source.bytes(0, signature.length), signature);
  }

  /**
   * Gives the group that holds all others.
   *
   * @return the root
   */
  public Hdf5Group root() {
    return root;
  }

  @Override
  public void close() {
    input.close();
  }
}
