package io.hornbill.files.internal.npy;

import io.hornbill.base.Fault;
import io.hornbill.files.internal.ByteSource;
import io.hornbill.files.internal.StoredArray;
import io.hornbill.files.internal.zip.ZipReader;
import io.hornbill.files.internal.zip.ZipWriter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * NumPy's {@code .npz} files: archives of named arrays. Arrays are read when they are asked for.
 *
 * <pre>{@code
 * try (Npz file = Npz.open(Path.of("mnist.npz"))) {
 *   INDArray x = file.get("x_train").toFloats();
 * }
 * Npz.write(Path.of("arrays.npz"), Map.of("x", x));
 * }</pre>
 */
public final class Npz implements AutoCloseable {

  private static final String SUFFIX = ".npy";

  private final ZipReader zip;
  private final String place;

  private Npz(ZipReader zip, String place) {
    this.zip = zip;
    this.place = place;
  }

  /**
   * Opens a file.
   *
   * @param file the file
   * @return its arrays, to be closed
   * @throws io.hornbill.files.ModelFormatException if the file is damaged
   * @throws UncheckedIOException if the file cannot be opened
   */
  public static Npz open(Path file) {
    return open(ByteSource.open(file));
  }

  /**
   * Opens an archive, such as one within another archive. Closing this closes it.
   *
   * @param archive the archive's bytes
   * @return its arrays, to be closed
   * @throws io.hornbill.files.ModelFormatException if the archive is damaged
   */
  public static Npz open(ByteSource archive) {
    return new Npz(ZipReader.open(archive), archive.name());
  }

  /**
   * Lists the arrays.
   *
   * @return their names, in the file's order
   */
  public List<String> names() {
    List<String> names = new ArrayList<>();
    for (String member : zip.names()) {
      if (member.endsWith(SUFFIX)) {
        names.add(member.substring(0, member.length() - SUFFIX.length()));
      }
    }
    return names;
  }

  /**
   * Reads an array.
   *
   * @param name its name
   * @return the array
   * @throws io.hornbill.files.ModelFormatException if it is missing or damaged
   */
  public NumpyArray get(String name) {
    String member = name + SUFFIX;
    try (InputStream in = zip.stream(member)) {
      return Npy.read(in, zip.size(member), member + " in " + place);
    } catch (IOException e) {
      throw Fault.of("Npz")
          .expected("reading failed")
          .received("%s in %s", e, place)
          .remedy("Check the disk.")
          .as(UncheckedIOException::new, e);
    }
  }

  /**
   * Gives access to single rows of an array, without reading the others. An array that was
   * compressed is in memory as a whole.
   *
   * @param name its name
   * @param verify whether to verify its checksum first, which reads all of it
   * @return the rows, valid until this is closed
   * @throws io.hornbill.files.ModelFormatException if it is missing or damaged, does not hold
   *     numbers, or has its columns together
   */
  public StoredArray stored(String name, boolean verify) {
    return Npy.stored(zip.source(name + SUFFIX, verify));
  }

  /**
   * Writes a file without compression, replacing it in one step.
   *
   * @param file the file
   * @param arrays the arrays by name
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, Map<String, INDArray> arrays) {
    ZipWriter.write(
        file,
        zip -> {
          for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
            zip.add(array.getKey() + SUFFIX, out -> Npy.write(out, array.getValue()));
          }
        });
  }

  @Override
  public void close() {
    zip.close();
  }
}
