package io.hornbill.saving.npy;

import io.hornbill.saving.AtomicFiles;
import io.hornbill.saving.ByteSource;
import io.hornbill.saving.zip.ZipReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
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
   * @throws io.hornbill.saving.ModelFormatException if the file is damaged
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
   * @throws io.hornbill.saving.ModelFormatException if the archive is damaged
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
   * @throws io.hornbill.saving.ModelFormatException if it is missing or damaged
   */
  public NumpyArray get(String name) {
    String member = name + SUFFIX;
    try (InputStream in = zip.stream(member)) {
      return Npy.read(in, zip.size(member), member + " in " + place);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Npz: reading failed. Received: " + e + " in " + place + ". Check the disk.", e);
    }
  }

  /**
   * Writes a file, replacing it in one step.
   *
   * @param file the file
   * @param arrays the arrays by name
   * @throws UncheckedIOException if the file cannot be written
   */
  public static void write(Path file, Map<String, INDArray> arrays) {
    AtomicFiles.writeStream(file, out -> write(out, arrays));
  }

  /**
   * Writes an archive.
   *
   * @param out where to write it; stays open
   * @param arrays the arrays by name
   * @throws IOException if writing fails
   */
  public static void write(OutputStream out, Map<String, INDArray> arrays) throws IOException {
    ZipOutputStream zip = new ZipOutputStream(out);
    for (Map.Entry<String, INDArray> array : arrays.entrySet()) {
      ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
      entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
      zip.putNextEntry(entry);
      Npy.write(zip, array.getValue());
      zip.closeEntry();
    }
    zip.finish();
  }

  @Override
  public void close() {
    zip.close();
  }
}
